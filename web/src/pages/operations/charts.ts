import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../../api/client';
import type { ChartColours } from '../../components/Chart';
import { bytes, compact } from '../../format';

type Point = Schemas['OperationPoint'];
type Colours = Pick<ChartColours, 'series' | 'faint'>;

const time = (points: readonly Point[]) => ({ type: 'time', min: points[0]?.time, max: points.at(-1)?.time, splitLine: { show: false } });
const line = (name: string, data: unknown[], colour: string | undefined, yAxisIndex = 0) => ({ name, type: 'line', yAxisIndex, data, showSymbol: false, lineStyle: { width: 2, color: colour }, itemStyle: { color: colour } });
const bars = (name: string, data: unknown[], colour: string, yAxisIndex: number) => ({ name, type: 'bar', yAxisIndex, data, itemStyle: { color: colour, opacity: 0.35 }, barMaxWidth: 8 });

/** Latencies in milliseconds as lines over requests as bars. Where nothing was asked, the lines are broken. */
export function latencyOption(points: readonly Point[], colour: Colours): EChartsCoreOption {
  return {
    grid: { top: 36, left: 52, right: 52, bottom: 28 },
    legend: { top: 0, right: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: time(points),
    yAxis: [{ type: 'value', name: 'ms', min: 0 }, { type: 'value', min: 0, minInterval: 1, splitLine: { show: false }, axisLabel: { formatter: (value: number) => compact(value) } }],
    series: [
      bars('requests', points.map((point) => [point.time, point.requests]), colour.faint, 1),
      line('99%', points.map((point) => [point.time, point.p99 ?? null]), colour.series[0]),
      line('median', points.map((point) => [point.time, point.p50 ?? null]), colour.series[1]),
    ],
  };
}

/** Memory as lines over records written as bars. */
export function memoryOption(points: readonly Point[], colour: Colours): EChartsCoreOption {
  return {
    grid: { top: 36, left: 64, right: 52, bottom: 28 },
    legend: { top: 0, right: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: time(points),
    yAxis: [{ type: 'value', min: 0, axisLabel: { formatter: (value: number) => bytes(value) } }, { type: 'value', min: 0, minInterval: 1, splitLine: { show: false }, axisLabel: { formatter: (value: number) => compact(value) } }],
    series: [
      bars('written', points.map((point) => [point.time, point.written]), colour.faint, 1),
      line('process', points.map((point) => [point.time, point.residentBytes]), colour.series[2]),
      line('managed heap', points.map((point) => [point.time, point.heapBytes]), colour.series[3]),
    ],
  };
}
