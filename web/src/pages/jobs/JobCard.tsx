import { useState } from 'react';
import { send } from '../../api/client';
import { invalidate } from '../../api/query';
import { useMay } from '../../api/session';
import { Icon } from '../../components/Icon';
import { Time } from '../../components/Time';
import { toastProblem } from '../../components/Toast';
import { duration, fixed, percent } from '../../format';
import { to } from '../../shell/router';
import { isAlive, STATES, timeLeft, type Job } from './jobs';
import './jobs.css';

/** A job in a few lines: what it is, how far it is, what is left; and a way to stop it, or to look at what came of it. Without its title where that stands over it. */
export function JobCard({ job, titled = true }: { job: Job; titled?: boolean }) {
  const state = STATES[job.state];
  const took = job.started && job.ended ? (Date.parse(job.ended) - Date.parse(job.started)) / 1000 : undefined;
  return (
    <article className="job" data-job={job.id} data-state={job.state}>
      <div className="cluster apart">
        {titled ? <h3><a href={to('jobs/:id', { id: job.id })}>{job.title}</a></h3> : <span className="small soft">Job {job.id}</span>}
        <span className={`badge ${state.tone}`}>{job.cancelling ? 'Stopping' : state.word}</span>
      </div>
      <p className="tiny soft">{job.ended ? <><Time value={job.ended} as="ago" />{took !== undefined && `, took ${duration(took)}`}</> : <>asked for <Time value={job.created} as="ago" /></>}</p>
      {job.progress && <Progress job={job} />}
      {job.error && <p className="small job-error">{job.error}</p>}
      {isAlive(job) && <Cancel job={job} />}
    </article>
  );
}

/** How far a job is: share, stage, step, loss, time left. */
export function Progress({ job }: { job: Job }) {
  const { progress } = job;
  if (!progress) return null;
  const told = [
    progress.stage,
    progress.steps > 0 && `step ${progress.step} of ${progress.steps}`,
    progress.loss !== undefined && `loss ${fixed(progress.loss, 4)}`,
    progress.metric !== undefined && `best ${fixed(progress.metric, 4)}`,
    timeLeft(job),
  ];
  return (
    <div className="job-progress">
      <progress value={progress.share} max={1} aria-label={`${job.title}: progress`} />
      <span className="number small">{percent(progress.share, 0)}</span>
      <p className="tiny soft number">{told.filter(Boolean).join(' · ')}</p>
    </div>
  );
}

/** Stops a job that runs or waits. */
export function Cancel({ job }: { job: Job }) {
  const may = useMay('admin');
  const [busy, setBusy] = useState(false);
  if (!may || job.cancelling) return null;
  const cancel = async (): Promise<void> => {
    setBusy(true);
    try {
      await send('post', '/v1/jobs/{id}/cancel', { path: { id: job.id } });
      await invalidate('/v1/jobs');
    } catch (thrown) {
      toastProblem(thrown, 'It goes on');
    }
    setBusy(false);
  };
  return <button type="button" className="button small" disabled={busy} onClick={() => void cancel()}><Icon name="close" size={14} />Cancel</button>;
}
