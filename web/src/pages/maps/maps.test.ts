import { describe, expect, it } from 'vitest';
import { csv } from './export';
import { apart, COLOURS, decade, groupsLike, groupsOf, OTHERS, UNKNOWN, type MapPoint } from './groups';
import { overlaps, placed } from './labels';
import { caught, isWithin } from './lasso';
import { Squares } from './near';
import { colourOf } from './paint';
import { neighboursOn, prepare } from './prepared';
import { find } from './search';
import { between, boundsOf, CLOSEST, fit, pan, toFrame, toPlane, zoom } from './view';

const size = { width: 400, height: 200 };
const point = (id: string, more: Partial<MapPoint> = {}): MapPoint => ({ id, x: 0, y: 0, cluster: 0, ...more });

describe('a view', () => {
  const bounds = boundsOf([-10, 30], [0, 20]);
  const whole = fit(bounds, size, 0);

  it('of everything has every point in the frame', () => {
    expect(whole).toEqual({ x: 10, y: 10, scale: 10 });
    expect(toFrame(whole, size, -10, 0)).toEqual([0, 0]);
    expect(toFrame(whole, size, 30, 20)).toEqual([400, 200]);
  });
  it('finds the way back from the frame to the plane', () => expect(toPlane(whole, size, ...toFrame(whole, size, 3, 4))).toEqual([3, 4]));
  it('keeps what is under the pointer when it comes closer', () => {
    const closer = zoom(whole, size, 3, 50, 160, whole);
    expect(closer.scale).toBe(30);
    const [x, y] = toPlane(closer, size, 50, 160);
    expect([x, y]).toEqual(toPlane(whole, size, 50, 160).map((value) => expect.closeTo(value)));
  });
  it('comes no closer than its limit', () => expect(zoom(whole, size, 1e6, 0, 0, whole).scale).toBe(whole.scale * CLOSEST));
  it('moves with the pointer, but never leaves the map', () => {
    expect(pan(whole, 20, -10, bounds)).toEqual({ x: 8, y: 11, scale: 10 });
    expect(pan(whole, 1e6, 0, bounds).x).toBe(-10);
  });
  it('flies from one to the other', () => {
    const target = { x: 0, y: 0, scale: 40 };
    expect(between(whole, target, 0)).toEqual({ ...whole, scale: expect.closeTo(10) });
    expect(between(whole, target, 1).scale).toBeCloseTo(40);
    expect(between(whole, target, 0.5).scale).toBeCloseTo(20);
  });
  it.each([[[], []], [[5], [5]]])('of %j has room', (xs, ys) => {
    const { scale } = fit(boundsOf(xs, ys), size);
    expect(scale).toBeGreaterThan(0);
    expect(Number.isFinite(scale)).toBe(true);
  });
});

describe('a lasso', () => {
  const hollow = [[0, 0], [10, 0], [10, 10], [6, 10], [6, 4], [4, 4], [4, 10], [0, 10]] as const;

  it('holds what is within, not what is in its bay', () => {
    expect(isWithin(hollow, 2, 8)).toBe(true);
    expect(isWithin(hollow, 5, 8)).toBe(false);
    expect(isWithin(hollow, 5, 2)).toBe(true);
  });
  it('catches points by their places', () => expect(caught(hollow, [2, 5, 5, 50], [8, 8, 2, 5])).toEqual([0, 2]));
  it('of two corners catches nothing', () => expect(caught([[0, 0], [10, 10]], [5], [5])).toEqual([]));
});

describe('what is near', () => {
  const xs = Array.from({ length: 400 }, (_, at) => ((at * 37) % 400) / 7);
  const ys = Array.from({ length: 400 }, (_, at) => ((at * 91) % 400) / 5);
  const squares = new Squares(xs, ys, boundsOf(xs, ys));

  it.each([[20, 30, 5], [-40, 200, 3], [57, 79, 12]])('is what looking at all of them finds, at %d, %d', (x, y, count) => {
    const all = xs.map((_, at) => at).sort((a, b) => Math.hypot(xs[a]! - x, ys[a]! - y) - Math.hypot(xs[b]! - x, ys[b]! - y) || a - b);
    expect(squares.nearest(x, y, count, 1000)).toEqual(all.slice(0, count));
  });
  it('is nothing where nothing is within reach', () => expect(squares.nearest(-40, 200, 3, 1)).toEqual([]));
  it('leaves the title itself out', () => {
    const map = prepare({ clusters: [], points: [point('a'), point('b', { x: 1 }), point('c', { x: 5 })] });
    expect(neighboursOn(map, 'a', 2)).toEqual(['b', 'c']);
    expect(neighboursOn(map, 'nobody')).toEqual([]);
  });
});

