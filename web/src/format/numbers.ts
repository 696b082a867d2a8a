const LOCALE = 'en-GB';
const MINUS = '−';

const typographic = (text: string): string => text.replace('-', MINUS);

/** 12,345.6: up to so many digits behind the point. */
export function number(value: number, digits = 0): string {
  return typographic(new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits }).format(value));
}

/** 0.350: always so many digits behind the point, for columns. */
export function fixed(value: number, digits = 3): string {
  const text = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return /^-0[.0]*$/.test(text) ? text.slice(1) : typographic(text);
}

/** +0.035: with its sign; nothing is ±0. */
export function signed(value: number, digits = 3): string {
  const text = fixed(value, digits);
  if (/^0[.0]*$/.test(text)) return `±${text}`;
  return value > 0 ? `+${text}` : text;
}

/** 1.2M: for places with little room. */
export function compact(value: number): string {
  return typographic(new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value));
}

/** 35.9%: of a share from 0 to 1. */
export function percent(share: number, digits = 1): string {
  return typographic(new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: digits }).format(share));
}

/** 1.4 MB: powers of a thousand. */
export function bytes(count: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [count, 0];
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return count === 1 ? '1 byte' : `${number(value, unit > 0 && Math.abs(value) < 9.95 ? 1 : 0)} ${units[unit]}`;
}

/** 0.35 [0.33, 0.37]: a figure with its interval. */
export function interval(value: number, low: number, high: number, digits = 3): string {
  return `${fixed(value, digits)} [${fixed(low, digits)}, ${fixed(high, digits)}]`;
}

/** p = 0.031, p < 0.001: a p-value as papers print it. */
export function pValue(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${fixed(p, p < 0.01 ? 3 : 2)}`;
}

/** 1 event, 2 events. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/**
 * Numbers rounded to so many digits such that they add up to the rounded total: those that lose least by it give way.
 * Where the numbers do not add up to the total to begin with, each is rounded by itself.
 */
export function roundToSum(values: readonly number[], total: number, digits = 3): number[] {
  const unit = 10 ** digits;
  const rounded = values.map((value) => Math.round(value * unit));
  let missing = Math.round(total * unit) - rounded.reduce((sum, value) => sum + value, 0);
  if (Math.abs(missing) <= values.length) {
    const step = Math.sign(missing);
    const order = values.map((value, index) => ({ index, gain: (value * unit - rounded[index]!) * step })).sort((a, b) => b.gain - a.gain || a.index - b.index);
    for (const { index } of order) {
      if (missing === 0) break;
      rounded[index]! += step;
      missing -= step;
    }
  }
  return rounded.map((value) => value / unit);
}
