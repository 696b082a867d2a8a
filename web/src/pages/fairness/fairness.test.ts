import { describe, expect, it } from 'vitest';
import { priceOption } from './priceChart';
import { knobOf, requestOf } from './serving';

describe('a price by strength', () => {
  const price = { reRanker: 'mmr', options: {}, goal: 'g', metric: 'ndcg@10', points: [{ strength: 0.1, closed: 0.2, relativeChange: -0.01 }, { strength: 0.2, closed: 0.5 }] };
  const { series, xAxis } = priceOption(price, 1, { gain: '#1', loss: '#2', ink: '#3' }) as { xAxis: { data: string[] }; series: { name: string; data: unknown[]; markLine?: { data: { xAxis: number }[] } }[] };

  it('has the gain and the price of each strength, and a hole where one is not known', () => expect(series.map(({ name, data }) => [name, data])).toEqual([['gap gone', [0.2, 0.5]], ['ndcg@10', [-0.01, null]]]));
  it('marks where the slider stands', () => expect([series[0]!.markLine!.data[0]!.xAxis, xAxis.data]).toEqual([1, ['0.10', '0.20']]));
});

describe('applying a strength', () => {
  it('knows which re-rankers lists can be served with', () => expect(['calibrated', 'mmr', 'exposure'].map(knobOf)).toEqual(['calibration', 'diversity', undefined]));
  it('leaves everything else as it is', () =>
    expect(requestOf({ main: 'ease/1', diversity: 0.3, calibration: 0, exploration: 0.1, explorationPool: 25 }, 'calibration', 0.5)).toEqual({ model: null, diversity: 0.3, calibration: 0.5, exploration: 0.1, maxPerFranchise: null }));
});
