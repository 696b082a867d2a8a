import { useSyncExternalStore } from 'react';
import { onSignedOut, request } from './client';
import { ApiProblem } from './problem';
import { forgetAll } from './query';

/** Who asks, and what they may. */
export interface Session {
  needsKey: boolean;
  signedIn: boolean;
  key?: string;
  scopes: string[];
  tenant?: string;
  version: string;
  time: string;
  imageOrigins: string[];
}

export type SessionState = { state: 'asking' } | { state: 'known'; session: Session } | { state: 'failed'; problem: ApiProblem };

let current: SessionState = { state: 'asking' };
const listeners = new Set<() => void>();

function put(next: SessionState): void {
  current = next;
  for (const listener of listeners) listener();
}

async function ask(method: string, body?: unknown): Promise<Session> {
  const session = (await request(method, 'v1/session', { body })) as Session | undefined;
  return session ?? ((await request('get', 'v1/session')) as Session);
}

/** Asks the service who is there. */
export async function loadSession(): Promise<void> {
  try {
    put({ state: 'known', session: await ask('get') });
  } catch (thrown) {
    put({ state: 'failed', problem: ApiProblem.of(thrown) });
  }
}

/** Signs in. The key goes to the service, which answers with a cookie that no script can read; it is kept nowhere here. */
export async function signIn(key: string): Promise<void> {
  put({ state: 'known', session: await ask('post', { key }) });
  forgetAll();
}

export async function signOut(): Promise<void> {
  const session = await ask('delete');
  put({ state: 'known', session });
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
