import { describe, expect, it } from 'vitest';
import { COLUMNS, SHADES, shadeOf, tilesFor } from './countries';
import { effect, monthOf, range, viewers } from './figures';
import { BLANK, ideaOf, isBlank, itemOf, parts, person } from './idea';
import { monthsOption } from './monthsChart';

describe('the map of countries', () => {
  const { tiles, rows } = tilesFor(['DE', 'XK', 'ZZ']);

  it('has no two countries in one place, and none twice', () => {
    expect(new Set(tiles.map(({ column, row }) => `${column},${row}`)).size).toBe(tiles.length);
    expect(new Set(tiles.map(({ code }) => code)).size).toBe(tiles.length);
  });
  it('has codes of two letters within its columns', () => {
    for (const { code, column, row } of tiles) {
      expect(code).toMatch(/^[A-Z]{2}$/);
      expect(column).toBeLessThan(COLUMNS);
      expect(row).toBeLessThan(rows);
    }
  });
  it('puts what has no place on it below', () => expect(tiles.slice(-2).map(({ code, row }) => [code, row])).toEqual([['XK', rows - 1], ['ZZ', rows - 1]]));
  it('has countries about where they lie', () => {
    const at = (code: string) => tiles.find((tile) => tile.code === code)!;
    expect(at('PT').column).toBeLessThan(at('DE').column);
    expect(at('NO').row).toBeLessThan(at('IT').row);
    expect(at('US').column).toBeLessThan(at('GB').column);
    expect(at('AU').row).toBeGreaterThan(at('JP').row);
  });
  it.each([[0, 10, 0], [1.9, 10, 0], [2, 10, 1], [10, 10, SHADES - 1], [3, 0, 0], [-1, 10, 0]])('shades %d of %d as %d', (value, largest, shade) => expect(shadeOf(value, largest)).toBe(shade));
});

describe('a described title', () => {
  const idea = { ...BLANK, title: ' The Last Ferry ', year: '2027', language: 'KO', countries: 'kr, us, kr', categories: 'Science fiction, drama', people: 'Bong Joon-ho (director), Song Kang-ho' };

  it('is an item without what was not filled in', () =>
    expect(itemOf(idea)).toEqual({
      title: 'The Last Ferry', kind: 'film', year: 2027, language: 'ko', countries: ['KR', 'US'], categories: ['science-fiction', 'drama'],
      people: [{ name: 'Bong Joon-ho', role: 'director' }, { name: 'Song Kang-ho', role: 'cast' }],
    }));
  it('has no year where none is written', () => expect(itemOf({ ...idea, year: 'soon' }).year).toBeUndefined());
  it('says nothing as long as it has a title alone', () => {
    expect(isBlank({ ...BLANK, title: 'X' })).toBe(true);
    expect(isBlank({ ...BLANK, labels: 'islands' })).toBe(false);
  });
  it('that begins as another is that one, but not its launch', () => {
    const item = { id: 'a', title: 'A', kind: 'series', year: 2020, countries: ['FR'], categories: ['drama'], people: [{ name: 'B', role: 'writer' }], attributes: { runtime: '50' }, availableFrom: '2020-01-01T00:00:00Z', hidden: true };
    const { id: _, availableFrom: __, hidden: ___, ...rest } = item;
    expect(itemOf(ideaOf(item))).toEqual(rest);
  });
  it.each([['a, b,\n a ,', ['a', 'b']], ['', []]])('reads %j as a list', (text, expected) => expect(parts(text)).toEqual(expected));
  it('reads people with and without a role', () => expect([person('A B (Lead Writer)'), person('(x)')]).toEqual([{ name: 'A B', role: 'lead-writer' }, { name: '(x)', role: 'cast' }]));
});

describe('figures', () => {
  it.each([[viewers(0.44), '0.4'], [viewers(9.96), '10'], [viewers(1234.6), '1,235'], [range(0, 12), '0.0 to 12'], [effect(Math.log(1.08)), '+8%'], [effect(Math.log(0.5)), '−50%'], [monthOf('2027-03-01'), 'March 2027']])('print %s', (printed, expected) => expect(printed).toBe(expected));

  it('of months lie within their interval, with the chosen one larger', () => {
    const months = [{ date: '2027-02-01', estimate: 3, low: 1, high: 7 }, { date: '2027-03-01', estimate: 4, low: 2, high: 9 }];
    const { series } = monthsOption(months, '2027-03-01', { series: ['#111', '#222'], accent: '#333' }) as { series: { data: (number | { value: number; symbolSize: number })[] }[] };
    expect(series.map(({ data }) => data.map((one) => (typeof one === 'number' ? one : one.value)))).toEqual([[1, 2], [6, 7], [3, 4]]);
    expect(series[2]!.data.map((one) => (one as { symbolSize: number }).symbolSize)).toEqual([6, 14]);
  });
});
