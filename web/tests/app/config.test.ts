import { expect, test } from 'vitest';

import { amplifyEndpoint, parseConfig } from '../../src/config';

const COMPLETE = {
  graphqlUrl: 'http://localhost:4000/graphql',
  region: 'us-east-1',
  userPoolId: 'us-east-1_pool',
  userPoolClientId: 'client',
};

test('a complete configuration needs no endpoint of its own for Cognito', () => {
  expect(parseConfig(COMPLETE)).toEqual(COMPLETE);
});

test('all that is missing is named at once', () => {
  expect(() => parseConfig({ ...COMPLETE, region: '', userPoolId: undefined })).toThrow(
    'has no region, userPoolId',
  );
});

test('plain http is written so that Amplify leaves it alone, https as it is', () => {
  expect(amplifyEndpoint('http://localhost:4000/graphql')).toBe('HTTP://localhost:4000/graphql');
  expect(amplifyEndpoint('https://example.com/graphql')).toBe('https://example.com/graphql');
});
