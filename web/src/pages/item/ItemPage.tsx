import { useGet } from '../../api/query';
import type { Item } from '../../api/items';
import { Poster } from '../../components/poster/Poster';
import { Answered, Loading } from '../../components/States';
import { Time } from '../../components/Time';
import { usePageTitle } from '../../components/usePageTitle';
import { country, language, list, runtime, words, wordsOfKey } from '../../format';
import type { PageProperties } from '../../shell/routes';
import { to } from '../../shell/router';
import { Alike } from './Alike';
import { Popularity } from './Popularity';
import { Watchers } from './Watchers';
import './item.css';

/** Everything that is known of one item: facts, what is like it and why, who watches it, how its rank moved. */
export default function ItemPage({ parameters }: PageProperties) {
  const id = parameters.id!;
  const query = useGet('/v1/items/{id}', { path: { id } });
  usePageTitle(query.data?.title ?? id);
  return (
    <div className="page">
      <Answered query={query} loading={<Loading label="Loading the item" height={320} />}>
        {(item) => (
          <>
            <Facts item={{ ...item, id }} />
            <Alike id={id} />
            <div className="halves">
              <Watchers id={id} />
              <Popularity id={id} />
            </div>
          </>
        )}
      </Answered>
    </div>
  );
}

/** Attributes that stand elsewhere on the page, or are for programs. */
const SHOWN_ELSEWHERE = new Set(['runtime', 'image', 'simulated']);

function Facts({ item }: { item: Item }) {
  const line = [item.year, item.kind && words(item.kind), runtime(item.attributes?.runtime), item.language && language(item.language), item.countries?.length ? list(item.countries.map(country)) : undefined];
  const others = Object.entries(item.attributes ?? {}).filter(([name]) => !SHOWN_ELSEWHERE.has(name));
  const people = new Map<string, string[]>();
  for (const { name, role } of item.people ?? []) people.set(role, [...(people.get(role) ?? []), name]);
  return (
    <header className="item-head">
      <Poster item={item} width={240} eager />
      <div className="stack tight">
        <p className="eyebrow">{line.filter(Boolean).join(' · ')}</p>
        <h1 dir="auto">{item.title ?? item.id}</h1>
        <div className="cluster item-badges">
          {item.hidden && <span className="badge warn">Hidden: never shown</span>}
          {item.categories?.map((category) => <span key={category} className="badge accent">{words(category)}</span>)}
          {item.labels?.map((label) => <span key={label} className="badge">{words(label)}</span>)}
        </div>
        {item.summary && <p className="lead" dir="auto">{item.summary}</p>}
        <dl className="facts">
          {[...people].map(([role, names]) => <Fact key={role} name={wordsOfKey(role)}><span dir="auto">{list(names, 8)}</span></Fact>)}
          {item.releaseDate && <Fact name="Released"><Time value={item.releaseDate} as="day" /></Fact>}
          {item.availableFrom && <Fact name="Available from"><Time value={item.availableFrom} /></Fact>}
          {item.availableUntil && <Fact name="Available until"><Time value={item.availableUntil} /></Fact>}
          {others.map(([name, value]) => <Fact key={name} name={wordsOfKey(name)}><span dir="auto">{value}</span></Fact>)}
          <Fact name="Id"><code>{item.id}</code></Fact>
        </dl>
        <p><a href={to('items/:id/media', { id: item.id })}>Picture and sound</a></p>
      </div>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
