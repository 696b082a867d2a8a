import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App';
import { startTheme } from './shell/theme';
import './style/tokens.css';
import './style/base.css';
import './style/controls.css';
import './shell/shell.css';

startTheme();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
