import { placed, type Label } from './labels';
import { COLOURS, OTHERS, UNKNOWN, type Grouping } from './groups';
import { radiusOf, toFrame, type Size, type View } from './view';

const SERIES = Array.from({ length: COLOURS }, (_, at) => `var(--series-${at + 1})`);
const RAMP = Array.from({ length: COLOURS }, (_, at) => `color-mix(in oklch, var(--series-1) ${Math.round((at / (COLOURS - 1)) * 100)}%, var(--series-6))`);
const REST = { others: 'var(--series-8)', unknown: 'var(--line-strong)', ink: 'var(--ink)', sheet: 'var(--sheet)', accent: 'var(--accent)' } as const;

/** The colour of a group, as style sheets write it. */
export function colourOf({ groups, ordered }: Pick<Grouping, 'groups' | 'ordered'>, group: number): string {
  const { colour } = groups[group]!;
  if (colour === OTHERS) return REST.others;
  if (colour === UNKNOWN) return REST.unknown;
  if (!ordered) return SERIES[colour]!;
  const shown = groups.filter((one) => one.colour >= 0).length;
  return RAMP[shown < 2 ? 0 : Math.round((colour / (shown - 1)) * (COLOURS - 1))]!;
}

/** Colours as they are at this moment, by how style sheets write them. */
export interface Paints extends Record<'ink' | 'sheet' | 'accent' | 'font', string> {
  colours: ReadonlyMap<string, string>;
}

/** Works out the custom properties where they are used: a canvas knows neither `var()` nor `light-dark()`. */
export function paintsOf(within: Element): Paints {
  const probe = document.createElement('span');
  // With reduced motion everything has a transition, a very short one, in which the colour before would be read.
  probe.style.transition = 'none';
  within.append(probe);
  const colours = new Map([...SERIES, ...RAMP, ...Object.values(REST)].map((written) => {
    probe.style.color = written;
    return [written, getComputedStyle(probe).color];
  }));
  probe.remove();
  return { colours, ink: colours.get(REST.ink)!, sheet: colours.get(REST.sheet)!, accent: colours.get(REST.accent)!, font: getComputedStyle(document.body).fontFamily };
}

/** Everything that a picture of a map is made of. */
export interface Scene {
  xs: Float64Array;
  ys: Float64Array;
  titles: readonly string[];
  clusters: readonly { name: string; x: number; y: number }[];
  grouping: Grouping;
  /** Places of groups that are shown; all where it is empty. */
  onlyGroups: ReadonlySet<number>;
  selected: ReadonlySet<number>;
  matches: ReadonlySet<number>;
  /** The point that is looked at. */
  current: number | undefined;
  lasso: readonly (readonly [number, number])[];
  /** A cross in the middle, where keys are used. */
  cross: boolean;
}

const dots = new Map<string, HTMLCanvasElement>();
const MOST_DOTS = 200;

/** A dot drawn once and stamped as often as needed: a tenth of the time of as many arcs. */
function dot(colour: string, radius: number, ratio: number): HTMLCanvasElement {
  const size = Math.round(radius * ratio * 2) / 2;
  const key = `${colour}/${size}`;
  let drawn = dots.get(key);
  if (!drawn) {
    if (dots.size > MOST_DOTS) dots.clear();
    drawn = document.createElement('canvas');
    drawn.width = drawn.height = Math.ceil(size * 2 + 2);
    const context = drawn.getContext('2d')!;
    context.fillStyle = colour;
    context.beginPath();
    context.arc(drawn.width / 2, drawn.height / 2, size, 0, Math.PI * 2);
    context.fill();
    dots.set(key, drawn);
  }
  return drawn;
}

