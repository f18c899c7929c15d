import { Link, useLocation } from 'wouter';

import { signUp } from '../../auth/session';
import { TextField } from '../../components/text-field';
import { AuthForm } from './auth-form';
import { Entrance } from './entrance';

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
    <Entrance
      title="Create your account"
      lead="It takes a minute and a code from your email."
      below={
        <span>
          Been here before? <Link href="/sign-in">Sign in</Link>
        </span>
      }
    >
      <AuthForm submit="Create account" onSubmit={submit}>
        {(errorOf) => (
          <>
            <TextField
              label="Username"
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              hint="What you sign in with. It cannot be changed later."
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
              hint="At least 12 characters. A sentence is fine."
              error={errorOf('password')}
            />
          </>
        )}
      </AuthForm>
    </Entrance>
  );
}
