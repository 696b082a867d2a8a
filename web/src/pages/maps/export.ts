import type { MapPoint } from './groups';

/** A cell of a CSV file (RFC 4180). What a spreadsheet would take for a formula is made text. */
function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Titles as a CSV file with a heading. */
export function csv(points: readonly MapPoint[], clusterNames: readonly string[]): string {
  const rows = points.map((point) => [point.id, point.title, point.kind, point.category, point.country, point.language, point.year, clusterNames[point.cluster], point.x, point.y]);
  return [['id', 'title', 'kind', 'category', 'country', 'language', 'year', 'cluster', 'x', 'y'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Gives a text to the person as a file. */
export function save(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
