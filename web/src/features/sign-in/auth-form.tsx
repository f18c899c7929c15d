import { type ReactNode, type SyntheticEvent, useId, useRef, useState } from 'react';

import { type AuthProblem, authProblem } from '../../auth/auth-errors';
import { Button } from '../../components/button';
import styles from './auth-form.module.css';

interface AuthFormProps {
  readonly submitLabel: string;
  readonly onSubmit: (values: Readonly<Record<string, string>>) => Promise<void>;
  /** Draws the fields; `errorOf` says what is wrong with one. */
  readonly children: (errorOf: (field: string) => string | undefined) => ReactNode;
}

/** A form that cannot be submitted twice at once, and focuses the field with an error. */
export function AuthForm({ submitLabel, onSubmit, children }: AuthFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const problemId = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<AuthProblem | null>(null);

  async function send(event: SyntheticEvent) {
    event.preventDefault();
    if (busy || !form.current) return;
    const missing = emptyFieldOf(form.current);
    if (missing) {
      show({ field: missing as AuthProblem['field'] & string, message: 'This field is required.' });
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await onSubmit(valuesOf(form.current));
    } catch (error) {
      show(authProblem(error));
    } finally {
      setBusy(false);
    }
  }

  function show(next: AuthProblem) {
    setProblem(next);
    const field = next.field ? form.current?.elements.namedItem(next.field) : null;
    if (field instanceof HTMLInputElement) field.focus();
  }

  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);
  return (
    <form ref={form} className={styles.form} noValidate onSubmit={(event) => void send(event)}>
      <div role="alert" id={problemId}>
        {problem && !problem.field && <p className={styles.problem}>{problem.message}</p>}
      </div>
      {children(errorOf)}
      <Button type="submit" variant="primary" fullWidth busy={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}

function emptyFieldOf(form: HTMLFormElement): string | undefined {
  const inputs = [...form.querySelectorAll('input')];
  return inputs.find((input) => input.required && input.value.trim() === '')?.name;
}

/** Passwords keep their spaces; nothing else has any at its ends. */
function valuesOf(form: HTMLFormElement): Record<string, string> {
  const inputs = [...form.querySelectorAll('input')];
  return Object.fromEntries(
    inputs.map(({ name, value }) => [name, name === 'password' ? value : value.trim()]),
  );
}
