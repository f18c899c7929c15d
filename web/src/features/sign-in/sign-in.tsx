import { Link, useLocation, useSearchParams } from 'wouter';

import { signIn } from '../../auth/session';
import { TextField } from '../../components/text-field';
import { AuthForm } from './auth-form';
import { AuthLayout } from './auth-layout';

const INTROS: Readonly<Record<string, string>> = {
  expired: 'Your session has ended. Sign in to go on where you were.',
  confirmed: 'Your address is confirmed. Sign in to begin.',
  reset: 'Your new password is set. Sign in with it.',
};

export function SignIn({ expired }: { readonly expired: boolean }) {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const reason = expired ? 'expired' : (search.get('after') ?? '');

  async function submit({ username = '', password = '' }: Readonly<Record<string, string>>) {
    const outcome = await signIn(username, password);
    if (outcome === 'confirm') navigate(`/confirm?username=${encodeURIComponent(username)}`);
  }

  return (
    <AuthLayout
      title="Welcome back"
      intro={INTROS[reason] ?? 'Sign in to see what you have missed.'}
      footer={
        <>
          <span>
            New here? <Link href="/sign-up">Create an account</Link>
          </span>
          <Link href="/forgot">Forgotten password</Link>
        </>
      }
    >
      <AuthForm submitLabel="Sign in" onSubmit={submit}>
        {(errorOf) => (
          <>
            <TextField
              label="Username"
              name="username"
              defaultValue={search.get('username') ?? ''}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              error={errorOf('username')}
            />
            <TextField
              label="Password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              error={errorOf('password')}
            />
          </>
        )}
      </AuthForm>
    </AuthLayout>
  );
}
