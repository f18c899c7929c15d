/**
 * The one door to Amplify's GraphQL client.
 *
 * Amplify rejects with a plain object, `{data, errors: [{errorType, message}]}`; here it becomes a
 * ChatError. It tells of acknowledgements and of the socket through its Hub only (read in
 * @aws-amplify/api-graphql 4.10.1, AWSWebSocketProvider): `Subscription ack` carries the very object
 * of variables that the subscription was made with.
 */
import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';

import { accessToken } from '../auth/session';
import { ChatError } from '../engine/errors';
import type { Observer, Unsubscribe } from '../engine/transport';

const ANSWER_WITHIN_MS = 20_000;

/** A document with what it gives and takes; generated.ts has them. */
interface Document<Result, Variables> {
  toString(): string;
  __apiType?: (variables: Variables) => Result;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly errorType?: string;
    readonly message?: string;
    readonly originalError?: { readonly name?: string };
  }[];
}

interface Results {
  subscribe(observer: { next(answer: Answer): void; error(error: unknown): void }): {
    unsubscribe(): void;
  };
}

/** What Amplify's provider holds, of which nothing is public. */
interface Provider {
  readonly awsRealTimeSocket?: WebSocket;
}

const client = generateClient();

const underWay = new Set<Promise<Answer>>();

/** The data of a query or mutation. Throws ChatError, TimedOut after so many ms. */
export async function request<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<Result> {
  const answer = client.graphql({
    query: document.toString(),
    variables: variables as Record<string, unknown>,
  }) as Promise<Answer>;
  underWay.add(answer);
  const timer = setTimeout(() => client.cancel(answer), answerWithinMs);
  try {
    return (await answer).data as Result;
  } catch (error) {
    throw client.isCancelError(error) ? timedOut() : refusal(error);
  } finally {
    clearTimeout(timer);
    underWay.delete(answer);
  }
}

/** The same, for a call that goes through even if the page is closed meanwhile. */
export async function lastingRequest<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const operation = { query: document.toString(), variables };
  const answer = await post(operation, { keepalive: true }).catch(unanswered);
  if (answer.errors) throw refusal(answer);
  return answer.data as Result;
}

/** What the server answers, errors included, without Amplify: it knows no `keepalive`. */
export async function post(operation: object, { keepalive = false } = {}): Promise<Answer> {
  const response = await fetch(Amplify.getConfig().API?.GraphQL?.endpoint ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: await accessToken() },
    body: JSON.stringify(operation),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    keepalive,
  });
  return (await response.json()) as Answer;
}

export function subscribe<Result, Variables extends object>(
  document: Document<Result, Variables>,
  variables: Variables,
  observer: Observer<Result>,
): Unsubscribe {
  const own = { ...variables };
  const stopListening = Hub.listen('api', ({ payload }) => {
    const data = payload.data as { variables?: unknown } | undefined;
    if (payload.event === 'Subscription ack' && data?.variables === own) observer.acknowledged();
  });
  const results = client.graphql({ query: document.toString(), variables: own }) as Results;
  const subscription = results.subscribe({
    next: (answer) => {
      observer.next(answer.data as Result);
    },
    error: (error) => {
      stopListening();
      observer.failed(refusal(error));
    },
  });
  return () => {
    stopListening();
    subscription.unsubscribe();
  };
}

let provider: Provider | null = null;
let socketState = 'Disconnected';
let isSocketUp = false;
const socketListeners = new Set<(isUp: boolean) => void>();

Hub.listen('api', ({ payload }) => {
  if (payload.event !== 'ConnectionStateChange') return;
  const data = payload.data as { provider: Provider; connectionState: string };
  ({ provider } = data);
  isSocketUp = isUp(data.connectionState, socketState);
  socketState = data.connectionState;
  for (const listener of socketListeners) listener(isSocketUp);
});

/**
 * A socket that misses its keep-alive is not up. But Amplify remembers the old socket's miss for 5 s
 * of the next one, which has just acknowledged a subscription: to doubt that one too is to connect
 * for ever.
 */
function isUp(state: string, before: string): boolean {
  if (state === 'ConnectedPendingKeepAlive') return before === 'Connecting';
  return state === 'Connected' || state === 'ConnectedPendingDisconnect';
}

/** Whether the socket of all subscriptions is up: now, and with every change. */
export function onSocket(listener: (isUp: boolean) => void): Unsubscribe {
  socketListeners.add(listener);
  listener(isSocketUp);
  return () => {
    socketListeners.delete(listener);
  };
}

/**
 * Gives up what may hang on a network that is no more.
 *
 * Amplify is made to believe that its socket has closed: on its own it waits five minutes for one
 * that died without a word, and a closing handshake with such a one takes long too.
 */
export function dropConnections(): void {
  for (const answer of underWay) client.cancel(answer);
  const socket = provider?.awsRealTimeSocket;
  if (socket?.readyState !== WebSocket.OPEN) return;
  const { onclose } = socket;
  socket.onclose = null;
  socket.onmessage = null;
  socket.close();
  onclose?.call(socket, new Event('close') as CloseEvent);
}

function timedOut(): ChatError {
  return new ChatError('TimedOut', 'The server took too long to respond.');
}

function offline(): ChatError {
  return new ChatError('Offline', 'Can’t reach the server. Check your connection.');
}

/** Of a fetch. */
function unanswered(error: unknown): never {
  throw error instanceof DOMException && error.name === 'TimeoutError' ? timedOut() : offline();
}

/** The first error of what Amplify rejected with, or of the error frame that it quotes. */
function refusal(error: unknown): ChatError {
  const first = (error as Answer | null)?.errors?.[0];
  if (!first) {
    const { name, message } = error as Partial<Error>;
    return new ChatError(name ?? 'Unknown', message ?? 'Something went wrong. Try again.');
  }
  const message = first.message ?? 'Something went wrong. Try again.';
  if (first.errorType) return new ChatError(first.errorType, message);
  if (first.originalError?.name === 'NetworkError') return offline();
  return ofFrame(message) ?? new ChatError('Unknown', message);
}

/** Of `Connection failed: {"errors": [{"errorType": …, "message": …}]}`. */
function ofFrame(text: string): ChatError | null {
  const quoted = /^Connection failed: (.*)$/s.exec(text)?.[1];
  if (quoted === undefined) return null;
  try {
    const { errors } = JSON.parse(quoted) as Answer;
    return new ChatError(errors?.[0]?.errorType ?? 'Unknown', errors?.[0]?.message ?? text);
  } catch {
    // connection_error: the error type alone
    return new ChatError(quoted || 'Unknown', text);
  }
}
