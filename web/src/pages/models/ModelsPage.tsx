import { useState } from 'react';
import { useGet } from '../../api/query';
import { useMay } from '../../api/session';
import type { Schemas } from '../../api/client';
import { DataTable, type Column } from '../../components/DataTable';
import { Icon } from '../../components/Icon';
import { Answered, Empty, Loading } from '../../components/States';
import { Time } from '../../components/Time';
import { bytes } from '../../format';
import { to } from '../../shell/router';
import { JobCard } from '../jobs/JobCard';
import { pace } from '../jobs/jobs';
import { EvaluateForm } from './EvaluateForm';
import { TrainForm } from './TrainForm';
import { TuneForm } from './TuneForm';
import './models.css';

type Name = Schemas['PublishedName'];

const served = (model: Name) => model.versions.find((version) => version.served) ?? model.versions.at(-1);

const COLUMNS: readonly Column<Name>[] = [
  { key: 'name', head: 'Model', isHead: true, value: (model) => model.name, cell: (model) => <a href={to('models/:name', { name: model.name })}>{model.name}</a> },
  {
    key: 'served', head: 'Served', value: (model) => model.version,
    cell: (model) => (
      <span className="cluster">
        {model.version === undefined ? <span className="badge warn">none</span> : `version ${model.version}`}
        {model.main && <span className="badge accent">answers by default</span>}
        {model.pinned && <span className="badge info">chosen</span>}
        {model.versions.some((version) => version.held) && <span className="badge warn">a version waits</span>}
      </span>
    ),
  },
  { key: 'versions', head: 'Versions', align: 'end', value: (model) => model.versions.length },
  { key: 'until', head: 'Knows events until', value: (model) => served(model)?.trainedUntil, cell: (model) => (served(model)?.trainedUntil ? <Time value={served(model)!.trainedUntil!} /> : '–') },
  { key: 'published', head: 'Published', value: (model) => served(model)?.publishedAt, cell: (model) => (served(model) ? <Time value={served(model)!.publishedAt} as="ago" /> : '–') },
  { key: 'size', head: 'Size', align: 'end', value: (model) => served(model)?.sizeBytes, cell: (model) => bytes(served(model)?.sizeBytes ?? 0) },
];

/** What is trained, what is served, and what is at work. */
export default function ModelsPage() {
  const models = useGet('/v1/models', {});
  const may = useMay('admin');
  const [open, setOpen] = useState<'train' | 'evaluate' | 'tune'>();
  const close = (): void => setOpen(undefined);
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>Models</h1>
          <p className="lead">Train one, compare it on what was held out, publish it, and take it back if you were wrong.</p>
        </div>
        {may && (
          <div className="cluster">
            <button type="button" className="button primary" onClick={() => setOpen('train')}><Icon name="play" size={16} />Train</button>
            <button type="button" className="button" onClick={() => setOpen('evaluate')}>Compare</button>
            <button type="button" className="button" onClick={() => setOpen('tune')}>Tune</button>
          </div>
        )}
      </header>
      <Jobs />
      <section className="stack" aria-labelledby="published">
        <h2 id="published">Published</h2>
        <Answered query={models} loading={<Loading label="Loading the models" height={280} />} empty={({ models }) => (models.length ? null : <Empty icon="models" title="No model yet">Until one is trained, everybody gets what is popular.</Empty>)}>
          {({ models, refused, trouble }) => (
            <>
              {trouble && <p className="badge warn">{trouble}</p>}
              <DataTable caption="Published models" hideCaption columns={COLUMNS} rows={models} rowKey={(model) => model.name} />
              {refused.map(({ name, version, reason }) => <p key={`${name}/${version}`} className="small soft"><strong>{name}/{version}</strong> cannot be served: {reason}</p>)}
            </>
          )}
        </Answered>
      </section>
      {open === 'train' && <TrainForm close={close} />}
      {open === 'evaluate' && <EvaluateForm close={close} />}
      {open === 'tune' && <TuneForm close={close} />}
    </div>
  );
}

const SHOWN = 6;

/** What is at work, and the latest that ended. */
function Jobs() {
  const first = useGet('/v1/jobs', {});
  const query = useGet('/v1/jobs', {}, { every: pace(first.data?.jobs) });
  return (
    <section className="stack" aria-labelledby="jobs">
      <h2 id="jobs">At work</h2>
      <Answered query={query} loading={<Loading label="Loading the jobs" height={120} />} empty={({ jobs }) => (jobs.length ? null : <Empty icon="play" title="Nothing was asked for yet">Trainings, comparisons and searches show here, with what came of them.</Empty>)}>
        {({ jobs }) => <div className="jobs">{jobs.slice(0, SHOWN).map((job) => <JobCard key={job.id} job={job} />)}</div>}
      </Answered>
    </section>
  );
}
