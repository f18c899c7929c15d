import { ConsoleLogger, Hub } from 'aws-amplify/utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';

/** Amplify's client, whose answer each test gives. */
const amplify = vi.hoisted(() => ({
  answer: (): unknown => undefined,
  cancelled: [] as unknown[],
  asked: [] as { query: string; variables: object }[],
}));

vi.mock('aws-amplify/api', () => ({
  generateClient: () => ({
    graphql: (asked: { query: string; variables: object }) => {
      amplify.asked.push(asked);
      return amplify.answer();
    },
    cancel: (answer: unknown) => amplify.cancelled.push(answer),
    isCancelError: () => false,
  }),
}));

vi.mock('../../src/auth/session', () => ({ accessToken: () => Promise.resolve('a token') }));

const { dropConnections, lastingRequest, onSocket, request, subscribe } =
  await import('../../src/graphql/client');
const { amplifyTransport } = await import('../../src/graphql/transport-amplify');

// Amplify warns whoever dispatches in its name, which here is the point.
ConsoleLogger.LOG_LEVEL = 'NONE';

interface Observer {
  next(answer: unknown): void;
  error(error: unknown): void;
}

/** As Amplify rejects: with a plain object, as a rule. */
async function rejected(reason: unknown): Promise<never> {
  throw await Promise.resolve(reason);
}

beforeEach(() => {
  amplify.asked.length = 0;
});

describe('a refused call', () => {
  const refusals: readonly (readonly [string, unknown, string, string])[] = [
    [
      'of a function',
      { data: null, errors: [{ errorType: 'NotFound', message: 'There is none.' }] },
      'NotFound',
      'There is none.',
    ],
    [
      'without a network',
      { data: {}, errors: [{ message: 'x', originalError: { name: 'NetworkError' } }] },
      'Offline',
      'Can’t reach the server. Check your connection.',
    ],
    ['of unknown cause', { data: {}, errors: [{ message: 'Odd.' }] }, 'Unknown', 'Odd.'],
    ['that is an Error', new TypeError('Odd.'), 'TypeError', 'Odd.'],
  ];

  test.each(refusals)('%s becomes a ChatError', async (_, rejection, code, message) => {
    amplify.answer = () => rejected(rejection);

    await expect(request('query { me { id } }', {})).rejects.toMatchObject({
      name: 'ChatError',
      code,
      message,
    });
  });
});

