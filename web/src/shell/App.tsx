import { Component, lazy, Suspense, useEffect, useMemo, useRef, type ComponentType, type ReactNode } from 'react';
import { loadSession, useMay, useSession } from '../api/session';
import { ApiProblem } from '../api/problem';
import { Empty, Failure, Loading } from '../components/States';
import { Toasts, announce } from '../components/Toast';
import { Header } from './Header';
import { match, parseHash, useHash } from './router';
import { routes, type PageProperties, type Route } from './routes';
import { SignIn } from './SignIn';

/** The route of a path, and its parameters. */
export function routeOf(path: string, table: readonly Route[] = routes): { route: Route; parameters: Record<string, string> } | undefined {
  for (const route of table) {
    const parameters = match(route.path, path);
    if (parameters) return { route, parameters };
  }
  return undefined;
}

const pages = new Map<Route, ComponentType<PageProperties>>();

function pageOf(route: Route): ComponentType<PageProperties> {
  let page = pages.get(route);
  if (!page) pages.set(route, (page = lazy(route.load)));
  return page;
}

/** Shows what went wrong in a page, and leaves the rest of the console usable. */
class Guard extends Component<{ path: string; children: ReactNode }, { problem?: ApiProblem; path: string }> {
  override state: { problem?: ApiProblem; path: string } = { path: this.props.path };

  static getDerivedStateFromError(thrown: unknown): { problem: ApiProblem } {
    return { problem: ApiProblem.of(thrown) };
  }

  static getDerivedStateFromProps(next: { path: string }, state: { path: string }): object | null {
    return next.path === state.path ? null : { path: next.path, problem: undefined };
  }

  override render(): ReactNode {
    return this.state.problem
      ? <div className="page"><Failure problem={this.state.problem} retry={() => this.setState({ problem: undefined })} /></div>
      : this.props.children;
  }
}

function Page({ route, parameters }: { route: Route; parameters: Record<string, string> }) {
  const Shown = pageOf(route);
  const may = useMay(route.scope ?? 'read');
  if (!may) {
    return (
      <div className="page">
        <h1>{route.name}</h1>
        <Empty icon="key" title={`This page needs a key with the scope “${route.scope ?? 'read'}”`}>Sign in with another key, from the menu at the top.</Empty>
      </div>
    );
  }
  return <Shown parameters={parameters} />;
}

/** The frame of every page: the marquee at the top, the page, messages at the foot. */
export function App() {
  const session = useSession();
  const { path } = parseHash(useHash());
  const found = useMemo(() => routeOf(path), [path]);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  useEffect(() => {
    const name = found?.route.name ?? 'No such page';
    document.title = `${name} · Marquee`;
    if (first.current) {
      first.current = false;
      return;
    }
    // Going to another page is what loading a document is: its beginning is shown, its name is said, and the focus is in it.
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
    announce(name);
  }, [path, found]);

  const skip = (event: React.MouseEvent): void => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <>
      <a className="skip" href="#main" onClick={skip}>Skip to the page</a>
      <Header current={found?.route} />
      <main id="main" ref={main} tabIndex={-1}>
        {session.state === 'failed' ? (
          <div className="page"><Failure problem={session.problem} retry={() => void loadSession()} /></div>
        ) : session.state === 'asking' ? (
          <div className="page" aria-busy="true" />
        ) : session.session.needsKey && !session.session.signedIn ? (
          <SignIn />
        ) : found ? (
          <Guard path={path}>
            <Suspense fallback={<div className="page" aria-busy="true"><Loading height={320} /></div>}>
              <Page route={found.route} parameters={found.parameters} />
            </Suspense>
          </Guard>
        ) : (
          <div className="page">
            <h1>No such page</h1>
            <Empty title="There is nothing at this address"><a href="#/">Back to the home page</a></Empty>
          </div>
        )}
      </main>
      <Toasts />
    </>
  );
}
