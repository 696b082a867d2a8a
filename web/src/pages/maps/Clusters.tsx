import { DataTable, type Column } from '../../components/DataTable';
import { list, number, percent } from '../../format';
import type { ItemMap } from './groups';
import type { Prepared } from './prepared';

type Cluster = ItemMap['clusters'][number];

/** The map in words: its clusters, what sets them apart, and their titles by selecting one. */
export function Clusters({ map, name, select }: { map: Prepared; name: string; select: (ids: readonly string[]) => void }) {
  const idsOf = (cluster: Cluster): string[] => {
    const at = map.clusters.indexOf(cluster);
    return map.points.filter((point) => point.cluster === at).map(({ id }) => id);
  };
  const columns: readonly Column<Cluster>[] = [
    { key: 'name', head: 'Cluster', isHead: true, value: (cluster) => cluster.name, cell: (cluster) => <span dir="auto">{cluster.name}</span> },
    { key: 'items', head: 'Titles', align: 'end', value: (cluster) => cluster.items, cell: (cluster) => number(cluster.items) },
    { key: 'tags', head: 'What sets it apart', cell: (cluster) => list(cluster.tags.slice(0, 6).map(({ tag, items }) => `${tag} (${percent(items / Math.max(cluster.items, 1), 0)})`)) },
    { key: 'select', head: <span className="hidden">Select</span>, cell: (cluster) => <button type="button" className="button small" onClick={() => select(idsOf(cluster))} aria-label={`Select the titles of ${cluster.name}`}>Select</button> },
  ];
  return (
    <details>
      <summary>The clusters of this map as a table</summary>
      <div className="map-clusters"><DataTable caption={`Clusters of the map ${name}`} hideCaption columns={columns} rows={map.clusters} rowKey={(cluster) => cluster.name} /></div>
    </details>
  );
}
