import { useCallback, useMemo } from 'react';
import type { Schemas } from '../../api/client';
import { useGet } from '../../api/query';
import { useMay } from '../../api/session';
import { Chart, type ChartColours } from '../../components/Chart';
import { Icon } from '../../components/Icon';
import { Stat, Stats } from '../../components/Stat';
import { Answered, Empty, Loading } from '../../components/States';
import { day, number, percent, words } from '../../format';
import { activityOption } from './activityChart';
import { Import } from './Import';
import { Warnings } from './Warnings';
import './data.css';

/** What there is, what is odd about it, how more comes in and all of it goes out. */
export default function DataPage() {
  const may = { write: useMay('write'), admin: useMay('admin') };
  const query = useGet('/v1/statistics', {});
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>Data</h1>
          <p className="lead">What is known, what is odd about it, and how it comes in and goes out.</p>
        </div>
        {may.admin && <a className="button" href="v1/records?download=marquee.jsonl" download="marquee.jsonl"><Icon name="download" size={16} />Export everything</a>}
      </header>
      {may.admin && <Import />}
      <Answered query={query} loading={<Loading label="Counting" height={420} />} empty={({ users, items, interactions }) => (users + items + interactions > 0 ? null : <Empty icon="data" title="Nothing is known yet">Drop a file above, or send interactions over HTTP.</Empty>)}>
        {(statistics) => (
          <>
            <Counts statistics={statistics} />
            <Warnings warnings={statistics.warnings} />
            <Activity statistics={statistics} />
          </>
        )}
      </Answered>
    </div>
  );
}

function Counts({ statistics }: { statistics: Schemas['Statistics'] }) {
  const { users, items, interactions, firstTime, lastTime, density, topShare } = statistics;
  return (
    <section className="stack" aria-labelledby="counts">
      <h2 id="counts">What there is</h2>
      <Stats>
        <Stat label="Users" value={number(users)} note={statistics.optedOut > 0 && `${number(statistics.optedOut)} opted out`} />
        <Stat label="Titles" value={number(items)} note={`${number(statistics.itemsNeverSeen)} never watched`} />
        <Stat label="Interactions" value={number(interactions)} note={firstTime && lastTime && `${day(firstTime)} to ${day(lastTime)}`} />
        {density !== undefined && <Stat label="Of all pairs watched" value={percent(density, 2)} />}
        {topShare !== undefined && <Stat label="The most watched tenth has" value={percent(topShare)} note="of all pairs watched" />}
        {Object.entries(statistics.kinds).map(([kind, count]) => <Stat key={kind} label={words(kind)} value={number(count)} />)}
      </Stats>
    </section>
  );
}

function Activity({ statistics }: { statistics: Schemas['Statistics'] }) {
  const points = useMemo(() => statistics.perDay as unknown as [string, number][], [statistics]);
  const option = useCallback((colour: ChartColours) => activityOption(points, colour), [points]);
  if (points.length < 2) return null;
  const each = statistics.daysPerPoint === 1 ? 'day' : `${statistics.daysPerPoint} days`;
  return (
    <section className="sheet">
      <Chart
        title={`Interactions by ${each}`} summary={`Interactions by ${each} from ${day(points[0]![0])} to ${day(points.at(-1)![0])}.`} option={option} height={240} rows={points} rowKey={(point) => point[0]}
        columns={[
          { key: 'day', head: 'From', isHead: true, value: (point) => point[0], cell: (point) => day(point[0]) },
          { key: 'count', head: 'Interactions', align: 'end', value: (point) => point[1], cell: (point) => number(point[1]) },
        ]}
      />
    </section>
  );
}
