import { useCallback } from 'react';
import type { Schemas } from '../../api/client';
import { Chart, type ChartColours } from '../../components/Chart';
import { bytes, fixed, number } from '../../format';
import { Time } from '../../components/Time';
import type { Column } from '../../components/DataTable';
import { latencyOption, memoryOption } from './charts';

type Point = Schemas['OperationPoint'];

const COLUMNS: readonly Column<Point>[] = [
  { key: 'time', head: 'Until', isHead: true, value: (point) => point.time, cell: (point) => <Time value={point.time} seconds /> },
  { key: 'requests', head: 'Requests', align: 'end', value: (point) => point.requests, cell: (point) => number(point.requests) },
  { key: 'p50', head: 'Median, ms', align: 'end', value: (point) => point.p50, cell: (point) => (point.p50 === undefined ? '–' : fixed(point.p50, 2)) },
  { key: 'p99', head: '99%, ms', align: 'end', value: (point) => point.p99, cell: (point) => (point.p99 === undefined ? '–' : fixed(point.p99, 2)) },
  { key: 'written', head: 'Written', align: 'end', value: (point) => point.written, cell: (point) => number(point.written) },
  { key: 'resident', head: 'Memory', align: 'end', value: (point) => point.residentBytes, cell: (point) => bytes(point.residentBytes) },
];

/** The last hour, ten seconds a point. */
export function Load({ points }: { points: readonly Point[] }) {
  const latency = useCallback((colour: ChartColours) => latencyOption(points, colour), [points]);
  const memory = useCallback((colour: ChartColours) => memoryOption(points, colour), [points]);
  if (points.length < 2) return <p className="soft small">The course of the last hour shows after twenty seconds.</p>;
  const rows = points;
  return (
    <section className="stack" aria-labelledby="hour">
      <h2 id="hour">The last hour</h2>
      <div className="halves">
        <div className="sheet"><Chart title="Requests and latency" summary="Requests in ten seconds, and their median and 99% latency, over the last hour." option={latency} height={250} columns={COLUMNS} rows={rows} rowKey={(point) => point.time} /></div>
        <div className="sheet"><Chart title="Memory and records written" summary="Memory of the process and records written in ten seconds, over the last hour." option={memory} height={250} columns={COLUMNS} rows={rows} rowKey={(point) => point.time} /></div>
      </div>
    </section>
  );
}
