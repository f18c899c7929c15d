import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';

import { authProblem } from '../../auth/auth-errors';
import { confirmSignUp, resendCode } from '../../auth/session';
import { Button } from '../../components/button';
import { AuthForm } from './auth-form';
import { CodeField } from './code-field';
import { AuthLayout } from './auth-layout';

export function ConfirmSignUp() {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const [note, setNote] = useState('');
  const username = search.get('username') ?? '';

  async function submit({ code = '' }: Readonly<Record<string, string>>) {
    const outcome = await confirmSignUp(username, code);
    if (outcome === 'sign-in') {
      navigate(`/sign-in?after=confirmed&username=${encodeURIComponent(username)}`);
    }
  }

  async function resend() {
    try {
      await resendCode(username);
      setNote('New code sent.');
    } catch (error) {
      setNote(authProblem(error).message);
    }
  }

  return (
    <AuthLayout
      title="Check your email"
      intro={
        <>
          We sent a code to the email address of <strong>{username}</strong>.
        </>
      }
      footer={
        <>
          <span role="status">{note}</span>
          <Link href="/sign-in">Back to sign in</Link>
        </>
      }
    >
      <AuthForm submitLabel="Confirm" onSubmit={submit}>
        {(errorOf) => <CodeField error={errorOf('code')} />}
      </AuthForm>
      <Button variant="quiet" onClick={() => void resend()}>
        Resend code
      </Button>
    </AuthLayout>
  );
}
