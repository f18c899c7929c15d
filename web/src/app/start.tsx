import '@fontsource-variable/figtree';
import './styles/tokens.css';
import './styles/base.css';

import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { startSession } from '../auth/session';
import { startTheme } from '../components/theme';
import { ConfigError, configureAmplify, loadConfig } from '../config';
import { CannotStart } from './cannot-start';
import { ErrorBoundary } from './error-boundary';

/** Shows a page, once it is known where the stack is and who is signed in. */
export async function start(page: ReactNode): Promise<void> {
  const root = createRoot(document.getElementById('root') ?? document.body);
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
      <ErrorBoundary>{page}</ErrorBoundary>
    </StrictMode>,
  );
}
