import { useId, type ReactNode } from 'react';
import './slider.css';

/** A number within bounds, chosen by sliding or with the arrow keys; its value stands beside it. */
export function Slider({ label, value, change, minimum = 0, maximum = 1, step = 0.05, print = String, hint }: {
  label: string;
  value: number;
  change: (value: number) => void;
  minimum?: number;
  maximum?: number;
  step?: number;
  /** The value in words, also for screen readers. */
  print?: (value: number) => string;
  hint?: ReactNode;
}) {
  const id = useId();
  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} className="number">{print(value)}</output>
      <input id={id} type="range" min={minimum} max={maximum} step={step} value={value} aria-valuetext={print(value)} aria-describedby={hint ? `${id}-hint` : undefined} onChange={(event) => change(Number(event.target.value))} />
      {hint && <p className="slider-hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
