import { useState } from 'react';
import { useGet } from '../../api/query';
import { Answered } from '../../components/States';
import { JobForm } from './JobForm';
import { ProtocolField } from './ProtocolField';
import { useJob } from './useJob';

const METRICS = ['ndcg@10', 'recall@10', 'hr@10', 'coverage@10', 'novelty@10'];

/** Compares families and published models on what was held out. */
export function EvaluateForm({ close }: { close: () => void }) {
  const families = useGet('/v1/families', {});
  const published = useGet('/v1/models', {});
  const [chosen, setChosen] = useState<readonly string[]>();
  const [protocol, setProtocol] = useState('random');
  const { busy, problem, start } = useJob();
  const names = chosen ?? published.data?.models.slice(0, 4).map((model) => model.name) ?? [];
  const toggle = (name: string): void => setChosen(names.includes(name) ? names.filter((one) => one !== name) : [...names, name]);
  return (
    <JobForm
      title="Compare models" action="Compare" busy={busy} problem={problem} close={close} disabled={names.length === 0}
      submit={() => void start({ type: 'evaluate', models: [...names], protocol, metrics: METRICS })}
    >
      <p className="small soft">Each is trained on what is left when a part is held out, and asked for that part. A published model has seen everything, so its family is trained anew with its options.</p>
      <Answered query={families}>
        {({ families }) => (
          <fieldset className="choices many">
            <legend className="label">Models</legend>
            {families.map(({ name, summary }) => <label key={name} className="check" title={summary}><input type="checkbox" checked={names.includes(name)} onChange={() => toggle(name)} />{name}</label>)}
          </fieldset>
        )}
      </Answered>
      <ProtocolField value={protocol} change={setProtocol} />
    </JobForm>
  );
}
