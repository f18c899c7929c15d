import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import type { Person } from '../auth/session';
import { EngineContext } from '../chat/chat-context';
import type { Engine } from '../engine';
import { Layout } from './layout';
import { preload } from './preload';
import { Splash } from './splash';
import { startEngine } from './start-engine';

/**
 * Without a network a call fails at once and the screen says so. Put off until there is one, somebody
 * would leave a conversation long after they thought better of it.
 */
const AT_ONCE = { networkMode: 'always' } as const;

/** The chat of one person; a new one for whoever signs in next. */
export default function SignedIn({ person }: { readonly person: Person }) {
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: AT_ONCE, mutations: AT_ONCE } }),
  );
  const [engine, setEngine] = useState<Engine | null>(null);

  useEffect(() => {
    const { engine, stop } = startEngine(person);
    // The engine opens connections, so it cannot be made while rendering.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setEngine(engine);
    return stop;
  }, [person]);

  useEffect(preload, []);

  if (!engine) return <Splash />;
  return (
    <QueryClientProvider client={queries}>
      <EngineContext value={engine}>
        <Layout />
      </EngineContext>
    </QueryClientProvider>
  );
}
