const LOCALE = 'en-GB';
const DAY = 86_400;

type Moment = string | number | Date;

/** A moment: ISO 8601, or seconds since 1970. */
export function moment(value: Moment): Date {
  return value instanceof Date ? value : new Date(typeof value === 'number' ? value * 1000 : value);
}

/** 22 Nov 2026, 08:44:05 UTC: always with its zone. */
export function dateTime(value: Moment, zone?: string, seconds = false): string {
  const date = moment(value);
  if (Number.isNaN(date.getTime())) return '–';
  const parts = new Intl.DateTimeFormat(LOCALE, {
    day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: seconds ? '2-digit' : undefined, timeZone: zone, timeZoneName: 'short', hourCycle: 'h23',
  }).formatToParts(date);
  return parts.map((part) => part.value).join('');
}

/** 22 Nov 2026: a day, of a moment in a zone or as it is written. */
export function day(value: Moment, zone?: string): string {
  const written = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const date = written ? new Date(`${value}T00:00:00Z`) : moment(value);
  if (Number.isNaN(date.getTime())) return '–';
  return new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric', timeZone: written ? 'UTC' : zone }).format(date);
}

/** 350 ms, 4.2 s, 3 min 5 s, 2 h 10 min, 3 days: a length of time, of seconds. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${(Math.round(seconds * 10) / 10).toString()} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${whole / 60} min`;
  const minutes = Math.round(whole / 60);
  if (minutes < 48 * 60) return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
  return `${Math.round(whole / DAY)} days`;
}

/** 3 minutes ago, in 2 days: a moment as seen from another. */
export function ago(value: Moment, now: Moment = new Date()): string {
  const seconds = (moment(value).getTime() - moment(now).getTime()) / 1000;
  if (Number.isNaN(seconds)) return '–';
  const units: [Intl.RelativeTimeFormatUnit, number][] = [['year', 365.25 * DAY], ['month', 30.44 * DAY], ['week', 7 * DAY], ['day', DAY], ['hour', 3600], ['minute', 60], ['second', 1]];
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** 1 h 46 min: the running time of something, of minutes as text. */
export function runtime(minutes: string | number | undefined): string | undefined {
  const value = Number(minutes);
  return minutes === undefined || !Number.isFinite(value) || value <= 0 ? undefined : duration(value * 60);
}
