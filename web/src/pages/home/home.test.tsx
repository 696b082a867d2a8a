import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Item } from '../../api/items';
import { loadSession } from '../../api/session';
import { changesOf, changeText } from './changes';
import HomePage from './HomePage';
import { after, marksOf } from './useMarks';
import { varied } from './varied';

const row = (key: string, ...ids: string[]) => ({ key, title: key, list: { id: key, model: 'ease/1', items: ids.map((id, at) => ({ id, title: `Title ${id}`, score: 1 - at / 10 })) } });

describe('what changed', () => {
  it('names rows and titles that are new, and counts those that moved', () => {
    const found = changesOf([row('for-you', 'a', 'b', 'c')], [row('for-you', 'b', 'c', 'd'), row('because:a', 'e', 'f', 'g')]);
    expect([...found.newRows]).toEqual(['because:a']);
    expect([...found.newItems]).toEqual(['d', 'e', 'f', 'g']);
    expect(found.moved).toBe(2);
    expect(changeText(found)).toBe('1 new row, 4 new titles, 2 moved');
  });

  it('is nothing where nothing changed', () => expect(changeText(changesOf([row('a', 'x')], [row('a', 'x')]))).toBe('nothing moved'));
});

describe('marks', () => {
  it('are what was done last', () => {
    const marks = marksOf([
      { user: 'u', item: 'a', kind: 'thumb-up', time: '2026-01-01T00:00:00Z' },
      { user: 'u', item: 'a', kind: 'thumb-down', time: '2026-01-02T00:00:00Z' },
      { user: 'u', item: 'b', kind: 'watch', progress: 0.5 },
      { user: 'u', item: 'c', kind: 'watch', progress: 1 },
      { user: 'u', item: 'c', kind: 'list-add' },
      { user: 'u', kind: 'search', text: 'sea' },
    ]);
    expect(marks.get('a')).toEqual({ thumb: 'down' });
    expect(marks.get('b')).toEqual({});
    expect(marks.get('c')).toEqual({ watched: true, listed: true });
  });

  it('are set and taken back', () => {
    expect(after({ thumb: 'down' }, 'thumb-up', false)).toEqual({ thumb: 'up' });
    expect(after({ thumb: 'up', watched: true }, 'thumb-up', true)).toEqual({ thumb: undefined, watched: true });
    expect(after({}, 'list-add', false)).toEqual({ listed: true });
  });
});

it('a first screen is varied', () => {
  const items: Item[] = Array.from({ length: 60 }, (_, at) => ({ id: `i${at}`, kind: 'film', year: 1950 + at, countries: ['US'], categories: [at < 40 ? 'drama' : at < 50 ? 'comedy' : 'horror'] }));
  const chosen = varied(items, 9);
  expect(new Set(chosen.map((item) => item.id)).size).toBe(9);
  expect(new Set(chosen.map((item) => item.categories![0])).size).toBe(3);
  expect(varied(items.slice(0, 2), 9)).toHaveLength(2);
});

describe('the page of a new visitor', () => {
  const asked: { method: string; address: string; body: unknown }[] = [];
  let rows = [row('for-you', 'a', 'b', 'c')];

  beforeEach(async () => {
    asked.length = 0;
    rows = [row('for-you', 'a', 'b', 'c')];
    localStorage.clear();
    vi.stubGlobal('fetch', async (address: string, { method = 'GET', body }: RequestInit = {}) => {
      asked.push({ method, address, body: body ? JSON.parse(String(body)) : undefined });
      const answer = (value: unknown): Response => new Response(JSON.stringify(value), { headers: { 'Content-Type': 'application/json' } });
      if (address === 'v1/session') return answer({ needsKey: false, signedIn: false, scopes: ['read', 'write', 'admin'], version: '1', time: '2026-01-01T00:00:00Z', imageOrigins: [] });
      if (address.startsWith('v1/items')) return answer({ items: new URLSearchParams(address.split('?')[1]).getAll('id').map((id) => ({ id, title: `Title ${id}`, year: 2000, categories: ['drama'] })) });
      if (address.startsWith('v1/recommendations')) return answer(row('', 'a', 'w').list);
      if (address.includes('/home')) return answer({ rows });
      if (address.startsWith('v1/rank')) return answer({ id: '1', model: 'ease/1', items: [{ id: 'a', title: 'Title a', score: 1, reasons: { text: 'Because you watched Title b', baseline: 0.25, contributions: [{ item: 'b', score: 0.75 }] } }] });
      if (method === 'POST' && address.startsWith('v1/interactions')) {
        rows = [row('for-you', 'b', 'c'), row('because:w', 'd', 'e', 'f')];
        return answer({ version: 1, new: 1, updated: 0, unchanged: 0, deleted: 0, replayed: false });
      }
      return answer({ interactions: [] });
    });
    await act(loadSession);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('gives a thumb, shows it at once, and shows the rows that follow from it', async () => {
    render(<HomePage />);
    const wall = await screen.findByRole('region', { name: 'Which of these do you like?' });
    const thumb = await within(wall).findByRole('button', { name: 'Thumb up: Title w' });
    fireEvent.click(thumb);
    expect(thumb.getAttribute('aria-pressed')).toBe('true');
    await screen.findByRole('region', { name: 'because:w' });
    const post = asked.find((one) => one.method === 'POST')!;
    expect(post.address).toBe('v1/interactions?repeat=replace');
    expect(post.body).toMatchObject({ item: 'w', kind: 'thumb-up', user: expect.stringMatching(/^visitor-[a-z2-9]{8}$/) as string });
    expect(screen.getByText('New row')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('1 title in, and counting');
  });

  it('says why, as a sum', async () => {
    render(<HomePage />);
    fireEvent.click(await screen.findByRole('button', { name: /Why this: Title a/ }));
    const sheet = await screen.findByRole('dialog', { name: 'Title a' });
    await within(sheet).findByText('Because you watched Title b');
    const values = [...sheet.querySelectorAll<HTMLElement>('tbody [data-value]')].map((line) => Number(line.dataset.value));
    expect(values).toEqual([0.25, 0.75]);
    await waitFor(() => expect(within(sheet).getByRole('rowheader', { name: 'Title b' })).toBeTruthy());
  });

  it('goes along a row with the arrow keys', async () => {
    render(<HomePage />);
    const region = await screen.findByRole('region', { name: 'for-you' });
    const posters = within(region).getAllByRole('button', { name: /\. Open$/ });
    expect(posters.map((poster) => poster.tabIndex)).toEqual([0, -1, -1]);
    posters[0]!.focus();
    fireEvent.keyDown(posters[0]!, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(posters[1]);
    fireEvent.keyDown(posters[1]!, { key: 'End' });
    expect(document.activeElement).toBe(posters[2]);
  });
});
