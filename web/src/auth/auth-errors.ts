/** Cognito's errors as messages for the person, and the form field that each belongs to. */

export type AuthField = 'username' | 'email' | 'password' | 'code';

export interface AuthProblem {
  /** Undefined: the form as a whole. */
  readonly field?: AuthField;
  readonly message: string;
}

// An address signs in once it is confirmed. Cognito does not tell apart why somebody is not found.
const WRONG_SIGN_IN =
  'Incorrect username, email or password. If you have not confirmed your email yet, use your username.';
const WRONG_CODE = 'Incorrect code. Check the most recent email, or request a new code.';

const PROBLEMS: Readonly<Record<string, AuthProblem>> = {
  NotAuthorizedException: { message: WRONG_SIGN_IN },
  UserNotFoundException: { message: WRONG_SIGN_IN },
  UsernameIsAddress: {
    field: 'username',
    message: 'Choose a username that is not an email address. You can sign in with either.',
  },
  UsernameExistsException: { field: 'username', message: 'This username is taken. Try another.' },
  // Told with the code, where there is no field for the address.
  AliasExistsException: {
    message: 'Another account uses this email. Sign in with it, or sign up with another one.',
  },
  InvalidPasswordException: {
    field: 'password',
    message: 'Enter a password of at least 12 characters.',
  },
  CodeMismatchException: { field: 'code', message: WRONG_CODE },
  ExpiredCodeException: {
    field: 'code',
    message: 'This code has expired. Request a new one.',
  },
  LimitExceededException: { message: 'Too many attempts. Wait a few minutes, then try again.' },
  TooManyRequestsException: { message: 'Too many attempts. Wait a moment, then try again.' },
  TooManyFailedAttemptsException: {
    message: 'Too many attempts. Wait a few minutes, then try again.',
  },
  NetworkError: { message: 'Can’t reach the server. Check your connection, then try again.' },
};

/** For an unknown error, AWS's own message is shown. */
export function authProblem(error: unknown): AuthProblem {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  return (
    PROBLEMS[name] ?? {
      message: message === '' ? 'Something went wrong. Try again in a moment.' : message,
    }
  );
}
