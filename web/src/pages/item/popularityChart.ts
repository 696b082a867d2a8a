import type { EChartsCoreOption } from 'echarts/core';
import type { Schemas } from '../../api/client';
import type { ChartColours } from '../../components/Chart';
import { day, number } from '../../format';

type Week = Schemas['ItemPopularity']['weeks'][number];

/** Rank as a line, the first place at the top, over viewers as bars. A week in which nobody watched it breaks the line. */
export function popularityOption(weeks: readonly Week[], colour: Pick<ChartColours, 'series' | 'faint'>): EChartsCoreOption {
  return {
    grid: { top: 36, left: 48, right: 48, bottom: 32 },
    legend: { top: 0, right: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: weeks.map((week) => week.from), axisLabel: { formatter: (from: string) => day(from).replace(/ \d{4}$/, '') }, splitLine: { show: false } },
    yAxis: [
      { type: 'value', name: 'rank', inverse: true, min: 1, max: Math.max(5, ...weeks.map((week) => week.rank ?? 0)), minInterval: 1, nameLocation: 'start' },
      { type: 'value', name: 'viewers', min: 0, minInterval: 1, splitLine: { show: false }, axisLabel: { formatter: (value: number) => number(value) } },
    ],
    series: [
      { name: 'Viewers', type: 'bar', yAxisIndex: 1, data: weeks.map((week) => week.viewers), itemStyle: { color: colour.faint, opacity: 0.35, borderRadius: [3, 3, 0, 0] }, barMaxWidth: 14 },
      { name: 'Rank', type: 'line', data: weeks.map((week) => week.rank ?? null), connectNulls: false, symbolSize: 6, lineStyle: { width: 2.5, color: colour.series[0] }, itemStyle: { color: colour.series[0] } },
    ],
  };
}

/** The weeks worth showing: from the first to the last in which somebody watched it, the latest so many of them. */
export function watchedWeeks(weeks: readonly Week[], most = 104): Week[] {
  const first = weeks.findIndex((week) => week.viewers > 0);
  const last = weeks.findLastIndex((week) => week.viewers > 0);
  return first < 0 ? [] : weeks.slice(first, last + 1).slice(-most);
}
