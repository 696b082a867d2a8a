import type { Schemas } from '../../api/client';
import { country, words } from '../../format';

export type ItemMap = Schemas['ItemMap'];
export type MapPoint = Schemas['MapPoint'];

/** What dots can be coloured by. */
export const ATTRIBUTES = [
  { key: 'cluster', name: 'Cluster' },
  { key: 'category', name: 'Category' },
  { key: 'kind', name: 'Kind' },
  { key: 'era', name: 'Decade' },
  { key: 'country', name: 'Country' },
] as const;

export type Attribute = (typeof ATTRIBUTES)[number]['key'];

/** Dots of one colour. */
export interface Group {
  key: string;
  name: string;
  count: number;
  /** Place of its colour: 0 to 6, all else (of attributes that have an order: place on the ramp); OTHERS and UNKNOWN are grey. */
  colour: number;
}

export interface Grouping {
  groups: readonly Group[];
  /** Place in `groups` of each point. */
  of: Uint16Array;
  /** Whether the groups have an order, and so colours that go over into each other. */
  ordered: boolean;
}

/** Colours that are told apart; more groups than that are put together, but for clusters, which have names on the map. */
export const COLOURS = 7;
export const OTHERS = -1;
export const UNKNOWN = -2;

/** 1990s: of 1994. */
export function decade(year: number | undefined): string | undefined {
  return year === undefined ? undefined : `${Math.floor(year / 10) * 10}s`;
}

/** Which group each point of a map belongs to. */
export function groupsOf(map: Pick<ItemMap, 'points' | 'clusters'>, attribute: Attribute): Grouping {
  if (attribute === 'cluster') return clusters(map);
  const ordered = attribute === 'era';
  const valueOf = (point: MapPoint): string | undefined => (attribute === 'era' ? decade(point.year) : point[attribute]);
  const counts = new Map<string, number>();
  let unknown = 0;
  for (const point of map.points) {
    const value = valueOf(point);
    if (value === undefined) unknown++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const bySize = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  // One more fits where it would be alone among the others.
  const shown = (bySize.length > COLOURS ? bySize.slice(0, COLOURS) : bySize).map(([value]) => value);
  if (ordered) shown.sort((a, b) => parseInt(a) - parseInt(b));
  const name = (value: string): string => (attribute === 'country' ? country(value) : attribute === 'era' ? value : words(value));
  const groups: Group[] = shown.map((value, at) => ({ key: value, name: name(value), count: counts.get(value)!, colour: at }));
  const others = bySize.slice(shown.length).reduce((sum, [, count]) => sum + count, 0);
  if (others > 0) groups.push({ key: 'others', name: 'All others', count: others, colour: OTHERS });
  if (unknown > 0) groups.push({ key: 'unknown', name: 'Not known', count: unknown, colour: UNKNOWN });
  const placeOf = new Map(groups.filter(({ colour }) => colour >= 0).map(({ key }, at) => [key, at]));
  const rest = groups.findIndex(({ colour }) => colour === OTHERS);
  return {
    groups, ordered,
    of: Uint16Array.from(map.points, (point) => {
      const value = valueOf(point);
      return value === undefined ? groups.length - 1 : (placeOf.get(value) ?? rest);
    }),
  };
}

/** Every cluster is a group of its own; those near each other have different colours. */
function clusters(map: Pick<ItemMap, 'points' | 'clusters'>): Grouping {
  const colours = apart(map.clusters);
  const counts = new Uint32Array(map.clusters.length);
  for (const { cluster } of map.points) counts[cluster]!++;
  return {
    ordered: false,
    groups: map.clusters.map(({ name }, at) => ({ key: name, name, count: counts[at]!, colour: colours[at]! })),
    of: Uint16Array.from(map.points, ({ cluster }) => cluster),
  };
}

/** The groups of one map for the points of another; points that are not on it are a group of their own. */
export function groupsLike(map: Pick<ItemMap, 'points'>, first: Pick<ItemMap, 'points'>, grouping: Grouping): Grouping {
  const placeOf = new Map(first.points.map(({ id }, at) => [id, at]));
  const of = Uint16Array.from(map.points, ({ id }) => {
    const at = placeOf.get(id);
    return at === undefined ? grouping.groups.length : grouping.of[at]!;
  });
  const missing = map.points.filter(({ id }) => !placeOf.has(id)).length;
  return { ordered: grouping.ordered, of, groups: [...grouping.groups, { key: 'missing', name: 'Not on the first map', count: missing, colour: UNKNOWN }] };
}

/** A colour for each place, the first ones first: that whose nearest bearer is the farthest away. */
export function apart(places: readonly { x: number; y: number }[], colours = COLOURS): number[] {
  const chosen: number[] = [];
  for (const [at, { x, y }] of places.entries()) {
    let best = 0;
    let farthest = -1;
    for (let colour = 0; colour < colours; colour++) {
      let nearest = Infinity;
      for (let other = 0; other < at; other++) if (chosen[other] === colour) nearest = Math.min(nearest, Math.hypot(places[other]!.x - x, places[other]!.y - y));
      if (nearest > farthest) [best, farthest] = [colour, nearest];
    }
    chosen.push(best);
  }
  return chosen;
}
