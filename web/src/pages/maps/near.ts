import type { Bounds } from './view';

/** Points in squares of a grid: what is near a place is found without looking at all of them. */
export class Squares {
  private readonly side: number;
  private readonly squares = new Map<string, number[]>();
  private readonly widest: number;

  constructor(private readonly xs: ArrayLike<number>, private readonly ys: ArrayLike<number>, bounds: Bounds) {
    const across = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top);
    this.side = Math.max(across / Math.max(Math.sqrt(xs.length), 1), 1e-9);
    this.widest = across * 2;
    for (let at = 0; at < xs.length; at++) {
      const key = `${Math.floor(xs[at]! / this.side)},${Math.floor(ys[at]! / this.side)}`;
      const held = this.squares.get(key);
      if (held) held.push(at);
      else this.squares.set(key, [at]);
    }
  }

  /** The nearest within a distance, the nearest first. */
  nearest(x: number, y: number, count: number, reach = this.widest): number[] {
    let radius = Math.min(this.side, reach);
    for (;;) {
      const found = this.within(x, y, radius);
      if (found.length >= count || radius >= reach) return found.slice(0, count).map(({ at }) => at);
      radius = Math.min(radius * 2, reach);
    }
  }

  private within(x: number, y: number, radius: number): { at: number; distance: number }[] {
    const found: { at: number; distance: number }[] = [];
    const [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius].map((value) => Math.floor(value / this.side)) as [number, number, number, number];
    for (let column = left; column <= right; column++) {
      for (let row = top; row <= bottom; row++) {
        for (const at of this.squares.get(`${column},${row}`) ?? []) {
          const distance = Math.hypot(this.xs[at]! - x, this.ys[at]! - y);
          if (distance <= radius) found.push({ at, distance });
        }
      }
    }
    return found.sort((a, b) => a.distance - b.distance || a.at - b.at);
  }
}
