import { useState } from 'react';
import { useGet } from '../../api/query';
import { Slider } from '../../components/Slider';
import { Answered } from '../../components/States';
import { JobForm } from './JobForm';
import { ProtocolField } from './ProtocolField';
import { useJob } from './useJob';

/** Searches for better options of a family, on data held out for that. */
export function TuneForm({ close }: { close: () => void }) {
  const families = useGet('/v1/families', {});
  const [family, setFamily] = useState('ease');
  const [protocol, setProtocol] = useState('random');
  const [trials, setTrials] = useState(20);
  const { busy, problem, start } = useJob();
  return (
    <JobForm title="Search for better options" action="Search" busy={busy} problem={problem} close={close} submit={() => void start({ type: 'tune', model: family, protocol, metric: 'ndcg@10', trials })}>
      <Answered query={families}>
        {({ families }) => {
          const tunable = families.filter((one) => one.options.some((option) => option.tunable));
          const found = tunable.find((one) => one.name === family);
          return (
            <label className="field"><span className="label">Family</span>
              <select className="input" value={family} onChange={(event) => setFamily(event.target.value)}>{tunable.map(({ name }) => <option key={name}>{name}</option>)}</select>
              <span className="hint">Searched: {found?.options.filter((option) => option.tunable).map((option) => option.name).join(', ')}.</span>
            </label>
          );
        }}
      </Answered>
      <ProtocolField value={protocol} change={setProtocol} />
      <Slider label="Trials" value={trials} change={setTrials} minimum={5} maximum={100} step={5} hint="The first is what the search starts from. It can be stopped at any time and keeps what it found." />
    </JobForm>
  );
}
