import { useSyncExternalStore } from 'react';
import { onSignedOut, send, type Schemas } from './client';
import { ApiProblem } from './problem';
import { forgetAll } from './query';

/** Who asks, and what they may. */
export type Session = Schemas['Session'];

export type SessionState = { state: 'asking' } | { state: 'known'; session: Session } | { state: 'failed'; problem: ApiProblem };

let current: SessionState = { state: 'asking' };
const listeners = new Set<() => void>();

function put(next: SessionState): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Asks the service who is there. */
export async function loadSession(): Promise<void> {
  try {
    put({ state: 'known', session: await send('get', '/v1/session') });
  } catch (thrown) {
    put({ state: 'failed', problem: ApiProblem.of(thrown) });
  }
}

/** Signs in. The key goes to the service, which answers with a cookie that no script can read; it is kept nowhere here. */
export async function signIn(key: string): Promise<void> {
  put({ state: 'known', session: await send('post', '/v1/session', { body: { key } }) });
  forgetAll();
}

export async function signOut(): Promise<void> {
  await send('delete', '/v1/session');
  await loadSession();
  forgetAll();
}

onSignedOut(() => {
  if (current.state === 'known' && current.session.signedIn) put({ state: 'known', session: { ...current.session, needsKey: true, signedIn: false, scopes: [] } });
});

export function useSession(): SessionState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Whether who is there may do something; controls that they may not use are not offered. */
export function useMay(scope: 'read' | 'write' | 'admin'): boolean {
  const state = useSession();
  return state.state === 'known' && (!state.session.needsKey || state.session.scopes.includes(scope));
}
