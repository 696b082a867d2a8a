import { useMemo } from 'react';
import { send, type Schemas } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { useQuery, type Query } from '../../api/query';

export type Answer = Schemas['AudienceAnswer'];
export type Estimate = Schemas['AudienceEstimate'];
export type Comparable = Estimate['comparables'][number];
export type Asked = Schemas['AudienceRequest'];

// It is learned how launches fared when that is first asked for, and until then the service says so.
const PATIENCE = 180_000;
const PAUSE = 1500;

/** Asks until the service has learned how launches fared. */
export async function estimate(asked: Asked, pause = PAUSE, patience = PATIENCE): Promise<Answer> {
  for (const end = Date.now() + patience; ;) {
    try {
      return await send('post', '/v1/audience', { body: asked });
    } catch (thrown) {
      if (!(thrown instanceof ApiProblem) || thrown.status !== 503 || Date.now() > end) throw thrown;
    }
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** How large an audience will be. Null asks nothing; the answer before is shown while the next one is on its way. */
export function useEstimate(asked: Asked | null): Query<Answer> {
  const body = asked === null ? null : JSON.stringify(asked);
  return useQuery(body === null ? null : `v1/audience ${body}`, () => estimate(JSON.parse(body!) as Asked), { keep: true, fresh: 60_000 });
}

export interface Month {
  date: string;
  estimate: number;
  low: number;
  high: number;
}

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

/** The same launch in each month of a year, in the order in which they come. */
export function useMonths(asked: Asked | null): Query<Month[]> {
  const body = useMemo(() => (asked === null ? null : JSON.stringify({ ...asked, month: undefined })), [asked]);
  return useQuery(body === null ? null : `v1/audience months ${body}`, async () => {
    const answers = await Promise.all(MONTHS.map((month) => estimate({ ...(JSON.parse(body!) as Asked), month })));
    return answers.map(({ date, total }) => ({ date, ...total })).sort((a, b) => (a.date < b.date ? -1 : 1));
  }, { keep: true, fresh: 60_000 });
}
