import { expect, test } from 'vitest';

import { authProblem } from '../../src/auth/auth-errors';

test('what Cognito says in a name of its own is still a sentence', () => {
  expect(authProblem(Object.assign(new Error('Be kind.'), { name: 'NewException' }))).toEqual({
    message: 'Be kind.',
  });
  expect(authProblem('?').message).toContain('Something went wrong');
});
