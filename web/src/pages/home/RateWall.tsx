import { useMemo, useState } from 'react';
import { useItems } from '../../api/items';
import { useGet } from '../../api/query';
import { Icon } from '../../components/Icon';
import { Answered, Loading } from '../../components/States';
import { Card, type CardActions } from './Card';
import type { Mark } from './useMarks';
import { varied } from './varied';

const AT_ONCE = 10;
const ENOUGH = 3;

/** A first screen for somebody of whom nothing is known: different titles to say yes or no to. */
export function RateWall({ marks, actions }: { marks: ReadonlyMap<string, Mark>; actions: CardActions }) {
  const popular = useGet('/v1/recommendations', { query: { n: 150, surface: 'first-screen' } }, { fresh: Infinity });
  const ids = useMemo(() => popular.data?.items.map((item) => item.id) ?? [], [popular.data]);
  const items = useItems(ids);
  const order = useMemo(() => varied(ids.flatMap((id) => items.get(id) ?? []), 100), [ids, items]);
  const [page, setPage] = useState(0);
  const start = order.length === 0 ? 0 : (page * AT_ONCE) % order.length;
  const shown = order.slice(start, start + AT_ONCE);
  const thumbs = [...marks.values()].filter((mark) => mark.thumb).length;
  return (
    <section className="wall sheet" aria-labelledby="wall-title">
      <header className="cluster apart">
        <div>
          <h2 id="wall-title">{thumbs === 0 ? 'Which of these do you like?' : thumbs < ENOUGH ? `${ENOUGH - thumbs} more, and the rows below are yours` : 'The more you say, the better it knows you'}</h2>
          <p className="small soft">A thumb counts at once: watch the rows below move with each one.</p>
        </div>
        <div className="cluster">
          <span className="wall-count" role="img" aria-label={`${Math.min(thumbs, ENOUGH)} of ${ENOUGH} thumbs`}>{Array.from({ length: ENOUGH }, (_, at) => <i key={at} className={at < thumbs ? 'lit' : ''} />)}</span>
          <button type="button" className="button small" onClick={() => setPage(page + 1)}><Icon name="refresh" size={14} />Other titles</button>
        </div>
      </header>
      <Answered query={popular} loading={<Loading height={250} />}>
        {() => (shown.length === 0 && ids.length > 0 ? <Loading height={250} /> : (
          <ul className="wall-list">
            {shown.map((item) => <li key={item.id}><Card id={item.id} title={item.title ?? item.id} item={item} mark={marks.get(item.id)} row="" always eager actions={actions} /></li>)}
          </ul>
        ))}
      </Answered>
    </section>
  );
}
