import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '../../components/Chart';
import { compact, day } from '../../format';

/** Interactions by day as an area, from the first to the last day on which there was any. */
export function activityOption(points: readonly (readonly [string, number])[], colour: Pick<ChartColours, 'series'>): EChartsCoreOption {
  const shown = active(points);
  return {
    grid: { top: 12, left: 52, right: 12, bottom: 28 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', boundaryGap: false, data: shown.map(([date]) => date), axisLabel: { formatter: (date: string) => day(date) }, splitLine: { show: false } },
    yAxis: { type: 'value', min: 0, minInterval: 1, axisLabel: { formatter: (value: number) => compact(value) } },
    series: [{ name: 'Interactions', type: 'line', showSymbol: false, data: shown.map(([, count]) => count), lineStyle: { width: 1.5, color: colour.series[1] }, itemStyle: { color: colour.series[1] }, areaStyle: { color: colour.series[1], opacity: 0.18 } }],
  };
}

/** The points between the first and the last that are not nothing. */
export function active<P extends readonly [string, number]>(points: readonly P[]): readonly P[] {
  const first = points.findIndex(([, count]) => count > 0);
  return first < 0 ? [] : points.slice(first, points.findLastIndex(([, count]) => count > 0) + 1);
}
