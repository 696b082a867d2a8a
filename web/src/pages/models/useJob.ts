import { useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { invalidate } from '../../api/query';
import { toast } from '../../components/Toast';
import { navigate, to } from '../../shell/router';

/** Asks for a job and goes to it; what is refused stays in the form. */
export function useJob(): { busy: boolean; problem: ApiProblem | undefined; start: (body: Schemas['JobRequest']) => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const start = async (body: Schemas['JobRequest']): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const job = await send('post', '/v1/jobs', { body });
      await invalidate('/v1/jobs');
      toast(`${job.title}: begun.`);
      navigate(to('jobs/:id', { id: job.id }));
    } catch (thrown) {
      setProblem(ApiProblem.of(thrown));
      setBusy(false);
    }
  };
  return { busy, problem, start };
}
