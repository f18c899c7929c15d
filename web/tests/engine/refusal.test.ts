import { expect, test } from 'vitest';

import { Engine } from '../../src/engine/engine';
import { ChatError } from '../../src/engine/errors';
import { ME, openRoom } from './fixtures';
import { MemoryStorage } from './memory-storage';

test('whom the chat does not admit is told why', async () => {
  const { network, clock } = await openRoom({ said: 1 });
  const { transport } = network.client(ME);
  const why = 'Your username must have something to see: sign up with another one.';
  const engine = new Engine({
    userId: ME,
    transport: { ...transport, me: () => Promise.reject(new ChatError('InvalidArguments', why)) },
    storage: new MemoryStorage(),
    clock,
    random: () => 0.5,
  });

  engine.start();
  await clock.advance(1_000);

  expect(engine.refusal.getSnapshot()).toBe(why);
});
