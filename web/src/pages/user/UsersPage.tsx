import { useGet } from '../../api/query';
import { UserPicker, userNote } from '../../components/Pickers';
import { Answered, Empty, Loading } from '../../components/States';
import { DataTable, type Column } from '../../components/DataTable';
import type { Schemas } from '../../api/client';
import { navigate, to } from '../../shell/router';

type User = Schemas['User'];

const COLUMNS: readonly Column<User>[] = [
  { key: 'id', head: 'User', isHead: true, value: (user) => user.id, cell: (user) => <a href={to('users/:id', { id: user.id! })} dir="auto">{user.id}</a> },
  { key: 'known', head: 'Known of them', cell: (user) => userNote(user.attributes, 6) || <span className="faint">nothing</span> },
  { key: 'opted', head: 'Personalised', cell: (user) => (user.optedOut ? <span className="badge warn">Opted out</span> : 'yes') },
];

/** Finds somebody to look at. */
export default function UsersPage() {
  const query = useGet('/v1/users', { query: { limit: 50 } });
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>Users</h1>
          <p className="lead">What somebody did, what their taste is made of, and what two models would show them.</p>
        </div>
        <div className="users-picker"><UserPicker label="Find a user by the beginning of their id" choose={(id) => navigate(to('users/:id', { id }))} /></div>
      </header>
      <Answered query={query} loading={<Loading height={480} />} empty={({ users }) => (users.length ? null : <Empty icon="person" title="Nobody yet">Users come with the first interaction, or by import.</Empty>)}>
        {({ users, cursor }) => (
          <>
            <DataTable caption="The first users" columns={COLUMNS} rows={users} rowKey={(user) => user.id!} />
            {cursor && <p className="small soft">There are more: find them by the beginning of their id.</p>}
          </>
        )}
      </Answered>
    </div>
  );
}
