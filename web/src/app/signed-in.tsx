import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import type { SignedInUser } from '../auth/session';
import { EngineContext } from '../chat/chat-context';
import type { Engine } from '../engine';
import { Layout } from './layout';
import { preload } from './preload';
import { Splash } from './splash';
import { startBrowserEngine } from './browser-engine';

/**
 * Without a network, calls fail at once and the screen says so. A call that waited for the network
 * might make somebody leave a conversation long after they changed their mind.
 */
const WITHOUT_WAITING_FOR_NETWORK = { networkMode: 'always' } as const;

/** The chat of the signed-in user; mounted anew for the next one. */
export default function SignedIn({ user }: { readonly user: SignedInUser }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: WITHOUT_WAITING_FOR_NETWORK,
          mutations: WITHOUT_WAITING_FOR_NETWORK,
        },
      }),
  );
  const [engine, setEngine] = useState<Engine | null>(null);

  useEffect(() => {
    const { engine, stop } = startBrowserEngine(user);
    // The engine opens connections, so it cannot be made while rendering.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setEngine(engine);
    return stop;
  }, [user]);

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