describe('a call that outlives the page', () => {
  const asked = (answer: () => Promise<Response>) => {
    const fetched = vi.fn(answer);
    vi.stubGlobal('fetch', fetched);
    return fetched;
  };

  test('is one that the browser keeps alive, with the token', async () => {
    const fetched = asked(() => Promise.resolve(Response.json({ data: { markRead: 1 } })));

    const data = await lastingRequest('mutation { markRead }', { seq: 7 });

    expect(data).toEqual({ markRead: 1 });
    expect(fetched).toHaveBeenCalledExactlyOnceWith(
      expect.anything(),
      expect.objectContaining({
        keepalive: true,
        headers: { 'content-type': 'application/json', authorization: 'a token' },
        body: '{"query":"mutation { markRead }","variables":{"seq":7}}',
      }),
    );
  });

  const failures: readonly (readonly [string, () => Promise<Response>])[] = [
    ['NotFound', () => Promise.resolve(Response.json({ errors: [{ errorType: 'NotFound' }] }))],
    ['Offline', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['TimedOut', () => Promise.reject(new DOMException('Late.', 'TimeoutError'))],
  ];

  test.each(failures)('fails as others do: %s', async (code, answer) => {
    asked(answer);

    await expect(lastingRequest('mutation { markRead }', {})).rejects.toMatchObject({ code });
  });
});

describe('a subscription', () => {
  let amplifyObserver: Observer;
  let events: unknown[];
  let unsubscribe: () => void;

  beforeEach(() => {
    events = [];
    amplify.answer = () => ({
      subscribe: (observer: Observer) => {
        amplifyObserver = observer;
        return { unsubscribe: () => events.push('unsubscribed') };
      },
    });
    unsubscribe = subscribe(
      'subscription { onInbox { kind } }',
      { userId: 'me' },
      {
        acknowledged: () => events.push('acknowledged'),
        next: (data) => events.push(data),
        failed: (error) => events.push(error.code),
      },
    );
  });

  const acknowledge = (variables: unknown) => {
    Hub.dispatch('api', { event: 'Subscription ack', data: { variables } });
  };

  test('is told of its own acknowledgements, each time, and of no other', () => {
    acknowledge({ userId: 'me' });
    acknowledge(amplify.asked[0]?.variables);
    acknowledge(amplify.asked[0]?.variables);

    expect(events).toEqual(['acknowledged', 'acknowledged']);
  });

  test('hands on the data of what is published', () => {
    amplifyObserver.next({ data: { onInbox: { kind: 'ADDED' } } });

    expect(events).toEqual([{ onInbox: { kind: 'ADDED' } }]);
  });

  test.each([
    [
      'Connection failed: {"errors":[{"errorType":"ChannelReplaced","message":"m"}]}',
      'ChannelReplaced',
    ],
    ['Connection failed: UnauthorizedException', 'UnauthorizedException'],
    ['Something else', 'Unknown'],
  ])('that ends with "%s" says %s', (message, code) => {
    amplifyObserver.error({ errors: [{ message }] });

    expect(events).toEqual([code]);
  });

  test('hears nothing after it was ended', () => {
    unsubscribe();
    acknowledge(amplify.asked[0]?.variables);

    expect(events).toEqual(['unsubscribed']);
  });
});

describe('the socket', () => {
  const change = (connectionState: string, provider: object = {}) => {
    Hub.dispatch('api', { event: 'ConnectionStateChange', data: { provider, connectionState } });
  };

  test('is up while Amplify is connected; who asks later is told at once', () => {
    const states: boolean[] = [];
    change('Connected');
    const stop = onSocket((isUp) => states.push(isUp));
    change('ConnectionDisrupted');
    change('Connecting');
    change('Connected');
    change('ConnectedPendingKeepAlive');
    stop();
    change('Connected');

    expect(states).toEqual([true, false, false, true, false]);
  });

  test('that was made anew is up, though its predecessor has missed the keep-alive', () => {
    const states: boolean[] = [];
    change('Connected');
    const stop = onSocket((isUp) => states.push(isUp));
    change('ConnectedPendingKeepAlive');
    change('ConnectionDisrupted');
    change('Connecting');
    change('ConnectedPendingKeepAlive');
    change('Connected');
    stop();

    expect(states).toEqual([true, false, false, false, true, true]);
  });

  test('is dropped without waiting for the other side to agree', () => {
    vi.stubGlobal('WebSocket', { OPEN: 1 });
    const done: string[] = [];
    const awsRealTimeSocket = {
      readyState: 1,
      onclose: () => done.push('closed, as Amplify thinks'),
      close: () => done.push('closing'),
    };
    change('Connected', { awsRealTimeSocket });

    dropConnections();

    expect(done).toEqual(['closing', 'closed, as Amplify thinks']);
    expect(awsRealTimeSocket.onclose).toBeNull();
  });
});

test('calls under way are given up with the socket', () => {
  const answer = new Promise(() => undefined);
  amplify.answer = () => answer;
  void request('query { me { id } }', {});

  dropConnections();

  expect(amplify.cancelled).toEqual([answer]);
});

describe('several conversations at once', () => {
  test('are one document, and keep their order', async () => {
    amplify.answer = () => Promise.resolve({ data: { _0: { id: 'a' }, _1: { id: 'b' } } });

    const found = await amplifyTransport.conversations(['a', 'b']);

    expect(found).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(amplify.asked).toHaveLength(1);
    expect(amplify.asked[0]?.variables).toEqual({ id0: 'a', id1: 'b' });
  });

  test('of which one is not to be found are asked for one by one', async () => {
    const notFound = { errors: [{ errorType: 'NotFound', message: 'There is none.' }] };
    amplify.answer = () => {
      const { variables } = amplify.asked.at(-1) as { variables: { conversationId?: string } };
      const { conversationId } = variables;
      return conversationId === 'a'
        ? Promise.resolve({ data: { conversation: { id: 'a' } } })
        : rejected(notFound);
    };

    const found = await amplifyTransport.conversations(['a', 'gone']);

    expect(found).toEqual([{ id: 'a' }, null]);
  });
});
