import { useCallback, useEffect, useMemo, useState } from 'react';
import { Chart, type ChartColours } from '../../components/Chart';
import { DataTable, type Column } from '../../components/DataTable';
import { Stat, Stats } from '../../components/Stat';
import { Answered, Empty, Loading } from '../../components/States';
import { country, list, number, percent } from '../../format';
import { useQueryValue } from '../../shell/router';
import { intervalOption } from '../jobs/charts';
import { Comparables } from './Comparables';
import { CountryMap } from './CountryMap';
import { useEstimate, useMonths, type Answer, type Asked, type Estimate, type Month } from './estimates';
import { monthOf, MONTHS, range, viewers } from './figures';
import { BLANK, isBlank, itemOf, type Idea } from './idea';
import { IdeaForm } from './IdeaForm';
import { monthsOption } from './monthsChart';
import './audience.css';

const CHARTED = 15;

/** How many viewers a title will have that is not there yet: described, placed in countries and a month, and estimated with what came before. */
export default function AudiencePage() {
  const [idea, setIdea] = useState<Idea>(BLANK);
  const [month, setMonth] = useQueryValue('month', '');
  const [removed, setRemoved] = useState<ReadonlyMap<string, string>>(new Map());
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const described = useSettled(idea, 300);
  const asked = useMemo((): Asked | null => (isBlank(described) ? null : {
    describe: itemOf(described), without: removed.size > 0 ? [...removed.keys()] : undefined,
  }), [described, removed]);
  const all = useEstimate(asked && { ...asked, month: month === '' ? undefined : Number(month) });
  const change = (next: Idea): void => {
    // Another title has other comparables.
    if (next.rest !== idea.rest || next === BLANK) setRemoved(new Map());
    setIdea(next);
  };
  return (
    <div className="page">
      <header>
        <h1>Audience</h1>
        <p className="lead">Describe a title that is not there yet, and see how many would watch it, where, and what says so.</p>
      </header>
      <div className="audience">
        <IdeaForm
          idea={idea} change={change}
          begin={(next, id, title) => {
            // What became of the title itself is not to say what will become of one like it.
            setRemoved(new Map([[id, title]]));
            setIdea(next);
          }}
        />
        <div className="stack">
          {asked === null ? <Empty icon="audience" title="Nothing to go by yet">Give it categories, labels, people or a summary, or begin as a title like it.</Empty> : (
            <Answered query={all} loading={<Loading label="Estimating; the first time, it is learned how launches fared" height={480} />}>
              {(answer) => (
                <Result
                  answer={answer} asked={asked} away={away} setAway={setAway} month={month} setMonth={setMonth}
                  removed={removed} remove={(item, title) => setRemoved(new Map(removed).set(item, title))}
                  putBack={(item) => setRemoved(new Map([...removed].filter(([other]) => other !== item)))}
                />
              )}
            </Answered>
          )}
        </div>
      </div>
    </div>
  );
}

/** What has been the same for a moment: nothing is asked letter by letter. */
function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

function Result({ answer, asked, away, setAway, month, setMonth, removed, remove, putBack }: {
  answer: Answer;
  asked: Asked;
  /** Countries in which it does not come out. */
  away: ReadonlySet<string>;
  setAway: (away: ReadonlySet<string>) => void;
  month: string;
  setMonth: (month: string) => void;
  removed: ReadonlyMap<string, string>;
  remove: (item: string, title: string) => void;
  putBack: (item: string) => void;
}) {
  const { estimates } = answer;
  const hasCountries = estimates[0]?.country !== undefined;
  const launched = answer.markets.filter((code) => !away.has(code));
  const isPart = hasCountries && launched.length < answer.markets.length && launched.length > 0;
  // The interval of a sum is not the sum of intervals, so countries that are left out are a question of their own.
  const countries = isPart ? launched : undefined;
  const part = useEstimate(isPart ? { ...asked, month: month === '' ? undefined : Number(month), countries } : null);
  const total = isPart ? part.data?.total : launched.length > 0 || !hasCountries ? answer.total : { estimate: 0, low: 0, high: 0 };
  const [place, setPlace] = useState('');
  const largest = useMemo(() => [...estimates].sort((a, b) => b.estimate - a.estimate), [estimates]);
  const chosen = estimates.find((one) => one.country === place) ?? largest[0]!;
  const toggle = (code: string): void => {
    const next = new Set(away);
    if (!next.delete(code)) next.add(code);
    setAway(next);
  };
  return (
    <>
      <section className="sheet stack" aria-labelledby="estimate" aria-live="polite">
        <div className="cluster apart">
          <h2 id="estimate">In the first {answer.weeks} weeks</h2>
          <label className="cluster small">Launched in
            <select className="input audience-month" value={month} onChange={(event) => setMonth(event.target.value)}>
              <option value="">{month === '' ? monthOf(answer.date) : 'the next month'}</option>
              {MONTHS.map((name, at) => <option key={name} value={at + 1}>{name}</option>)}
            </select>
          </label>
        </div>
        <Stats>
          <Stat label="Viewers" value={total ? viewers(total.estimate) : '…'} note={total && `${range(total.low, total.high)} in four cases of five`} />
          {hasCountries && <Stat label="Countries" value={number(launched.length)} note={`of ${number(answer.markets.length)} with enough viewers`} />}
          <Stat label="Foreseen of later launches" value={percent(Math.max(answer.explained, 0), 0)} note={`of the differences; learned from ${number(answer.launches)}`} />
        </Stats>
      </section>
      <Comparables
        estimates={largest} place={chosen.country ?? ''} choose={setPlace} removed={[...removed.keys()]} remove={(one) => remove(one.item, one.title ?? one.item)} putBack={putBack}
        titleOf={(item) => removed.get(item) ?? item}
      />
      {hasCountries && <Countries estimates={largest} away={away} toggle={toggle} setAway={setAway} show={setPlace} />}
      <Months asked={countries ? { ...asked, countries } : asked} chosen={answer.date} />
    </>
  );
}

