import '@fontsource-variable/figtree';
import './styles/tokens.css';
import './styles/base.css';

import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { startSession } from '../auth/session';
import { startTheme } from '../components/theme';
import { ConfigError, configureAmplify, loadConfig } from '../config';
import { FatalError } from './fatal-error';
import { ErrorBoundary } from './error-boundary';

/** Shows a page, once it is known where the stack is and who is signed in. */
export async function bootstrap(page: ReactNode): Promise<void> {
  const root = createRoot(document.getElementById('root') ?? document.body);
  try {
    startTheme();
    configureAmplify(await loadConfig());
  } catch (error) {
    root.render(<FatalError message={messageOf(error)} />);
    return;
  }
  void startSession();
  root.render(
    <StrictMode>
      <ErrorBoundary>{page}</ErrorBoundary>
    </StrictMode>,
  );
}

function messageOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof DOMException && error.name === 'SecurityError') {
    return 'Your browser blocks site data. Allow cookies and site data for this page, then reload it.';
  }
  return 'The server is not responding. Check your connection, then reload the page.';
}
