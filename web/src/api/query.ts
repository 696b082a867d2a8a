import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { addressOf, request, type Answer, type Asked, type PathOf } from './client';
import { ApiProblem } from './problem';

/** What is known of an answer at this moment. */
export interface Query<T> {
  data: T | undefined;
  problem: ApiProblem | undefined;
  /** Nothing to show yet, and an answer is awaited. */
  loading: boolean;
  /** What is shown is of an earlier question, or is being asked anew. */
  stale: boolean;
  refetch: () => void;
}

interface State {
  data?: unknown;
  problem?: ApiProblem;
  fetching: boolean;
}

interface Entry {
  state: State;
  time: number;
  listeners: Set<() => void>;
  run: ((quiet: boolean) => Promise<unknown>) | undefined;
  /** Number of the newest request: answers of older ones are dropped. */
  turn: number;
}

const entries = new Map<string, Entry>();
const NOTHING: State = { fetching: false };
const MOST_KEPT = 200;

function entryOf(key: string): Entry {
  let entry = entries.get(key);
  if (!entry) {
    for (const [old, { listeners }] of entries) {
      if (entries.size < MOST_KEPT) break;
      if (listeners.size === 0) entries.delete(old);
    }
    entry = { state: NOTHING, time: 0, listeners: new Set(), run: undefined, turn: 0 };
    entries.set(key, entry);
  }
  return entry;
}

function put(entry: Entry, state: State): void {
  entry.state = state;
  for (const listener of [...entry.listeners]) listener();
}

async function load(entry: Entry, quiet = false): Promise<void> {
  if (!entry.run) return;
  const turn = ++entry.turn;
  put(entry, { ...entry.state, fetching: true });
  try {
    const data = await entry.run(quiet);
    if (turn !== entry.turn) return;
    entry.time = Date.now();
    put(entry, { data, fetching: false });
  } catch (thrown) {
    if (turn === entry.turn) put(entry, { data: entry.state.data, problem: ApiProblem.of(thrown), fetching: false });
  }
}

/** Asks again for every answer whose address begins so, where it is shown; forgets it where it is not. Resolves when the new answers are there. */
export async function invalidate(...prefixes: string[]): Promise<void> {
  const begins = prefixes.map((prefix) => prefix.replace(/^\//, ''));
  const loads: Promise<void>[] = [];
  for (const [key, entry] of entries) {
    if (!begins.some((begin) => key.startsWith(begin))) continue;
    if (entry.listeners.size > 0) loads.push(load(entry));
    else entries.delete(key);
  }
  await Promise.all(loads);
}

/** Changes an answer that is shown before the service says the same: what follows should be `invalidate`. */
export function change<T>(address: string, how: (data: T) => T): void {
  const entry = entries.get(address);
  if (entry?.state.data !== undefined) put(entry, { ...entry.state, data: how(entry.state.data as T) });
}

/** Forgets everything: somebody else signed in. */
export function forgetAll(): void {
  for (const [key, entry] of entries) {
    if (entry.listeners.size === 0) {
      entries.delete(key);
    } else {
      // What is shown belongs to who was here before.
      put(entry, NOTHING);
      void load(entry);
    }
  }
}

export interface QueryOptions {
  /** Show the answer to the question before while the next one is awaited. */
  keep?: boolean;
  /** Ask again after so many milliseconds, as long as the page is visible. */
  every?: number | false | undefined;
  /** An answer this young (milliseconds) is not asked for again. Default 2000. */
  fresh?: number;
}

/** The answer to a question, shared by all who ask it at once. A key of null asks nothing. */
export function useQuery<T>(key: string | null, ask: (quiet: boolean) => Promise<T>, { keep = false, every, fresh = 2000 }: QueryOptions = {}): Query<T> {
  const entry = key === null ? undefined : entryOf(key);
  const asking = useRef(ask);
  asking.current = ask;
  const subscribe = useCallback(
    (listener: () => void) => {
      entry?.listeners.add(listener);
      return () => entry?.listeners.delete(listener);
    },
    [entry],
  );
  const state = useSyncExternalStore(subscribe, () => entry?.state ?? NOTHING);
  useEffect(() => {
    if (!entry) return;
    entry.run = (quiet) => asking.current(quiet);
    if (entry.state.problem || (!entry.state.fetching && (entry.state.data === undefined || Date.now() - entry.time > fresh))) void load(entry);
  }, [entry, fresh]);
  useEffect(() => {
    if (!entry || !every) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && void load(entry, true), every);
    return () => clearInterval(timer);
  }, [entry, every]);

  const shown = useRef<unknown>(undefined);
  if (state.data !== undefined) shown.current = state.data;
  else if (!keep) shown.current = undefined;
  const data = (state.data ?? (keep && entry ? shown.current : undefined)) as T | undefined;
  const refetch = useCallback(() => void (entry && load(entry)), [entry]);
  const waiting = entry !== undefined && !state.problem && state.data === undefined;
  return { data, problem: state.problem, loading: waiting && data === undefined, stale: state.fetching || (waiting && data !== undefined), refetch };
}

/** The answer of a GET route: `useGet('/v1/items/{id}', { path: { id } })`. Null instead of the parameters asks nothing yet. */
export function useGet<P extends PathOf<'get'>>(
  pattern: P,
  asked: (undefined extends Asked<P>['path'] ? Omit<Asked<P>, 'signal' | 'raw'> | undefined : Omit<Asked<P>, 'signal' | 'raw'>) | null,
  options?: QueryOptions,
): Query<Answer<P>> {
  const address = asked === null ? null : addressOf(pattern, asked?.path as object | undefined, asked?.query as object | undefined);
  return useQuery(address, (quiet) => request('get', address!, { quiet }) as Promise<Answer<P>>, options);
}
