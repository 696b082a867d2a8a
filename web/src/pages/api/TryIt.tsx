import { useEffect, useId, useState } from 'react';
import { useSession } from '../../api/session';
import { ApiProblem } from '../../api/problem';
import { Confirm } from '../../components/Dialog';
import { FileDrop } from '../../components/FileDrop';
import { Icon } from '../../components/Icon';
import { toast } from '../../components/Toast';
import { bytes, duration } from '../../format';
import { curlOf, exampleOf, filledAddress, filledHeaders, type Filled, type Operation, type Parameter, type Spec } from './spec';

const MOST_SHOWN = 60_000;

interface Outcome {
  status: number;
  seconds: number;
  size: number;
  type: string;
  text: string;
}

function Field({ parameter, value, change }: { parameter: Parameter; value: string; change: (value: string) => void }) {
  const id = useId();
  const label = <label htmlFor={id}><code>{parameter.name}</code> <span className="schema-type">{parameter.in === 'header' ? 'header' : [parameter.schema.type].flat().join(' | ')}</span>{parameter.required && <span className="schema-required">required</span>}</label>;
  return (
    <div className="field">
      {label}
      {parameter.schema.type === 'boolean'
        ? <select id={id} className="input" value={value} onChange={(event) => change(event.target.value)}><option value="">not said</option><option>true</option><option>false</option></select>
        : <input id={id} className="input" value={value} onChange={(event) => change(event.target.value)} inputMode={parameter.schema.type === 'integer' ? 'numeric' : undefined} required={parameter.required} aria-describedby={`${id}-hint`} spellCheck={false} autoComplete="off" />}
      {parameter.description && parameter.in !== 'path' && <p className="hint" id={`${id}-hint`}>{parameter.description}</p>}
    </div>
  );
}

