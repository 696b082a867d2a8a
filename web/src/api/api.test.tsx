import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressOf, request, send } from './client';
import { ApiProblem } from './problem';
import { change, forgetAll, invalidate, useGet, useQuery } from './query';

const json = (body: unknown, status = 200, type = 'application/json'): Response => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });

describe('addresses of requests', () => {
  it('are relative, with ids encoded and lists repeated', () => {
    expect(addressOf('/v1/items/{id}/similar', { id: 'a/b ü' }, { n: 5, user: undefined })).toBe('v1/items/a%2Fb%20%C3%BC/similar?n=5');
    expect(addressOf('/v1/items', null, { id: ['a', 'b&c'] })).toBe('v1/items?id=a&id=b%26c');
    expect(() => addressOf('/v1/items/{id}', {})).toThrow("'id' is missing");
  });
});

describe('requests', () => {
  const fetching = vi.fn<typeof fetch>();
  beforeEach(() => void vi.stubGlobal('fetch', fetching));
  afterEach(() => {
    vi.unstubAllGlobals();
    fetching.mockReset();
  });

  it('say what the service said when something is wrong', async () => {
    fetching.mockResolvedValue(json({ title: 'Bad request', detail: "'n' is 0; it should be a whole number from 1 to 1000.", field: 'n', traceId: 't' }, 400, 'application/problem+json'));
    const problem = await send('get', '/v1/popular', { query: { n: 0 } }).catch((thrown: unknown) => thrown as ApiProblem);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 400, field: 'n', traceId: 't', title: 'Bad request' });
  });

  it('say so when no answer comes', async () => {
    fetching.mockRejectedValue(new TypeError('Failed to fetch'));
    await expect(request('get', 'v1/models')).rejects.toMatchObject({ status: 0, title: 'The service cannot be reached' });
  });

  it('leave nothing on the page of who was signed in before', async () => {
    fetching.mockImplementationOnce(async () => json({ keys: [{ name: 'of-the-one-before' }] }));
    const shown = renderHook(() => useGet('/v1/keys', {}));
    await waitFor(() => expect(shown.result.current.data).toBeDefined());
    fetching.mockImplementation(async () => json({ title: 'Forbidden', detail: 'This needs admin.' }, 403, 'application/problem+json'));
    act(() => forgetAll());
    expect(shown.result.current.data).toBeUndefined();
    await waitFor(() => expect(shown.result.current.problem?.status).toBe(403));
    expect(shown.result.current.data).toBeUndefined();
  });

  it('are asked once for all who ask the same, and again when invalidated', async () => {
    fetching.mockImplementation(async () => json({ main: 'ease/1', models: [], refused: [] }));
    const first = renderHook(() => useGet('/v1/models', {}));
    const second = renderHook(() => useGet('/v1/models', {}));
    await waitFor(() => expect(first.result.current.data?.main).toBe('ease/1'));
    expect(second.result.current.data).toBe(first.result.current.data);
    expect(fetching).toHaveBeenCalledTimes(1);
    fetching.mockImplementation(async () => json({ main: 'ease/2', models: [], refused: [] }));
    await act(() => invalidate('/v1/models'));
    expect(second.result.current.data?.main).toBe('ease/2');
    act(() => change<{ main: string }>('v1/models', (data) => ({ ...data, main: 'shown at once' })));
    expect(first.result.current.data?.main).toBe('shown at once');
  });

  it('drop answers of questions that were asked before the last', async () => {
    const answers: ((text: string) => void)[] = [];
    const { result } = renderHook(() => useQuery('drops', () => new Promise<string>((resolve) => answers.push(resolve))));
    act(() => result.current.refetch());
    await act(async () => answers[1]!('new'));
    await act(async () => answers[0]!('old'));
    expect(result.current.data).toBe('new');
  });

  it('show the answer before while the next is awaited, where asked to', async () => {
    let give: (text: string) => void = () => {};
    const ask = (): Promise<string> => new Promise((resolve) => (give = resolve));
    const { result, rerender } = renderHook(({ key }) => useQuery(key, ask, { keep: true }), { initialProps: { key: 'keep-1' } });
    expect(result.current.loading).toBe(true);
    await act(async () => give('one'));
    rerender({ key: 'keep-2' });
    expect(result.current).toMatchObject({ data: 'one', stale: true, loading: false });
    await act(async () => give('two'));
    expect(result.current).toMatchObject({ data: 'two', stale: false });
  });

  it('keep what was shown when asking again fails', async () => {
    const ask = vi.fn<() => Promise<string>>().mockResolvedValueOnce('good').mockRejectedValue(new TypeError('gone'));
    const { result } = renderHook(() => useQuery('fails', ask));
    await waitFor(() => expect(result.current.data).toBe('good'));
    await act(async () => result.current.refetch());
    await waitFor(() => expect(result.current.problem?.status).toBe(0));
    expect(result.current.data).toBe('good');
  });
});
