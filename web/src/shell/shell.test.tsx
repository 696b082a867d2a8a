import { describe, expect, it } from 'vitest';
import { routeOf } from './App';
import { match, parseHash, to } from './router';
import { routes, type Route } from './routes';

describe('addresses', () => {
  it('go through the hash and back, whatever an id holds', () => {
    for (const id of ['parasite-2019', 'a/b', 'ü & ?#%', 'فيلم', '%2F']) {
      const { path, query } = parseHash(to('items/:id', { id }, { view: 'als', empty: undefined }));
      expect(match('items/:id', path)).toEqual({ id });
      expect([...query]).toEqual([['view', 'als']]);
    }
  });

  it('fit one pattern or none', () => {
    expect(match('', '')).toEqual({});
    expect(match('items/:id', 'items')).toBeNull();
    expect(match('items/:id', 'items/')).toBeNull();
    expect(match('items/:id', 'items/a/b')).toBeNull();
    expect(match('items/:id', 'items/%')).toBeNull();
    expect(match('items', 'items/')).toEqual({});
  });

  it('find the page', () => {
    const table: Route[] = [{ path: 'items/:id', name: 'Item', load: () => Promise.reject(new Error()) }];
    expect(routeOf('items/x', table)?.parameters).toEqual({ id: 'x' });
    expect(routeOf('nowhere', table)).toBeUndefined();
  });
});

it('every page has a path of its own and a name', () => {
  expect(new Set(routes.map((route) => route.path)).size).toBe(routes.length);
  for (const route of routes) expect(route.name).not.toBe('');
});