describe('labels', () => {
  const label = (text: string, x: number, y: number, width = 60) => ({ text, x, y, width, height: 16 });

  it('give way to those before them', () => {
    const shown = placed([label('first', 100, 100), label('second', 110, 102)], 400, 200);
    expect(shown.map(({ text, y }) => [text, y])).toEqual([['first', 100], ['second', 122]]);
    expect(overlaps(shown[0]!, shown[1]!)).toBe(false);
  });
  it('are left out where there is no room', () => {
    const crowd = Array.from({ length: 12 }, (_, at) => label(String(at), 100, 100));
    const shown = placed(crowd, 400, 200);
    expect(shown).toHaveLength(5);
    for (const [at, one] of shown.entries()) for (const other of shown.slice(at + 1)) expect(overlaps(one, other)).toBe(false);
  });
  it('stay within the frame', () => {
    expect(placed([label('edge', 5, 3)], 400, 200)[0]).toMatchObject({ x: 30, y: 8 });
    expect(placed([label('outside', 500, 20)], 400, 200)).toEqual([]);
  });
});

describe('groups', () => {
  const categories = 'abcdefghij'.split('').flatMap((category, at) => Array.from({ length: 20 - at }, (_, n) => point(`${category}${n}`, { category })));
  const grouping = groupsOf({ clusters: [], points: [...categories, point('none')] }, 'category');

  it('are the largest, all others together, and what is not known', () => {
    expect(grouping.groups.map(({ name, count }) => [name, count])).toEqual([['A', 20], ['B', 19], ['C', 18], ['D', 17], ['E', 16], ['F', 15], ['G', 14], ['All others', 36], ['Not known', 1]]);
    expect(grouping.groups.slice(-2).map(({ colour }) => colour)).toEqual([OTHERS, UNKNOWN]);
  });
  it('hold every point', () => {
    const counts = new Array<number>(grouping.groups.length).fill(0);
    for (const group of grouping.of) counts[group]!++;
    expect(counts).toEqual(grouping.groups.map(({ count }) => count));
  });
  it('of decades go by time, in colours that go over into each other', () => {
    const decades = groupsOf({ clusters: [], points: [point('a', { year: 2004 }), point('b', { year: 2009 }), point('c', { year: 1968 }), point('d', { year: 1994 })] }, 'era');
    expect(decades.groups.map(({ name }) => name)).toEqual(['1960s', '1990s', '2000s']);
    expect(decades.groups.map((_, at) => colourOf(decades, at))[0]).toMatch(/color-mix.*series-1\) 0%/);
    expect(colourOf(decades, 2)).toMatch(/100%/);
  });
  it('of another map are those of the first', () => {
    const first = { points: [point('a', { kind: 'film' }), point('b', { kind: 'series' })] };
    const own = groupsOf({ ...first, clusters: [] }, 'kind');
    const other = groupsLike({ points: [point('b'), point('new'), point('a')] }, first, own);
    expect([...other.of].map((group) => other.groups[group]!.name)).toEqual(['Series', 'Not on the first map', 'Film']);
    expect(other.groups.at(-1)!.count).toBe(1);
  });
  it('that lie near each other have different colours', () => {
    const places = Array.from({ length: 14 }, (_, at) => ({ x: at % 7, y: Math.floor(at / 7) * 100 }));
    const colours = apart(places);
    expect(new Set(colours.slice(0, 7)).size).toBe(COLOURS);
    expect(new Set(colours.slice(7)).size).toBe(COLOURS);
  });
  it.each([[1994, '1990s'], [2000, '2000s'], [undefined, undefined]])('put %s into %s', (year, expected) => expect(decade(year)).toBe(expected));
});

describe('a search', () => {
  const points = [point('1', { title: 'Amélie' }), point('2', { title: 'The Familie' }), point('3', { title: 'Alien' }), point('amelia-9'), point('4', { title: 'Aliens' })];

  it('does not mind marks and case, and begins with what begins so', () => expect(find(points, 'AMELI').map((at) => points[at]!.id)).toEqual(['amelia-9', '1']));
  it('wants all words', () => expect(find(points, 'the fam').map((at) => points[at]!.id)).toEqual(['2']));
  it('has the very title first', () => expect(find(points, 'alien').map((at) => points[at]!.id)).toEqual(['3', '4']));
  it('for nothing finds nothing', () => expect(find(points, ' ')).toEqual([]));
});

describe('a file of titles', () => {
  it('quotes what needs it, and lets no formula through', () => {
    const text = csv([point('a', { title: 'Good, "Bad"', year: 1966, x: -1.5 }), point('=1+1', { cluster: 1 })], ['western', 'war']);
    expect(text.split('\r\n')).toEqual(['id,title,kind,category,country,language,year,cluster,x,y', 'a,"Good, ""Bad""",,,,,1966,western,-1.5,0', "'=1+1,,,,,,,war,0,0", '']);
  });
});
