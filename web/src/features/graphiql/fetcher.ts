/** GraphiQL's way to the API: answers as they are, errors included; subscriptions as AppSync has them. */
import type { GraphiQLProps } from 'graphiql';

import { accessToken } from '../../auth/session';
import { subscribe } from '../../graphql/client';

type Fetcher = GraphiQLProps['fetcher'];

interface Operation {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: object;
}

export function fetcherOf(graphqlUrl: string): Fetcher {
  return (operation) =>
    isSubscription(operation) ? events(operation) : answer(graphqlUrl, operation);
}

/** AppSync takes one operation per subscription document, so the first keyword decides. */
function isSubscription({ query, operationName }: Operation): boolean {
  const name = operationName ?? '';
  return new RegExp(String.raw`^\s*subscription\b\s*${name}`, 'mu').test(query);
}

async function answer(graphqlUrl: string, operation: Operation) {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: await accessToken() },
    body: JSON.stringify(operation),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** Ends when GraphiQL stops listening. */
async function* events(operation: Operation) {
  const waiting: unknown[] = [];
  let wake: () => void = () => undefined;
  const unsubscribe = subscribe<unknown, object>(
    { toString: () => operation.query },
    operation.variables ?? {},
    {
      acknowledged: () => undefined,
      next: (data) => {
        waiting.push({ data });
        wake();
      },
      failed: ({ code, message }) => {
        waiting.push({ errors: [{ message: `${code}: ${message}` }] });
        wake();
      },
    },
  );
  try {
    for (;;) {
      yield* waiting.splice(0);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    unsubscribe();
  }
}
