import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { Item } from '../../api/items';
import type { Schemas } from '../../api/client';
import { Icon } from '../../components/Icon';
import { Card, type CardActions } from './Card';
import type { Mark } from './useMarks';

type HomeRow = Schemas['HomePage']['rows'][number];

/** A row of posters: arrow keys go from one to the next, buttons and swiping by a screen. */
export function Row({ row, items, marks, isNew, newItems, first, actions }: {
  row: HomeRow;
  items: ReadonlyMap<string, Item>;
  marks: ReadonlyMap<string, Mark>;
  isNew: boolean;
  newItems: ReadonlySet<string>;
  first: boolean;
  actions: CardActions;
}) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const [room, setRoom] = useState({ before: false, behind: false });
  const shown = row.list.items;
  const turn = Math.min(at, shown.length - 1);

  const look = (): void => {
    const element = list.current;
    if (!element) return;
    const next = { before: element.scrollLeft > 4, behind: element.scrollLeft + element.clientWidth < element.scrollWidth - 4 };
    setRoom((now) => (now.before === next.before && now.behind === next.behind ? now : next));
  };
  useEffect(() => {
    look();
    window.addEventListener('resize', look);
    return () => window.removeEventListener('resize', look);
  }, [shown.length]);

  const press = (event: KeyboardEvent): void => {
    const last = shown.length - 1;
    const target = { ArrowRight: Math.min(last, turn + 1), ArrowLeft: Math.max(0, turn - 1), Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    setAt(target);
    const card = list.current?.children[target] as HTMLElement | undefined;
    card?.querySelector<HTMLElement>('.card-open')?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const focus = (event: FocusEvent): void => {
    const index = [...(list.current?.children ?? [])].findIndex((child) => child.contains(event.target));
    if (index >= 0) setAt(index);
  };
  const go = (direction: 1 | -1): void => list.current?.scrollBy({ left: direction * list.current.clientWidth * 0.85, behavior: 'smooth' });

  return (
    <section className="row" aria-labelledby={id} data-row={row.key}>
      <header className="row-head">
        <h2 id={id} dir="auto">{row.title}</h2>
        {isNew && <span className="badge accent">New row</span>}
        <span className="row-model tiny faint">{row.list.model}</span>
        <div className="row-go">
          <button type="button" className="icon-button" tabIndex={-1} aria-hidden="true" disabled={!room.before} onClick={() => go(-1)}><Icon name="left" /></button>
          <button type="button" className="icon-button" tabIndex={-1} aria-hidden="true" disabled={!room.behind} onClick={() => go(1)}><Icon name="right" /></button>
        </div>
      </header>
      <ul className={`row-list${room.before ? ' before' : ''}${room.behind ? ' behind' : ''}`} ref={list} onKeyDown={press} onFocus={focus} onScroll={look}>
        {shown.map((one, index) => (
          <li key={one.id}>
            <Card
              id={one.id} title={one.title ?? one.id} item={items.get(one.id)} mark={marks.get(one.id)} row={row.key}
              isNew={newItems.has(one.id)} turn={index === turn} eager={first && index < 8} actions={actions}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
