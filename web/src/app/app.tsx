import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Redirect, Route, Switch } from 'wouter';

import { sessionStore } from '../auth/session';
import { ConfirmSignUp } from '../features/sign-in/confirm-sign-up';
import { ForgotPassword } from '../features/sign-in/forgot-password';
import { SignIn } from '../features/sign-in/sign-in';
import { SignUp } from '../features/sign-in/sign-up';
import { Splash } from './splash';

const SignedIn = lazy(() => import('./signed-in'));

export function App() {
  const session = useSyncExternalStore(sessionStore.subscribe, sessionStore.getSnapshot);
  switch (session.state) {
    case 'starting':
      return <Splash />;
    case 'signed-out':
      return <SignedOut expired={session.expired} />;
    case 'signed-in':
      return (
        <Suspense fallback={<Splash />}>
          <SignedIn key={session.user.userId} user={session.user} />
        </Suspense>
      );
  }
}

/** The address stays as it is, so that signing in leads to where the person wanted to go. */
function SignedOut({ expired }: { readonly expired: boolean }) {
  return (
    <Switch>
      <Route path="/sign-up" component={SignUp} />
      <Route path="/confirm" component={ConfirmSignUp} />
      <Route path="/forgot" component={ForgotPassword} />
      <Route path="/c/*?">
        <SignIn expired={expired} />
      </Route>
      <Route path="/sign-in">
        <SignIn expired={expired} />
      </Route>
      <Route>
        <Redirect to="/sign-in" replace />
      </Route>
    </Switch>
  );
}
