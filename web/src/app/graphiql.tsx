/** A page of its own for GraphiQL, which is larger than the rest of the app and rarely needed. */
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';

import { sessionStore } from '../auth/session';
import { SignIn } from '../features/sign-in/sign-in';
import { Splash } from './splash';
import { bootstrap } from './bootstrap';

const QueryEditor = lazy(() => import('../features/query-editor/query-editor'));

function Page() {
  const session = useSyncExternalStore(sessionStore.subscribe, sessionStore.getSnapshot);
  const [location] = useLocation();
  if (!location.startsWith('/graphiql')) return <ReloadAsApp />;
  if (session.state === 'starting') return <Splash />;
  if (session.state === 'signed-out') return <SignIn expired={session.expired} />;
  return (
    <Suspense fallback={<Splash />}>
      <QueryEditor />
    </Suspense>
  );
}

/** Links to sign-up and to a new password leave this page: the app's own page has those screens. */
function ReloadAsApp() {
  useEffect(() => {
    window.location.reload();
  }, []);
  return <Splash />;
}

void bootstrap(<Page />);
