import type { ReactNode } from 'react';
import type { ApiProblem } from '../../api/problem';
import { Dialog } from '../../components/Dialog';

/** A dialog that asks for a job. */
export function JobForm({ title, action, busy, problem, submit, close, children, disabled = false }: {
  title: string; action: string; busy: boolean; problem: ApiProblem | undefined; submit: () => void; close: () => void; children: ReactNode; disabled?: boolean;
}) {
  return (
    <Dialog
      wide title={title} close={close}
      actions={<><button type="button" className="button" onClick={close}>Close</button><button type="button" className="button primary" disabled={busy || disabled} onClick={submit}>{action}</button></>}
    >
      <form className="stack" onSubmit={(event) => { event.preventDefault(); if (!busy && !disabled) submit(); }}>
        {children}
        {problem && <p className="field-problem" role="alert">{problem.message}</p>}
        <button type="submit" className="hidden" tabIndex={-1} aria-hidden="true">{action}</button>
      </form>
    </Dialog>
  );
}
