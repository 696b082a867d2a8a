import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import './combobox.css';

export interface Choice {
  id: string;
  label: string;
  note?: ReactNode;
}

/** Search as you type: choices come from the service for what is written so far. */
export function Combobox({ label, hideLabel = false, placeholder, value, search, choose, hint }: {
  label: string;
  hideLabel?: boolean;
  placeholder?: string;
  /** What is chosen now, as it is shown while nothing is being searched. */
  value?: string;
  search: (text: string, signal: AbortSignal) => Promise<Choice[]>;
  choose: (choice: Choice) => void;
  hint?: ReactNode;
}) {
  const id = useId();
  const [text, setText] = useState<string>();
  const [choices, setChoices] = useState<Choice[]>();
  const [problem, setProblem] = useState<string>();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const searching = useRef(search);
  searching.current = search;

  useEffect(() => {
    if (!open) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await searching.current(text?.trim() ?? '', abort.signal);
        if (abort.signal.aborted) return;
        setChoices(found);
        setProblem(undefined);
        setAt(0);
      } catch (thrown) {
        if (!abort.signal.aborted) setProblem(ApiProblem.of(thrown).message);
      }
    }, text ? 120 : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, open]);

  useEffect(() => list.current?.children[at]?.scrollIntoView?.({ block: 'nearest' }), [at]);

  const shut = (): void => {
    setOpen(false);
    setText(undefined);
  };
  const take = (choice: Choice | undefined): void => {
    if (!choice) return;
    shut();
    choose(choice);
  };
  const press = (event: KeyboardEvent): void => {
    const last = (choices?.length ?? 0) - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setOpen(true);
      else setAt(Math.min(last, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      take(choices?.[at]);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      shut();
    }
  };
  const shown = open && (choices !== undefined || problem !== undefined);
  return (
    <div className="combobox">
      <label htmlFor={id} className={hideLabel ? 'hidden' : 'label'}>{label}</label>
      <input
        id={id} className="input" type="text" role="combobox" autoComplete="off" spellCheck={false} dir="auto" placeholder={placeholder}
        aria-expanded={shown} aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={shown && choices?.[at] ? `${id}-${at}` : undefined}
        value={text ?? value ?? ''}
        onChange={(event) => { setText(event.target.value); setOpen(true); }}
        onFocus={(event) => event.target.select()}
        onClick={() => setOpen(true)}
        onKeyDown={press}
        onBlur={shut}
      />
      <div className="combobox-pop" hidden={!shown}>
        <ul role="listbox" id={`${id}-list`} aria-label={label} ref={list}>
          {choices?.map((choice, index) => (
            <li
              key={choice.id} id={`${id}-${index}`} role="option" aria-selected={index === at}
              onMouseDown={(event) => { event.preventDefault(); take(choice); }} onMouseMove={() => setAt(index)}
            >
              <span className="combobox-label" dir="auto">{choice.label}</span>
              {choice.note !== undefined && <span className="combobox-note">{choice.note}</span>}
            </li>
          ))}
        </ul>
        {problem ? <p className="combobox-none">{problem}</p> : choices?.length === 0 && <p className="combobox-none">Nothing found{text ? ` for “${text}”` : ''}.</p>}
      </div>
      {hint && <p className="hint tiny faint">{hint}</p>}
    </div>
  );
}
