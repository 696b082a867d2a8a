import { DataTable, type Column } from '../../components/DataTable';
import { Icon } from '../../components/Icon';
import { toast, toastProblem } from '../../components/Toast';
import { country, number, plural, words } from '../../format';
import { to } from '../../shell/router';
import { csv, save } from './export';
import type { MapPoint } from './groups';
import type { Prepared } from './prepared';

const SHOWN = 200;

/** What was selected: as a table, and to take away. */
export function Selection({ map, name, ids, clear }: { map: Prepared; name: string; ids: ReadonlySet<string>; clear: () => void }) {
  const points = [...ids].flatMap((id) => { const at = map.placeOf.get(id); return at === undefined ? [] : [map.points[at]!]; });
  const clusterNames = map.clusters.map((cluster) => cluster.name);
  const columns: readonly Column<MapPoint>[] = [
    { key: 'title', head: 'Title', isHead: true, value: (point) => point.title ?? point.id, cell: (point) => <a href={to('items/:id', { id: point.id })} dir="auto">{point.title ?? point.id}</a> },
    { key: 'cluster', head: 'Cluster', value: (point) => clusterNames[point.cluster], cell: (point) => <span dir="auto">{clusterNames[point.cluster]}</span> },
    { key: 'category', head: 'Category', value: (point) => point.category, cell: (point) => (point.category ? words(point.category) : '–') },
    { key: 'kind', head: 'Kind', value: (point) => point.kind, cell: (point) => (point.kind ? words(point.kind) : '–') },
    { key: 'country', head: 'Country', value: (point) => point.country && country(point.country), cell: (point) => (point.country ? country(point.country) : '–') },
    { key: 'year', head: 'Year', align: 'end', value: (point) => point.year, cell: (point) => point.year ?? '–' },
  ];
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText([...ids].join('\n'));
      toast(`${plural(ids.size, 'id')} copied.`);
    } catch (thrown) {
      toastProblem(thrown, 'Not copied');
    }
  };
  return (
    <section className="sheet stack" aria-labelledby="selection">
      <div className="cluster apart">
        <h2 id="selection">{plural(ids.size, 'title')} selected</h2>
        <div className="cluster">
          <button type="button" className="button small" onClick={() => save(csv(points, clusterNames), `${name}.csv`, 'text/csv')}><Icon name="download" size={14} />CSV</button>
          <button type="button" className="button small" onClick={() => void copy()}><Icon name="copy" size={14} />Copy ids</button>
          <button type="button" className="button small" onClick={clear}><Icon name="close" size={14} />Clear</button>
        </div>
      </div>
      {points.length < ids.size && <p className="small soft">{number(ids.size - points.length)} of them are not on this map.</p>}
      <div className="map-rows"><DataTable caption="Selected titles" hideCaption columns={columns} rows={points.slice(0, SHOWN)} rowKey={(point) => point.id} /></div>
      {points.length > SHOWN && <p className="small soft">The first {number(SHOWN)} are shown; the file has all {number(points.length)}.</p>}
    </section>
  );
}
