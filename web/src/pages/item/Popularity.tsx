import { useCallback, useMemo } from 'react';
import type { Schemas } from '../../api/client';
import { useGet } from '../../api/query';
import { Chart, type ChartColours } from '../../components/Chart';
import type { Column } from '../../components/DataTable';
import { Answered, Empty, Loading } from '../../components/States';
import { Time } from '../../components/Time';
import { number, plural } from '../../format';
import { popularityOption, watchedWeeks } from './popularityChart';

/** Four years: a service that was quiet for a while still shows how it was. */
const WEEKS = 208;

export type Week = Schemas['ItemPopularity']['weeks'][number];

const COLUMNS: readonly Column<Week>[] = [
  { key: 'from', head: 'Week from', isHead: true, value: (week) => week.from, cell: (week) => <Time value={week.from} as="day" /> },
  { key: 'viewers', head: 'Viewers', align: 'end', value: (week) => week.viewers, cell: (week) => number(week.viewers) },
  { key: 'rank', head: 'Rank', align: 'end', value: (week) => week.rank, cell: (week) => (week.rank === undefined ? '–' : `${number(week.rank)} of ${number(week.of)}`) },
];

/** How an item's rank among all titles moved, week by week. */
export function Popularity({ id }: { id: string }) {
  const query = useGet('/v1/items/{id}/popularity', { path: { id }, query: { weeks: WEEKS } });
  return (
    <section className="sheet stack" aria-labelledby="popularity">
      <h2 id="popularity">How its rank moved</h2>
      <Answered query={query} loading={<Loading label="Loading its ranks" height={320} />} empty={({ weeks }) => (weeks.some((week) => week.viewers > 0) ? null : <Empty icon="pulse" title="No ranks yet">Nobody watched it in the past four years.</Empty>)}>
        {({ weeks }) => <Ranks all={weeks} />}
      </Answered>
    </section>
  );
}

function Ranks({ all }: { all: readonly Week[] }) {
  const weeks = useMemo(() => watchedWeeks(all), [all]);
  const option = useCallback((colour: ChartColours) => popularityOption(weeks, colour), [weeks]);
  const ranked = weeks.filter((week) => week.rank !== undefined);
  const best = ranked.reduce((first, week) => (week.rank! < first.rank! ? week : first), ranked[0]!);
  const last = weeks.at(-1)!;
  return (
    <>
      <p className="soft">
        Best: <strong className="number">{number(best.rank!)}</strong> in the week from <Time value={best.from} as="day" />, of {plural(best.of, 'title')} that anybody watched. Last watched in the week from <Time value={last.from} as="day" />: place {number(last.rank!)}.
      </p>
      <Chart title="Rank and viewers by week" summary={`Rank by week; the best was ${best.rank}.`} option={option} height={340} columns={COLUMNS} rows={weeks} rowKey={(week) => week.from} />
    </>
  );
}
