import { type SignedInUser } from '../auth/session';
import { type Engine, startEngine as startEngine, webStorage } from '../engine';
import { amplifyTransport } from '../graphql/transport-amplify';

/** Starts the engine and tells it of focus and network changes; `stop` ends both. */
export function startBrowserEngine({ userId }: SignedInUser): { engine: Engine; stop: () => void } {
  const engine = startEngine({
    userId,
    transport: amplifyTransport,
    storage: webStorage(localStorage, userId),
  });
  const stopWatching = watchBrowser(engine);
  return {
    engine,
    stop: () => {
      stopWatching();
      engine.stop();
    },
  };
}

function watchBrowser(engine: Engine): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const onVisibilityChange = () => {
    if (document.visibilityState === 'visible') engine.wake();
    else engine.outOfSight();
  };
  const onOffline = () => {
    engine.networkLost();
  };
  window.addEventListener('focus', onVisibilityChange, { signal });
  window.addEventListener('online', onVisibilityChange, { signal });
  window.addEventListener('offline', onOffline, { signal });
  document.addEventListener('visibilitychange', onVisibilityChange, { signal });
  return () => {
    abort.abort();
  };
}
