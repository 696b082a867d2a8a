export type Place = readonly [number, number];

/** Whether a point lies within an outline that is closed by itself (even-odd rule). */
export function isWithin(outline: readonly Place[], x: number, y: number): boolean {
  let within = false;
  for (let at = 0, before = outline.length - 1; at < outline.length; before = at++) {
    const [ax, ay] = outline[at]!;
    const [bx, by] = outline[before]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

/** The points within an outline, by their places in the arrays. An outline of less than three corners holds nothing. */
export function caught(outline: readonly Place[], xs: ArrayLike<number>, ys: ArrayLike<number>): number[] {
  if (outline.length < 3) return [];
  const left = Math.min(...outline.map(([x]) => x));
  const right = Math.max(...outline.map(([x]) => x));
  const top = Math.min(...outline.map(([, y]) => y));
  const bottom = Math.max(...outline.map(([, y]) => y));
  const found: number[] = [];
  for (let at = 0; at < xs.length; at++) {
    const [x, y] = [xs[at]!, ys[at]!];
    if (x >= left && x <= right && y >= top && y <= bottom && isWithin(outline, x, y)) found.push(at);
  }
  return found;
}
