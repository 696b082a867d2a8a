import { describe, expect, it } from 'vitest';
import { modalityName, nearestBy, weightLines } from './modalities';

describe('modalities', () => {
  it.each([['poster', 'Poster'], ['audio', 'Sound'], ['look-and-sound', 'Look and sound']])('%s goes by %s', (name, expected) => expect(modalityName(name)).toBe(expected));

  it.each([
    [nearestBy({ name: 'poster' }), 'Nearest by poster'],
    [nearestBy({ name: 'fused', weights: [] }), 'Nearest, all together'],
    [nearestBy({ name: 'look-and-sound', weights: [] }), 'Nearest, by look and sound'],
  ])('heads what is near: %s', (text, expected) => expect(text).toBe(expected));

  it('come by weight with a mark at the mean, what is missing last and named so', () => {
    const lines = weightLines([{ name: 'audio', mean: 0.2 }, { name: 'poster', weight: 0.3, mean: 0.5 }, { name: 'text', weight: 0.7, mean: 0.3 }]);
    expect(lines.map(({ label, share, against, note }) => [label, share, against, note])).toEqual([['Summary', 0.7, 0.3, undefined], ['Poster', 0.3, 0.5, undefined], ['Sound', 0, 0.2, 'missing']]);
    expect(lines.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });
});
