import type { MapPoint } from './groups';

/** Letters without marks and case: é is found by e. */
export function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Points whose title (or id, where there is none) holds all the words written: those that begin with them first, then by title. */
export function find(points: readonly MapPoint[], text: string): number[] {
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const whole = wanted.join(' ');
  const found: { at: number; title: string }[] = [];
  for (const [at, point] of points.entries()) {
    const title = plain(point.title ?? point.id);
    if (wanted.every((word) => title.includes(word))) found.push({ at, title });
  }
  const rank = (title: string): number => (title === whole ? 0 : title.startsWith(whole) ? 1 : 2);
  return found.sort((a, b) => rank(a.title) - rank(b.title) || (a.title < b.title ? -1 : a.title > b.title ? 1 : a.at - b.at)).map(({ at }) => at);
}
