import { useState } from 'react';
import { useGet } from '../../api/query';
import { useMay } from '../../api/session';
import { Icon } from '../../components/Icon';
import { Answered, Empty, Loading } from '../../components/States';
import { DrawForm } from './DrawForm';
import { Explorer } from './Explorer';
import { MapJobs } from './MapJobs';
import './maps.css';

/** Items in the plane, near each other what is alike: looked around in, searched, coloured, drawn around, compared. */
export default function MapsPage() {
  const maps = useGet('/v1/maps', {});
  const may = useMay('admin');
  const [drawing, setDrawing] = useState(false);
  const button = (
    <button type="button" className="button primary" onClick={() => setDrawing(true)}><Icon name="map" size={16} />Draw a map</button>
  );
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>Maps</h1>
          <p className="lead">Every title is a dot, and what is alike lies near.</p>
        </div>
        {may && maps.data && maps.data.maps.length > 0 && button}
      </header>
      <MapJobs />
      <Answered
        query={maps} loading={<Loading label="Loading the maps" height={560} />}
        empty={({ maps }) => (maps.length ? null : <Empty icon="map" title="No map yet">{may ? <>A map lays out all titles by what they are about, or by who watches them. It takes a minute.{button}</> : 'Whoever may administer this service can have one drawn.'}</Empty>)}
      >
        {({ maps }) => <Explorer maps={maps} />}
      </Answered>
      {drawing && <DrawForm close={() => setDrawing(false)} />}
    </div>
  );
}
