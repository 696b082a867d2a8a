import { useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { useGet } from '../../api/query';
import { DataTable, type Column } from '../../components/DataTable';
import { Answered, Empty, Loading } from '../../components/States';
import { Time } from '../../components/Time';
import { toastProblem } from '../../components/Toast';
import { ACTIONS } from './actions';

type Change = Schemas['Change'];

const COLUMNS: readonly Column<Change>[] = [
  { key: 'time', head: 'When', value: (change) => change.time, cell: (change) => <Time value={change.time} seconds /> },
  { key: 'action', head: 'What', isHead: true, value: (change) => ACTIONS[change.action] ?? change.action },
  { key: 'target', head: 'To what', value: (change) => change.target, cell: (change) => (change.target ? <code>{change.target}</code> : '') },
  { key: 'key', head: 'Key', value: (change) => change.key, cell: (change) => change.key ?? <span className="faint">none was needed</span> },
  { key: 'detail', head: 'More', cell: (change) => <span className="soft">{change.detail}</span> },
];

/** Who changed what, the latest first. */
export function Changes() {
  const query = useGet('/v1/changes', { query: { limit: 50 } });
  const [more, setMore] = useState<{ changes: Change[]; cursor?: string }>();
  const go = async (cursor: string): Promise<void> => {
    try {
      const page = await send('get', '/v1/changes', { query: { limit: 50, cursor } });
      setMore({ changes: [...(more?.changes ?? []), ...page.changes], cursor: page.cursor });
    } catch (thrown) {
      toastProblem(thrown);
    }
  };
  return (
    <Answered query={query} loading={<Loading label="Loading the log" height={360} />} empty={({ changes }) => (changes.length ? null : <Empty icon="pulse" title="Nothing was changed yet">Trainings, publications, imports, keys and erasures are noted here.</Empty>)}>
      {(page) => {
        const cursor = more ? more.cursor : page.cursor;
        return (
          <div className="stack">
            <DataTable caption="Log of changes" columns={COLUMNS} rows={[...page.changes, ...(more?.changes ?? [])]} rowKey={(change, index) => `${index} ${change.time}`} />
            {cursor && <button type="button" className="button" onClick={() => void go(cursor)}>Earlier</button>}
          </div>
        );
      }}
    </Answered>
  );
}
