/** The second page of the app: GraphiQL, which weighs more than all the rest and is rarely needed. */
import '@fontsource-variable/figtree';
import './styles/tokens.css';
import './styles/base.css';

import { lazy, Suspense, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';

import { sessionStore, startSession } from '../auth/session';
import { startTheme } from '../components/theme';
import { configureAmplify, loadConfig } from '../config';
import { SignIn } from '../features/entrance/sign-in';
import { Splash } from './splash';

const Explorer = lazy(() => import('../features/graphiql/explorer'));

function Page({ graphqlUrl }: { readonly graphqlUrl: string }) {
  const session = useSyncExternalStore(sessionStore.subscribe, sessionStore.getSnapshot);
  if (session.state === 'starting') return <Splash />;
  if (session.state === 'signed-out') return <SignIn expired={session.expired} />;
  return (
    <Suspense fallback={<Splash />}>
      <Explorer graphqlUrl={graphqlUrl} />
    </Suspense>
  );
}

startTheme();
const config = await loadConfig();
configureAmplify(config);
void startSession();
createRoot(document.getElementById('root') ?? document.body).render(
  <Page graphqlUrl={config.graphqlUrl} />,
);
