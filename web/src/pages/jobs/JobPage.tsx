import { useGet } from '../../api/query';
import type { Schemas } from '../../api/client';
import { Answered, Empty, Loading } from '../../components/States';
import { usePageTitle } from '../../components/usePageTitle';
import { to } from '../../shell/router';
import type { PageProperties } from '../../shell/routes';
import { FairnessReport } from '../fairness/FairnessReport';
import { JobCard } from './JobCard';
import { isAlive, pace } from './jobs';
import { Imported } from '../data/Imported';
import { Evaluation } from './Evaluation';
import { Losses } from './Losses';
import { Trained } from './Trained';
import { Tuned } from './Tuned';

/** Where jobs are asked for, where that is not the page of models. */
const HOMES: Partial<Record<string, { path: string; name: string }>> = { fairness: { path: 'fairness', name: 'Fairness and spread' }, import: { path: 'data', name: 'Data' }, map: { path: 'maps', name: 'Maps' } };

/** One job: how far it is while it runs, and what came of it. */
export default function JobPage({ parameters }: PageProperties) {
  const id = parameters.id!;
  const first = useGet('/v1/jobs/{id}', { path: { id } });
  const query = useGet('/v1/jobs/{id}', { path: { id } }, { every: first.data && isAlive(first.data) ? pace([first.data]) : false });
  usePageTitle(query.data?.title);
  return (
    <div className="page">
      <Answered query={query} loading={<Loading label="Loading the job" height={240} />}>
        {(job) => (
          <>
            <header className="stack tight">
              <p className="eyebrow"><a href={to(HOMES[job.type]?.path ?? 'models')}>{HOMES[job.type]?.name ?? 'Models'}</a></p>
              <h1>{job.title}</h1>
            </header>
            <JobCard job={job} titled={false} />
            {job.progress?.series && job.progress.series.length > 1 && <Losses series={job.progress.series} isTuning={job.type === 'tune'} />}
            <Outcome job={job} />
          </>
        )}
      </Answered>
    </div>
  );
}

function Outcome({ job }: { job: Schemas['Job'] }) {
  if (!job.result) return isAlive(job) ? null : <Empty title="Nothing came of it">{job.error ?? 'It was cancelled before there was anything to show.'}</Empty>;
  switch (job.type) {
    case 'train': return <Trained result={job.result as Schemas['TrainResult']} />;
    case 'evaluate': return <Evaluation result={job.result as Schemas['EvaluateResult']} />;
    case 'tune': return <Tuned result={job.result as Schemas['TuneResult']} />;
    case 'fairness': return <FairnessReport result={job.result as Schemas['FairnessResult']} />;
    case 'import': return <Imported result={job.result as Schemas['ImportResult']} />;
    case 'map': return <p><a href={to('maps', {}, { map: (job.result as Schemas['MapResult']).name })}>Look at the map</a></p>;
    default: return <pre className="sheet small">{JSON.stringify(job.result, null, 2)}</pre>;
  }
}
