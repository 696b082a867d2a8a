import { useMemo } from 'react';
import { send, type Schemas } from '../../api/client';
import { useQuery, type Query } from '../../api/query';

export type Answer = Schemas['AudienceAnswer'];
export type Estimate = Schemas['AudienceEstimate'];
export type Comparable = Estimate['comparables'][number];
export type Asked = Schemas['AudienceRequest'];

/** How large an audience will be. Null asks nothing; the answer before is shown while the next one is on its way. */
export function useEstimate(asked: Asked | null): Query<Answer> {
  const body = asked === null ? null : JSON.stringify(asked);
  return useQuery(body === null ? null : `v1/audience ${body}`, () => send('post', '/v1/audience', { body: JSON.parse(body!) as Asked }), { keep: true, fresh: 60_000 });
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
    const answers = await Promise.all(MONTHS.map((month) => send('post', '/v1/audience', { body: { ...(JSON.parse(body!) as Asked), month } })));
    return answers.map(({ date, total }) => ({ date, ...total })).sort((a, b) => (a.date < b.date ? -1 : 1));
  }, { keep: true, fresh: 60_000 });
}
