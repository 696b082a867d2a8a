import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../../api/client';
import type { ChartColours } from '../../components/Chart';
import { fixed, percent } from '../../format';

/** The share of the gap that is gone and the change of accuracy, by strength; a line where the slider stands. */
export function priceOption(price: Schemas['ReRankingPrice'], at: number, colour: Pick<ChartColours, 'gain' | 'loss' | 'ink'>): EChartsCoreOption {
  const strengths = price.points.map((point) => fixed(point.strength, 2));
  const print = (value: number): string => percent(value, 0);
  return {
    grid: { top: 36, left: 56, right: 56, bottom: 32 },
    legend: { top: 0, right: 0 },
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => (typeof value === 'number' ? percent(value) : '–') },
    xAxis: { type: 'category', data: strengths, boundaryGap: false, splitLine: { show: false } },
    yAxis: [{ type: 'value', axisLabel: { formatter: print } }, { type: 'value', splitLine: { show: false }, axisLabel: { formatter: print } }],
    series: [
      {
        name: 'gap gone', type: 'line', data: price.points.map((point) => point.closed ?? null), lineStyle: { width: 2.5, color: colour.gain }, itemStyle: { color: colour.gain }, symbolSize: 7,
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: colour.ink, type: 'solid', width: 1 }, data: [{ xAxis: at }] },
      },
      { name: price.metric, type: 'line', yAxisIndex: 1, data: price.points.map((point) => point.relativeChange ?? null), lineStyle: { width: 2.5, color: colour.loss }, itemStyle: { color: colour.loss }, symbolSize: 7 },
    ],
  };
}
