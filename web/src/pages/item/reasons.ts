import type { Schemas } from '../../api/client';
import { country, language, list, plural, words, wordsOfKey } from '../../format';

type Reason = Schemas['AlikeItem']['reasons'][number];

const LEARNED: Record<string, string> = { text: 'what the summaries are about', graph: 'its place among the facts' };

const ABOUT: Record<string, string> = {
  blend: 'Themes, audience, facts and summaries together.',
  theme: 'Labels, categories and people in common; what few titles have counts more.',
  audience: 'Watched by the same people.',
  graph: 'Facts in common: who made it, where and when, what it belongs to or is based on.',
  text: 'What the summaries say: words in common, and what they are about where that was learned.',
};

/** What two items have in common of one kind, in words: "Bong Joon-ho (director)", "crime and thriller", "42 viewers in common". */
export function reasonText({ fact, count, values = [] }: Reason, most = 3): string {
  switch (fact) {
    case 'viewers': return `${plural(count, 'viewer')} in common`;
    case 'embedding': return list(values.map((value) => LEARNED[value] ?? words(value).toLowerCase()));
    case 'label': case 'category': return list(values.map((value) => words(value).toLowerCase()), most);
    case 'word': return list(values.map((value) => `“${value}”`), most);
    case 'person': case 'kind': case 'decade': return list(values, most);
    case 'country': return list(values.map(country), most);
    case 'language': return list(values.map(language), most);
    default: return `${list(values, most)} (${wordsOfKey(fact).toLowerCase()})`;
  }
}

/** The reasons that are worth a line, what counts most first: none says again what one before it said. */
export function telling(reasons: readonly Reason[], most = 4): Reason[] {
  const said = new Set<string>();
  const lines: Reason[] = [];
  for (const reason of [...reasons].sort((one, other) => other.contribution - one.contribution)) {
    const values = reason.values?.filter((value) => !said.has(value));
    values?.forEach((value) => said.add(value));
    if (values === undefined || values.length > 0) lines.push({ ...reason, ...(values && { values }) });
  }
  return lines.slice(0, most);
}

/** A view in a word or two: the model's name, or in what respect. */
export function viewName(view: { key: string; title: string }): string {
  return view.key.startsWith('model:') ? `By ${view.key.slice('model:'.length)}` : view.title;
}

/** What a view compares; nothing where that is the model's secret. */
export function viewAbout(view: { key: string }): string | undefined {
  return ABOUT[view.key];
}
