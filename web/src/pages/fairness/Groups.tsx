import { useCallback, useMemo } from 'react';
import type { Schemas } from '../../api/client';
import { Chart, type ChartColours } from '../../components/Chart';
import type { Column } from '../../components/DataTable';
import { intervalOption, type Figure } from '../jobs/charts';

type Comparison = Schemas['UserGroupComparison'];

/** How well each group of users is served, with intervals. */
export function Groups({ comparison, metric, columns }: { comparison: Comparison; metric: string; columns: readonly Column<Comparison['groups'][number]>[] }) {
  const figures = useMemo<Figure[]>(
    () => comparison.groups.filter((group) => group.mean !== undefined).map((group) => ({ name: group.name, value: group.mean!, low: group.interval?.[0], high: group.interval?.[1] })),
    [comparison],
  );
  const option = useCallback((colour: ChartColours) => intervalOption(figures, colour), [figures]);
  return <Chart title={`${metric} by group, with 95% intervals`} summary={`${metric} for ${figures.length} groups of users.`} option={option} height={50 + 34 * figures.length} columns={columns} rows={comparison.groups} rowKey={(group) => group.name} />;
}
