import { TextField } from '../../components/text-field';

/** The six digits from the email; phones offer them by themselves. */
export function CodeField({ error }: { readonly error: string | undefined }) {
  return (
    <TextField
      label="Verification code"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      placeholder="6 digits"
      required
      error={error}
    />
  );
}
