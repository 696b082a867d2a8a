import { useCallback, useMemo, useRef, useState } from 'react';
import { useGet, type Query } from '../../api/query';
import type { Schemas } from '../../api/client';
import { Combobox, type Choice } from '../../components/Combobox';
import { Icon } from '../../components/Icon';
import { Answered, Empty, Loading } from '../../components/States';
import { Time } from '../../components/Time';
import { announce } from '../../components/Toast';
import { percent, plural, words } from '../../format';
import { useQueryValue } from '../../shell/router';
import { Card } from './Card';
import { Clusters } from './Clusters';
import { ATTRIBUTES, groupsLike, groupsOf, type Attribute, type Grouping, type ItemMap } from './groups';
import { Legend } from './Legend';
import { MapCanvas, type MapHandle } from './MapCanvas';
import { prepare, type Prepared } from './prepared';
import { find } from './search';
import { Selection } from './Selection';
import { mapName, viewName } from './words';

type Summary = Schemas['MapSummary'];

const NOTHING: ReadonlySet<never> = new Set();
const FOUND = 20;

/** One map, or two beside each other, with all that is done on them. */
export function Explorer({ maps }: { maps: readonly Summary[] }) {
  const [name, setName] = useQueryValue('map', (maps.find((one) => one.name === 'theme') ?? maps[0]!).name);
  const [beside, setBeside] = useQueryValue('beside', '');
  const [colour, setColour] = useQueryValue('colour', 'cluster');
  const attribute: Attribute = ATTRIBUTES.find(({ key }) => key === colour)?.key ?? 'cluster';
  const isPair = beside !== '' && beside !== name;
  const first = useGet('/v1/maps/{name}', { path: { name } }, { fresh: 60_000 });
  const second = useGet('/v1/maps/{name}', isPair ? { path: { name: beside } } : null, { fresh: 60_000 });
  return (
    <>
      <div className="map-choices">
        <label className="field"><span className="label">Map</span>
          <select className="input" value={name} onChange={(event) => setName(event.target.value)}>{maps.map((one) => <option key={one.name} value={one.name}>{mapName(one)}</option>)}</select>
        </label>
        <label className="field"><span className="label">Beside it</span>
          <select className="input" value={isPair ? beside : ''} onChange={(event) => setBeside(event.target.value)}>
            <option value="">Nothing</option>
            {maps.filter((one) => one.name !== name).map((one) => <option key={one.name} value={one.name}>{mapName(one)}</option>)}
          </select>
        </label>
        <label className="field"><span className="label">Colour</span>
          <select className="input" value={attribute} onChange={(event) => setColour(event.target.value)}>{ATTRIBUTES.map(({ key, name }) => <option key={key} value={key}>{name}</option>)}</select>
        </label>
      </div>
      <Answered query={first} loading={<Loading label="Loading the map" height={560} />} empty={({ points }) => (points.length ? null : <Empty icon="map" title="An empty map">None of its titles are left; draw it again.</Empty>)}>
        {(map) => <Loaded key={map.name} map={map} second={isPair ? second : undefined} attribute={attribute} />}
      </Answered>
    </>
  );
}

