import { useState } from 'react';
import { useGet } from '../../api/query';
import { useMay } from '../../api/session';
import type { Schemas } from '../../api/client';
import { Icon } from '../../components/Icon';
import { Answered, Empty, Loading } from '../../components/States';
import { JobCard } from '../jobs/JobCard';
import { isAlive, pace } from '../jobs/jobs';
import { FairnessForm } from './FairnessForm';
import { FairnessReport } from './FairnessReport';

/** Whom a model serves well, what it shows, and what it would cost to change that. */
export default function FairnessPage() {
  const may = useMay('admin');
  const [open, setOpen] = useState(false);
  const first = useGet('/v1/jobs', {});
  const query = useGet('/v1/jobs', {}, { every: pace(first.data?.jobs) });
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>Fairness and spread</h1>
          <p className="lead">Whom the lists serve well, which titles they show, and what it costs in accuracy to change that.</p>
        </div>
        {may && <button type="button" className="button primary" onClick={() => setOpen(true)}><Icon name="balance" size={16} />Measure</button>}
      </header>
      <Answered query={query} loading={<Loading label="Loading the reports" height={320} />}>
        {({ jobs }) => {
          const own = jobs.filter((job) => job.type === 'fairness');
          const latest = own.find((job) => job.state === 'done');
          const alive = own.filter(isAlive);
          return (
            <>
              {alive.length > 0 && <div className="jobs">{alive.map((job) => <JobCard key={job.id} job={job} />)}</div>}
              {latest ? <Latest id={latest.id} /> : alive.length === 0 && (
                <Empty icon="balance" title="Nothing was measured yet">
                  A model is trained on a part of what is known, and its lists are looked at: by groups of users, by groups of titles, and re-ranked in several strengths.
                </Empty>
              )}
            </>
          );
        }}
      </Answered>
      {open && <FairnessForm close={() => setOpen(false)} />}
    </div>
  );
}

function Latest({ id }: { id: string }) {
  const query = useGet('/v1/jobs/{id}', { path: { id } });
  return (
    <Answered query={query} loading={<Loading label="Loading the report" height={480} />}>
      {(job) => (
        <>
          <JobCard job={job} titled={false} />
          {job.result && <FairnessReport result={job.result as Schemas['FairnessResult']} />}
        </>
      )}
    </Answered>
  );
}
