import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useDark } from '../shell/theme';
import { DataTable, type Column } from './DataTable';
import { Icon } from './Icon';
import './chart.css';

/** The colours of a chart, as they are at this moment. */
export interface ChartColours {
  ink: string;
  soft: string;
  faint: string;
  line: string;
  sheet: string;
  accent: string;
  gain: string;
  loss: string;
  series: string[];
}

/** A custom property as a colour that a canvas understands: light-dark() is worked out by the browser. */
function colours(within: Element): ChartColours {
  const probe = document.createElement('span');
  // Without this, whoever wants little motion gets the colour that the transition begins with.
  probe.style.transitionProperty = 'none';
  within.append(probe);
  const of = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    ink: of('ink'), soft: of('ink-soft'), faint: of('ink-faint'), line: of('line'), sheet: of('sheet'), accent: of('accent'), gain: of('gain'), loss: of('loss'),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => of(`series-${index}`)),
  };
  probe.remove();
  return found;
}

/** What every chart has in common: quiet axes, the page's own type, labels that do not hide each other. */
function common(colour: ChartColours, still: boolean): EChartsCoreOption {
  const axis = {
    axisLine: { lineStyle: { color: colour.line } }, axisTick: { show: false }, axisLabel: { color: colour.soft, fontSize: 12 },
    splitLine: { lineStyle: { color: colour.line, width: 1 } }, nameTextStyle: { color: colour.soft, fontSize: 12 },
  };
  return {
    color: colour.series,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour.ink },
    animation: !still, animationDuration: 300, animationDurationUpdate: 300,
    axis,
    legend: { icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: { color: colour.soft, fontSize: 12 } },
    tooltip: { backgroundColor: colour.sheet, borderColor: colour.line, textStyle: { color: colour.ink, fontSize: 12 } },
  };
}

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts the common looks of axes under what a chart says of its own. */
export function withAxes(option: EChartsCoreOption, base: EChartsCoreOption): EChartsCoreOption {
  const { axis, ...rest } = base as { axis: object };
  const under = (given: object): object =>
    Object.fromEntries(Object.entries({ ...axis, ...given }).map(([name, value]) => [name, isPlain(value) ? { ...(axis as Record<string, object>)[name], ...value } : value]));
  const looks = (given: unknown): unknown => (Array.isArray(given) ? given.map(looks) : given ? under(given as object) : given);
  const { legend, tooltip, ...plain } = rest as Record<string, object>;
  const merged: Record<string, unknown> = { ...plain, ...option };
  if (merged.legend) merged.legend = { ...legend, ...(merged.legend as object) };
  if (merged.tooltip) merged.tooltip = { ...tooltip, ...(merged.tooltip as object) };
  for (const name of ['xAxis', 'yAxis']) if (merged[name]) merged[name] = looks(merged[name]);
  return merged as EChartsCoreOption;
}

/**
 * A chart with its figures as a table one press away. The library is fetched when the first chart is drawn.
 * `option` is what ECharts calls so; line, bar, scatter and custom series are there (components/echarts.ts).
 */
export function Chart<R>({ title, summary, option, height = 300, columns, rows, rowKey }: {
  title: string;
  /** What the chart shows, in a sentence, for whoever does not see it. */
  summary: string;
  option: (colour: ChartColours) => EChartsCoreOption;
  height?: number;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R, index: number) => string;
}) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const [asTable, setAsTable] = useState(false);
  const [problem, setProblem] = useState(false);
  const dark = useDark();
  const still = useMemo(() => window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false, []);
  const making = useRef(option);
  making.current = option;
  const shown = useRef(rows);

  const draw = (): void => {
    if (!chart.current || !place.current) return;
    const colour = colours(place.current);
    chart.current.setOption(withAxes(making.current(colour), common(colour, still)), { notMerge: true });
  };

  useEffect(() => {
    if (asTable) return;
    let gone = false;
    const element = place.current!;
    const watch = new ResizeObserver(() => chart.current?.resize());
    import('./echarts').then(
      ({ init }) => {
        if (gone) return;
        chart.current = init(element, undefined, { renderer: 'svg' });
        draw();
        watch.observe(element);
      },
      () => setProblem(true),
    );
    return () => {
      gone = true;
      watch.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, [asTable]);
  useEffect(() => {
    shown.current = rows;
    draw();
  }, [option, rows, dark]);

  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption className="chart-head">
        <h3 id={id}>{title}</h3>
        <button type="button" className="button quiet small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}><Icon name="table" size={14} />Table</button>
      </figcaption>
      {asTable || problem
        ? <DataTable caption={title} hideCaption columns={columns} rows={rows} rowKey={rowKey} />
        : <div ref={place} className="chart-place" role="img" aria-label={summary} style={{ height }} />}
    </figure>
  );
}