/** Draws a scene as it is seen. */
export function draw(context: CanvasRenderingContext2D, ratio: number, size: Size, view: View, whole: View, scene: Scene, paints: Paints): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  const radius = radiusOf(scene.xs.length, size, view.scale / whole.scale);
  const { groups, of } = scene.grouping;
  const stamps = groups.map((_, group) => dot(paints.colours.get(colourOf(scene.grouping, group))!, radius, ratio));
  const muted = scene.onlyGroups.size > 0 || scene.matches.size > 0 || scene.selected.size > 0;
  const loud = (at: number): boolean =>
    (scene.onlyGroups.size === 0 || scene.onlyGroups.has(of[at]!)) && ((scene.matches.size === 0 && scene.selected.size === 0) || scene.matches.has(at) || scene.selected.has(at));
  const seen: number[] = [];
  const stamp = (at: number, x: number, y: number): void => {
    const drawn = stamps[of[at]!]!;
    const wide = drawn.width / ratio;
    context.drawImage(drawn, x - wide / 2, y - wide / 2, wide, wide);
  };
  for (const loudOnes of muted ? [false, true] : [true]) {
    context.globalAlpha = loudOnes ? 0.85 : 0.16;
    for (let at = 0; at < scene.xs.length; at++) {
      if (muted && loud(at) !== loudOnes) continue;
      const x = (scene.xs[at]! - view.x) * view.scale + size.width / 2;
      const y = (scene.ys[at]! - view.y) * view.scale + size.height / 2;
      if (x < -radius || y < -radius || x > size.width + radius || y > size.height + radius) continue;
      stamp(at, x, y);
      if (loudOnes) seen.push(at);
    }
  }
  context.globalAlpha = 1;
  if (scene.current !== undefined) ring(context, ...toFrame(view, size, scene.xs[scene.current]!, scene.ys[scene.current]!), radius + 5, paints);
  labels(context, size, view, whole, scene, paints, seen, radius);
  if (scene.lasso.length > 1) outline(context, scene.lasso, paints);
  if (scene.cross) cross(context, size, paints);
}

function ring(context: CanvasRenderingContext2D, x: number, y: number, radius: number, paints: Paints): void {
  for (const [width, colour] of [[5, paints.sheet], [2.5, paints.ink]] as const) {
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}

/** Titles are written beside dots where so few are seen. */
const FEW = 60;
const TITLE = 34;

function labels(context: CanvasRenderingContext2D, size: Size, view: View, whole: View, scene: Scene, paints: Paints, seen: readonly number[], radius: number): void {
  const found: (Label & { font: string; alpha: number })[] = [];
  const add = (text: string, x: number, y: number, font: string, height: number, alpha = 1): void => {
    context.font = font;
    found.push({ text, x, y, width: context.measureText(text).width, height, font, alpha });
  };
  const cut = (text: string): string => (text.length > TITLE ? `${[...text].slice(0, TITLE - 1).join('')}…` : text);
  const name = `600 13px ${paints.font}`;
  const title = `400 12px ${paints.font}`;
  if (scene.current !== undefined) {
    const [x, y] = toFrame(view, size, scene.xs[scene.current]!, scene.ys[scene.current]!);
    add(cut(scene.titles[scene.current]!), x, y - radius - 16, `600 12px ${paints.font}`, 15);
  }
  for (const cluster of scene.clusters) {
    const [x, y] = toFrame(view, size, cluster.x, cluster.y);
    add(cut(cluster.name), x, y, name, 16);
  }
  if (seen.length <= FEW && view.scale > whole.scale * 1.5) {
    for (const at of seen) {
      if (at === scene.current) continue;
      const [x, y] = toFrame(view, size, scene.xs[at]!, scene.ys[at]!);
      add(cut(scene.titles[at]!), x, y + radius + 10, title, 14, 0.85);
    }
  }
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const label of placed(found, size.width, size.height)) {
    context.font = label.font;
    context.globalAlpha = label.alpha;
    context.lineWidth = 4;
    context.strokeStyle = paints.sheet;
    context.strokeText(label.text, label.x, label.y);
    context.fillStyle = paints.ink;
    context.fillText(label.text, label.x, label.y);
  }
  context.globalAlpha = 1;
}

function outline(context: CanvasRenderingContext2D, places: Scene['lasso'], paints: Paints): void {
  context.beginPath();
  for (const [x, y] of places) context.lineTo(x, y);
  context.closePath();
  context.globalAlpha = 0.14;
  context.fillStyle = paints.accent;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.strokeStyle = paints.accent;
  context.stroke();
}

function cross(context: CanvasRenderingContext2D, size: Size, paints: Paints): void {
  const [x, y] = [size.width / 2, size.height / 2];
  context.beginPath();
  for (const [from, until] of [[4, 12], [-4, -12]] as const) {
    context.moveTo(x + from, y);
    context.lineTo(x + until, y);
    context.moveTo(x, y + from);
    context.lineTo(x, y + until);
  }
  context.lineWidth = 2;
  context.strokeStyle = paints.accent;
  context.stroke();
}
