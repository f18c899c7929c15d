// The unmodified Amplify client at the other end of a pipe: lines of JSON in, lines of JSON out.
// In: the settings (see test_clients.py), then {"send": body}; the end of the input ends it.
// Out: {"opened": url}, {"state": Amplify's word}, {"received": message}, {"sent": message}, {"failed": …}.

import { createInterface } from 'node:readline';
import { Amplify } from 'aws-amplify';
import { CONNECTION_STATE_CHANGE, generateClient } from 'aws-amplify/api';
import { signIn } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { WebSocket } from 'ws';

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

// Node has no WebSocket of its own before 22; a browser brings one
globalThis.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    say({ opened: this.url });
  }
};

async function start(settings) {
  Amplify.configure({ Auth: { Cognito: settings.cognito }, API: { GraphQL: settings.graphql } });
  Hub.listen('api', ({ payload }) => {
    if (payload.event === CONNECTION_STATE_CHANGE) say({ state: payload.data.connectionState });
  });
  await signIn({ username: settings.username, password: settings.password });
  const client = generateClient();
  client.graphql(settings.onMessage).subscribe({
    next: ({ data }) => say({ received: data.onMessage }),
    error: (failed) => say({ failed }),
  });
  return client;
}

async function send(client, { query, variables }, body) {
  const input = { ...variables.input, body, clientMessageId: crypto.randomUUID() };
  const { data } = await client.graphql({ query, variables: { input } });
  say({ sent: data.sendMessage });
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const settings = JSON.parse((await lines.next()).value);
const client = await start(settings);
for await (const line of lines) {
  await send(client, settings.sendMessage, JSON.parse(line).send);
}
process.exit(0);
