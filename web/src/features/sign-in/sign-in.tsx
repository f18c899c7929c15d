import { Link, useLocation, useSearchParams } from 'wouter';

import { signIn } from '../../auth/session';
import { TextField } from '../../components/text-field';
import { AuthForm } from './auth-form';
import { AuthLayout } from './auth-layout';

const INTROS: Readonly<Record<string, string>> = {
  expired: 'Your session has expired. Sign in to continue.',
  confirmed: 'Your email is confirmed. Sign in to get started.',
  reset: 'Your password has been changed. Sign in with the new one.',
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
      intro={INTROS[reason] ?? 'Sign in to continue.'}
      footer={
        <>
          <span>
            New here? <Link href="/sign-up">Create an account</Link>
          </span>
          <Link href="/forgot">Forgot password?</Link>
        </>
      }
    >
      <AuthForm submitLabel="Sign in" onSubmit={submit}>
        {(errorOf) => (
          <>
            <TextField
              label="Username or email"
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
