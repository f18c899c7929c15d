import { useState } from 'react';
import { Link, useLocation } from 'wouter';

import { forgotPassword, setNewPassword } from '../../auth/session';
import { TextField } from '../../components/text-field';
import { AuthForm } from './auth-form';
import { CodeField } from './code-field';
import { AuthLayout } from './auth-layout';

/** Two steps: the username or email, then the code and the new password. */
export function ForgotPassword() {
  const [username, setUsername] = useState<string | null>(null);
  return username === null ? (
    <AskForCode onSent={setUsername} />
  ) : (
    <ChooseNewPassword username={username} />
  );
}

function AskForCode({ onSent }: { readonly onSent: (username: string) => void }) {
  async function submit({ username = '' }: Readonly<Record<string, string>>) {
    await forgotPassword(username);
    onSent(username);
  }

  return (
    <AuthLayout
      title="Forgot your password?"
      intro="Enter your username or email, and we’ll email you a code."
      footer={<Link href="/sign-in">Back to sign in</Link>}
    >
      <AuthForm submitLabel="Send code" onSubmit={submit}>
        {(errorOf) => (
          <TextField
            label="Username or email"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            error={errorOf('username')}
          />
        )}
      </AuthForm>
    </AuthLayout>
  );
}

function ChooseNewPassword({ username }: { readonly username: string }) {
  const [, navigate] = useLocation();

  async function submit({ code = '', password = '' }: Readonly<Record<string, string>>) {
    await setNewPassword(username, code, password);
    navigate(`/sign-in?after=reset&username=${encodeURIComponent(username)}`);
  }

  return (
    <AuthLayout
      title="Choose a new password"
      intro={
        <>
          If <strong>{username}</strong> has an account, we sent a code to its email address.
        </>
      }
      footer={<Link href="/sign-in">Back to sign in</Link>}
    >
      <AuthForm submitLabel="Set new password" onSubmit={submit}>
        {(errorOf) => (
          <>
            <CodeField error={errorOf('code')} />
            <TextField
              label="New password"
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
