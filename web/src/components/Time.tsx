import { ago, dateTime, day } from '../format';

/** A moment, with its zone; `as="ago"` shows how long ago and says the moment when pointed at. */
export function Time({ value, as = 'moment', zone, seconds }: { value: string | number; as?: 'moment' | 'ago' | 'day'; zone?: string; seconds?: boolean }) {
  const full = dateTime(value, zone, seconds);
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  const iso = Number.isNaN(date.getTime()) ? undefined : date.toISOString();
  return (
    <time dateTime={iso} title={as === 'moment' ? iso : full}>
      {as === 'ago' ? ago(value) : as === 'day' ? day(value, zone) : full}
    </time>
  );
}
