import type { Schemas } from '../../api/client';
import type { ShareLine } from '../../components/ShareBars';
import { words } from '../../format';

type Modality = Schemas['MediaModality'];

/** Names that features usually have. */
const NAMES: Record<string, string> = { poster: 'Poster', visual: 'Pictures', picture: 'Picture', audio: 'Sound', sound: 'Sound', music: 'Music', text: 'Summary', tags: 'Tags', graph: 'Facts', fused: 'All together' };

/** What a feature goes by, for people. */
export function modalityName(name: string): string {
  return NAMES[name] ?? words(name);
}

/** The head of what is near by a feature. */
export function nearestBy({ name, weights }: Pick<Modality, 'name' | 'weights'>): string {
  return weights ? `Nearest, ${NAMES[name]?.toLowerCase() ?? `by ${words(name).toLowerCase()}`}` : `Nearest by ${modalityName(name).toLowerCase()}`;
}

/** How much each modality counts, most first, with a mark at the mean of the titles that have it. What was missing is said to be. */
export function weightLines(weights: NonNullable<Modality['weights']>): ShareLine[] {
  return [...weights].sort((one, other) => (other.weight ?? -1) - (one.weight ?? -1)).map(({ name, weight, mean }) => ({
    key: name, label: modalityName(name), share: weight ?? 0, against: mean, note: weight === undefined ? 'missing' : undefined,
  }));
}
