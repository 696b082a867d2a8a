import { describe, expect, it } from 'vitest';
import { ago, bytes, compact, country, dateTime, day, duration, fixed, interval, isRightToLeft, language, list, number, percent, plural, pValue, roundToSum, runtime, signed, words, wordsOfKey } from '.';

describe('numbers', () => {
  it.each([
    [number(1234567), '1,234,567'],
    [number(0.12345, 2), '0.12'],
    [number(-3), '−3'],
    [fixed(0.35), '0.350'],
    [fixed(-0.0001, 3), '0.000'],
    [fixed(-1.5, 1), '−1.5'],
    [signed(0.035), '+0.035'],
    [signed(-0.5, 1), '−0.5'],
    [signed(0.00001), '±0.000'],
    [compact(1_234_000), '1.2M'],
    [percent(0.359), '35.9%'],
    [percent(1), '100%'],
    [bytes(1), '1 byte'],
    [bytes(999), '999 bytes'],
    [bytes(1400), '1.4 kB'],
    [bytes(65_000_000), '65 MB'],
    [bytes(999_999), '1 MB'],
    [interval(0.35, 0.331, 0.3694), '0.350 [0.331, 0.369]'],
    [pValue(0.0002), 'p < 0.001'],
    [pValue(0.0042), 'p = 0.004'],
    [pValue(0.4321), 'p = 0.43'],
    [plural(1, 'event'), '1 event'],
    [plural(1200, 'country', 'countries'), '1,200 countries'],
  ])('prints %s', (printed, expected) => expect(printed).toBe(expected));

  it('rounds parts such that they add up to the rounded whole', () => {
    expect(roundToSum([0.3334, 0.3334, 0.3334], 1.0002, 3)).toEqual([0.334, 0.333, 0.333]);
    let seed = 7;
    const next = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647 - 0.4;
    for (let round = 0; round < 200; round++) {
      const parts = Array.from({ length: 1 + (round % 40) }, next);
      const total = parts.reduce((sum, part) => sum + part, 0);
      const rounded = roundToSum(parts, total, 3);
      expect(rounded.reduce((sum, part) => sum + Math.round(part * 1000), 0)).toBe(Math.round(total * 1000));
      rounded.forEach((part, index) => expect(Math.abs(part - parts[index]!)).toBeLessThanOrEqual(0.0015));
    }
  });

  it('does not pretend that parts add up which do not', () => expect(roundToSum([1, 1], 5, 3)).toEqual([1, 1]));
});

describe('times', () => {
  it.each([
    [dateTime('2026-11-22T08:44:05Z', 'UTC'), '22 Nov 2026, 08:44 UTC'],
    [dateTime('2026-11-22T08:44:05Z', 'UTC', true), '22 Nov 2026, 08:44:05 UTC'],
    [dateTime('2026-07-01T12:00:00Z', 'Europe/London'), '1 Jul 2026, 13:00 BST'],
    [dateTime(0, 'UTC'), '1 Jan 1970, 00:00 UTC'],
    [dateTime('nonsense', 'UTC'), '–'],
    [day('2026-11-22'), '22 Nov 2026'],
    [day('2026-11-22T23:30:00Z', 'Asia/Tokyo'), '23 Nov 2026'],
    [duration(0.35), '350 ms'],
    [duration(4.2), '4.2 s'],
    [duration(59.6), '1 min'],
    [duration(185), '3 min 5 s'],
    [duration(7800), '2 h 10 min'],
    [duration(3 * 86400), '3 days'],
    [duration(Number.NaN), '–'],
    [ago('2026-11-22T08:41:00Z', '2026-11-22T08:44:00Z'), '3 minutes ago'],
    [ago('2026-11-24T08:44:00Z', '2026-11-22T08:44:00Z'), 'in 2 days'],
    [ago('2026-11-22T08:44:00Z', '2026-11-22T08:44:00Z'), 'now'],
    [runtime('106'), '1 h 46 min'],
    [runtime(undefined), undefined],
    [runtime('long'), undefined],
  ])('prints %s', (printed, expected) => expect(printed).toBe(expected));
});

describe('words', () => {
  it.each([
    [country('DE'), 'Germany'],
    [country('not a code'), 'not a code'],
    [language('fa'), 'Persian'],
    [words('science-fiction'), 'Science fiction'],
    [wordsOfKey('birthYear'), 'Birth year'],
    [list(['a', 'b', 'c']), 'a, b and c'],
    [list(['a', 'b', 'c', 'd'], 3), 'a, b and 2 more'],
  ])('prints %s', (printed, expected) => expect(printed).toBe(expected));

  it('tells which way a title is read', () => {
    expect(isRightToLeft('جدایی نادر از سیمین')).toBe(true);
    expect(isRightToLeft('12 שנים')).toBe(true);
    expect(isRightToLeft('Amélie')).toBe(false);
    expect(isRightToLeft('1917')).toBe(false);
  });
});
