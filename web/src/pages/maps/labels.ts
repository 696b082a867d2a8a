export interface Label {
  text: string;
  /** The middle of where it should stand. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Which labels are shown, and where: those first in the list have their place, one that would lie on another moves up or down by a line or two, and is left out where that does not help.
 * Labels outside the frame are left out; those that reach over its edge are moved in.
 */
export function placed<L extends Label>(labels: readonly L[], width: number, height: number, gap = 4): L[] {
  const shown: L[] = [];
  for (const label of labels) {
    if (label.x < 0 || label.x > width || label.y < 0 || label.y > height || label.width > width) continue;
    const x = Math.min(Math.max(label.x, label.width / 2), width - label.width / 2);
    const line = label.height + gap;
    for (const shift of [0, -line, line, -2 * line, 2 * line]) {
      const moved = { ...label, x, y: Math.min(Math.max(label.y + shift, label.height / 2), height - label.height / 2) };
      if (shown.every((other) => !overlaps(moved, other, gap))) {
        shown.push(moved);
        break;
      }
    }
  }
  return shown;
}

/** Whether two labels come nearer to each other than the gap. */
export function overlaps(a: Label, b: Label, gap = 0): boolean {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width + gap * 2 && Math.abs(a.y - b.y) * 2 < a.height + b.height + gap * 2;
}
