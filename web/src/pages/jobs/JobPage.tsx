import { useGet } from '../../api/query';
import type { Schemas } from '../../api/client';
import { Answered, Empty, Loading } from '../../components/States';
import { usePageTitle } from '../../components/usePageTitle';
import { to } from '../../shell/router';
import type { PageProperties } from '../../shell/routes';
import { FairnessReport } from '../fairness/FairnessReport';
import { JobCard } from './JobCard';
import { isAlive, pace } from './jobs';
import { Evaluation } from './Evaluation';
import { Losses } from './Losses';
import { Trained } from './Trained';
import { Tuned } from './Tuned';

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
              <p className="eyebrow"><a href={job.type === 'fairness' ? to('fairness') : to('models')}>{job.type === 'fairness' ? 'Fairness and spread' : 'Models'}</a></p>
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
    default: return <pre className="sheet small">{JSON.stringify(job.result, null, 2)}</pre>;
  }
}
