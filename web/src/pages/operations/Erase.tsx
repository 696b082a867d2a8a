import { useState } from 'react';
import { send } from '../../api/client';
import { invalidate, useGet } from '../../api/query';
import { Confirm } from '../../components/Dialog';
import { Icon } from '../../components/Icon';
import { UserPicker, userNote } from '../../components/Pickers';
import { Answered, Loading } from '../../components/States';
import { toast, toastProblem } from '../../components/Toast';
import { plural } from '../../format';

/** Erases what is known of a person, all that they did, and their id; gives out their data first, if asked. */
export function Erase() {
  const [id, setId] = useState<string>();
  return (
    <div className="stack erase">
      <p className="soft">What is known of somebody, all that they did, and their id go at once and for good. Models forget what they learned from it when they are next trained. The log of changes notes that somebody was erased, not who.</p>
      <UserPicker label="Person" value={id} choose={setId} />
      {id !== undefined && <Person key={id} id={id} done={() => setId(undefined)} />}
    </div>
  );
}

function Person({ id, done }: { id: string; done: () => void }) {
  const query = useGet('/v1/users/{id}/data', { path: { id } });
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const erase = async (): Promise<void> => {
    setBusy(true);
    try {
      await send('delete', '/v1/users/{id}', { path: { id } });
      toast('Erased.');
      done();
      await invalidate('/v1/users', '/v1/statistics', '/v1/changes');
    } catch (thrown) {
      toastProblem(thrown, 'Not erased');
      setBusy(false);
    }
  };
  return (
    <Answered query={query} loading={<Loading height={120} />}>
      {({ user, interactions }) => (
        <div className="sheet stack">
          <h3 dir="auto">{id}</h3>
          <p className="small soft">{userNote(user.attributes, 6) || 'Nothing but an id is known of them'}; {plural(interactions.length, 'interaction')}.</p>
          <div className="cluster">
            <a className="button" href={`v1/users/${encodeURIComponent(id)}/data`} download="data.json"><Icon name="download" size={16} />Their data</a>
            <button type="button" className="button danger" onClick={() => setAsking(true)}><Icon name="trash" size={16} />Erase</button>
          </div>
          {asking && <Confirm title={`Erase ${id}?`} action="Erase for good" busy={busy} confirm={() => void erase()} close={() => setAsking(false)}>{plural(interactions.length, 'interaction')} and everything that is known of this person go at once. This cannot be undone.</Confirm>}
        </div>
      )}
    </Answered>
  );
}
