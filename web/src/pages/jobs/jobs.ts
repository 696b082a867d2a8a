import type { Schemas } from '../../api/client';
import { duration } from '../../format';

export type Job = Schemas['Job'];
export type State = Job['state'];

/** Whether something may still come of it. */
export const isAlive = (job: Job): boolean => job.state === 'running' || job.state === 'queued';

export const STATES: Record<State, { word: string; tone: '' | 'good' | 'bad' | 'warn' | 'info' }> = {
  queued: { word: 'Waiting', tone: '' },
  running: { word: 'Running', tone: 'info' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'warn' },
};

/** How often to ask again for jobs, in milliseconds: often while one is alive. */
export function pace(jobs: readonly Job[] | undefined): number {
  return jobs?.some(isAlive) ? 700 : 10_000;
}

/** What is left, in words; nothing as long as that is not known. */
export function timeLeft(job: Job): string | undefined {
  const seconds = job.progress?.secondsLeft;
  return seconds === undefined ? undefined : seconds < 1 ? 'almost there' : `${duration(seconds)} left`;
}
