import { Link, useLocation } from 'wouter';

import { signUp } from '../../auth/session';
import { TextField } from '../../components/text-field';
import { AuthForm } from './auth-form';
import { AuthLayout } from './auth-layout';

export function SignUp() {
  const [, navigate] = useLocation();

  async function submit({
    username = '',
    email = '',
    password = '',
  }: Readonly<Record<string, string>>) {
    await signUp(username, email, password);
    navigate(`/confirm?username=${encodeURIComponent(username)}`);
  }

  return (
    <AuthLayout
      title="Create your account"
      intro="We’ll email you a code to confirm your address."
      footer={
        <span>
          Already have an account? <Link href="/sign-in">Sign in</Link>
        </span>
      }
    >
      <AuthForm submitLabel="Create account" onSubmit={submit}>
        {(errorOf) => (
          <>
            <TextField
              label="Username"
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              hint="Others may see it, and you can’t change it later."
              error={errorOf('username')}
            />
            <TextField
              label="Email"
              name="email"
              type="email"
              autoComplete="email"
              required
              error={errorOf('email')}
            />
            <TextField
              label="Password"
              name="password"
              type="password"
              autoComplete="new-password"
              required
              hint="At least 12 characters. A few words work well."
              error={errorOf('password')}
            />
          </>
        )}
      </AuthForm>
    </AuthLayout>
  );
}
