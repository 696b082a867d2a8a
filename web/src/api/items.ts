import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { send, type Schemas } from './client';

/** An item as the service knows it; the id is always there. */
export type Item = Schemas['Item'] & { id: string };

const known = new Map<string, Item | null>();
const listeners = new Set<() => void>();
let wanted = new Set<string>();
let edition = 0;
const AT_ONCE = 100;

function changed(): void {
  edition++;
  for (const listener of listeners) listener();
}

function ask(ids: readonly string[]): void {
  const fresh = ids.filter((id) => !known.has(id) && !wanted.has(id));
  if (fresh.length === 0) return;
  if (wanted.size === 0) queueMicrotask(fetchWanted);
  for (const id of fresh) wanted.add(id);
}

function fetchWanted(): void {
  const ids = [...wanted];
  wanted = new Set();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    for (const id of some) known.set(id, null);
    void send('get', '/v1/items', { query: { id: some, withoutFeatures: true } }).then(
      ({ items }) => {
        for (const item of items) known.set(item.id!, item as Item);
        changed();
      },
      () => {
        // Asked for again by whoever shows them next; until then they are shown by what is known.
        for (const id of some) known.delete(id);
      },
    );
  }
}

/** Facts of items, asked for together and kept: a list has only ids and titles. Those not known yet are missing. */
export function useItems(ids: readonly string[]): ReadonlyMap<string, Item> {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => edition,
  );
  const all = ids.join('\n');
  useEffect(() => ask(all ? all.split('\n') : []), [all, now]);
  return useMemo(() => {
    const found = new Map<string, Item>();
    for (const id of all.split('\n')) {
      const item = known.get(id);
      if (item) found.set(id, item);
    }
    return found;
  }, [all, now]);
}

/** Facts of one item. */
export function useItem(id: string | undefined): Item | undefined {
  return useItems(id === undefined ? [] : [id]).get(id ?? '');
}

/** Forgets items that were changed. */
export function forgetItems(...ids: string[]): void {
  for (const id of ids) known.delete(id);
  changed();
}
