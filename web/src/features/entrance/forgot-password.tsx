import { useState } from 'react';
import { Link, useLocation } from 'wouter';

import { forgotPassword, setNewPassword } from '../../auth/session';
import { TextField } from '../../components/text-field';
import { AuthForm } from './auth-form';
import { CodeField } from './code-field';
import { Entrance } from './entrance';

/** Two steps on one page: whose password, then the code and the new one. */
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
    <Entrance
      title="Forgotten password"
      lead="Say who you are, and we send a code to your email."
      below={<Link href="/sign-in">Back to sign-in</Link>}
    >
      <AuthForm submit="Send the code" onSubmit={submit}>
        {(errorOf) => (
          <TextField
            label="Username"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            error={errorOf('username')}
          />
        )}
      </AuthForm>
    </Entrance>
  );
}

function ChooseNewPassword({ username }: { readonly username: string }) {
  const [, navigate] = useLocation();

  async function submit({ code = '', password = '' }: Readonly<Record<string, string>>) {
    await setNewPassword(username, code, password);
    navigate(`/sign-in?after=reset&username=${encodeURIComponent(username)}`);
  }

  return (
    <Entrance
      title="Choose a new password"
      lead={
        <>
          If <strong>{username}</strong> has an account, a code is in its mailbox now.
        </>
      }
      below={<Link href="/sign-in">Back to sign-in</Link>}
    >
      <AuthForm submit="Set the new password" onSubmit={submit}>
        {(errorOf) => (
          <>
            <CodeField error={errorOf('code')} />
            <TextField
              label="New password"
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
