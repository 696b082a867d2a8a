import { useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { invalidate } from '../../api/query';
import { Slider } from '../../components/Slider';
import { plural } from '../../format';
import { JobForm } from '../models/JobForm';
import { VIEWS, type ViewName } from './words';

/** Asks for a map: of what, how wide it looks around each title, how many clusters. */
export function DrawForm({ view: given = 'theme', close }: { view?: ViewName; close: () => void }) {
  const [view, setView] = useState<ViewName>(given);
  const [perplexity, setPerplexity] = useState(30);
  const [clusters, setClusters] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const submit = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const body: Schemas['JobRequest'] = { type: 'map', view, perplexity, clusters };
    try {
      await send('post', '/v1/jobs', { body });
      await invalidate('/v1/jobs');
      close();
    } catch (thrown) {
      setProblem(ApiProblem.of(thrown));
      setBusy(false);
    }
  };
  return (
    <JobForm title="Draw a map" action="Draw" busy={busy} problem={problem} submit={() => void submit()} close={close}>
      <label className="field"><span className="label">What it shows</span>
        <select className="input" value={view} onChange={(event) => setView(event.target.value as ViewName)}>{VIEWS.map(({ key, name }) => <option key={key} value={key}>{name}</option>)}</select>
      </label>
      <p className="small soft">On this map, {VIEWS.find(({ key }) => key === view)!.means}. A map that shows the same is replaced.</p>
      <Slider label="Neighbours that a title holds on to" value={perplexity} change={setPerplexity} minimum={5} maximum={100} step={5} hint="Few show small groups, many the larger order." />
      <Slider label="Clusters" value={clusters} change={setClusters} minimum={0} maximum={60} step={1} print={(count) => (count === 0 ? 'as many as it shows' : plural(count, 'cluster'))} />
    </JobForm>
  );
}
