import { useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { invalidate, useGet } from '../../api/query';
import { loadSession } from '../../api/session';
import { DataTable, type Column } from '../../components/DataTable';
import { Confirm, Dialog } from '../../components/Dialog';
import { Icon } from '../../components/Icon';
import { Answered, Empty, Loading } from '../../components/States';
import { Time } from '../../components/Time';
import { toast, toastProblem } from '../../components/Toast';
import { isKeyName } from './actions';

type Key = Schemas['Key'];
type Scope = Schemas['Scope'];

const SCOPES: readonly { scope: Scope; words: string }[] = [
  { scope: 'read', words: 'ask: lists, records, reports' },
  { scope: 'write', words: 'change users, titles and interactions' },
  { scope: 'admin', words: 'train and choose models, import, export, keys' },
];

/** Keys: made, shown once, revoked. */
export function Keys() {
  const query = useGet('/v1/keys', {});
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Schemas['MadeKey']>();
  const [revoking, setRevoking] = useState<Key>();
  const [busy, setBusy] = useState(false);
  const revoke = async (name: string): Promise<void> => {
    setBusy(true);
    try {
      await send('delete', '/v1/keys/{name}', { path: { name } });
      toast(`The key ${name} is worth nothing any more.`);
      await loadSession();
      await invalidate('/v1/keys', '/v1/changes');
    } catch (thrown) {
      toastProblem(thrown, 'Not revoked');
    }
    setBusy(false);
    setRevoking(undefined);
  };
  const columns: readonly Column<Key>[] = [
    { key: 'name', head: 'Key', isHead: true, value: (key) => key.name },
    { key: 'scopes', head: 'May', cell: (key) => <span className="cluster">{key.scopes.map((scope) => <span key={scope} className="badge">{scope}</span>)}</span> },
    { key: 'created', head: 'Made', value: (key) => key.created, cell: (key) => <Time value={key.created} /> },
    { key: 'used', head: 'Last used', value: (key) => key.lastUsed, cell: (key) => (key.lastUsed ? <Time value={key.lastUsed} as="ago" /> : 'not since the start') },
    { key: 'expires', head: 'Expires', value: (key) => key.expires, cell: (key) => (key.expires ? <Time value={key.expires} as="day" /> : 'never') },
    { key: 'revoke', head: <span className="hidden">Revoke</span>, align: 'end', cell: (key) => <button type="button" className="button small danger" onClick={() => setRevoking(key)}>Revoke {key.name}</button> },
  ];
  return (
    <div className="stack">
      <div className="cluster apart">
        <p className="soft">A key is shown once and kept as a hash. As long as there is none, everybody on this machine may do everything, and nobody else anything.</p>
        <button type="button" className="button primary" onClick={() => setMaking(true)}><Icon name="key" size={16} />Make a key</button>
      </div>
      <Answered query={query} loading={<Loading label="Loading the keys" height={200} />} empty={({ keys }) => (keys.length ? null : <Empty icon="key" title="No key yet">Make one before anybody beyond this machine is to ask.</Empty>)}>
        {({ keys }) => <DataTable caption="Keys" hideCaption columns={columns} rows={keys} rowKey={(key) => key.name} />}
      </Answered>
      {making && <Make close={() => setMaking(false)} done={(key) => { setMaking(false); setMade(key); }} />}
      {made && <Secret made={made} close={() => setMade(undefined)} />}
      {revoking && <Confirm title={`Revoke ${revoking.name}?`} action="Revoke" busy={busy} confirm={() => void revoke(revoking.name)} close={() => setRevoking(undefined)}>Whoever uses it is turned away from the next second on. This cannot be undone; make a new key instead.</Confirm>}
    </div>
  );
}

function Make({ close, done }: { close: () => void; done: (made: Schemas['MadeKey']) => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const [days, setDays] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const make = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const made = await send('post', '/v1/keys', { body: { name, scopes: [...scopes], days: days === '' ? null : Number(days) } });
      await loadSession();
      await invalidate('/v1/keys', '/v1/changes');
      done(made);
    } catch (thrown) {
      setProblem(ApiProblem.of(thrown));
      setBusy(false);
    }
  };
  const wrong = name !== '' && !isKeyName(name);
  const ready = isKeyName(name) && scopes.length > 0 && !busy;
  return (
    <Dialog title="Make a key" close={close} actions={<><button type="button" className="button" onClick={close}>Cancel</button><button type="button" className="button primary" disabled={!ready} onClick={() => void make()}>Make the key</button></>}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); if (ready) void make(); }}>
        <label className="field"><span className="label">Name</span>
          <input className="input" value={name} autoComplete="off" spellCheck={false} aria-invalid={wrong || undefined} onChange={(event) => setName(event.target.value)} />
          <span className={wrong ? 'error' : 'hint'}>Lower-case letters, digits and hyphens, such as website.</span>
        </label>
        <fieldset className="scopes">
          <legend className="label">It may</legend>
          {SCOPES.map(({ scope, words }) => (
            <label key={scope} className="check"><input type="checkbox" checked={scopes.includes(scope)} onChange={() => setScopes(scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope])} /><span><strong>{scope}</strong>: {words}</span></label>
          ))}
        </fieldset>
        <label className="field"><span className="label">Days until it expires</span><input className="input" type="number" min={1} max={36500} value={days} onChange={(event) => setDays(event.target.value)} /><span className="hint">Empty for never.</span></label>
        {problem && <p className="field-problem" role="alert">{problem.message}</p>}
      </form>
    </Dialog>
  );
}

function Secret({ made, close }: { made: Schemas['MadeKey']; close: () => void }) {
  const copy = (): void => void navigator.clipboard.writeText(made.secret).then(() => toast('Copied.'), () => toast('It could not be copied; select it instead.', { tone: 'bad' }));
  return (
    <Dialog title={`The key ${made.name}`} close={close} actions={<><button type="button" className="button" onClick={copy}><Icon name="copy" size={16} />Copy</button><button type="button" className="button primary" onClick={close}>I have kept it</button></>}>
      <p>This is the only time that it is shown.</p>
      <p className="secret"><code data-secret>{made.secret}</code></p>
    </Dialog>
  );
}
