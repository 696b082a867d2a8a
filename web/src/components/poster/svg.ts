/** A number as it stands in a drawing. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

export const circle = (x: number, y: number, r: number, more: string): string => `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" ${more}/>`;
export const ellipse = (x: number, y: number, rx: number, ry: number, more: string): string => `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" ${more}/>`;
export const box = (x: number, y: number, w: number, h: number, more: string): string => `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" ${more}/>`;
export const path = (d: string, more: string): string => `<path d="${d}" ${more}/>`;
export const poly = (points: readonly (readonly [number, number])[], more: string): string => `<path d="M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z" ${more}/>`;
export const line = (x1: number, y1: number, x2: number, y2: number, more: string): string => `<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}" ${more}/>`;
export const fill = (colour: string): string => `fill="${colour}"`;
export const stroke = (colour: string, width: number, more = ''): string => `fill="none" stroke="${colour}" stroke-width="${n(width)}" ${more}`;

/** A line through points without corners. */
export function smooth(points: readonly (readonly [number, number])[]): string {
  let d = `M${n(points[0]![0])} ${n(points[0]![1])}`;
  for (let at = 1; at < points.length; at++) {
    const [x0, y0] = points[at - 1]!;
    const [x1, y1] = points[at]!;
    const middle = (x0 + x1) / 2;
    d += `C${n(middle)} ${n(y0)} ${n(middle)} ${n(y1)} ${n(x1)} ${n(y1)}`;
  }
  return d;
}

/** Text that may stand in XML. */
export const escape = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replaceAll(/[\u0000-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
