import { useMemo } from 'react';
import { country } from '../../format';
import { COLUMNS, SHADES, shadeOf, tilesFor } from './countries';
import { range, viewers } from './figures';
import type { Estimate } from './estimates';

const SIDE = 30;
const GAP = 3;

/** The world as squares: the darker, the more viewers. What it shows is also in the table beside it, with the controls. */
export function CountryMap({ estimates, press }: { estimates: readonly Estimate[]; press: (country: string) => void }) {
  const { tiles, rows } = useMemo(() => tilesFor(estimates.map((one) => one.country!)), [estimates]);
  const byCode = new Map(estimates.map((one) => [one.country!, one]));
  const largest = Math.max(...estimates.map((one) => one.estimate), 0);
  const first = [...estimates].sort((a, b) => b.estimate - a.estimate).slice(0, 3);
  const summary = `Map of ${estimates.length} countries. Most viewers: ${first.map((one) => `${country(one.country!)} ${viewers(one.estimate)}`).join(', ')}.`;
  return (
    <figure className="world">
      <svg viewBox={`0 0 ${COLUMNS * SIDE} ${rows * SIDE}`} role="img" aria-label={summary}>
        {tiles.map(({ code, column, row }) => {
          const one = byCode.get(code);
          return (
            <g key={code} className={one ? `tile shade-${shadeOf(one.estimate, largest)}` : 'tile'} transform={`translate(${column * SIDE} ${row * SIDE})`} onClick={one && (() => press(code))} data-country={code}>
              <title>{one ? `${country(code)}: ${viewers(one.estimate)} viewers, ${range(one.low, one.high)}` : country(code)}</title>
              <rect width={SIDE - GAP} height={SIDE - GAP} rx={4} />
              {one && <text x={(SIDE - GAP) / 2} y={(SIDE - GAP) / 2}>{code}</text>}
            </g>
          );
        })}
      </svg>
      <figcaption className="cluster tiny soft">
        <span>fewer</span>
        <span className="world-key" aria-hidden="true">{Array.from({ length: SHADES }, (_, at) => <span key={at} className={`shade-${at}`} />)}</span>
        <span>up to {viewers(largest)} viewers</span>
      </figcaption>
    </figure>
  );
}
