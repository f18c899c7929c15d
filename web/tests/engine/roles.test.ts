import { expect, test } from 'vitest';

import { ME, openRoom, ROOM } from './fixtures';
import { FAIR } from './model-network';

const LATER = '2026-01-02T00:00:00Z';

test('whoever is given another role, or is muted, has it in a conversation that is open', async () => {
  const { server, clock, conversation } = await openRoom();

  server.updateMember(ROOM, ME, { role: 'MODERATOR' });
  server.updateMember(ROOM, ME, { mutedUntil: LATER });
  await clock.advance(100);

  const { conversation: told, members } = conversation.getSnapshot();
  expect(told).toMatchObject({ role: 'MODERATOR', mutedUntil: LATER });
  await clock.advance(1_000);
  expect(conversation.getSnapshot().members.get(ME)).toMatchObject({ mutedUntil: LATER });
  expect(members.size).toBe(3);
});

test('they have it in a thread too', async () => {
  const { server, clock, conversation } = await openRoom({ said: 1 });
  const thread = conversation.openThread(1);
  await clock.advance(1_000);

  server.updateMember(ROOM, ME, { mutedUntil: LATER });
  await clock.advance(100);

  expect(thread.getSnapshot().conversation?.mutedUntil).toBe(LATER);
});

test('they have it in a conversation that they closed and come back to', async () => {
  const { server, clock, engine, conversation } = await openRoom();
  conversation.close();

  server.updateMember(ROOM, ME, { role: 'READER' });
  await clock.advance(1_000);

  expect(engine.open(ROOM).getSnapshot().conversation?.role).toBe('READER');
});

test('they have it within the minute where its event is lost', async () => {
  const { server, network, clock, conversation } = await openRoom();
  network.weather = { ...FAIR, eventLoss: 1 };

  server.updateMember(ROOM, ME, { role: 'READER' });
  await clock.advance(60_000);

  expect(conversation.getSnapshot().conversation?.role).toBe('READER');
});

test('the others learn of it within the minute', async () => {
  const { server, clock, conversation } = await openRoom();

  server.updateMember(ROOM, 'bob', { role: 'ADMIN' });
  await clock.advance(60_000);

  expect(conversation.getSnapshot().members.get('bob')?.role).toBe('ADMIN');
});

test('whoever changed it sees it at once, and with it what else has changed', async () => {
  const { server, clock, engine, conversation } = await openRoom();
  const roleOf = (userId: string) => conversation.getSnapshot().members.get(userId)?.role;
  server.updateMember(ROOM, ME, { role: 'OWNER' });
  await clock.advance(5_000);

  const tell = server.publish;
  server.publish = () => undefined;
  server.updateMember(ROOM, ME, { role: 'ADMIN' });
  engine.receiveMember(server.updateMember(ROOM, 'bob', { role: 'OWNER' }));
  server.publish = tell;
  const atOnce = roleOf('bob');
  await clock.advance(200);

  expect(atOnce).toBe('OWNER');
  expect(roleOf(ME)).toBe('ADMIN');
  expect(conversation.getSnapshot().conversation?.role).toBe('ADMIN');
});
