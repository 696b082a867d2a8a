import { useGet, type Query } from '../../api/query';
import { useItems } from '../../api/items';
import type { Schemas } from '../../api/client';
import { Poster } from '../../components/poster/Poster';
import { Answered, Empty, Loading } from '../../components/States';
import { WhyBars } from '../../components/WhyBars';
import { plural } from '../../format';
import { to, useQueryValue } from '../../shell/router';
import { common, placeIn } from './compare';

type List = Schemas['ItemList'];

const LENGTH = 10;
const NONE: readonly string[] = [];

/** Two models side by side: what each would show this user, where they agree, and why. */
export function Compare({ id }: { id: string }) {
  const query = useGet('/v1/models', undefined);
  return (
    <section className="stack" aria-labelledby="compare">
      <h2 id="compare">Two models side by side</h2>
      <Answered query={query} loading={<Loading label="Loading the models" height={320} />} empty={({ models }) => (models.length ? null : <Empty icon="models" title="No model yet">Train one on the page Models; until then everybody gets what is popular.</Empty>)}>
        {({ models, main }) => <Pair id={id} names={models.flatMap(({ name }) => (name ? [name] : []))} main={(main ?? '').replace(/\/.*$/, '')} />}
      </Answered>
    </section>
  );
}

function Pair({ id, names, main }: { id: string; names: readonly string[]; main: string }) {
  const first = names.includes(main) ? main : names[0]!;
  const [left, setLeft] = useQueryValue('left', first);
  const [right, setRight] = useQueryValue('right', names.find((name) => name !== first) ?? first);
  const lists = [useList(id, left), useList(id, right)] as const;
  const shared = lists[0].data && lists[1].data ? common(lists[0].data.items, lists[1].data.items) : undefined;
  return (
    <>
      {shared !== undefined && left !== right && <p className="soft">{shared === 0 ? 'The two lists have no title in common.' : `${plural(shared, 'title')} of ${LENGTH} in both lists.`}</p>}
      <div className="halves">
        <Side query={lists[0]} other={lists[1].data} otherName={right} label="First model" names={names} name={left} choose={setLeft} />
        <Side query={lists[1]} other={lists[0].data} otherName={left} label="Second model" names={names} name={right} choose={setRight} />
      </div>
    </>
  );
}

function useList(id: string, model: string): Query<List> {
  return useGet('/v1/users/{id}/recommendations', { path: { id }, query: { model, n: LENGTH, explain: true } }, { keep: true });
}

function Side({ query, other, otherName, label, names, name, choose }: {
  query: Query<List>; other: List | undefined; otherName: string; label: string; names: readonly string[]; name: string; choose: (name: string) => void;
}) {
  return (
    <div className="sheet stack">
      <label className="field"><span className="label">{label}</span>
        <select className="input" value={name} onChange={(event) => choose(event.target.value)}>{names.map((one) => <option key={one}>{one}</option>)}</select>
      </label>
      <Answered query={query} loading={<Loading height={600} />} empty={({ items }) => (items.length ? null : <Empty title="An empty list">They have seen all that this model knows.</Empty>)}>
        {(list) => <Lines list={list} other={other} otherName={otherName} />}
      </Answered>
    </div>
  );
}

function Lines({ list, other, otherName }: { list: List; other: List | undefined; otherName: string }) {
  const ids = list.items.flatMap((item) => [item.id, ...(item.reasons?.contributions ?? []).flatMap((one) => (one.item ? [one.item] : []))]);
  const facts = useItems(ids.length ? [...new Set(ids)] : NONE);
  return (
    <ol className="lines">
      {list.items.map((item) => {
        const place = other && placeIn(other.items, item.id);
        return (
          <li key={item.id}>
            <Poster item={facts.get(item.id) ?? item} width={48} />
            <div>
              <a href={to('items/:id', { id: item.id })} dir="auto" className="line-title">{item.title ?? item.id}</a>
              {other && <span className={place ? 'badge good' : 'badge'}>{place ? `${otherName}: place ${place}` : `not with ${otherName}`}</span>}
              {item.reasons?.text && <p className="tiny soft" dir="auto">{item.reasons.text}</p>}
              {item.reasons && (
                <details className="line-why">
                  <summary>Why this score?</summary>
                  <WhyBars score={item.score} baseline={item.reasons.baseline} contributions={item.reasons.contributions ?? []} titleOf={(one) => facts.get(one)?.title ?? one} most={5} />
                </details>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
