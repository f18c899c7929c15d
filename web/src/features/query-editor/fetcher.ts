/** GraphiQL's way to the API: answers as they are, errors included; subscriptions as AppSync has them. */
import type { GraphiQLProps } from 'graphiql';
import { getOperationAST, OperationTypeNode, parse, print, separateOperations } from 'graphql';

import { post, subscribe } from '../../graphql/client';

type Fetcher = GraphiQLProps['fetcher'];

interface Operation {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: object;
}

export const fetcher: Fetcher = (operation: Operation) => {
  const subscription = subscriptionOf(operation);
  return subscription === null ? post(operation) : events(subscription, operation.variables ?? {});
};

/** The chosen operation without its neighbours, for Amplify runs the first; null unless it subscribes. */
function subscriptionOf({ query, operationName }: Operation): string | null {
  try {
    const document = parse(query);
    const chosen = getOperationAST(document, operationName);
    if (chosen?.operation !== OperationTypeNode.SUBSCRIPTION) return null;
    const alone = separateOperations(document)[chosen.name?.value ?? ''];
    return alone ? print(alone) : null;
  } catch {
    // Whatever is wrong with the document, the server says it better.
    return null;
  }
}

/** An Observable, as GraphiQL understands it: unlike an iterator it can be left while nothing comes. */
function events(subscription: string, variables: object) {
  return {
    subscribe: (observer: { next(result: object): void; error(error: unknown): void }) => ({
      unsubscribe: subscribe<unknown, object>({ toString: () => subscription }, variables, {
        acknowledged: () => undefined,
        next: (data) => {
          observer.next({ data });
        },
        failed: ({ code, message }) => {
          observer.error({ errorType: code, message });
        },
      }),
    }),
  };
}
