import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { busy } from '../api/client';
import { signOut, useMay, useSession } from '../api/session';
import { Icon } from '../components/Icon';
import { toastProblem } from '../components/Toast';
import { to, useHash } from './router';
import { routes, type Route } from './routes';
import { setTheme, THEMES, useTheme, type Theme } from './theme';

/** Whether requests have been under way for longer than a blink. */
function useBusy(): boolean {
  const now = useSyncExternalStore(busy.subscribe, busy.now);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(now), now ? 150 : 250);
    return () => clearTimeout(timer);
  }, [now]);
  return shown;
}

const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

function ThemeSwitch() {
  const theme = useTheme();
  return (
    <div className="theme-switch" role="radiogroup" aria-label="Theme">
      {THEMES.map((one: Theme) => (
        <button key={one} type="button" role="radio" aria-checked={theme === one} title={`${one[0]!.toUpperCase()}${one.slice(1)} theme`} onClick={() => setTheme(one)}>
          <Icon name={THEME_ICONS[one]} size={16} />
          <span>{one[0]!.toUpperCase() + one.slice(1)}</span>
        </button>
      ))}
    </div>
  );
}

/** A button that opens a panel under it, and closes it when the focus or the pointer goes elsewhere. */
function Menu({ label, icon, className, children }: { label: string; icon: React.ReactNode; className: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const hash = useHash();
  useEffect(() => setOpen(false), [hash]);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event): void => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
    };
  }, [open]);
  const escape = (event: React.KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    place.current?.querySelector('button')?.focus();
  };
  return (
    <div className={`menu ${className}`} ref={place} onKeyDown={escape}>
      <button type="button" className="icon-button" aria-label={label} aria-expanded={open} onClick={() => setOpen(!open)}>{icon}</button>
      {open && <div className="menu-panel">{children}</div>}
    </div>
  );
}

function Links({ current }: { current: Route | undefined }) {
  const may = { read: useMay('read'), write: useMay('write'), admin: useMay('admin') };
  return (
    <ul>
      {routes.filter((route) => route.icon && may[route.scope ?? 'read']).map((route) => (
        <li key={route.path}>
          <a href={to(route.path)} aria-current={route === current || route.path === current?.under ? 'page' : undefined}><Icon name={route.icon!} />{route.name}</a>
        </li>
      ))}
    </ul>
  );
}

function Who() {
  const state = useSession();
  if (state.state !== 'known') return null;
  const { session } = state;
  const leave = (): void => void signOut().catch((thrown: unknown) => toastProblem(thrown, 'Signing out failed'));
  return (
    <div className="who">
      <p className="eyebrow">{session.tenant ?? 'This workspace'}</p>
      {session.needsKey && session.signedIn ? (
        <>
          <p>Signed in with the key <strong>{session.key}</strong></p>
          <p className="tiny faint">May {session.scopes.join(', ')}</p>
          <button type="button" className="button small" onClick={leave}><Icon name="out" size={14} />Sign out</button>
        </>
      ) : session.needsKey ? <p>Not signed in</p> : <p className="small soft">No key is needed from this machine.</p>}
      <p className="tiny faint">Marquee {session.version}</p>
    </div>
  );
}

/** The marquee: the name, the pages, and a line of bulbs that run while something is on its way. */
export function Header({ current }: { current: Route | undefined }) {
  const running = useBusy();
  return (
    <header className="marquee">
      <div className="marquee-bar">
        <a className="wordmark" href="#/" aria-label="Marquee, home"><span aria-hidden="true">Marquee</span></a>
        <nav className="nav wide" aria-label="Pages"><Links current={current} /></nav>
        <div className="marquee-end">
          <Menu label="Settings and account" icon={<Icon name="person" size={20} />} className="account">
            <Who />
            <ThemeSwitch />
          </Menu>
          <Menu label="Pages" icon={<Icon name="menu" size={20} />} className="narrow">
            <nav className="nav" aria-label="Pages"><Links current={current} /></nav>
          </Menu>
        </div>
      </div>
      <div className={running ? 'bulbs running' : 'bulbs'} aria-hidden="true" />
    </header>
  );
}
