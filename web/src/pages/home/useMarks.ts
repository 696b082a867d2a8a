import { useCallback, useMemo, useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { invalidate, useGet } from '../../api/query';
import { toast, toastProblem } from '../../components/Toast';

/** What somebody did with an item, as the page shows it. */
export interface Mark {
  thumb?: 'up' | 'down';
  watched?: boolean;
  listed?: boolean;
}

export type Deed = 'thumb-up' | 'thumb-down' | 'watch' | 'list-add';

const SAID: Record<Deed, string> = { 'thumb-up': 'Thumb up', 'thumb-down': 'Thumb down', watch: 'Watched', 'list-add': 'On the list' };

/** The marks that interactions leave; of two thumbs the later one counts. Watching something begun does not mark it as watched. */
export function marksOf(interactions: readonly Schemas['Interaction'][]): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  const thumbs = new Map<string, number>();
  for (const { item, kind, time, progress } of interactions) {
    if (!item) continue;
    const mark = marks.get(item) ?? {};
    marks.set(item, mark);
    if (kind === 'thumb-up' || kind === 'thumb-down') {
      const at = typeof time === 'number' ? time * 1000 : Date.parse(time ?? '') || 0;
      if (at < (thumbs.get(item) ?? -1)) continue;
      thumbs.set(item, at);
      mark.thumb = kind === 'thumb-up' ? 'up' : 'down';
    } else if (kind === 'watch' && (progress ?? 1) >= 0.9) {
      mark.watched = true;
    } else if (kind === 'list-add') {
      mark.listed = true;
    }
  }
  return marks;
}

const isSet = (mark: Mark, deed: Deed): boolean => (deed === 'thumb-up' ? mark.thumb === 'up' : deed === 'thumb-down' ? mark.thumb === 'down' : deed === 'watch' ? !!mark.watched : !!mark.listed);

/** The mark after a deed is done, or undone. */
export function after(mark: Mark, deed: Deed, undo: boolean): Mark {
  if (deed === 'watch') return { ...mark, watched: !undo };
  if (deed === 'list-add') return { ...mark, listed: !undo };
  return { ...mark, thumb: undo ? undefined : deed === 'thumb-up' ? 'up' : 'down' };
}

/** What a user did, and how to do more. What is done is shown at once; the service's next answer has it. */
export function useMarks(user: string, known: boolean, met: () => void): { marks: ReadonlyMap<string, Mark>; count: number; toggle: (item: string, title: string, deed: Deed) => Promise<void> } {
  const history = useGet('/v1/users/{id}/interactions', known ? { path: { id: user }, query: { limit: 1000 } } : null);
  const [ahead, setAhead] = useState<ReadonlyMap<string, Mark>>(new Map());
  const kept = useMemo(() => marksOf(history.data?.interactions ?? []), [history.data]);
  const marks = useMemo(() => new Map([...kept, ...[...ahead].filter(([key]) => key.startsWith(`${user}\n`)).map(([key, mark]) => [key.slice(user.length + 1), mark] as const)]), [kept, ahead, user]);

  const carry = useCallback(async (item: string, deed: Deed, undo: boolean, other: boolean): Promise<void> => {
    const path = { id: user };
    if (undo) await send('delete', '/v1/users/{id}/interactions', { path, query: { item, kind: deed } });
    else await send('post', '/v1/interactions', { query: { repeat: 'replace' }, body: { user, item, kind: deed, ...(deed === 'watch' ? { progress: 1 } : {}) } });
    // A thumb takes the place of the opposite one.
    if (other) await send('delete', '/v1/users/{id}/interactions', { path, query: { item, kind: deed === 'thumb-up' ? 'thumb-down' : 'thumb-up' } });
  }, [user]);

  const toggle = useCallback(async (item: string, title: string, deed: Deed): Promise<void> => {
    const key = `${user}\n${item}`;
    const mark = marks.get(item) ?? {};
    const undo = isSet(mark, deed);
    setAhead((now) => new Map(now).set(key, after(mark, deed, undo)));
    try {
      await carry(item, deed, undo, !undo && deed.startsWith('thumb') && mark.thumb !== undefined);
      met();
      await invalidate(`/v1/users/${encodeURIComponent(user)}/home`, `/v1/users/${encodeURIComponent(user)}/interactions`);
      toast(undo ? `${SAID[deed]} taken back: ${title}` : `${SAID[deed]}: ${title}`, undo ? {} : {
        action: {
          label: 'Undo',
          run: () => {
            setAhead((now) => new Map(now).set(key, mark));
            carry(item, deed, true, false).then(
              () => invalidate(`/v1/users/${encodeURIComponent(user)}/home`, `/v1/users/${encodeURIComponent(user)}/interactions`),
              (thrown: unknown) => toastProblem(thrown, 'Not undone'),
            );
          },
        },
      });
    } catch (thrown) {
      setAhead((now) => new Map(now).set(key, mark));
      toastProblem(thrown, `${SAID[deed]} was not kept`);
    }
  }, [user, marks, carry, met]);

  const count = useMemo(() => [...marks.values()].filter((mark) => mark.thumb || mark.watched || mark.listed).length, [marks]);
  return { marks, count, toggle };
}
