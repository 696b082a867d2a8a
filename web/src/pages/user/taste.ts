import type { Schemas } from '../../api/client';
import type { ShareLine } from '../../components/ShareBars';
import { country, language, words } from '../../format';

type Facet = Schemas['UserTaste']['facets'][number];

/** Lines of a facet: the share in the list, the mark where it stands in the history. */
export function tasteLines({ facet, values }: Facet, hasHistory: boolean, most = 8): ShareLine[] {
  const name = facet === 'countries' ? country : facet === 'languages' ? language : facet === 'eras' ? String : words;
  return values.slice(0, most).map(({ value, history, list }) => ({ key: value, label: name(value), share: list, against: hasHistory ? history : undefined }));
}
