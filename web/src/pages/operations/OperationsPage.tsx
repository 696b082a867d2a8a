import { useState } from 'react';
import { useGet } from '../../api/query';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { DataTable, type Column } from '../../components/DataTable';
import { Stat, Stats } from '../../components/Stat';
import { Answered, Loading } from '../../components/States';
import { Tabs } from '../../components/Tabs';
import { Time } from '../../components/Time';
import { bytes, duration, fixed, number } from '../../format';
import { useQueryValue } from '../../shell/router';
import { Changes } from './Changes';
import { Erase } from './Erase';
import { Keys } from './Keys';
import { Load } from './Load';
import './operations.css';

type Operations = Schemas['Operations'];
type Route = Schemas['RouteOperations'];

const EVERY = 5000;

/** How the service does: requests, latencies, memory, models; who changed what; keys; erasing a person. */
export default function OperationsPage() {
  const admin = useMay('admin');
  const write = useMay('write');
  const [tab, choose] = useQueryValue('tab', 'service');
  const tabs = [{ key: 'service', label: 'Service' }, ...(admin ? [{ key: 'changes', label: 'Log of changes' }, { key: 'keys', label: 'Keys' }] : []), ...(write ? [{ key: 'erase', label: 'Erase a person' }] : [])];
  const current = tabs.some(({ key }) => key === tab) ? tab : 'service';
  return (
    <div className="page">
      <header><h1>Operations</h1></header>
      <Tabs label="Parts of operations" tabs={tabs} current={current} choose={choose}>
        {current === 'service' && <Service />}
        {current === 'changes' && <Changes />}
        {current === 'keys' && <Keys />}
        {current === 'erase' && <Erase />}
      </Tabs>
    </div>
  );
}

const ms = (value: number | undefined): string => (value === undefined ? '–' : `${value < 10 ? fixed(value, 2) : number(value)} ms`);

const COLUMNS: readonly Column<Route>[] = [
  { key: 'route', head: 'Route', isHead: true, value: (route) => `${route.route} ${route.method}`, cell: (route) => <code>{route.method} {route.route || 'no route'}</code> },
  { key: 'recent', head: 'A second, lately', align: 'end', value: (route) => route.recent.perSecond, cell: (route) => fixed(route.recent.perSecond, 2) },
  { key: 'count', head: 'Since the start', align: 'end', value: (route) => route.count, cell: (route) => number(route.count) },
  { key: 'refused', head: 'Refused', align: 'end', value: (route) => route.refused, cell: (route) => number(route.refused) },
  { key: 'errors', head: 'Errors', align: 'end', value: (route) => route.errors, cell: (route) => (route.errors > 0 ? <span className="badge bad">{number(route.errors)}</span> : '0') },
  { key: 'p50', head: 'Median', align: 'end', value: (route) => route.p50, cell: (route) => ms(route.p50) },
  { key: 'p90', head: '90%', align: 'end', value: (route) => route.p90, cell: (route) => ms(route.p90) },
  { key: 'p99', head: '99%', align: 'end', value: (route) => route.p99, cell: (route) => ms(route.p99) },
];

function Service() {
  const query = useGet('/v1/operations', {}, { every: EVERY });
  const [all, setAll] = useState(false);
  return (
    <Answered query={query} loading={<Loading label="Asking the service" height={520} />}>
      {(operations) => (
        <div className="stack">
          <Figures operations={operations} />
          <Load points={operations.series} />
          <DataTable caption="Requests by route" columns={COLUMNS} rows={all ? operations.requests : operations.requests.slice(0, 12)} rowKey={(route) => `${route.method} ${route.route}`} />
          {operations.requests.length > 12 && <button type="button" className="button small" onClick={() => setAll(!all)}>{all ? 'Fewer' : `All ${operations.requests.length} routes`}</button>}
          <Models models={operations.models} />
        </div>
      )}
    </Answered>
  );
}

function Figures({ operations }: { operations: Operations }) {
  const { memory, writes } = operations;
  const recent = operations.requests.reduce((sum, route) => sum + route.recent.perSecond, 0);
  const errors = operations.requests.reduce((sum, route) => sum + route.errors, 0);
  return (
    <Stats>
      <Stat label="Up for" value={duration(operations.uptimeSeconds)} note={<>since <Time value={operations.started} /></>} />
      <Stat label="Requests a second" value={fixed(recent, 1)} note={`over the last ${duration(operations.recentSeconds)}`} />
      <Stat label="Errors" value={number(errors)} tone={errors > 0 ? 'bad' : undefined} />
      <Stat label="Memory" value={bytes(memory.residentBytes)} note={`${bytes(memory.heapBytes)} of it managed`} />
      <Stat label="Stopped for collections" value={duration(memory.pauseMilliseconds / 1000)} note={`${number(memory.collections)} times`} />
      <Stat label="Records written" value={number(writes.new + writes.updated)} note={`${number(writes.waiting)} wait for the store`} tone={writes.waiting > 100 ? 'warn' : undefined} />
      {operations.interactions !== undefined && <Stat label="Interactions" value={number(operations.interactions)} note={`${number(operations.users ?? 0)} users, ${number(operations.items ?? 0)} titles`} />}
      {writes.listsNotNoted > 0 && <Stat label="Lists not noted" value={number(writes.listsNotNoted)} tone="warn" />}
    </Stats>
  );
}

function Models({ models }: { models: Operations['models'] }) {
  return (
    <DataTable
      caption="Models that are served" rows={models} rowKey={(model) => model.label} empty="None: what is popular answers."
      columns={[
        { key: 'label', head: 'Model', isHead: true, value: (model) => model.label, cell: (model) => <>{model.label} {model.main && <span className="badge accent">answers by default</span>}</> },
        { key: 'until', head: 'Knows events until', value: (model) => model.trainedUntil, cell: (model) => (model.trainedUntil ? <Time value={model.trainedUntil} /> : '–') },
        { key: 'age', head: 'Age', align: 'end', value: (model) => model.ageSeconds, cell: (model) => (model.ageSeconds === undefined ? '–' : duration(model.ageSeconds)) },
      ]}
    />
  );
}
