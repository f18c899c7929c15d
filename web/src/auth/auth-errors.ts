/** What Cognito refuses, in words for the person, and the field that the words belong to. */

export type AuthField = 'username' | 'email' | 'password' | 'code';

export interface AuthProblem {
  /** Undefined: the form as a whole. */
  readonly field?: AuthField;
  readonly message: string;
}

const WRONG_CODE = 'This code is not right. Check the latest email, or have a new one sent.';

const PROBLEMS: Readonly<Record<string, AuthProblem>> = {
  NotAuthorizedException: { message: 'Username or password is not right.' },
  UserNotFoundException: { message: 'Username or password is not right.' },
  UsernameExistsException: { field: 'username', message: 'This username is taken. Try another.' },
  AliasExistsException: { field: 'email', message: 'Another account uses this address.' },
  InvalidPasswordException: {
    field: 'password',
    message: 'Choose a password of at least 12 characters.',
  },
  CodeMismatchException: { field: 'code', message: WRONG_CODE },
  ExpiredCodeException: {
    field: 'code',
    message: 'This code has expired. Have a new one sent.',
  },
  LimitExceededException: { message: 'Too many attempts. Wait a few minutes, then try again.' },
  TooManyRequestsException: { message: 'Too many attempts. Wait a moment, then try again.' },
  TooManyFailedAttemptsException: {
    message: 'Too many attempts. Wait a few minutes, then try again.',
  },
  NetworkError: { message: 'No connection. Check your network, then try again.' },
};

/** AWS says it in a sentence of its own, sometimes useful: shown where nothing better is known. */
export function authProblem(error: unknown): AuthProblem {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  return (
    PROBLEMS[name] ?? {
      message: message === '' ? 'Something went wrong. Try again in a moment.' : message,
    }
  );
}
