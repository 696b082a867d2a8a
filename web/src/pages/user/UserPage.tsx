import { useGet } from '../../api/query';
import { Answered, Loading } from '../../components/States';
import { usePageTitle } from '../../components/usePageTitle';
import { country, wordsOfKey } from '../../format';
import type { PageProperties } from '../../shell/routes';
import { to } from '../../shell/router';
import { Compare } from './Compare';
import { History } from './History';
import { Taste } from './Taste';
import './user.css';

/** One user: what they did on a time line, what their taste is made of, two models side by side. */
export default function UserPage({ parameters }: PageProperties) {
  const id = parameters.id!;
  const query = useGet('/v1/users/{id}', { path: { id } });
  usePageTitle(id);
  return (
    <div className="page">
      <Answered query={query} loading={<Loading label="Loading the user" height={120} />}>
        {(user) => (
          <>
            <header className="page-head">
              <div>
                <p className="eyebrow"><a href={to('users')}>Users</a></p>
                <h1 dir="auto">{id}</h1>
                <div className="cluster user-facts">
                  {user.optedOut && <span className="badge warn">Opted out: nothing is personalised</span>}
                  {Object.entries(user.attributes ?? {}).filter(([name]) => name !== 'simulated').map(([name, value]) => <span key={name} className="badge"><span className="faint">{wordsOfKey(name)}</span> {name === 'country' ? country(value) : value}</span>)}
                </div>
              </div>
              <a className="button" href={to('', {}, { user: id })}>Their home page</a>
            </header>
            <History id={id} />
            <Taste id={id} />
            <Compare id={id} />
          </>
        )}
      </Answered>
    </div>
  );
}
