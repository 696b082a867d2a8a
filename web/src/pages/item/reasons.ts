import type { Schemas } from '../../api/client';
import { list, plural, words } from '../../format';

type Reason = Schemas['AlikeItem']['reasons'][number];

/** What two items have in common, in words: "Bong Joon-ho", "crime and thriller", "42 viewers". */
export function reasonText(reason: Reason, most = 3): string {
  if (reason.fact === 'viewers') return plural(reason.count, 'viewer');
  const values = reason.values ?? [];
  if (values.length === 0) return plural(reason.count, { categories: 'category', labels: 'label', people: 'person' }[reason.fact], { categories: 'categories', labels: 'labels', people: 'people' }[reason.fact]);
  return list(values.map((value) => (reason.fact === 'people' ? value : words(value).toLowerCase())), most);
}

/** A view in a word or two: the model's name, or what is in common. */
export function viewName(view: { key: string; title: string }): string {
  return view.key.startsWith('model:') ? `By ${view.key.slice('model:'.length)}` : view.title;
}
