import { useState, type FormEvent } from 'react';
import { signIn } from '../api/session';
import { ApiProblem } from '../api/problem';
import { usePageTitle } from '../components/usePageTitle';

/** Asks for a key. It is sent once and kept nowhere in the page. */
export function SignIn() {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  usePageTitle('Sign in');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(key.trim());
    } catch (thrown) {
      setProblem(ApiProblem.of(thrown).message);
      setBusy(false);
    }
  };
  return (
    <div className="page sign-in">
      <form className="sheet stack" onSubmit={(event) => void submit(event)}>
        <div>
          <h1>Sign in</h1>
          <p className="soft">This service asks for a key. One is made with <code>marquee keys add NAME --scopes read,write,admin</code>.</p>
        </div>
        <div className="field">
          <label htmlFor="key">Key</label>
          <input
            id="key" className="input" type="password" autoComplete="off" autoFocus required placeholder="mrq_…" spellCheck={false}
            value={key} onChange={(event) => setKey(event.target.value)} aria-invalid={problem !== undefined} aria-describedby={problem ? 'key-error' : undefined}
          />
          {problem && <p className="error" id="key-error" role="alert">{problem}</p>}
        </div>
        <button type="submit" className="button primary" disabled={busy || key.trim() === ''}>Sign in</button>
      </form>
    </div>
  );
}
