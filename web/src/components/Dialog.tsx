import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Icon } from './Icon';
import './dialog.css';

/** A window over the page: Escape and a press beside it close it, and the focus goes back to where it came from. Shown as long as it is drawn. */
export function Dialog({ title, close, children, actions, wide = false, hideTitle = false }: {
  title: string;
  close: () => void;
  children: ReactNode;
  /** Buttons at its foot. */
  actions?: ReactNode;
  wide?: boolean;
  hideTitle?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  useEffect(() => {
    const before = document.activeElement;
    const element = dialog.current!;
    if (!element.open) element.showModal();
    return () => {
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={name}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onMouseDown={(event) => event.target === dialog.current && close()}
    >
      <div className="dialog-sheet">
        <header className={hideTitle ? 'dialog-head bare' : 'dialog-head'}>
          <h2 id={name} className={hideTitle ? 'hidden' : undefined} dir="auto">{title}</h2>
          <button type="button" className="icon-button" onClick={close} aria-label="Close"><Icon name="close" /></button>
        </header>
        <div className="dialog-body">{children}</div>
        {actions && <footer className="dialog-foot">{actions}</footer>}
      </div>
    </dialog>
  );
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, children, action, danger = true, busy = false, confirm, close }: {
  title: string;
  children: ReactNode;
  /** What the button says: a verb. */
  action: string;
  danger?: boolean;
  busy?: boolean;
  confirm: () => void;
  close: () => void;
}) {
  return (
    <Dialog
      title={title}
      close={close}
      actions={
        <>
          <button type="button" className="button" onClick={close}>Cancel</button>
          <button type="button" className={danger ? 'button danger' : 'button primary'} onClick={confirm} disabled={busy}>{action}</button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
