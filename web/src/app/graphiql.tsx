/** The second page of the app: GraphiQL, which weighs more than all the rest and is rarely needed. */
import { lazy, Suspense, useSyncExternalStore } from 'react';

import { sessionStore } from '../auth/session';
import { SignIn } from '../features/entrance/sign-in';
import { Splash } from './splash';
import { start } from './start';

const Explorer = lazy(() => import('../features/graphiql/explorer'));

function Page() {
  const session = useSyncExternalStore(sessionStore.subscribe, sessionStore.getSnapshot);
  if (session.state === 'starting') return <Splash />;
  if (session.state === 'signed-out') return <SignIn expired={session.expired} />;
  return (
    <Suspense fallback={<Splash />}>
      <Explorer />
    </Suspense>
  );
}

void start(<Page />);
