import { useItems } from '../../api/items';
import { useGet } from '../../api/query';
import { Poster } from '../../components/poster/Poster';
import { Answered, Empty, Loading } from '../../components/States';
import { Tabs } from '../../components/Tabs';
import type { Schemas } from '../../api/client';
import { to, useQueryValue } from '../../shell/router';
import { reasonText, telling, viewAbout, viewName } from './reasons';

type View = Schemas['ItemViews']['views'][number];

const NONE: readonly string[] = [];

/** What is like an item, in every way that is known, and what the two have in common. */
export function Alike({ id }: { id: string }) {
  const query = useGet('/v1/items/{id}/views', { path: { id }, query: { n: 12 } });
  const [chosen, choose] = useQueryValue('view', '');
  return (
    <section className="stack" aria-labelledby="alike">
      <h2 id="alike">What is like it</h2>
      <Answered
        query={query} loading={<Loading label="Loading what is like it" height={280} />}
        empty={({ views }) => (views.some((view) => view.items.length > 0) ? null : <Empty title="Nothing is like it yet">Neither a model nor its facts nor its viewers connect it with another title.</Empty>)}
      >
        {({ views }) => {
          const filled = views.filter((view) => view.items.length > 0);
          const current = filled.find((view) => view.key === chosen) ?? filled[0]!;
          return (
            <Tabs label="Ways to be alike" tabs={filled.map((view) => ({ key: view.key, label: viewName(view) }))} current={current.key} choose={choose}>
              <Cards view={current} />
            </Tabs>
          );
        }}
      </Answered>
    </section>
  );
}

function Cards({ view }: { view: View }) {
  const facts = useItems(view.items.length ? view.items.map((item) => item.id) : NONE);
  return (
    <>
      <p className="small soft">{view.model ? <>By the model <code>{view.model}</code>; beneath stands what the two have in common.</> : viewAbout(view)}</p>
      <ol className="cards">
        {view.items.map((item) => (
          <li key={item.id}>
            <a className="card" href={to('items/:id', { id: item.id })}>
              <Poster item={facts.get(item.id) ?? item} width={150} />
              <span className="card-title" dir="auto">{item.title ?? item.id}</span>
            </a>
            <ul className="card-reasons">
              {telling(item.reasons).map((reason) => <li key={reason.fact} data-fact={reason.fact} dir="auto">{reasonText(reason)}</li>)}
            </ul>
          </li>
        ))}
      </ol>
    </>
  );
}
