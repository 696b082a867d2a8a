import { ApiProblem, readProblem } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Paths that know a method. */
export type PathOf<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never }[keyof paths];

type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;
type Parameters_<O, K extends string> = O extends { parameters: infer P } ? (P extends { [key in K]?: infer V } ? Exclude<V, undefined> : never) : never;
type Several<Q> = { [K in keyof Q]: Q[K] | readonly Exclude<Q[K], undefined>[] };
type BodyOf<O> = O extends { requestBody: { content: infer C } } ? C[keyof C] : never;
type ContentOf<R> = R extends { content: infer C } ? C[keyof C] : undefined;
type Good<R> = { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? ContentOf<R[S]> : never }[keyof R];

/** What a route answers. */
export type Answer<P extends keyof paths, M extends Method = 'get'> = Operation<P, M> extends { responses: infer R } ? Good<R> : never;

/** What a route is asked with. `raw` is a body that is not JSON: a file. */
export type Asked<P extends keyof paths, M extends Method = 'get'> = {
  query?: [Parameters_<Operation<P, M>, 'query'>] extends [never] ? undefined : Several<Parameters_<Operation<P, M>, 'query'>>;
  raw?: Blob | string;
  signal?: AbortSignal;
} & ([Parameters_<Operation<P, M>, 'path'>] extends [never] ? { path?: undefined } : { path: Parameters_<Operation<P, M>, 'path'> }) &
  ([BodyOf<Operation<P, M>>] extends [never] ? { body?: undefined } : { body?: BodyOf<Operation<P, M>> });

/** The address of a request, relative to the page: the console also works behind a prefix. */
export function addressOf(pattern: string, path?: object | null, query?: object | null): string {
  const filled = pattern.replace(/^\//, '').replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = (path as Record<string, unknown> | undefined)?.[name];
    if (value === undefined || value === '') throw new Error(`'${name}' is missing in the path of ${pattern}.`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

type SignedOutListener = () => void;
const signedOutListeners = new Set<SignedOutListener>();

/** Called whenever the service wants a key and there is none, or not that one any more. */
export function onSignedOut(listener: SignedOutListener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

let waiting = 0;
const busyListeners = new Set<() => void>();

/** Whether requests are under way: the bulbs of the marquee run. */
export const busy = {
  now: (): boolean => waiting > 0,
  subscribe: (listener: () => void): (() => void) => {
    busyListeners.add(listener);
    return () => busyListeners.delete(listener);
  },
};

function count(change: number): void {
  waiting += change;
  for (const listener of busyListeners) listener();
}

/** Sends a request to an address; the answer as JSON. Throws an ApiProblem. */
export async function request(method: string, address: string, options: { body?: unknown; raw?: Blob | string; signal?: AbortSignal; quiet?: boolean } = {}): Promise<unknown> {
  const { body, raw, signal, quiet = false } = options;
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = method === 'patch' ? 'application/merge-patch+json' : 'application/json';
  else if (raw !== undefined) headers['Content-Type'] = 'application/octet-stream';
  if (!quiet) count(1);
  try {
    const response = await fetch(address, {
      method: method.toUpperCase(),
      headers,
      credentials: 'same-origin',
      body: body !== undefined ? JSON.stringify(body) : raw,
      signal,
    });
    if (!response.ok) {
      if (response.status === 401) for (const listener of signedOutListeners) listener();
      throw await readProblem(response);
    }
    return response.status === 204 ? undefined : await response.json();
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw ApiProblem.of(thrown);
  } finally {
    if (!quiet) count(-1);
  }
}

/** Sends a request to a route of the API, typed by its description. */
export function send<M extends Method, P extends PathOf<M>>(
  method: M,
  pattern: P,
  ...[asked]: undefined extends Asked<P, M>['path'] ? [asked?: Asked<P, M>] : [asked: Asked<P, M>]
): Promise<Answer<P, M>> {
  const address = addressOf(pattern, asked?.path as object | undefined, asked?.query as object | undefined);
  return request(method, address, { body: asked?.body, raw: asked?.raw, signal: asked?.signal }) as Promise<Answer<P, M>>;
}