function pretty(text: string, type: string): string {
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n…` : text;
  if (!type.includes('json') || type.includes('ndjson') || text.length > MOST_SHOWN * 4) return shown;
  try {
    const printed = JSON.stringify(JSON.parse(text), null, 2);
    return printed.length > MOST_SHOWN ? `${printed.slice(0, MOST_SHOWN)}\n…` : printed;
  } catch {
    return shown;
  }
}

/** Fills in a route and sends it, as who is signed in; the same as a line for a shell. */
export function TryIt({ spec, operation, known }: {
  spec: Spec;
  operation: Operation;
  /** Values that are there in this service, for parameters of the path. */
  known: (operation: Operation, parameter: Parameter) => string;
}) {
  const session = useSession();
  const needsKey = session.state === 'known' && session.session.needsKey;
  const binary = operation.body?.type === 'application/octet-stream';
  const [filled, setFilled] = useState<Filled>(() => ({
    values: Object.fromEntries(operation.parameters.filter((one) => one.in === 'path').map((one) => [`path:${one.name}`, known(operation, one)])),
    body: operation.body && !binary ? (operation.body.type.includes('json') && !operation.body.type.includes('ndjson') ? JSON.stringify(exampleOf(spec, operation.body.schema), null, 2) : '') : undefined,
  }));
  const [file, setFile] = useState<File>();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [problem, setProblem] = useState<string>();
  const body = useId();

  // What is there in the service may come after the page.
  useEffect(() => {
    setFilled((now) => ({ ...now, values: { ...Object.fromEntries(operation.parameters.filter((one) => one.in === 'path').map((one) => [`path:${one.name}`, known(operation, one)])), ...Object.fromEntries(Object.entries(now.values).filter(([, value]) => value)) } }));
  }, [known, operation]);

  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const began = performance.now();
    try {
      const answer = await fetch(filledAddress(operation, filled), {
        method: operation.method.toUpperCase(), credentials: 'same-origin', headers: filledHeaders(operation, { ...filled, body: file ? '' : filled.body }), body: file ?? filled.body,
      });
      const text = await answer.text();
      setOutcome({ status: answer.status, seconds: (performance.now() - began) / 1000, size: new Blob([text]).size, type: answer.headers.get('Content-Type') ?? '', text });
    } catch (thrown) {
      setOutcome(undefined);
      setProblem(ApiProblem.of(thrown).message);
    } finally {
      setBusy(false);
    }
  };
  const missing = operation.parameters.some((one) => one.required && !filled.values[`${one.in}:${one.name}`]);
  const set = (parameter: Parameter) => (value: string): void => setFilled({ ...filled, values: { ...filled.values, [`${parameter.in}:${parameter.name}`]: value } });
  const first = operation.parameters.filter((one) => one.in === 'path' || one.required);
  const rest = operation.parameters.filter((one) => !first.includes(one));
  const line = curlOf(operation, filled, document.baseURI, needsKey);
  const copy = (): void => void navigator.clipboard.writeText(line).then(() => toast('Copied'), () => toast('This browser does not let the page copy; the line can be marked and copied by hand.', { tone: 'bad' }));

  return (
    <section className="sheet stack try" aria-label="Try it">
      <h3>Try it</h3>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (operation.method === 'delete') setAsking(true);
          else void send();
        }}
      >
        {first.length > 0 && <div className="try-fields">{first.map((one) => <Field key={one.in + one.name} parameter={one} value={filled.values[`${one.in}:${one.name}`] ?? ''} change={set(one)} />)}</div>}
        {rest.length > 0 && (
          <details>
            <summary>{rest.length === 1 ? 'One more parameter' : `${rest.length} more parameters`}</summary>
            <div className="try-fields">{rest.map((one) => <Field key={one.in + one.name} parameter={one} value={filled.values[`${one.in}:${one.name}`] ?? ''} change={set(one)} />)}</div>
          </details>
        )}
        {binary && <FileDrop label={file ? file.name : 'Drop a file here, or choose one'} hint={file ? bytes(file.size) : undefined} take={([one]) => setFile(one)} />}
        {operation.body && !binary && (
          <div className="field">
            <label htmlFor={body}>Body <span className="schema-type">{operation.body.type}</span></label>
            <textarea id={body} className="input" rows={Math.min(16, Math.max(3, (filled.body ?? '').split('\n').length))} value={filled.body} onChange={(event) => setFilled({ ...filled, body: event.target.value })} spellCheck={false} />
          </div>
        )}
        <div className="cluster">
          <button type="submit" className={operation.method === 'delete' ? 'button danger' : 'button primary'} disabled={busy || missing || (binary && !file)}><Icon name="play" size={14} />Send</button>
          {operation.method !== 'get' && <span className="tiny faint">It is done in this service, not in a copy of it.</span>}
        </div>
      </form>
      <div className="try-line">
        <pre tabIndex={0} aria-label="The same for a shell"><code>{line}</code></pre>
        <button type="button" className="icon-button" onClick={copy} aria-label="Copy the line"><Icon name="copy" size={16} /></button>
      </div>
      <div aria-live="polite">
        {problem && <p className="badge bad">{problem}</p>}
        {outcome && (
          <div className="stack tight">
            <p className="cluster"><span className={`badge ${outcome.status < 300 ? 'good' : outcome.status < 400 ? 'info' : 'bad'}`}>{outcome.status}</span><span className="tiny faint number">{duration(outcome.seconds)} · {bytes(outcome.size)}</span></p>
            {outcome.text && <pre className="try-answer" tabIndex={0} aria-label="Answer"><code>{pretty(outcome.text, outcome.type)}</code></pre>}
          </div>
        )}
      </div>
      {asking && (
        <Confirm title="Delete it?" action="Delete" busy={busy} confirm={() => { setAsking(false); void send(); }} close={() => setAsking(false)}>
          <p><code>DELETE {filledAddress(operation, filled)}</code> is carried out in this service and cannot be undone.</p>
        </Confirm>
      )}
    </section>
  );
}
