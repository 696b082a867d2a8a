import type { ItemMap, MapPoint } from './groups';
import { Squares } from './near';
import { boundsOf, type Bounds } from './view';

/** A map in the form that is drawn and searched: places of points are their places in these arrays. */
export interface Prepared {
  points: readonly MapPoint[];
  clusters: ItemMap['clusters'];
  xs: Float64Array;
  ys: Float64Array;
  titles: readonly string[];
  placeOf: ReadonlyMap<string, number>;
  bounds: Bounds;
  squares: Squares;
}

export function prepare(map: Pick<ItemMap, 'points' | 'clusters'>): Prepared {
  const xs = Float64Array.from(map.points, ({ x }) => x);
  const ys = Float64Array.from(map.points, ({ y }) => y);
  const bounds = boundsOf(xs, ys);
  return {
    points: map.points, clusters: map.clusters, xs, ys, bounds,
    titles: map.points.map(({ title, id }) => title ?? id),
    placeOf: new Map(map.points.map(({ id }, at) => [id, at])),
    squares: new Squares(xs, ys, bounds),
  };
}

/** Places of those ids that are on the map. */
export function placesOf(map: Prepared, ids: Iterable<string>): Set<number> {
  const found = new Set<number>();
  for (const id of ids) {
    const at = map.placeOf.get(id);
    if (at !== undefined) found.add(at);
  }
  return found;
}

/** The titles nearest to one on a map, itself left out. */
export function neighboursOn(map: Prepared, id: string, count = 10): string[] {
  const at = map.placeOf.get(id);
  if (at === undefined) return [];
  return map.squares.nearest(map.xs[at]!, map.ys[at]!, count + 1).filter((other) => other !== at).slice(0, count).map((other) => map.points[other]!.id);
}
