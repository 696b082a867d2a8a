import type { Item } from '../../api/items';

/** Width over height of what an item's picture is drawn on: films and series stand, episodes and videos lie, music is square. */
export function ratioOf(kind: string | undefined): number {
  if (kind === 'episode' || kind === 'video' || kind === 'clip') return 16 / 9;
  if (kind === 'track' || kind === 'album' || kind === 'artist' || kind === 'playlist') return 1;
  return 2 / 3;
}

export function posterSvg(item: Partial<Item> & { id: string }): string {
  let hash = 7;
  for (const letter of item.id) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  const title = (item.title ?? item.id).replace(/[<>&"]/g, ' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 300"><rect width="200" height="300" fill="hsl(${hash % 360} 40% 30%)"/><text x="16" y="270" fill="#fff" font-size="16">${title}</text></svg>`;
}

/** The art as the address of a picture. */
export function posterUrl(item: Partial<Item> & { id: string }): string {
  return `data:image/svg+xml,${encodeURIComponent(posterSvg(item))}`;
}
