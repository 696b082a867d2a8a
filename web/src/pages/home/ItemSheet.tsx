import { useCallback, useMemo } from 'react';
import { request, addressOf, type Schemas } from '../../api/client';
import { useItem, useItems } from '../../api/items';
import { useQuery } from '../../api/query';
import { Dialog } from '../../components/Dialog';
import { Icon } from '../../components/Icon';
import { Poster } from '../../components/poster/Poster';
import { Answered, Empty, Loading } from '../../components/States';
import { WhyBars } from '../../components/WhyBars';
import { country, language, list, runtime, words } from '../../format';
import { routes } from '../../shell/routes';
import { to } from '../../shell/router';
import { DEEDS } from './Card';
import type { Deed, Mark } from './useMarks';

/** Why an item is in a row that no score explains by itself. */
function reasonOfRow(row: Schemas['HomePage']['rows'][number] | undefined): string | undefined {
  if (!row) return undefined;
  if (row.key === 'continue') return 'It stands here because it was begun and not finished. Beside that, this is what the model makes of it:';
  if (row.key === 'trending') return 'It stands here because more people than usual watch it these days. Beside that, this is what the model makes of it:';
  if (row.key === 'new') return 'It stands here because it is new. Beside that, this is what the model makes of it:';
  if (row.key === 'hidden-gems') return 'It stands here because few know it. This is what the model makes of it:';
  return undefined;
}

function Why({ user, id, row }: { user: string; id: string; row: Schemas['HomePage']['rows'][number] | undefined }) {
  const model = /^([\w-]+)\/\d+$/.exec(row?.list.model ?? '')?.[1];
  const key = `why:${user}\n${id}\n${model}`;
  const answer = useQuery(key, async (quiet) => {
    const query = { explain: true, includeSeen: true, model, surface: 'why' };
    return (await request('post', addressOf('/v1/rank', null, query), { body: { user, items: [id] }, quiet })) as Schemas['ItemList'];
  });
  const reasons = answer.data?.items[0]?.reasons;
  const contributions = useMemo(() => reasons?.contributions ?? [], [reasons]);
  const items = useItems(useMemo(() => contributions.flatMap(({ item }) => (item ? [item] : [])), [contributions]));
  const titleOf = useCallback((one: string) => items.get(one)?.title ?? one, [items]);
  return (
    <Answered query={answer} loading={<Loading label="Adding up" height={180} />} empty={(data) => (data.items.length === 0 ? <Empty icon="why" title="No score">The model does not know this title, or it may not be shown here.</Empty> : null)}>
      {({ items: [one], model: by }) => (
        <div className="stack tight">
          {reasonOfRow(row) && <p className="small soft">{reasonOfRow(row)}</p>}
          {one!.reasons?.text && <p className="sheet-reason">{one!.reasons.text}</p>}
          <WhyBars score={one!.score} baseline={one!.reasons?.baseline} contributions={contributions} titleOf={titleOf} />
          <p className="tiny faint">Scored by {by}. The bars begin where everybody begins and end at the score.</p>
        </div>
      )}
    </Answered>
  );
}

/** An item, what can be done with it, and why it is there. */
export function ItemSheet({ user, id, title, row, mark, mayWrite, toggle, close }: {
  user: string;
  id: string;
  title: string;
  row: Schemas['HomePage']['rows'][number] | undefined;
  mark: Mark | undefined;
  mayWrite: boolean;
  toggle: (item: string, title: string, deed: Deed) => void;
  close: () => void;
}) {
  const item = useItem(id);
  const people = (role: string): string[] => (item?.people ?? []).filter((person) => person.role === role).map(({ name }) => name);
  const makers = people('director').length > 0 ? people('director') : people('creator');
  const facts = [
    item?.year, item?.kind && words(item.kind), runtime(item?.attributes?.runtime), item?.countries && list(item.countries.map(country), 3), item?.language && language(item.language),
  ].filter(Boolean);
  const page = routes.some((route) => route.path === 'items/:id');
  return (
    <Dialog title={title} close={close} wide hideTitle>
      <div className="item-sheet">
        <div className="item-sheet-art"><Poster item={item ?? { id, title }} width={280} eager /></div>
        <div className="item-sheet-text stack">
          <div className="item-sheet-facts">
            <p className="eyebrow">{facts.join(' · ')}</p>
            <h2 className="item-sheet-title" dir="auto">{title}</h2>
            {item?.summary && <p className="soft" dir="auto">{item.summary}</p>}
            {makers.length > 0 && <p className="small faint">By {list(makers, 3)}{people('cast').length > 0 && <>, with {list(people('cast'), 4)}</>}</p>}
          </div>
          <div className="cluster">
            {mayWrite && DEEDS.map(({ deed, icon, label, isOn }) => (
              <button key={deed} type="button" className="button" aria-pressed={isOn(mark)} onClick={() => toggle(id, title, deed)}><Icon name={icon} size={16} />{label}</button>
            ))}
            {page && <a className="button quiet" href={to('items/:id', { id })}>All about it<Icon name="right" size={16} /></a>}
          </div>
          <section aria-label="Why this?">
            <h3 className="item-sheet-why">Why this?</h3>
            <Why user={user} id={id} row={row} />
          </section>
        </div>
      </div>
    </Dialog>
  );
}
