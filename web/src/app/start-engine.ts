import { type Person } from '../auth/session';
import { me } from '../chat/api';
import { type Engine, startEngine as start, webStorage } from '../engine';
import { amplifyTransport } from '../graphql/transport-amplify';

/** The engine at work, told what the browser notices; `stop` ends both. */
export function startEngine({ userId }: Person): { engine: Engine; stop: () => void } {
  const engine = start({
    userId,
    transport: amplifyTransport,
    storage: webStorage(localStorage, userId),
  });
  void introduce(engine);
  const stopWatching = watchBrowser(engine);
  return {
    engine,
    stop: () => {
      stopWatching();
      engine.stop();
    },
  };
}

/** The first `me` of a person creates their profile; without it nobody can talk to them. */
async function introduce(engine: Engine): Promise<void> {
  try {
    engine.people.learn([await me()]);
  } catch {
    setTimeout(() => void introduce(engine), 5_000);
  }
}

function watchBrowser(engine: Engine): () => void {
  const wake = () => {
    if (document.visibilityState === 'visible') engine.wake();
  };
  const lost = () => {
    engine.networkLost();
  };
  window.addEventListener('focus', wake);
  window.addEventListener('online', wake);
  window.addEventListener('offline', lost);
  document.addEventListener('visibilitychange', wake);
  return () => {
    window.removeEventListener('focus', wake);
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', lost);
    document.removeEventListener('visibilitychange', wake);
  };
}
