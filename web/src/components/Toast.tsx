import { useSyncExternalStore } from 'react';
import { ApiProblem } from '../api/problem';
import { Icon } from './Icon';
import './toast.css';

interface Note {
  id: number;
  text: string;
  tone: 'plain' | 'bad';
  action?: { label: string; run: () => void };
}

let notes: readonly Note[] = [];
let next = 0;
let spoken = '';
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function dismiss(id: number): void {
  notes = notes.filter((note) => note.id !== id);
  changed();
}

/** Says something at the foot of the page, also to screen readers; goes by itself. */
export function toast(text: string, options: { tone?: Note['tone']; action?: Note['action'] } = {}): void {
  const note: Note = { id: ++next, text, tone: options.tone ?? 'plain', action: options.action };
  // What went wrong stays until it is read; of the rest only the latest is worth the room.
  notes = [...notes.filter(({ tone }) => tone === 'bad').slice(-2), note];
  changed();
  setTimeout(() => dismiss(note.id), note.tone === 'bad' || note.action ? 9000 : 5000);
}

/** Says what went wrong with something that was asked for. */
export function toastProblem(thrown: unknown, doing?: string): void {
  const problem = ApiProblem.of(thrown);
  toast(doing ? `${doing}: ${problem.message}` : problem.message, { tone: 'bad' });
}

/** Says something to screen readers only. */
export function announce(text: string): void {
  spoken = text === spoken ? `${text}\u00a0` : text;
  changed();
}

/** Where toasts are shown; drawn once, by the shell. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => notes);
  const said = useSyncExternalStore(subscribe, () => spoken);
  return (
    <>
      <div className="hidden" role="status" aria-live="polite">{said}</div>
      <div className="toasts" role="log" aria-live="polite" aria-label="Messages">
        {shown.map((note) => (
          <div key={note.id} className={`toast ${note.tone}`}>
            <span>{note.text}</span>
            {note.action && (
              <button type="button" className="toast-action" onClick={() => { note.action!.run(); dismiss(note.id); }}>{note.action.label}</button>
            )}
            <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => dismiss(note.id)}><Icon name="close" size={16} /></button>
          </div>
        ))}
      </div>
    </>
  );
}
