import { describe, expect, it } from 'vitest';
import { bestSoFar, figuresOf, intervalOption, seriesOption } from './charts';
import { isAlive, pace, timeLeft, type Job } from './jobs';

const job = (state: Job['state'], secondsLeft?: number): Job => ({ id: '1', type: 'train', title: 't', state, created: '2026-01-01T00:00:00Z', request: { type: 'train', model: 'ease' }, progress: secondsLeft === undefined ? undefined : { share: 0.5, stage: 's', step: 1, steps: 2, secondsLeft } });
const colours = { series: ['#1', '#2'], ink: '#3', faint: '#4', accent: '#5' };

describe('jobs', () => {
  it('are alive while something may come of them', () => expect((['queued', 'running', 'done', 'failed', 'cancelled'] as const).map((state) => isAlive(job(state)))).toEqual([true, true, false, false, false]));
  it('are asked for often while one is alive', () => expect(pace([job('done'), job('running')])).toBeLessThan(pace([job('done')])));
  it.each([[undefined, undefined], [0.4, 'almost there'], [125, '2 min 5 s left']])('with %s seconds to go say %s', (seconds, words) => expect(timeLeft(job('running', seconds))).toBe(words));
});

describe('a chart of a search', () => {
  const series = [[0, 0.2], [1, 0.1], [2, 0.3]];

  it('has the best so far as a line', () => expect(bestSoFar(series)).toEqual([[0, 0.2], [1, 0.2], [2, 0.3]]));
  it('shows each trial beside it, a loss only itself', () => {
    const drawn = (isTuning: boolean) => (seriesOption(series, colours, isTuning) as { series: { type: string; data: unknown }[] }).series.map(({ type, data }) => [type, data]);
    expect(drawn(true)).toEqual([['line', [[0, 0.2], [1, 0.2], [2, 0.3]]], ['scatter', series]]);
    expect(drawn(false)).toEqual([['line', series]]);
  });
});

describe('figures with intervals', () => {
  const row = (model: string, value: number | undefined, ends?: [number, number]) => ({ model, options: {}, metrics: value === undefined ? {} : { m: value }, intervals: ends ? { m: ends } : undefined, published: false }) as never;
  const figures = figuresOf([row('a', 0.1), row('b', 0.3, [0.2, 0.4]), row('c', undefined)], 'm');

  it('come best first, without those that have none', () => expect(figures).toEqual([{ name: 'b', value: 0.3, low: 0.2, high: 0.4 }, { name: 'a', value: 0.1, low: undefined, high: undefined }]));
  it('are drawn as dots over lines', () => {
    const { series } = intervalOption(figures, colours) as { series: { data: number[][] }[] };
    expect(series.slice(0, 2).map(({ data }) => data)).toEqual([[[0.2, 0], [0.4, 0]], [[0.1, 1], [0.1, 1]]]);
    expect(series[2]!.data).toEqual([[0.3, 0], [0.1, 1]]);
  });
});
