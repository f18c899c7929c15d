import '@fontsource-variable/figtree';
import './styles/tokens.css';
import './styles/base.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { startSession } from '../auth/session';
import { startTheme } from '../components/theme';
import { ConfigError, configureAmplify, loadConfig } from '../config';
import { App } from './app';
import { CannotStart } from './cannot-start';
import { ErrorBoundary } from './error-boundary';

const root = createRoot(document.getElementById('root') ?? document.body);

async function start(): Promise<void> {
  startTheme();
  try {
    configureAmplify(await loadConfig());
  } catch (error) {
    const message = error instanceof ConfigError ? error.message : 'The server does not answer.';
    root.render(<CannotStart message={message} />);
    return;
  }
  void startSession();
  root.render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}

void start();
