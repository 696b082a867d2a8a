import { useCallback } from 'react';
import { Chart, type ChartColours } from '../../components/Chart';
import { fixed, number } from '../../format';
import { seriesOption } from './charts';

/** The loss of the training at work, step by step; of a search, the figure of each trial. */
export function Losses({ series, isTuning }: { series: readonly (readonly number[])[]; isTuning: boolean }) {
  const name = isTuning ? 'Figure by trial' : 'Loss by step';
  const option = useCallback((colour: ChartColours) => seriesOption(series, colour, isTuning), [series, isTuning]);
  return (
    <Chart
      title={name} summary={`${name}: ${series.length} points, the last ${fixed(series.at(-1)![1]!, 4)}.`} option={option} height={220} rows={series} rowKey={(_, index) => String(index)}
      columns={[
        { key: 'step', head: isTuning ? 'Trial' : 'Step', isHead: true, value: (point) => point[0], cell: (point) => number(point[0]!) },
        { key: 'value', head: isTuning ? 'Figure' : 'Loss', align: 'end', value: (point) => point[1], cell: (point) => fixed(point[1]!, 4) },
      ]}
    />
  );
}
