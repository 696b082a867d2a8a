import { memo } from 'react';
import type { Item } from '../../api/items';
import { Icon, type IconName } from '../../components/Icon';
import { Poster } from '../../components/poster/Poster';
import { words } from '../../format';
import type { Deed, Mark } from './useMarks';

export interface CardActions {
  open: (id: string, row: string) => void;
  toggle: (item: string, title: string, deed: Deed) => void;
  mayWrite: boolean;
}

export const DEEDS: readonly { deed: Deed; icon: IconName; label: string; isOn: (mark: Mark | undefined) => boolean }[] = [
  { deed: 'thumb-up', icon: 'up', label: 'Thumb up', isOn: (mark) => mark?.thumb === 'up' },
  { deed: 'thumb-down', icon: 'down', label: 'Thumb down', isOn: (mark) => mark?.thumb === 'down' },
  { deed: 'watch', icon: 'check', label: 'Watched', isOn: (mark) => !!mark?.watched },
  { deed: 'list-add', icon: 'plus', label: 'On the list', isOn: (mark) => !!mark?.listed },
];

/** What an item is, in a few words. */
export function factsOf(item: Partial<Item> | undefined): string {
  return [item?.year, item?.categories?.[0] && words(item.categories[0])].filter(Boolean).join(' · ');
}

/** A poster with what can be done with it. In a row only the card in turn is a stop of the Tab key. */
export const Card = memo(function Card({ id, title, item, mark, row, isNew = false, turn = true, eager = false, always = false, actions }: {
  id: string;
  title: string;
  item: Item | undefined;
  mark: Mark | undefined;
  row: string;
  isNew?: boolean;
  turn?: boolean;
  eager?: boolean;
  /** Whether what can be done is always shown, and not just for the card that is pointed at. */
  always?: boolean;
  actions: CardActions;
}) {
  const stop = turn ? 0 : -1;
  const deeds = always ? DEEDS.slice(0, 2) : DEEDS;
  return (
    <div className={`card${always ? ' always' : ''}${mark?.thumb === 'down' ? ' rejected' : ''}`} data-item={id}>
      <div className="card-art">
        <button type="button" className="card-open" tabIndex={stop} onClick={() => actions.open(id, row)} aria-label={`${title}${item?.year ? `, ${item.year}` : ''}. Open`}>
          <Poster item={item ?? { id, title }} eager={eager} />
        </button>
        {isNew && <span className="card-new" title="New on this page" />}
        {mark?.thumb && !always && <span className={`card-mark ${mark.thumb}`}><Icon name={mark.thumb} size={14} /></span>}
        <div className="card-actions">
          {actions.mayWrite && deeds.map(({ deed, icon, label, isOn }) => (
            <button key={deed} type="button" tabIndex={stop} aria-label={`${label}: ${title}`} title={label} aria-pressed={isOn(mark)} onClick={() => actions.toggle(id, title, deed)}>
              <Icon name={icon} size={17} />
            </button>
          ))}
          {!always && <button type="button" tabIndex={stop} aria-label={`Why this: ${title}`} title="Why this?" onClick={() => actions.open(id, row)}><Icon name="why" size={17} /></button>}
        </div>
      </div>
      <p className="card-title" dir="auto">{title}</p>
      <p className="card-facts">{factsOf(item) || '\u00a0'}</p>
    </div>
  );
});
