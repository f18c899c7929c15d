import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';

import { authProblem } from '../../auth/auth-errors';
import { confirm, resendCode } from '../../auth/session';
import { Button } from '../../components/button';
import { AuthForm } from './auth-form';
import { CodeField } from './code-field';
import { Entrance } from './entrance';

export function Confirm() {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const [note, setNote] = useState('');
  const username = search.get('username') ?? '';

  async function submit({ code = '' }: Readonly<Record<string, string>>) {
    const outcome = await confirm(username, code);
    if (outcome === 'sign-in') {
      navigate(`/sign-in?after=confirmed&username=${encodeURIComponent(username)}`);
    }
  }

  async function resend() {
    try {
      await resendCode(username);
      setNote('A new code is on its way.');
    } catch (error) {
      setNote(authProblem(error).message);
    }
  }

  return (
    <Entrance
      title="Check your email"
      lead={
        <>
          We sent a code to confirm <strong>{username}</strong>.
        </>
      }
      below={
        <>
          <span role="status">{note}</span>
          <Link href="/sign-in">Back to sign-in</Link>
        </>
      }
    >
      <AuthForm submit="Confirm" onSubmit={submit}>
        {(errorOf) => <CodeField error={errorOf('code')} />}
      </AuthForm>
      <Button look="quiet" onClick={() => void resend()}>
        Send a new code
      </Button>
    </Entrance>
  );
}
