import { type Person } from '../auth/session';
import { type Engine, startEngine as start, webStorage } from '../engine';
import { amplifyTransport } from '../graphql/transport-amplify';

/** The engine at work, told what the browser notices; `stop` ends both. */
export function startEngine({ userId }: Person): { engine: Engine; stop: () => void } {
  const engine = start({
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
  const over = new AbortController();
  const { signal } = over;
  const look = () => {
    if (document.visibilityState === 'visible') engine.wake();
    else engine.flush();
  };
  const lost = () => {
    engine.networkLost();
  };
  window.addEventListener('focus', look, { signal });
  window.addEventListener('online', look, { signal });
  window.addEventListener('offline', lost, { signal });
  document.addEventListener('visibilitychange', look, { signal });
  return () => {
    over.abort();
  };
}
