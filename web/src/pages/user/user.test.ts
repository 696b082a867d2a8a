import { describe, expect, it } from 'vitest';
import { common, placeIn } from './compare';
import { historyOption, kindsOf } from './historyChart';
import { tasteLines } from './taste';

describe('two lists', () => {
  const one = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const other = [{ id: 'c' }, { id: 'x' }, { id: 'a' }];

  it('have so many in common', () => expect(common(one, other)).toBe(2));
  it('give an item its place, from 1', () => expect([placeIn(other, 'c'), placeIn(other, 'a'), placeIn(other, 'b')]).toEqual([1, 3, undefined]));
});

describe('a time line', () => {
  const moments = [{ kind: 'watch', time: 1000, title: 'A' }, { kind: 'search', time: 2000, title: '<b>' }, { kind: 'watch', time: 3000, title: 'B' }];
  const option = historyOption(moments, { series: ['#1', '#2'] }) as unknown as { series: { name: string; data: unknown[] }[]; yAxis: { data: string[] }; tooltip: { formatter: (point: { value: unknown }) => string } };

  it('has a lane for each kind, the most frequent at the top', () => {
    expect(kindsOf(moments)).toEqual(['watch', 'search']);
    expect(option.yAxis.data).toEqual(['search', 'watch']);
  });
  it('has every event in its lane', () => expect(option.series.map((one) => [one.name, one.data])).toEqual([['Watch', [[1000, 'watch', 'A'], [3000, 'watch', 'B']]], ['Search', [[2000, 'search', '<b>']]]]));
  it('takes titles as text', () => expect(option.tooltip.formatter({ value: [2000, 'search', '<b>'] })).not.toContain('<b>'));
});

describe('a taste', () => {
  const facet = { facet: 'countries' as const, values: [{ value: 'KR', history: 0.5, list: 0.25 }] };

  it('measures the list against the history', () => expect(tasteLines(facet, true)).toEqual([{ key: 'KR', label: 'South Korea', share: 0.25, against: 0.5 }]));
  it('measures against nothing without a history', () => expect(tasteLines(facet, false)[0]!.against).toBeUndefined());
});
