import { describe, expect, it } from 'vitest';
import { active, activityOption } from './activityChart';
import { recordLine } from './records';

describe('records as they are understood', () => {
  it.each([
    [{ type: 'user', id: 'ann', attributes: { country: 'DE' } }, { type: 'User', name: 'ann', rest: 'country DE' }],
    [{ type: 'item', id: 'i1', title: 'The Sea', kind: 'film', year: 2021, categories: ['drama', 'war'] }, { type: 'Title', name: 'The Sea', rest: 'i1 · film · 2021 · drama, war' }],
    [{ type: 'item', id: 'i1' }, { type: 'Title', name: 'i1', rest: '' }],
    [{ type: 'interaction', user: 'ann', item: 'i1', kind: 'watch', progress: 0.5 }, { type: 'Interaction', name: 'ann', rest: 'Watch · i1 · 50%' }],
    [{ type: 'interaction', user: 'ann', kind: 'search', text: 'sea' }, { type: 'Interaction', name: 'ann', rest: 'Search · “sea”' }],
  ] as const)('are told in a line', (record, line) => expect(recordLine(record as never)).toEqual(line));
});

describe('activity', () => {
  const points = [['2026-01-01', 0], ['2026-01-02', 3], ['2026-01-03', 0], ['2026-01-04', 1], ['2026-01-05', 0]] as const;

  it('goes from the first day to the last on which there was any', () => expect(active(points).map(([date]) => date)).toEqual(['2026-01-02', '2026-01-03', '2026-01-04']));
  it('is drawn with days of nothing between', () => expect((activityOption(points, { series: ['#1', '#2'] }) as { series: { data: number[] }[] }).series[0]!.data).toEqual([3, 0, 1]));
  it('is nothing where there never was any', () => expect(active([['2026-01-01', 0]])).toEqual([]));
});
