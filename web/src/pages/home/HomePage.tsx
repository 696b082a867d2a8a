import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { useItems } from '../../api/items';
import { invalidate, useGet } from '../../api/query';
import { useMay } from '../../api/session';
import { Confirm } from '../../components/Dialog';
import { Icon } from '../../components/Icon';
import { UserPicker, userNote } from '../../components/Pickers';
import { Answered, Empty, Loading } from '../../components/States';
import { announce, toast, toastProblem } from '../../components/Toast';
import { duration, plural } from '../../format';
import { useQueryValue } from '../../shell/router';
import { changesOf, changeText, NO_CHANGES, type Changes } from './changes';
import type { CardActions } from './Card';
import { ItemSheet } from './ItemSheet';
import { RateWall } from './RateWall';
import { Row } from './Row';
import { useFlight } from './useFlight';
import { useMarks } from './useMarks';
import { keep, keptVisitor, newVisitor, type Visitor } from './visitor';
import './home.css';

const ROWS = 8;
const MOST_ROWS = 32;
const ROW_LENGTH = 18;

type Rows = Schemas['HomePage']['rows'];

/** The placeholders of rows on their way. */
function RowsLoading() {
  return <div className="stack">{[0, 1, 2].map((at) => <div key={at}><div className="row-ghost-title" /><Loading label="Loading rows" height={270} /></div>)}</div>;
}

/** Rows of a user, moved from where they were to where they are. */
function Rows_({ rows, user, marks, actions }: { rows: Rows; user: string; marks: ReturnType<typeof useMarks>['marks']; actions: CardActions }) {
  const [shown, setShown] = useState({ rows, user });
  const [changes, setChanges] = useState<Changes>(NO_CHANGES);
  const [place, lift] = useFlight();
  useEffect(() => {
    if (rows === shown.rows) return;
    const same = user === shown.user;
    if (same) lift();
    const found = same ? changesOf(shown.rows, rows) : NO_CHANGES;
    setChanges(found);
    setShown({ rows, user });
    if (same) announce(`Rows answered: ${changeText(found)}`);
  }, [rows, user, shown, lift]);
  useEffect(() => {
    if (changes === NO_CHANGES) return;
    const timer = setTimeout(() => setChanges(NO_CHANGES), 12_000);
    return () => clearTimeout(timer);
  }, [changes]);
  const ids = useMemo(() => shown.rows.flatMap((row) => row.list.items.map((item) => item.id)), [shown]);
  const items = useItems(ids);
  return (
    <div ref={place}>
      <p className={changes === NO_CHANGES ? 'changed' : 'changed shown'} aria-hidden="true">{changes === NO_CHANGES ? '' : `What changed: ${changeText(changes)}`}</p>
      <div className="rows">
        {shown.rows.map((row, index) => (
          <Row key={row.key} row={row} items={items} marks={marks} isNew={changes.newRows.has(row.key)} newItems={changes.newItems} first={index < 2} actions={actions} />
        ))}
      </div>
    </div>
  );
}

