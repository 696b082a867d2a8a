import { useCallback, useMemo, useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { Chart, type ChartColours } from '../../components/Chart';
import type { Column } from '../../components/DataTable';
import { Stat, Stats } from '../../components/Stat';
import { toastProblem } from '../../components/Toast';
import { duration, fixed, pValue, signed } from '../../format';
import { navigate, to } from '../../shell/router';
import { seriesOption } from './charts';

type Trial = Schemas['Trial'];

/** What a search found: each trial, the best, whether that is more than chance, and a way to train with it. */
export function Tuned({ result }: { result: Schemas['TuneResult'] }) {
  const may = useMay('admin');
  const [busy, setBusy] = useState(false);
  const points = useMemo(() => result.trials.filter((trial) => trial.value !== undefined).map((trial) => [trial.trial, trial.value!]), [result]);
  const option = useCallback((colour: ChartColours) => seriesOption(points, colour, true), [points]);
  const { best, conclusion } = result;
  const columns: readonly Column<Trial>[] = [
    { key: 'trial', head: 'Trial', isHead: true, value: (trial) => trial.trial, cell: (trial) => (trial.trial === 0 ? '0 (the start)' : trial.trial) },
    ...result.searched.map((name): Column<Trial> => ({ key: name, head: name, align: 'end', value: (trial) => optionOf(trial, name), cell: (trial) => String(optionOf(trial, name) ?? '–') })),
    { key: 'value', head: result.metric, align: 'end', value: (trial) => trial.value, cell: (trial) => (trial.value === undefined ? <span className="faint" title={trial.failure}>{trial.state}</span> : fixed(trial.value, 4)) },
    { key: 'seconds', head: 'Took', align: 'end', value: (trial) => trial.seconds, cell: (trial) => duration(trial.seconds) },
  ];
  const train = async (): Promise<void> => {
    setBusy(true);
    try {
      const job = await send('post', '/v1/jobs', { body: { type: 'train', model: result.model, options: best!.options, publish: 'hold' } });
      navigate(to('jobs/:id', { id: job.id }));
    } catch (thrown) {
      toastProblem(thrown, 'Not trained');
      setBusy(false);
    }
  };
  return (
    <section className="stack" aria-labelledby="tuned">
      <h2 id="tuned">What the search found</h2>
      <p className="soft">{result.validation}</p>
      {best && (
        <Stats>
          <Stat label={`Best ${result.metric}`} value={fixed(best.value ?? 0, 4)} note={`trial ${best.trial}`} tone={result.better ? 'good' : undefined} />
          {conclusion && <Stat label="Better than the start by" value={signed(conclusion.difference, 4)} note={`${signed(conclusion.interval[0]!, 4)} to ${signed(conclusion.interval[1]!, 4)}, ${pValue(conclusion.p)}`} />}
          {result.searched.map((name) => <Stat key={name} label={name} value={String(best.options[name])} />)}
        </Stats>
      )}
      {result.better === false && <p>Nothing that was tried is better than the start by more than chance.</p>}
      {best && may && <p><button type="button" className="button primary" disabled={busy} onClick={() => void train()}>Train {result.model} with these options</button></p>}
      <Chart title={`${result.metric} by trial`} summary={`${result.trials.length} trials; the best is ${fixed(best?.value ?? 0, 4)}.`} option={option} height={260} columns={columns} rows={result.trials} rowKey={(trial) => String(trial.trial)} />
    </section>
  );
}

function optionOf(trial: Trial, name: string): number | string | undefined {
  const value = (trial.options as Record<string, number | string | boolean | undefined>)[name];
  return typeof value === 'boolean' ? String(value) : value;
}
