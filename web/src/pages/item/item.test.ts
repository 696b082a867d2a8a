import { describe, expect, it } from 'vitest';
import { audienceLines } from './shares';
import { popularityOption, watchedWeeks } from './popularityChart';
import { reasonText, telling } from './reasons';

describe('an audience', () => {
  it('marks where each share would be if it were as everywhere', () => {
    const lines = audienceLines([{ value: 'DE', viewers: 30, share: 0.3, lift: 1.5 }, { value: 'FR', viewers: 10, share: 0.1, lift: 0.5 }], (value) => value.toLowerCase());
    expect(lines.map(({ label, share, note }) => [label, share, note])).toEqual([['de', 0.3, '1.5 ×'], ['fr', 0.1, '0.5 ×']]);
    expect(lines.map(({ against }) => against)).toEqual([expect.closeTo(0.2), expect.closeTo(0.2)]);
  });

  it('marks nothing where there is nothing to measure against', () => expect(audienceLines([{ value: 'x', viewers: 0, share: 0, lift: 0 }], String)[0]).toEqual({ key: 'x', label: 'x', share: 0, against: undefined, note: undefined }));
});

describe('ranks by week', () => {
  const option = popularityOption([{ from: '2026-01-05', viewers: 4, rank: 2, of: 10 }, { from: '2026-01-12', viewers: 0, of: 9 }], { series: ['#111'], faint: '#222' }) as { series: { name: string; data: unknown[] }[]; yAxis: { inverse?: boolean }[] };

  it('puts the first place at the top', () => expect(option.yAxis[0]!.inverse).toBe(true));
  it('breaks the line where nobody watched', () => expect(option.series.find((one) => one.name === 'Rank')!.data).toEqual([2, null]));
  it('shows viewers of every week', () => expect(option.series.find((one) => one.name === 'Viewers')!.data).toEqual([4, 0]));
});

describe('weeks worth showing', () => {
  const week = (from: string, viewers: number) => ({ from, viewers, of: 3 });

  it('go from the first to the last in which somebody watched', () =>
    expect(watchedWeeks([week('a', 0), week('b', 2), week('c', 0), week('d', 1), week('e', 0)]).map(({ from }) => from)).toEqual(['b', 'c', 'd']));
  it('are the latest where there are many', () => expect(watchedWeeks([week('a', 1), week('b', 1), week('c', 1)], 2).map(({ from }) => from)).toEqual(['b', 'c']));
  it('are none where nobody watched', () => expect(watchedWeeks([week('a', 0)])).toEqual([]));
});

describe('reasons', () => {
  const contribution = 0.1;
  it.each([
    [reasonText({ fact: 'viewers', count: 42, contribution }), '42 viewers in common'],
    [reasonText({ fact: 'director', count: 1, values: ['Bong Joon-ho'], contribution }), 'Bong Joon-ho (director)'],
    [reasonText({ fact: 'basedOn', count: 1, values: ['a novel'], contribution }), 'a novel (based on)'],
    [reasonText({ fact: 'category', count: 2, values: ['science-fiction', 'crime'], contribution }), 'science fiction and crime'],
    [reasonText({ fact: 'label', count: 5, values: ['a', 'b', 'c', 'd', 'e'], contribution }), 'a, b and 3 more'],
    [reasonText({ fact: 'country', count: 1, values: ['KR'], contribution }), 'South Korea'],
    [reasonText({ fact: 'word', count: 1, values: ['teacher'], contribution }), '“teacher”'],
    [reasonText({ fact: 'embedding', count: 1, values: ['text'], contribution }), 'what the summaries are about'],
  ])('reads %s', (text, expected) => expect(text).toBe(expected));

  it('come by weight, and say nothing twice', () =>
    expect(telling([
      { fact: 'person', count: 2, values: ['Ana', 'Bo'], contribution: 0.1 },
      { fact: 'director', count: 1, values: ['Ana'], contribution: 0.3 },
      { fact: 'viewers', count: 4, contribution: 0.2 },
      { fact: 'cast', count: 1, values: ['Bo'], contribution: 0.05 },
    ]).map(({ fact, values }) => [fact, values])).toEqual([['director', ['Ana']], ['viewers', undefined], ['person', ['Bo']]]));
});
