import { words } from '../../format';

/** The views that maps are drawn of, and what it means there to be near. */
export const VIEWS = [
  { key: 'theme', name: 'Theme', means: 'near each other are titles of like categories, labels and people' },
  { key: 'audience', name: 'Audience', means: 'near each other are titles that the same people watch' },
  { key: 'graph', name: 'Facts', means: 'near each other are titles with like facts: people, places, languages' },
  { key: 'text', name: 'Text', means: 'near each other are titles with like summaries' },
  { key: 'blend', name: 'Blend', means: 'near each other are titles that are alike in all of this together' },
] as const;

export type ViewName = (typeof VIEWS)[number]['key'];

/** What a map shows, for a person. */
export function viewName(shows: string): string {
  return VIEWS.find(({ key }) => key === shows)?.name ?? words(shows);
}

/** A map's name for a person: what it shows, and what it is called where that is something else. */
export function mapName({ name, shows }: { name: string; shows: string }): string {
  return name === shows ? viewName(shows) : `${words(name)} (${viewName(shows)})`;
}
