/** Who is signed in, and signing in, up and out. The only module that calls Cognito. */
import {
  autoSignIn,
  confirmResetPassword,
  confirmSignUp as cognitoConfirmSignUp,
  fetchAuthSession,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  signIn as cognitoSignIn,
  signOut as cognitoSignOut,
  signUp as cognitoSignUp,
} from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';

export interface SignedInUser {
  readonly userId: string;
  readonly username: string;
}

export type Session =
  | { readonly state: 'starting' }
  | { readonly state: 'signed-out'; readonly expired: boolean }
  | { readonly state: 'signed-in'; readonly user: SignedInUser };

/**
 * Failures after which nobody is signed in: after a refusal Amplify forgets the tokens. After any
 * other, a network that is away above all, it keeps them and tries again with the next call.
 */
const SIGNED_OUT_ERRORS = new Set([
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'RefreshTokenReuseException',
  'TokenRevokedException',
  'UserNotConfirmedException',
  'UserNotFoundException',
  'UserUnAuthenticatedException',
]);
const RETRY_MS = 2_000;

let session: Session = { state: 'starting' };
const listeners = new Set<() => void>();

function setSession(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

export const sessionStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  getSnapshot: (): Session => session,
};

/** Finds the session of an earlier visit, and follows what other tabs do with it. */
export async function startSession(): Promise<void> {
  Hub.listen('auth', ({ payload }) => {
    if (payload.event === 'tokenRefresh_failure' && isSignedOutError(payload.data.error)) {
      setSignedOut(true);
    }
    if (payload.event === 'signedOut') setSignedOut(false);
  });
  window.addEventListener('storage', (event) => {
    const isToken = event.key === null || event.key.endsWith('.accessToken');
    if (isToken && event.newValue !== event.oldValue) void refreshSession();
  });
  await refreshSession();
}

/** An expired session stays one, whichever event comes after it. */
function setSignedOut(expired: boolean): void {
  const alreadyExpired = session.state === 'signed-out' && session.expired;
  setSession({ state: 'signed-out', expired: expired || alreadyExpired });
}

async function refreshSession(): Promise<void> {
  try {
    const { userId, username } = await getCurrentUser();
    const known = session.state === 'signed-in' ? session.user.userId : null;
    if (known !== userId) setSession({ state: 'signed-in', user: { userId, username } });
  } catch (error) {
    if (isSignedOutError(error)) setSignedOut(false);
    else if (session.state === 'starting') setTimeout(() => void refreshSession(), RETRY_MS);
  }
}

function isSignedOutError(error: unknown): boolean {
  return error instanceof Error && SIGNED_OUT_ERRORS.has(error.name);
}

/** Throws what Cognito refuses. `confirm`: the address is not confirmed yet. */
export async function signIn(username: string, password: string): Promise<'done' | 'confirm'> {
  const { nextStep } = await cognitoSignIn({ username, password });
  if (nextStep.signInStep === 'CONFIRM_SIGN_UP') return 'confirm';
  if (nextStep.signInStep !== 'DONE') {
    throw new Error(
      'This account needs a sign-in step that this app does not support. Contact your administrator.',
    );
  }
  await refreshSession();
  return 'done';
}

/** Refused by Cognito, too, where an address signs in: it would not know whose it is. */
class UsernameIsAddress extends Error {
  override readonly name = 'UsernameIsAddress';
}

/** A code is sent to the address. */
export async function signUp(username: string, email: string, password: string): Promise<void> {
  if (/^\S+@\S+$/.test(username)) throw new UsernameIsAddress();
  await cognitoSignUp({
    username,
    password,
    options: { userAttributes: { email }, autoSignIn: true },
  });
}

/** `sign-in`: confirmed, but the password is no longer at hand (the page was reloaded). */
export async function confirmSignUp(username: string, code: string): Promise<'done' | 'sign-in'> {
  await cognitoConfirmSignUp({ username, confirmationCode: code });
  try {
    await autoSignIn();
  } catch {
    return 'sign-in';
  }
  await refreshSession();
  return session.state === 'signed-in' ? 'done' : 'sign-in';
}

export async function resendCode(username: string): Promise<void> {
  await resendSignUpCode({ username });
}

export async function forgotPassword(username: string): Promise<void> {
  await resetPassword({ username });
}

export async function setNewPassword(
  username: string,
  code: string,
  password: string,
): Promise<void> {
  await confirmResetPassword({ username, confirmationCode: code, newPassword: password });
}

export async function signOut(): Promise<void> {
  await cognitoSignOut();
  setSignedOut(false);
}

/** For requests that Amplify does not send; refreshed where it has expired. */
export async function accessToken(): Promise<string> {
  const { tokens } = await fetchAuthSession();
  if (!tokens) throw new Error('You are signed out. Sign in again.');
  return tokens.accessToken.toString();
}
