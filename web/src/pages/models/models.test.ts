import { describe, expect, it } from 'vitest';
import { changed, differences, parseOption } from './options';

describe('options', () => {
  it('differ where versions were trained with other values', () => expect(differences([{ options: { factors: 8, epochs: 3 } }, { options: { factors: 16, epochs: 3 } }, { options: undefined }])).toEqual(['factors']));
  it('also differ where one version does not know one', () => expect(differences([{ options: { a: 1 } }, { options: { a: 1, b: 2 } }])).toEqual(['b']));
  it.each([['number', ' 0.5 ', 0.5], ['integer', '64', 64], ['number', 'much', 'much'], ['number', '', ''], ['text', '12', '12']] as const)('of type %s read %s as %s', (type, text, value) => expect(parseOption({ type }, text)).toBe(value));
  it('are sent only where they are not as usual', () => expect(changed([{ name: 'a', default: 1 }, { name: 'b', default: 'x' }, { name: 'c', default: 2 }], { a: 1, b: 'y' })).toEqual({ b: 'y' }));
});
