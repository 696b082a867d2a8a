import { useCallback, useMemo, useState } from 'react';
import { request } from '../../api/client';
import { useGet, useQuery } from '../../api/query';
import { Answered, Empty, Loading } from '../../components/States';
import { usePageTitle } from '../../components/usePageTitle';
import { plural } from '../../format';
import { navigate, to } from '../../shell/router';
import type { PageProperties } from '../../shell/routes';
import { SchemaView } from './SchemaView';
import { operationsOf, typeOf, type Operation, type Parameter, type Spec } from './spec';
import { TryIt } from './TryIt';
import './api.css';

/** Text in which `this` is code. */
function Prose({ text }: { text: string }) {
  return <>{text.split(/`([^`]+)`/).map((part, at) => (at % 2 ? <code key={at}>{part}</code> : part))}</>;
}

function Method({ method }: { method: string }) {
  return <span className={`method ${method}`}>{method.toUpperCase()}</span>;
}

function Reference({ spec, operation, known }: { spec: Spec; operation: Operation; known: (operation: Operation, parameter: Parameter) => string }) {
  usePageTitle(`${operation.method.toUpperCase()} ${operation.path}`);
  return (
    <article className="reference stack">
      <header>
        <p className="eyebrow">{operation.tag}</p>
        <h2 className="reference-path"><Method method={operation.method} /> <code>{operation.path}</code></h2>
        {operation.summary && <p className="lead"><Prose text={operation.summary} /></p>}
        {operation.description && <p className="small soft"><Prose text={operation.description} /></p>}
      </header>
      <TryIt key={operation.operationId} spec={spec} operation={operation} known={known} />
      {operation.parameters.length > 0 && (
        <section aria-label="Parameters">
          <h3>Parameters</h3>
          <ul className="schema">
            {operation.parameters.map((one) => (
              <li key={one.in + one.name}>
                <div>
                  <code className="schema-name">{one.name}</code> <span className="schema-type">{typeOf(spec, one.schema)}, in the {one.in}</span>{one.required && <span className="schema-required">required</span>}
                  {one.description && <span className="schema-text"><Prose text={one.description} /></span>}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {operation.body && (
        <section aria-label="Body">
          <h3>Body <span className="schema-type">{typeOf(spec, operation.body.schema)}, as {operation.body.type}</span></h3>
          <SchemaView spec={spec} schema={operation.body.schema} />
        </section>
      )}
      <section aria-label="Answers">
        <h3>Answers</h3>
        <ul className="answers">
          {Object.entries(operation.responses).map(([status, answer]) => {
            const [type, content] = Object.entries(answer.content ?? {})[0] ?? [];
            return (
              <li key={status}>
                <p><span className={`badge ${status.startsWith('2') ? 'good' : status === 'default' ? 'bad' : 'info'}`}>{status === 'default' ? 'anything else' : status}</span> <span className="small soft">{answer.description}</span> {type && <span className="schema-type">{content?.schema && `${typeOf(spec, content.schema)}, as `}{type}</span>}</p>
                {content?.schema && <SchemaView spec={spec} schema={content.schema} />}
              </li>
            );
          })}
        </ul>
      </section>
    </article>
  );
}

/** The reference of the API, from the service's own description of it, with a way to try each route. */
export default function ApiPage({ parameters: { operation: chosen } }: PageProperties) {
  const document = useQuery('v1/openapi.json', (quiet) => request('get', 'v1/openapi.json', { quiet }) as Promise<Spec>, { fresh: Infinity });
  const [filter, setFilter] = useState('');
  const users = useGet('/v1/users', { query: { limit: 1 } }, { fresh: 60_000 });
  const items = useGet('/v1/items', { query: { limit: 1 } }, { fresh: 60_000 });
  const models = useGet('/v1/models', {}, { fresh: 60_000 });
  const [user, item, model] = [users.data?.users[0]?.id, items.data?.items[0]?.id, models.data?.main?.split('/')[0]];
  const known = useCallback(({ path }: Operation, { name }: Parameter): string => {
    if (name === 'id') return (path.startsWith('/v1/users') ? user : path.startsWith('/v1/items') ? item : '') ?? '';
    return (name === 'name' && path.startsWith('/v1/models') ? model : '') ?? '';
  }, [user, item, model]);
  const operations = useMemo(() => (document.data ? operationsOf(document.data) : []), [document.data]);
  const shown = operations.filter(({ method, path, summary, tag }) => filter.toLowerCase().split(/\s+/).every((word) => `${method} ${path} ${summary} ${tag}`.toLowerCase().includes(word)));
  const tags = [...new Set(shown.map((one) => one.tag))];
  const current = operations.find((one) => one.operationId === chosen) ?? (chosen ? undefined : operations[0]);
  return (
    <div className="page api">
      <header className="page-head">
        <div>
          <h1>API</h1>
          <p className="soft">{operations.length > 0 ? plural(operations.length, 'route') : 'Every route'}, from what the service says of itself. <a href="v1/openapi.json">openapi.json</a> is the same for programs.</p>
        </div>
      </header>
      <Answered query={document} loading={<Loading height={420} />}>
        {(spec) => (
          <div className="api-columns">
            <nav className="api-list" aria-label="Routes">
              <div className="field"><label htmlFor="api-filter">Find a route</label><input id="api-filter" className="input" type="search" value={filter} onChange={(event) => setFilter(event.target.value)} placeholder="users home" /></div>
              <div className="field api-select">
                <label htmlFor="api-route">Route</label>
                <select id="api-route" className="input" value={current?.operationId ?? ''} onChange={(event) => navigate(to('api/:operation', { operation: event.target.value }))}>
                  {tags.map((tag) => <optgroup key={tag} label={tag}>{shown.filter((one) => one.tag === tag).map((one) => <option key={one.operationId} value={one.operationId}>{one.method.toUpperCase()} {one.path}</option>)}</optgroup>)}
                </select>
              </div>
              <div className="api-tags" tabIndex={0} role="group" aria-label="Routes by subject">
                {tags.map((tag) => (
                  <section key={tag} aria-label={tag}>
                    <p className="eyebrow">{tag}</p>
                    <ul>
                      {shown.filter((one) => one.tag === tag).map((one) => (
                        <li key={one.operationId}><a href={to('api/:operation', { operation: one.operationId })} aria-current={one === current ? 'page' : undefined} title={one.summary}><Method method={one.method} /><span>{one.path.replace('/v1', '')}</span></a></li>
                      ))}
                    </ul>
                  </section>
                ))}
                {shown.length === 0 && <p className="small faint">No route has these words.</p>}
              </div>
            </nav>
            {current ? <Reference spec={spec} operation={current} known={known} /> : <Empty icon="braces" title="There is no such route">It may be of another version of the service. <a href="#/api">All routes</a></Empty>}
          </div>
        )}
      </Answered>
    </div>
  );
}