export default function HomePage() {
  const [visitor, setVisitor] = useState<Visitor>(keptVisitor);
  const [chosen, choose] = useQueryValue('user', '');
  const user = chosen || visitor.id;
  const isVisitor = user === visitor.id;
  const known = !isVisitor || visitor.known;
  const mayWrite = useMay('write');
  const [rowCount, setRowCount] = useState(ROWS);
  const [opened, setOpened] = useState<{ id: string; row: string }>();
  const [forgetting, setForgetting] = useState(false);

  const facts = useGet('/v1/users/{id}', isVisitor ? null : { path: { id: user } });
  const page = useGet('/v1/users/{id}/home', { path: { id: user }, query: { rows: rowCount, rowLength: ROW_LENGTH } }, { keep: true });
  const met = useCallback(() => {
    if (isVisitor) setVisitor((now) => (now.known ? now : keep({ ...now, known: true })));
  }, [isVisitor]);
  const { marks, count, toggle } = useMarks(user, known, met);

  // How long the service took for what is shown: from the question to the answer, as the page sees it.
  const asked = useRef(0);
  const [took, setTook] = useState<number>();
  useLayoutEffect(() => {
    if (page.stale || page.loading) asked.current = performance.now();
    else if (asked.current > 0) {
      setTook((performance.now() - asked.current) / 1000);
      asked.current = 0;
    }
  }, [page.stale, page.loading]);

  useEffect(() => setRowCount(ROWS), [user]);
  const actions = useMemo<CardActions>(() => ({ open: (id, row) => setOpened({ id, row }), toggle: (item, title, deed) => void toggle(item, title, deed), mayWrite }), [toggle, mayWrite]);

  const forget = async (): Promise<void> => {
    setForgetting(false);
    try {
      await send('delete', '/v1/users/{id}', { path: { id: visitor.id } });
      setVisitor(newVisitor());
      await invalidate('/v1/users');
      toast('You are forgotten: what you did and who you were is erased.');
    } catch (thrown) {
      toastProblem(thrown, 'Not forgotten');
    }
  };

  const row = page.data?.rows.find((one) => one.key === opened?.row);
  const openedTitle = opened && (row?.list.items.find((item) => item.id === opened.id)?.title ?? undefined);
  return (
    <div className="page home">
      <header className="home-head">
        <div>
          <p className="eyebrow">{isVisitor ? 'A new visitor' : 'The home page of'}</p>
          <h1 className="home-title">{isVisitor ? (count === 0 ? 'Nothing is known of you yet' : `${plural(count, 'title')} in, and counting`) : user}</h1>
          <p className="soft small home-note">
            {isVisitor ? 'You are a real user of this service, with an id of your own and nothing else.' : userNote(facts.data?.attributes, 5) || (facts.problem?.status === 404 ? 'There is no such user: this is what suits anybody.' : '\u00a0')}
            {took !== undefined && <span className="home-took"> Answered in {duration(took)}.</span>}
          </p>
        </div>
        <div className="home-who">
          <UserPicker label="Look at the page of" value={isVisitor ? '' : user} choose={choose} />
          {!isVisitor && <button type="button" className="button" onClick={() => choose('')}><Icon name="person" size={16} />Be a new visitor</button>}
          {isVisitor && visitor.known && mayWrite && <button type="button" className="button quiet" onClick={() => setForgetting(true)}><Icon name="trash" size={16} />Forget me</button>}
        </div>
      </header>

      {isVisitor && mayWrite && <RateWall key={visitor.id} marks={marks} actions={actions} />}

      <Answered
        query={page} loading={<RowsLoading />}
        empty={({ rows }) => (rows.length === 0 ? <Empty title="Nothing to show yet">This service has no titles that anybody watched. Import some, train a model, and they come here.</Empty> : null)}
      >
        {({ rows, cursor }) => (
          <>
            <Rows_ rows={rows} user={user} marks={marks} actions={actions} />
            {cursor && rowCount < MOST_ROWS && <p className="home-more"><button type="button" className="button" onClick={() => setRowCount(rowCount + ROWS)} disabled={page.stale}>More rows</button></p>}
          </>
        )}
      </Answered>

      {opened && (
        <Opened opened={opened} title={openedTitle} user={user} row={row} mark={marks.get(opened.id)} mayWrite={mayWrite} toggle={actions.toggle} close={() => setOpened(undefined)} />
      )}
      {forgetting && (
        <Confirm title="Forget this visitor?" action="Forget me" confirm={() => void forget()} close={() => setForgetting(false)}>
          <p>Everything that <strong>{visitor.id}</strong> did is erased from the service, and the id with it. This cannot be undone.</p>
        </Confirm>
      )}
    </div>
  );
}

/** The sheet of an item, also after the item left the row in which it was opened. */
function Opened({ opened, title, row, ...rest }: Omit<Parameters<typeof ItemSheet>[0], 'id' | 'title'> & { opened: { id: string }; title: string | undefined }) {
  const item = useItems([opened.id]).get(opened.id);
  const [first] = useState(row);
  return <ItemSheet id={opened.id} title={title ?? item?.title ?? opened.id} row={row ?? first} {...rest} />;
}
