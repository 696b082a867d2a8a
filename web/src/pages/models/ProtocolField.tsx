import { useGet } from '../../api/query';
import { Answered } from '../../components/States';

/** What is held out and asked for. */
export function ProtocolField({ value, change }: { value: string; change: (protocol: string) => void }) {
  const facts = useGet('/v1/evaluation', {});
  return (
    <Answered query={facts}>
      {({ protocols }) => (
        <label className="field"><span className="label">What is held out</span>
          <select className="input" value={value} onChange={(event) => change(event.target.value)}>{protocols.map(({ name }) => <option key={name}>{name}</option>)}</select>
          <span className="hint">{protocols.find(({ name }) => name === value)?.summary}</span>
        </label>
      )}
    </Answered>
  );
}
