import type { ReactNode } from 'react';
import type { ApiProblem } from '../api/problem';
import type { Query } from '../api/query';
import { Icon, type IconName } from './Icon';
import './states.css';

/** Nothing to show, and what to do about it. */
export function Empty({ title, children, icon = 'film' }: { title: string; children?: ReactNode; icon?: IconName }) {
  return (
    <div className="state">
      <Icon name={icon} size={28} />
      <p className="state-title">{title}</p>
      {children && <div className="state-text">{children}</div>}
    </div>
  );
}

/** What went wrong, in the words of the service, and a way to try again. */
export function Failure({ problem, retry }: { problem: ApiProblem; retry?: () => void }) {
  return (
    <div className="state failure" role="alert">
      <Icon name="warn" size={28} />
      <p className="state-title">{problem.title}</p>
      <div className="state-text">
        <p>{problem.message}</p>
        {problem.traceId && <p className="tiny faint">Find it in the service's log by <code>{problem.traceId}</code>.</p>}
        {retry && <button type="button" className="button" onClick={retry}><Icon name="refresh" size={16} />Try again</button>}
      </div>
    </div>
  );
}

/** The place of what is on its way: as tall as it will be, so that nothing jumps. */
export function Loading({ label = 'Loading', height = 160 }: { label?: string; height?: number }) {
  return (
    <div className="state-loading" aria-busy="true" style={{ minHeight: height }}>
      <span className="hidden" role="status">{label}</span>
    </div>
  );
}

/** A query's answer in each of its states: awaited, failed, empty, there. */
export function Answered<T>({ query, loading, empty, children }: {
  query: Query<T>;
  loading?: ReactNode;
  /** What to show instead of an answer that holds nothing; null where it holds something. */
  empty?: (data: T) => ReactNode | null;
  children: (data: T) => ReactNode;
}) {
  const { data, problem, refetch } = query;
  if (data === undefined) return problem ? <Failure problem={problem} retry={refetch} /> : (loading ?? <Loading />);
  return (
    <>
      {problem && <Failure problem={problem} retry={refetch} />}
      {empty?.(data) ?? children(data)}
    </>
  );
}
