import { useCallback, useMemo } from 'react';
import type { Schemas } from '../../api/client';
import { useItems } from '../../api/items';
import { useGet } from '../../api/query';
import { Chart, type ChartColours } from '../../components/Chart';
import type { Column } from '../../components/DataTable';
import { Poster } from '../../components/poster/Poster';
import { Stat, Stats } from '../../components/Stat';
import { Answered, Empty, Loading } from '../../components/States';
import { Time } from '../../components/Time';
import { number, percent, plural, words } from '../../format';
import { to } from '../../shell/router';
import { historyOption, kindsOf, type Moment } from './historyChart';

type Interaction = Schemas['Interaction'];

const MOST = 1000;
const LATEST = 12;
const NONE: readonly string[] = [];

const timeOf = (one: Interaction): number => (one.time === undefined ? Number.NaN : typeof one.time === 'number' ? one.time * 1000 : Date.parse(one.time));

/** What somebody did, on a time line. */
export function History({ id }: { id: string }) {
  const query = useGet('/v1/users/{id}/interactions', { path: { id }, query: { limit: MOST } });
  return (
    <section className="stack" aria-labelledby="history">
      <h2 id="history">What they did</h2>
      <Answered query={query} loading={<Loading label="Loading what they did" height={360} />} empty={({ interactions }) => (interactions.length ? null : <Empty icon="pulse" title="Nothing yet">Whatever they watch, rate or search for shows here at once.</Empty>)}>
        {({ interactions, cursor }) => <Past interactions={interactions} more={cursor !== undefined} />}
      </Answered>
    </section>
  );
}

function Past({ interactions, more }: { interactions: readonly Interaction[]; more: boolean }) {
  const order = useMemo(() => [...interactions].sort((a, b) => (timeOf(b) || 0) - (timeOf(a) || 0)), [interactions]);
  const latest = useMemo(() => [...new Set(order.flatMap((one) => (one.item ? [one.item] : [])))].slice(0, LATEST), [order]);
  const ids = useMemo(() => [...new Set(order.flatMap((one) => (one.item ? [one.item] : [])))], [order]);
  const facts = useItems(ids.length ? ids : NONE);
  const titleOf = (one: Interaction): string => (one.item ? (facts.get(one.item)?.title ?? one.item) : `“${one.text ?? ''}”`);
  const moments = useMemo<Moment[]>(
    () => order.filter((one) => !Number.isNaN(timeOf(one))).map((one) => ({ kind: one.kind, time: timeOf(one), title: titleOf(one) })),
    [order, facts],
  );
  const option = useCallback((colour: ChartColours) => historyOption(moments, colour), [moments]);
  const columns: readonly Column<Interaction>[] = [
    { key: 'time', head: 'When', value: (one) => timeOf(one) || undefined, cell: (one) => (one.time === undefined ? 'not known' : <Time value={one.time} />) },
    { key: 'kind', head: 'What', value: (one) => one.kind, cell: (one) => words(one.kind) },
    { key: 'title', head: 'Title', isHead: true, value: titleOf, cell: (one) => (one.item ? <a href={to('items/:id', { id: one.item })} dir="auto">{titleOf(one)}</a> : <span dir="auto">{titleOf(one)}</span>) },
    { key: 'size', head: 'How much', align: 'end', value: (one) => one.progress ?? one.value, cell: (one) => (one.progress !== undefined ? percent(one.progress, 0) : one.value !== undefined ? number(one.value, 2) : '') },
  ];
  const kinds = kindsOf(order.map((one) => ({ kind: one.kind, time: 0, title: '' })));
  return (
    <>
      <Stats>
        {kinds.slice(0, 5).map((kind) => <Stat key={kind} label={words(kind)} value={number(order.filter((one) => one.kind === kind).length)} />)}
        <Stat label="Titles" value={number(ids.length)} />
      </Stats>
      {more && <p className="small soft">The {plural(MOST, 'event')} shown are not all; the whole is in <code>/v1/users/…/data</code>.</p>}
      <ol className="latest" aria-label="Titles they touched last">
        {latest.map((item) => (
          <li key={item}><a href={to('items/:id', { id: item })} title={facts.get(item)?.title ?? item}><Poster item={facts.get(item) ?? { id: item }} width={92} alt={facts.get(item)?.title ?? item} /></a></li>
        ))}
      </ol>
      <Chart
        title="Time line" summary={`${plural(moments.length, 'event')} of ${plural(kinds.length, 'kind')} by time.`} option={option} height={64 + 40 * kinds.length} columns={columns} rows={order}
        rowKey={(one, index) => `${index} ${one.item ?? ''}`}
      />
    </>
  );
}
