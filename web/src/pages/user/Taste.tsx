import { useGet } from '../../api/query';
import { ShareBars } from '../../components/ShareBars';
import { Answered, Empty, Loading } from '../../components/States';
import type { Schemas } from '../../api/client';
import { tasteLines } from './taste';
import { fixed } from '../../format';

type Facet = Schemas['UserTaste']['facets'][number];

const NAMES: Record<Facet['facet'], string> = { categories: 'Categories', labels: 'Themes', eras: 'Eras', countries: 'Countries', languages: 'Languages', kinds: 'Kinds' };

/** What a history is made of, beside what the list that is shown is made of. */
export function Taste({ id }: { id: string }) {
  const query = useGet('/v1/users/{id}/taste', { path: { id }, query: { n: 20 } });
  return (
    <section className="stack" aria-labelledby="taste">
      <h2 id="taste">What their taste is made of</h2>
      <Answered query={query} loading={<Loading label="Loading their taste" height={320} />} empty={({ facets }) => (facets.length ? null : <Empty icon="balance" title="No taste to show yet">Neither their history nor a list for them says anything of categories, eras or countries.</Empty>)}>
        {({ history, list, facets }) => (
          <>
            <p className="soft">Bars: the {list.n} titles that <code>{list.model}</code> shows now. {history.n > 0 ? `Marks: the ${history.n} titles of their history.` : 'There is no history to compare with.'}</p>
            <div className="grid taste">
              {facets.map((facet) => (
                <div key={facet.facet} className="sheet">
                  <ShareBars caption={NAMES[facet.facet]} of={NAMES[facet.facet]} lines={tasteLines(facet, history.n > 0)} againstName="their history" />
                  {facet.divergence !== undefined && <p className="tiny faint taste-far" title="Jensen-Shannon divergence in bits: 0 the same shares, 1 nothing in common">{fixed(facet.divergence, 2)} apart, from 0 to 1</p>}
                </div>
              ))}
            </div>
          </>
        )}
      </Answered>
    </section>
  );
}
