import { useCallback, useMemo, useState } from 'react';
import type { Schemas } from '../../api/client';
import { Chart, type ChartColours } from '../../components/Chart';
import { DataTable, type Column } from '../../components/DataTable';
import { duration, fixed, interval, number, pValue, signed } from '../../format';
import { figuresOf, intervalOption } from './charts';

type Result = Schemas['EvaluateResult'];
type Row = Schemas['EvaluationRow'];
type Comparison = Schemas['Comparison'];

/** What an evaluation found: a table with intervals, a chart of one metric, the best beside each other in pairs. */
export function Evaluation({ result }: { result: Result }) {
  const [metric, setMetric] = useState(result.columns[0] ?? '');
  const figures = useMemo(() => figuresOf(result.rows, metric), [result, metric]);
  const option = useCallback((colour: ChartColours) => intervalOption(figures, colour), [figures]);
  const columns: readonly Column<Row>[] = [
    { key: 'model', head: 'Model', isHead: true, value: (row) => row.model },
    ...result.columns.map((key): Column<Row> => ({
      key, head: key, align: 'end', value: (row) => row.metrics[key],
      cell: (row) => {
        const [value, ends] = [row.metrics[key], row.intervals?.[key]];
        return value === undefined ? '–' : ends ? interval(value, ends[0]!, ends[1]!) : fixed(value);
      },
    })),
    { key: 'train', head: 'Trained in', align: 'end', value: (row) => row.trainSeconds, cell: (row) => (row.trainSeconds === undefined ? '–' : duration(row.trainSeconds)) },
  ];
  return (
    <section className="stack" aria-labelledby="evaluation">
      <h2 id="evaluation">What was found</h2>
      <p className="soft">{result.dataset}. {result.protocol}</p>
      <DataTable caption="Models, with 95% intervals over users" columns={columns} rows={result.rows} rowKey={(row, index) => `${index} ${row.model}`} sort={{ key: metric, down: true }} />
      <div className="sheet stack">
        <label className="field metric-choice"><span className="label">Metric</span>
          <select className="input" value={metric} onChange={(event) => setMetric(event.target.value)}>{result.columns.map((key) => <option key={key}>{key}</option>)}</select>
        </label>
        <Chart
          title={`${metric} with intervals`} summary={`${figures[0]?.name ?? 'Nothing'} is best in ${metric}.`} option={option} height={60 + 34 * figures.length} rows={figures} rowKey={(one) => one.name}
          columns={[
            { key: 'name', head: 'Model', isHead: true, value: (one) => one.name },
            { key: 'value', head: metric, align: 'end', value: (one) => one.value, cell: (one) => fixed(one.value, 4) },
            { key: 'interval', head: '95% interval', align: 'end', cell: (one) => (one.low === undefined || one.high === undefined ? '–' : `${fixed(one.low, 4)} to ${fixed(one.high, 4)}`) },
          ]}
        />
      </div>
      {result.comparisons && <Pairs comparisons={result.comparisons} metric={metric} />}
      {result.refused?.map(({ model, reason }) => <p key={model} className="small soft"><strong>{model}</strong> did not take part: {reason}</p>)}
      <Notes notes={result.notes} />
    </section>
  );
}

const PAIRS: readonly Column<Comparison>[] = [
  { key: 'best', head: 'Best', cell: (one) => one.best },
  { key: 'against', head: 'Against', isHead: true, value: (one) => one.against },
  { key: 'difference', head: 'Difference', align: 'end', value: (one) => one.difference, cell: (one) => signed(one.difference, 4) },
  { key: 'interval', head: '95% interval', align: 'end', cell: (one) => (one.interval ? `${signed(one.interval[0]!, 4)} to ${signed(one.interval[1]!, 4)}` : '–') },
  { key: 'p', head: 'Corrected p', align: 'end', value: (one) => one.correctedP, cell: (one) => pValue(one.correctedP) },
  { key: 'users', head: 'Users', align: 'end', value: (one) => one.users, cell: (one) => number(one.users) },
  { key: 'verdict', head: 'In words', cell: (one) => (one.correctedP < 0.05 ? <span className="badge good">better</span> : <span className="badge">may be chance</span>) },
];

function Pairs({ comparisons, metric }: { comparisons: readonly Comparison[]; metric: string }) {
  const shown = comparisons.filter((one) => one.metric === metric);
  return shown.length === 0
    ? <p className="small soft">Models are not compared in pairs by {metric}: it has no value for each user.</p>
    : <DataTable caption={`In pairs, user by user, by ${metric}`} columns={PAIRS} rows={shown} rowKey={(one) => one.against} />;
}

/** How to read figures. */
export function Notes({ notes }: { notes: readonly string[] }) {
  return notes.length === 0 ? null : <ul className="notes small soft">{notes.map((note) => <li key={note}>{note}</li>)}</ul>;
}
