import { useEffect, useState } from 'react';
import { useItem } from '../../api/items';
import { Poster } from '../../components/poster/Poster';
import { country, words } from '../../format';
import { to } from '../../shell/router';
import { neighboursOn, type Prepared } from './prepared';

/** What has been the same for a moment: a pointer that crosses the map asks for nothing on its way. */
function useSettled<T>(value: T, milliseconds = 120): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** The title that is looked at: poster, facts, where it lies. */
export function Card({ id, maps, names, isSelected, toggle }: {
  id: string | undefined;
  /** The map, and the one beside it. */
  maps: readonly Prepared[];
  names: readonly string[];
  isSelected: boolean;
  toggle: (id: string) => void;
}) {
  const settled = useSettled(id);
  const item = useItem(settled);
  const on = id === undefined ? undefined : maps.find((map) => map.placeOf.has(id));
  if (id === undefined || !on) {
    return <section className="map-card empty" aria-label="Title looked at"><p className="small soft">Point at a dot to see its title; press it to keep it here. With keys, the title nearest to the middle is shown.</p></section>;
  }
  const point = on.points[on.placeOf.get(id)!]!;
  const facts = [point.year, point.kind && words(point.kind), point.category && words(point.category), point.country && country(point.country)].filter(Boolean).join(' · ');
  const [first, second] = maps;
  const near = first && second ? [neighboursOn(first, id), neighboursOn(second, id)] as const : undefined;
  return (
    <section className="map-card" aria-label="Title looked at" data-item={id}>
      <div className="map-card-poster">{item && settled === id && <Poster key={id} item={item} width={92} eager />}</div>
      <div className="stack tight">
        <h2 dir="auto"><a href={to('items/:id', { id })}>{point.title ?? id}</a></h2>
        <p className="tiny soft">{facts}</p>
        {maps.map((map, at) => <p key={names[at]} className="tiny soft">{maps.length > 1 && `${names[at]}: `}{map.placeOf.has(id) ? <span dir="auto">{map.clusters[map.points[map.placeOf.get(id)!]!.cluster]?.name}</span> : 'not on this map'}</p>)}
        {near && near[0].length > 0 && near[1].length > 0 && <p className="tiny soft">{near[0].filter((other) => near[1].includes(other)).length} of its 10 nearest are the same on both.</p>}
        <button type="button" className="button small" aria-pressed={isSelected} onClick={() => toggle(id)}>{isSelected ? 'Selected' : 'Select'}</button>
      </div>
    </section>
  );
}
