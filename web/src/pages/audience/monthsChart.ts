import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '../../components/Chart';
import type { Month } from './estimates';
import { monthOf, range, viewers } from './figures';

/** The estimate by month as a line within its interval; the month of the launch is a larger dot. */
export function monthsOption(months: readonly Month[], chosen: string, colour: Pick<ChartColours, 'series' | 'accent'>): EChartsCoreOption {
  return {
    grid: { top: 16, left: 52, right: 16, bottom: 28 },
    tooltip: { trigger: 'axis', formatter: ([first]: { dataIndex: number }[]) => tell(months[first!.dataIndex]!) },
    xAxis: { type: 'category', boundaryGap: false, data: months.map(({ date }) => monthOf(date).slice(0, 3)), splitLine: { show: false } },
    yAxis: { type: 'value', min: 0, axisLabel: { formatter: (value: number) => viewers(value) } },
    series: [
      { type: 'line', data: months.map(({ low }) => low), stack: 'range', symbol: 'none', lineStyle: { opacity: 0 }, silent: true },
      { type: 'line', data: months.map(({ low, high }) => high - low), stack: 'range', symbol: 'none', lineStyle: { opacity: 0 }, areaStyle: { color: colour.series[1], opacity: 0.18 }, silent: true },
      {
        type: 'line', data: months.map(({ date, estimate }) => ({ value: estimate, symbolSize: date === chosen ? 14 : 6, itemStyle: { color: date === chosen ? colour.accent : colour.series[1] } })),
        symbol: 'circle', lineStyle: { width: 2.5, color: colour.series[1] },
      },
    ],
  };
}

const tell = ({ date, estimate, low, high }: Month): string => `${monthOf(date)}: ${viewers(estimate)} (${range(low, high)})`;
