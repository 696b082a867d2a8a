import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../../api/client';
import type { ChartColours } from '../../components/Chart';
import { fixed } from '../../format';

type Colours = Pick<ChartColours, 'series' | 'ink' | 'faint' | 'accent'>;

/** Points by step as a line; figures of trials as dots with the best so far as a line. */
export function seriesOption(series: readonly (readonly number[])[], colour: Colours, isTuning = false): EChartsCoreOption {
  const line = isTuning ? bestSoFar(series) : series;
  return {
    grid: { top: 12, left: 56, right: 16, bottom: 28 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'value', min: 'dataMin', max: 'dataMax', minInterval: 1, splitLine: { show: false } },
    yAxis: { type: 'value', scale: true, axisLabel: { formatter: (value: number) => fixed(value, 3) } },
    series: [
      { type: 'line', name: isTuning ? 'best so far' : 'loss', data: line, showSymbol: false, step: isTuning ? 'end' : false, lineStyle: { width: 2.5, color: colour.series[0] } },
      ...(isTuning ? [{ type: 'scatter', name: 'trial', data: series, symbolSize: 8, itemStyle: { color: colour.series[1] } }] : []),
    ],
  };
}

/** The largest figure up to each trial. */
export function bestSoFar(series: readonly (readonly number[])[]): number[][] {
  let best = -Infinity;
  return series.map(([step, value]) => [step!, (best = Math.max(best, value!))]);
}

export interface Figure {
  name: string;
  value: number;
  low?: number;
  high?: number;
}

/** Figures of one metric, the best first. */
export function figuresOf(rows: readonly Schemas['EvaluationRow'][], key: string): Figure[] {
  return rows
    .filter((row) => row.metrics[key] !== undefined)
    .map((row) => ({ name: row.model, value: row.metrics[key]!, low: row.intervals?.[key]?.[0], high: row.intervals?.[key]?.[1] }))
    .sort((a, b) => b.value - a.value);
}

/** Figures with their intervals: a dot and a line each, the best at the top. `print` says how a figure stands on the axis and in what is told of it. */
export function intervalOption(figures: readonly Figure[], colour: Colours, print: (value: number, digits: number) => string = fixed): EChartsCoreOption {
  return {
    grid: { top: 8, left: 132, right: 32, bottom: 28 },
    tooltip: { formatter: ({ dataIndex }: { dataIndex: number }) => tell(figures[dataIndex]!, print) },
    xAxis: { type: 'value', scale: true, axisLabel: { formatter: (value: number) => print(value, 3) } },
    yAxis: { type: 'category', inverse: true, data: figures.map((one) => one.name), axisLabel: { width: 118, overflow: 'truncate' } },
    series: [
      ...figures.map((one, index) => ({
        type: 'line', silent: true, symbol: 'none', data: [[one.low ?? one.value, index], [one.high ?? one.value, index]], lineStyle: { color: colour.faint, width: 3, cap: 'round' },
      })),
      { type: 'scatter', data: figures.map((one, index) => [one.value, index]), symbolSize: 12, itemStyle: { color: colour.accent, opacity: 1 } },
    ],
  };
}

function tell({ name, value, low, high }: Figure, print: (value: number, digits: number) => string): string {
  const figure = print(value, 4);
  return `${name.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}: ${figure}${low === undefined || high === undefined ? '' : ` [${print(low, 4)}, ${print(high, 4)}]`}`;
}
