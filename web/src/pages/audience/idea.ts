import type { Schemas } from '../../api/client';

/** What the form holds: as it is written, lists separated by commas. */
export interface Idea {
  title: string;
  kind: string;
  year: string;
  language: string;
  countries: string;
  categories: string;
  labels: string;
  people: string;
  summary: string;
  /** What else is known of the title that it began as: attributes, vectors. */
  rest: Partial<Schemas['Item']>;
}

export const BLANK: Idea = { title: '', kind: 'film', year: '', language: '', countries: '', categories: '', labels: '', people: '', summary: '', rest: {} };

/** The parts of a list that is written with commas or line breaks, each once. */
export function parts(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((part) => part.trim()).filter(Boolean))];
}

/** Slugs as categories and labels are written: science-fiction, of Science fiction. */
export function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_]+/g, '-');
}

/** A person as they are written: Name (role); one of the cast where no role is given. */
export function person(text: string): { name: string; role: string } {
  const found = /^(.*?)\s*\(([^)]+)\)$/.exec(text);
  return found?.[1] ? { name: found[1], role: slug(found[2]!.trim()) } : { name: text, role: 'cast' };
}

/** The item that a form describes; what is not filled in is left out. */
export function itemOf(idea: Idea): Schemas['Item'] {
  const year = Number(idea.year);
  const item: Schemas['Item'] = {
    ...idea.rest,
    title: idea.title.trim() || undefined,
    kind: idea.kind.trim() || undefined,
    year: idea.year.trim() !== '' && Number.isInteger(year) ? year : undefined,
    language: idea.language.trim().toLowerCase() || undefined,
    countries: parts(idea.countries).map((code) => code.toUpperCase()),
    categories: parts(idea.categories).map(slug),
    labels: parts(idea.labels).map(slug),
    people: parts(idea.people).map(person),
    summary: idea.summary.trim() || undefined,
  };
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))) as Schemas['Item'];
}

/** A form that begins as a title of the catalogue. Days of its launch are left behind: it is launched anew. */
export function ideaOf(item: Schemas['Item']): Idea {
  const { attributes, features } = item;
  return {
    title: item.title ?? '', kind: item.kind ?? '', year: item.year === undefined ? '' : String(item.year), language: item.language ?? '',
    countries: (item.countries ?? []).join(', '), categories: (item.categories ?? []).join(', '), labels: (item.labels ?? []).join(', '),
    people: (item.people ?? []).map(({ name, role }) => `${name} (${role})`).join(', '), summary: item.summary ?? '',
    rest: { ...(attributes && { attributes }), ...(features && { features }) },
  };
}

/** Whether a form says anything that an estimate could rest on. */
export function isBlank(idea: Idea): boolean {
  return Object.entries(itemOf(idea)).every(([name]) => name === 'kind' || name === 'title');
}
