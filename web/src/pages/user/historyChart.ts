import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '../../components/Chart';
import { dateTime, words } from '../../format';

export interface Moment {
  kind: string;
  /** Milliseconds since 1970. */
  time: number;
  title: string;
}

/** Interactions as dots on a time line, a lane for each kind, the most frequent kind at the top. */
export function historyOption(moments: readonly Moment[], colour: Pick<ChartColours, 'series'>): EChartsCoreOption {
  const kinds = kindsOf(moments);
  return {
    grid: { top: 8, left: 112, right: 16, bottom: 28 },
    tooltip: { formatter: ({ value }: { value: [number, string, string] }) => plain(`${value[2]} · ${words(value[1])} · ${dateTime(value[0] / 1000)}`) },
    xAxis: { type: 'time', splitLine: { show: false } },
    yAxis: { type: 'category', data: [...kinds].reverse(), axisLabel: { formatter: (kind: string) => words(kind) } },
    series: kinds.map((kind, index) => ({
      name: words(kind),
      type: 'scatter',
      symbolSize: 9,
      itemStyle: { color: colour.series[index % colour.series.length], opacity: 0.75 },
      data: moments.filter((one) => one.kind === kind).map((one) => [one.time, kind, one.title]),
    })),
  };
}

/** Kinds, most frequent first. */
export function kindsOf(moments: readonly Moment[]): string[] {
  const counts = new Map<string, number>();
  for (const { kind } of moments) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([kind]) => kind);
}

/** Tooltips take markup: titles are text. */
function plain(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
