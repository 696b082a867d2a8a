import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadSession } from './api/session';
import { App, routeOf } from './shell/App';
import { parseHash } from './shell/router';
import { startTheme } from './shell/theme';
import './style/tokens.css';
import './style/base.css';
import './style/controls.css';
import './shell/shell.css';

startTheme();
// Both are wanted in a moment, and neither needs to wait for the other.
void loadSession();
void routeOf(parseHash(location.hash).path)?.route.load().catch(() => undefined);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
