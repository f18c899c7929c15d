/** The engine of the signed-in user, for all components below. */
import { createContext, useContext, useSyncExternalStore } from 'react';

import type { ConnectionState, Engine, InboxState, Readable } from '../engine';

export const EngineContext = createContext<Engine | null>(null);

export function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (!engine) throw new Error('This component belongs below EngineContext.');
  return engine;
}

export function useReadable<T>(readable: Readable<T>): T {
  return useSyncExternalStore(readable.subscribe, readable.getSnapshot);
}

export function useInbox(): InboxState {
  return useReadable(useEngine().inbox);
}

export function useConnection(): ConnectionState {
  return useReadable(useEngine().connection);
}

/** Why the chat does not admit the person; null where it does. */
export function useRefusal(): string | null {
  return useReadable(useEngine().refusal);
}
