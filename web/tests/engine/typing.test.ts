import { beforeEach, describe, expect, test } from 'vitest';

import { TypingList, TypingSignal } from '../../src/engine/typing';
import { VirtualClock } from './virtual-clock';

let clock: VirtualClock;

beforeEach(() => {
  clock = new VirtualClock();
});

describe('the signal', () => {
  let said: boolean[];
  let signal: TypingSignal;

  beforeEach(() => {
    said = [];
    signal = new TypingSignal((typing) => said.push(typing), clock);
  });

  test('is given once for many keystrokes, and again while they go on', async () => {
    for (let keystroke = 0; keystroke < 50; keystroke += 1) {
      signal.typed();
      await clock.advance(100);
    }

    expect(said).toEqual([true, true]);
  });

  test('ends by itself five seconds after the last keystroke', async () => {
    signal.typed();

    await clock.advance(4_999);
    const early = [...said];
    await clock.advance(1);

    expect(early).toEqual([true]);
    expect(said).toEqual([true, false]);
  });

  test('ends without a call when the message is sent', async () => {
    signal.typed();

    signal.sent();
    await clock.advance(60_000);

    expect(said).toEqual([true]);
  });

  test('is not ended when it was not given', () => {
    signal.stopped();

    expect(said).toEqual([]);
  });
});

describe('the list', () => {
  test('forgets who is not heard of again', async () => {
    const list = new TypingList(clock);
    list.setTyping('bob', true);
    list.setTyping('carol', true);

    await clock.advance(4_000);
    list.setTyping('carol', true);
    await clock.advance(3_000);

    expect(list.list.getSnapshot()).toEqual(['carol']);
  });

  test('stays the same object while nothing changes', () => {
    const list = new TypingList(clock);
    list.setTyping('bob', true);
    const before = list.list.getSnapshot();

    list.setTyping('bob', true);
    list.setTyping('carol', false);

    expect(list.list.getSnapshot()).toBe(before);
  });
});
