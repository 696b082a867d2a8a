import { fixed, number, signed } from '../../format';

/** 3.4, 120, 1,200: viewers, with one digit behind the point where there are few. */
export function viewers(value: number): string {
  return value < 9.95 ? fixed(value, 1) : number(value);
}

/** 120 to 340. */
export function range(low: number, high: number): string {
  return `${viewers(low)} to ${viewers(high)}`;
}

/** +8%: what a contribution to the logarithm does to the figure itself. */
export function effect(contribution: number): string {
  return `${signed((Math.exp(contribution) - 1) * 100, 0)}%`;
}

export const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

/** March 2027: the month of a day. */
export function monthOf(date: string): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
}