function Countries({ estimates, away, toggle, setAway, show }: { estimates: readonly Estimate[]; away: ReadonlySet<string>; toggle: (code: string) => void; setAway: (away: ReadonlySet<string>) => void; show: (code: string) => void }) {
  const columns: readonly Column<Estimate>[] = [
    { key: 'launch', head: 'Launched', cell: (one) => <label className="check"><input type="checkbox" checked={!away.has(one.country!)} onChange={() => toggle(one.country!)} aria-label={`Launched in ${country(one.country!)}`} /></label> },
    { key: 'country', head: 'Country', isHead: true, value: (one) => country(one.country!) },
    { key: 'estimate', head: 'Viewers', align: 'end', value: (one) => one.estimate, cell: (one) => viewers(one.estimate) },
    { key: 'range', head: 'In four cases of five', align: 'end', value: (one) => one.high, cell: (one) => range(one.low, one.high) },
    { key: 'alike', head: 'Behaves like', cell: (one) => list((one.alike ?? []).filter(({ correlation }) => correlation > 0).slice(0, 3).map((other) => country(other.country))) || '–' },
  ];
  const shown = useMemo(() => estimates.filter((one) => !away.has(one.country!)), [estimates, away]);
  const charted = useMemo(() => shown.slice(0, CHARTED), [shown]);
  const option = useCallback((colour: ChartColours) => intervalOption(charted.map((one) => ({ name: country(one.country!), value: one.estimate, low: one.low, high: one.high })), colour, viewers), [charted]);
  return (
    <section className="sheet stack" aria-labelledby="countries">
      <h2 id="countries">Country by country</h2>
      <CountryMap estimates={shown} press={show} />
      {charted.length > 0 && (
        <Chart
          title="Viewers by country" summary={`Viewers by country with intervals; most in ${country(charted[0]!.country!)}: ${viewers(charted[0]!.estimate)}.`} option={option} height={60 + charted.length * 26}
          rows={charted} rowKey={(one) => one.country!} columns={columns.filter(({ key }) => key !== 'launch')}
        />
      )}
      <div className="cluster">
        <button type="button" className="button small" disabled={away.size === 0} onClick={() => setAway(new Set())}>Launch everywhere</button>
        <button type="button" className="button small" disabled={shown.length === 0} onClick={() => setAway(new Set(estimates.map((one) => one.country!)))}>Nowhere</button>
      </div>
      <div className="audience-rows"><DataTable caption="Countries" hideCaption columns={columns} rows={estimates} rowKey={(one) => one.country!} /></div>
    </section>
  );
}

const MONTH_COLUMNS: readonly Column<Month>[] = [
  { key: 'date', head: 'Month', isHead: true, value: (month) => month.date, cell: (month) => monthOf(month.date) },
  { key: 'estimate', head: 'Viewers', align: 'end', value: (month) => month.estimate, cell: (month) => viewers(month.estimate) },
  { key: 'range', head: 'In four cases of five', align: 'end', value: (month) => month.high, cell: (month) => range(month.low, month.high) },
];

/** What if it came out in March? */
function Months({ asked, chosen }: { asked: Asked; chosen: string }) {
  const query = useMonths(asked);
  return (
    <section className="sheet stack" aria-labelledby="months">
      <h2 id="months">Month by month</h2>
      <Answered query={query} loading={<Loading label="Estimating every month" height={280} />}>
        {(months) => <MonthsChart months={months} chosen={chosen} />}
      </Answered>
    </section>
  );
}

function MonthsChart({ months, chosen }: { months: readonly Month[]; chosen: string }) {
  const option = useCallback((colour: ChartColours) => monthsOption(months, chosen, colour), [months, chosen]);
  const best = months.reduce((most, month) => (month.estimate > most.estimate ? month : most), months[0]!);
  return <Chart title="Viewers by month of launch" summary={`Most viewers when launched in ${monthOf(best.date)}: ${viewers(best.estimate)}.`} option={option} height={260} columns={MONTH_COLUMNS} rows={months} rowKey={(month) => month.date} />;
}
