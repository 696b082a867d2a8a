import { useState } from 'react';
import { useGet } from '../../api/query';
import { Answered } from '../../components/States';
import { JobForm } from './JobForm';
import { OptionFields } from './OptionFields';
import { changed, type Options } from './options';
import { useJob } from './useJob';

/** Trains a family with options of one's choice, and publishes it if it is not worse, or holds it back. */
export function TrainForm({ close, family: given = 'hybrid', options: start = {}, name }: { close: () => void; family?: string; options?: Options; name?: string }) {
  const families = useGet('/v1/families', {});
  const [family, setFamily] = useState(given);
  const [values, setValues] = useState<Options>(start);
  const [publish, setPublish] = useState<'if-better' | 'hold'>('if-better');
  const { busy, problem, start: begin } = useJob();
  const found = families.data?.families.find((one) => one.name === family);
  const field = problem?.field?.replace(/^options\./, '');
  return (
    <JobForm
      title="Train a model" action="Train" busy={busy} problem={problem} close={close} disabled={!found}
      submit={() => void begin({ type: 'train', model: family, name, options: changed(found?.options ?? [], values), publish })}
    >
      <Answered query={families}>
        {({ families }) => (
          <>
            <label className="field"><span className="label">Family</span>
              <select className="input" value={family} disabled={name !== undefined} onChange={(event) => { setFamily(event.target.value); setValues({}); }}>{families.map((one) => <option key={one.name}>{one.name}</option>)}</select>
            </label>
            {found && <p className="small soft">{found.summary}</p>}
            <fieldset className="choices">
              <legend className="label">When it is trained</legend>
              <label className="check"><input type="radio" name="publish" checked={publish === 'if-better'} onChange={() => setPublish('if-better')} />Serve it at once if it is not worse on the latest events; else leave it out</label>
              <label className="check"><input type="radio" name="publish" checked={publish === 'hold'} onChange={() => setPublish('hold')} />Keep it back, so that I can look at it first</label>
            </fieldset>
            {found && found.options.length > 0 && (
              <details open={name !== undefined}>
                <summary>{found.options.length} options</summary>
                <OptionFields options={found.options} values={values} change={(option, value) => setValues({ ...values, [option]: value })} wrong={field && problem ? { name: field, message: problem.message } : undefined} />
              </details>
            )}
          </>
        )}
      </Answered>
    </JobForm>
  );
}
