import { useId } from 'react';
import type { Schemas } from '../../api/client';
import { parseOption, type Options, type OptionValue } from './options';

type Description = Schemas['OptionDescription'];

/** A field for each option of a family: what it does, its range, its default. */
export function OptionFields({ options, values, change, wrong }: {
  options: readonly Description[];
  values: Options;
  change: (name: string, value: OptionValue) => void;
  /** The option that the service refused, and why. */
  wrong?: { name: string; message: string };
}) {
  return <div className="options">{options.map((option) => <Field key={option.name} option={option} value={values[option.name] ?? (option.default as OptionValue)} change={(value) => change(option.name, value)} wrong={wrong?.name === option.name ? wrong.message : undefined} />)}</div>;
}

function Field({ option, value, change, wrong }: { option: Description; value: OptionValue; change: (value: OptionValue) => void; wrong?: string }) {
  const id = useId();
  const described = `${id}-hint`;
  const common = { id, 'aria-describedby': described, 'aria-invalid': wrong ? true : undefined } as const;
  return (
    <div className="field">
      <label htmlFor={id}>{option.name}</label>
      {option.type === 'boolean'
        ? <select className="input" {...common} value={String(value)} onChange={(event) => change(event.target.value === 'true')}><option>true</option><option>false</option></select>
        : option.type === 'choice'
          ? <select className="input" {...common} value={String(value)} onChange={(event) => change(event.target.value)}>{option.choices?.map((choice) => <option key={choice}>{choice}</option>)}</select>
          : <input className="input" {...common} inputMode={option.type === 'text' ? 'text' : 'decimal'} value={String(value)} onChange={(event) => change(parseOption(option, event.target.value))} />}
      <span className={wrong ? 'error' : 'hint'} id={described}>{wrong ?? `${option.effect} ${option.range}; usually ${String(option.default)}.`}</span>
    </div>
  );
}
