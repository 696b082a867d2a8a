import type { Schemas } from '../../api/client';
import { dateTime, number, percent, words } from '../../format';

/** A record in three cells. */
export function recordLine(record: Schemas['UploadedRecord']): { type: string; name: string; rest: string } {
  switch (record.type) {
    case 'user':
      return { type: 'User', name: record.id, rest: Object.entries(record.attributes ?? {}).map(([name, value]) => `${name} ${value}`).join(', ') };
    case 'item':
      return { type: 'Title', name: record.title ?? record.id, rest: [record.title && record.id, record.kind, record.year, record.categories?.join(', ')].filter(Boolean).join(' · ') };
    case 'interaction':
      return {
        type: 'Interaction', name: record.user,
        rest: [words(record.kind), record.item ?? (record.text && `“${record.text}”`), record.value !== undefined && number(record.value, 2), record.progress !== undefined && percent(record.progress, 0), record.time !== undefined && dateTime(record.time)].filter(Boolean).join(' · '),
      };
  }
}
