import type { Schemas } from '../../api/client';

type Row = Schemas['HomePage']['rows'][number];

/** What is different on a page since it was shown before. */
export interface Changes {
  newRows: ReadonlySet<string>;
  newItems: ReadonlySet<string>;
  moved: number;
}

export const NO_CHANGES: Changes = { newRows: new Set(), newItems: new Set(), moved: 0 };

/** Compares two pages: rows that were not there, items that were nowhere, items that stand elsewhere. */
export function changesOf(before: readonly Row[], after: readonly Row[]): Changes {
  const place = (rows: readonly Row[]): Map<string, string> => new Map(rows.flatMap((row) => row.list.items.map((item, at) => [item.id, `${row.key}/${at}`] as const)));
  const [old, now] = [place(before), place(after)];
  const rows = new Set(before.map((row) => row.key));
  let moved = 0;
  for (const [id, at] of now) if (old.has(id) && old.get(id) !== at) moved++;
  return { newRows: new Set(after.map((row) => row.key).filter((key) => !rows.has(key))), newItems: new Set([...now.keys()].filter((id) => !old.has(id))), moved };
}

/** What is different, in words. */
export function changeText({ newRows, newItems, moved }: Changes): string {
  const parts = [
    newRows.size > 0 && `${newRows.size} new ${newRows.size === 1 ? 'row' : 'rows'}`,
    newItems.size > 0 && `${newItems.size} new ${newItems.size === 1 ? 'title' : 'titles'}`,
    moved > 0 && `${moved} moved`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'nothing moved';
}
