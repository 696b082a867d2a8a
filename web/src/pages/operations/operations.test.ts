import { describe, expect, it } from 'vitest';
import { isKeyName } from './actions';
import { latencyOption, memoryOption } from './charts';

const points = [
  { time: '2026-01-01T00:00:10Z', requests: 0, errors: 0, written: 2, heapBytes: 10, residentBytes: 20 },
  { time: '2026-01-01T00:00:20Z', requests: 7, errors: 0, p50: 1, p99: 4, written: 0, heapBytes: 11, residentBytes: 21 },
];
const colours = { series: ['#1', '#2', '#3', '#4'], faint: '#5' };
const series = (option: unknown) => Object.fromEntries((option as { series: { name: string; data: [string, number | null][] }[] }).series.map(({ name, data }) => [name, data.map(([, value]) => value)]));

describe('the course of the last hour', () => {
  it('breaks the latencies where nothing was asked', () => expect(series(latencyOption(points, colours))).toEqual({ requests: [0, 7], '99%': [null, 4], median: [null, 1] }));
  it('has memory and what was written', () => expect(series(memoryOption(points, colours))).toEqual({ written: [2, 0], process: [20, 21], 'managed heap': [10, 11] }));
});

describe('the name of a key', () => {
  it.each([['website', true], ['a-1', true], ['Web', false], ['a b', false], ['', false]])('%s: %s', (text, right) => expect(isKeyName(text)).toBe(right));
});
