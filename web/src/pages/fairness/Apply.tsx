import { useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { invalidate, useGet } from '../../api/query';
import { useMay } from '../../api/session';
import { Answered } from '../../components/States';
import { toast, toastProblem } from '../../components/Toast';
import { fixed } from '../../format';
import { knobOf, requestOf } from './serving';

/** Applies a strength to every list that is asked for from now on, or takes it back. */
export function Apply({ reRanker, strength }: { reRanker: string; strength: number }) {
  const may = useMay('admin');
  const query = useGet('/v1/serving', {});
  const [busy, setBusy] = useState(false);
  const knob = knobOf(reRanker);
  if (!knob) return <p className="small soft">Lists that are served are not re-ranked by <code>{reRanker}</code>: it needs all lists at once. It is for evaluations.</p>;
  const put = async (now: Schemas['Serving'], value: number): Promise<void> => {
    setBusy(true);
    try {
      await send('put', '/v1/serving', { body: requestOf(now, knob, value) });
      await invalidate('/v1/serving', '/v1/users', '/v1/home');
      toast(value > 0 ? `Every list gets ${knob} ${fixed(value, 2)} from now on.` : `Lists get no ${knob} any more.`);
    } catch (thrown) {
      toastProblem(thrown, 'Nothing changed');
    }
    setBusy(false);
  };
  return (
    <Answered query={query}>
      {(now) => (
        <div className="cluster">
          <span className="small soft">Served now with {knob} <strong className="number">{fixed(now[knob], 2)}</strong>.</span>
          {may && <button type="button" className="button primary" disabled={busy || Math.abs(now[knob] - strength) < 1e-6} onClick={() => void put(now, strength)}>Apply {fixed(strength, 2)} to all lists</button>}
          {may && now[knob] > 0 && <button type="button" className="button" disabled={busy} onClick={() => void put(now, 0)}>Take it back</button>}
        </div>
      )}
    </Answered>
  );
}
