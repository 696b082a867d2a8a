/** What part of the plane is seen: the point in the middle of the frame, and pixels a unit. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** How far one can look closer than where the whole map is seen, and how far away. */
export const CLOSEST = 60;
export const FARTHEST = 0.6;

/** Where a point of the plane is in the frame. */
export function toFrame(view: View, size: Size, x: number, y: number): [number, number] {
  return [(x - view.x) * view.scale + size.width / 2, (y - view.y) * view.scale + size.height / 2];
}

/** Which point of the plane is at a place of the frame. */
export function toPlane(view: View, size: Size, left: number, top: number): [number, number] {
  return [(left - size.width / 2) / view.scale + view.x, (top - size.height / 2) / view.scale + view.y];
}

/** Around all points; a square about the origin where there are none, or only one. */
export function boundsOf(xs: ArrayLike<number>, ys: ArrayLike<number>): Bounds {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let at = 0; at < xs.length; at++) {
    bounds.left = Math.min(bounds.left, xs[at]!);
    bounds.right = Math.max(bounds.right, xs[at]!);
    bounds.top = Math.min(bounds.top, ys[at]!);
    bounds.bottom = Math.max(bounds.bottom, ys[at]!);
  }
  if (xs.length === 0) return { left: -1, right: 1, top: -1, bottom: 1 };
  return bounds.left < bounds.right || bounds.top < bounds.bottom ? bounds : { left: bounds.left - 1, right: bounds.right + 1, top: bounds.top - 1, bottom: bounds.bottom + 1 };
}

/** All of it, with a margin in pixels. */
export function fit(bounds: Bounds, size: Size, margin = 28): View {
  const across = Math.max(bounds.right - bounds.left, 1e-9);
  const down = Math.max(bounds.bottom - bounds.top, 1e-9);
  const scale = Math.min(Math.max(size.width - margin * 2, 16) / across, Math.max(size.height - margin * 2, 16) / down);
  return { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2, scale };
}

/** Closer by a factor (farther below 1), with what is at a place of the frame staying there. `whole` is the view of everything, which sets the limits. */
export function zoom(view: View, size: Size, factor: number, left: number, top: number, whole: View): View {
  const scale = Math.min(Math.max(view.scale * factor, whole.scale * FARTHEST), whole.scale * CLOSEST);
  const [x, y] = toPlane(view, size, left, top);
  return { x: x - (left - size.width / 2) / scale, y: y - (top - size.height / 2) / scale, scale };
}

/** Moved by so many pixels; the middle never leaves the map. */
export function pan(view: View, right: number, down: number, bounds: Bounds): View {
  const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
  return { x: within(view.x - right / view.scale, bounds.left, bounds.right), y: within(view.y - down / view.scale, bounds.top, bounds.bottom), scale: view.scale };
}

/** On the way from one view to another: scales in even ratios, so that no part of the way seems faster. */
export function between(from: View, to: View, share: number): View {
  const eased = share * share * (3 - 2 * share);
  const mixed = (a: number, b: number): number => a + (b - a) * eased;
  return { x: mixed(from.x, to.x), y: mixed(from.y, to.y), scale: Math.exp(mixed(Math.log(from.scale), Math.log(to.scale))) };
}

/** How large a dot is drawn: by how many there are in the frame, larger as one comes closer. */
export function radiusOf(count: number, size: Size, closeness: number): number {
  const room = Math.sqrt((size.width * size.height) / Math.max(count, 1));
  const least = Math.min(Math.max(room * 0.14, 1.4), 5);
  return Math.min(least * Math.max(closeness, 1) ** 0.4, 9);
}