function Loaded({ map, second, attribute }: { map: ItemMap; second: Query<ItemMap> | undefined; attribute: Attribute }) {
  const prepared = useMemo(() => prepare(map), [map]);
  const grouping = useMemo(() => groupsOf(map, attribute), [map, attribute]);
  const other = second?.data;
  const preparedOther = useMemo(() => (other ? prepare(other) : undefined), [other]);
  const groupingOther = useMemo(() => (other ? groupsLike(other, map, grouping) : undefined), [other, map, grouping]);
  const [only, setOnly] = useState<{ grouping: Grouping; groups: ReadonlySet<number> }>();
  // Which groups are shown is forgotten with the groups.
  const onlyGroups = only?.grouping === grouping ? only.groups : NOTHING;
  const [pinned, setPinned] = useState<string>();
  const [pointed, setPointed] = useState<string>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOTHING);
  const [search, setSearch] = useState<{ text: string; ids: ReadonlySet<string> }>({ text: '', ids: NOTHING });
  const [lassoing, setLassoing] = useState(false);
  const handles = [useRef<MapHandle>(null), useRef<MapHandle>(null)] as const;

  const fly = useCallback((id: string): void => {
    setPinned(id);
    for (const handle of handles) handle.current?.flyTo(id);
  }, []);
  const select = useCallback((ids: readonly string[]): void => {
    setSelected(new Set(ids));
    setSearch({ text: '', ids: NOTHING });
    setLassoing(false);
    announce(ids.length ? `${plural(ids.length, 'title')} selected.` : 'Nothing selected.');
  }, []);
  const toggle = useCallback((id: string): void => {
    setSelected((before) => {
      const next = new Set(before);
      announce(next.delete(id) ? 'No longer selected.' : 'Selected.');
      if (!before.has(id)) next.add(id);
      return next;
    });
  }, []);
  const searched = async (text: string): Promise<Choice[]> => {
    const found = find(map.points, text);
    setSearch({ text, ids: text.length > 1 ? new Set(found.map((at) => map.points[at]!.id)) : NOTHING });
    return found.slice(0, FOUND).map((at) => {
      const point = map.points[at]!;
      return { id: point.id, label: point.title ?? point.id, note: [point.year, point.kind && words(point.kind), map.clusters[point.cluster]?.name].filter(Boolean).join(' · ') };
    });
  };
  const current = pointed ?? pinned;
  const shared = { onlyGroups, selected, matches: search.ids, current, lassoing, point: setPointed, pin: setPinned, select, toggle };
  const each = (what: (handle: MapHandle) => void) => () => handles.forEach(({ current }) => current && what(current));
  const attributeName = ATTRIBUTES.find(({ key }) => key === attribute)!.name;
  return (
    <>
      <div className="map-tools">
        <Combobox label="Find a title on the map" hideLabel placeholder="Find a title on the map" search={searched} choose={({ id }) => { setSearch({ text: '', ids: NOTHING }); fly(id); }} />
        <div className="cluster" role="group" aria-label="Look and select">
          <button type="button" className="icon-button" aria-label="Closer" title="Closer (+)" onClick={each((handle) => handle.closer(1.6))}><Icon name="plus" /></button>
          <button type="button" className="icon-button" aria-label="Farther" title="Farther (−)" onClick={each((handle) => handle.closer(1 / 1.6))}><Icon name="minus" /></button>
          <button type="button" className="icon-button" aria-label="Whole map" title="Whole map (0)" onClick={each((handle) => handle.whole())}><Icon name="whole" /></button>
          <button type="button" className="button small" aria-pressed={lassoing} onClick={() => setLassoing(!lassoing)}><Icon name="lasso" size={16} />Lasso</button>
          <button type="button" className="button small" onClick={() => select(handles[0].current?.inFrame() ?? [])}>Select what is in the frame</button>
        </div>
        {search.ids.size > 0 && (
          <p className="small soft map-found">{plural(search.ids.size, 'title')} match{search.ids.size === 1 ? 'es' : ''} “{search.text}”. <button type="button" className="button quiet small" onClick={() => setSearch({ text: '', ids: NOTHING })}>Forget</button></p>
        )}
      </div>
      <div className="map-area">
        <div className={second ? 'map-pair' : 'map-pair single'}>
          <Pane map={map} prepared={prepared}><MapCanvas ref={handles[0]} label={labelOf(map)} map={prepared} grouping={grouping} {...shared} /></Pane>
          {second && (
            <Answered query={second} loading={<Loading label="Loading the map beside it" height={520} />}>
              {(other) => preparedOther && groupingOther && <Pane map={other} prepared={preparedOther}><MapCanvas ref={handles[1]} label={labelOf(other)} map={preparedOther} grouping={groupingOther} {...shared} /></Pane>}
            </Answered>
          )}
        </div>
        <aside className="map-side" aria-label="Title and colours">
          <Card
            id={current} maps={preparedOther ? [prepared, preparedOther] : [prepared]} names={other ? [viewName(map.shows), viewName(other.shows)] : [viewName(map.shows)]}
            isSelected={current !== undefined && selected.has(current)} toggle={toggle}
          />
          <Legend title={other && attribute === 'cluster' ? `Clusters of ${viewName(map.shows)}` : attributeName} grouping={grouping} only={onlyGroups} choose={(groups) => setOnly({ grouping, groups })} />
        </aside>
      </div>
      <p className="tiny faint" id="map-keys">
        Drag to move, turn the wheel or pinch to come closer, hold Shift and drag to draw around titles. With keys: arrows move, + and − come closer and go back, 0 shows all, Enter keeps the title in the middle, Space selects it.
      </p>
      {selected.size > 0 && <Selection map={prepared} name={map.name} ids={selected} clear={() => setSelected(NOTHING)} />}
      <Clusters map={prepared} name={mapName(map)} select={select} />
    </>
  );
}

const labelOf = (map: ItemMap): string => `Map by ${viewName(map.shows).toLowerCase()}: ${plural(map.points.length, 'title')} in ${plural(map.clusters.length, 'cluster')}`;

function Pane({ map, prepared, children }: { map: ItemMap; prepared: Prepared; children: React.ReactNode }) {
  return (
    <figure className="map-pane">
      <div className="map-frame">{children}</div>
      <figcaption className="tiny soft">
        <strong>{mapName(map)}</strong>: {plural(prepared.points.length, 'title')}, {plural(map.clusters.length, 'cluster')}, drawn <Time value={map.made} as="ago" />. It keeps {percent(map.keptNeighbours, 0)} of each title’s ten nearest.
        {map.unplaced > 0 && ` ${plural(map.unplaced, 'title')} of which nothing is known in this respect ${map.unplaced === 1 ? 'is' : 'are'} not on it.`}
      </figcaption>
    </figure>
  );
}
