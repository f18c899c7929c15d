import '@fontsource-variable/figtree';
import '../../src/app/styles/tokens.css';
import '../../src/app/styles/base.css';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';

import { Layout } from '../../src/app/layout';
import { EngineContext } from '../../src/chat/chat-context';
import { startTheme } from '../../src/components/theme';
import { fakeEngine } from './fake-engine';

const asked = new URLSearchParams(location.search);
const engine = fakeEngine({
  length: Number(asked.get('length') ?? 120),
  page: Number(asked.get('page') ?? 50),
});
startTheme();
createRoot(document.getElementById('root') ?? document.body).render(
  <Router hook={useHashLocation}>
    <QueryClientProvider client={new QueryClient()}>
      <EngineContext value={engine}>
        <Layout />
      </EngineContext>
    </QueryClientProvider>
  </Router>,
);
