/**
 * Whatever a network does, an open thread ends with the server's replies: a story of people who reply,
 * rewrite, delete and react there, of bad weather, cuts and reloads, after which the weather clears.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isReaction } from '../../src/engine/amendments';
import type { LiveConversation } from '../../src/engine/conversation';
import { Engine } from '../../src/engine/engine';
import { ChatError } from '../../src/engine/errors';
import type { FollowedThread, Message } from '../../src/engine/model';
import type { LiveThread } from '../../src/engine/thread';
import { MemoryStorage } from './memory-storage';
import { FAIR, ModelNetwork, type Client, type Weather } from './model-network';
import { ModelServer } from './model-server';
import { randomFrom } from './random';
import { VirtualClock } from './virtual-clock';

const ROOM = 'room';
const ME = 'me';
const ROOT = 2;
const CLEARED_UP_MS = 180_000;

type Other = 'bob' | 'carol' | 'me';

type Step =
  | {
      readonly do: 'reply elsewhere';
      readonly who: Other;
      readonly answers: number | null;
      /** How long after it has taken its numbers it is written, or not. */
      readonly ms: number;
      readonly fate: 'message' | 'void';
    }
  | { readonly do: 'edit elsewhere' | 'delete elsewhere'; readonly back: number }
  | {
      readonly do: 'react elsewhere';
      readonly who: Other;
      readonly emoji: string;
      readonly isAdded: boolean;
      readonly back: number;
      readonly ms: number;
    }
  | { readonly do: 'write'; readonly answers: number | null }
  | { readonly do: 'edit mine' | 'delete mine'; readonly back: number }
  | { readonly do: 'react'; readonly emoji: string; readonly back: number }
  | { readonly do: 'say' | 'say much' | 'edit the root' | 'react to the root' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'weather'; readonly weather: Weather }
  | { readonly do: 'cut'; readonly isCut: boolean }
  | {
      readonly do: 'disconnect' | 'deafen' | 'reload' | 'scroll up' | 'leave' | 'close and open';
    };

const who = fc.constantFrom<Other>('bob', 'bob', 'carol', 'me');
const emoji = fc.constantFrom('👍', '👍', '❤️', '😂', '🎉', '😮');
const back = fc.nat(4);
const answers = fc.option(fc.nat(4), { freq: 1 });
const later = fc.constantFrom(0, 0, 60, 1_000);
const chance = fc.constantFrom(0, 0.2, 0.7);
const delay = fc.constantFrom(0, 100, 2_000);

function step<Name extends Step['do'], Rest extends object>(
  name: Name,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) {
  const others = fc.record(rest) as fc.Arbitrary<Rest>;
  return others.map((given) => ({ do: name, ...given }));
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: step('reply elsewhere', {
        who,
        answers,
        ms: later,
        fate: fc.constantFrom<'message' | 'void'>('message', 'message', 'message', 'void'),
      }),
    },
    { weight: 3, arbitrary: step('edit elsewhere', { back }) },
    { weight: 2, arbitrary: step('delete elsewhere', { back }) },
    {
      weight: 4,
      arbitrary: step('react elsewhere', { who, emoji, isAdded: fc.boolean(), back, ms: later }),
    },
    { weight: 5, arbitrary: step('write', { answers }) },
    { weight: 3, arbitrary: step('edit mine', { back }) },
    { weight: 1, arbitrary: step('delete mine', { back }) },
    { weight: 4, arbitrary: step('react', { emoji, back }) },
    {
      weight: 6,
      arbitrary: step('wait', {
        ms: fc.constantFrom(0, 10, 60, 300, 1_000, 3_000, 10_000, 40_000),
      }),
    },
    {
      weight: 2,
      arbitrary: step('weather', {
        weather: fc.record({
          eventLoss: chance,
          eventRepetition: chance,
          eventDelayMs: delay,
          requestLoss: chance,
          answerLoss: chance,
          callDelayMs: delay,
          pageAgeMs: fc.constantFrom(0, 1_000),
        }),
      }),
    },
    { weight: 1, arbitrary: step('cut', { isCut: fc.boolean() }) },
    {
      weight: 8,
      arbitrary: fc.constantFrom<Step>(
        { do: 'say' },
        { do: 'say much' },
        { do: 'edit the root' },
        { do: 'react to the root' },
        { do: 'disconnect' },
        { do: 'deafen' },
        { do: 'reload' },
        { do: 'scroll up' },
        { do: 'leave' },
        { do: 'close and open' },
      ),
    },
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
);

class Story {
  readonly clock = new VirtualClock();
  readonly server = new ModelServer(this.clock);
  readonly network: ModelNetwork;
  readonly storage = new MemoryStorage();
  readonly written: string[] = [];
  /** Of these, what was said later than what came after it: what it answered had been deleted. */
  readonly retried = new Set<string>();
  readonly wentBack: string[] = [];
  client!: Client;
  engine!: Engine;
  conversation!: LiveConversation;
  thread!: LiveThread;
  /** By number, the highest version that was shown since the page was loaded. */
  readonly #shown = new Map<number, number>();
  #count = 0;
  #ids = 0;
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    this.network = new ModelNetwork(this.server, this.clock, this.#random);
    this.server.addRoom(ROOM, [ME, 'bob', 'carol']);
    this.server.addRoom('elsewhere', [ME, 'bob']);
    for (let seq = 1; seq <= ROOT; seq += 1) this.#say();
    this.#start();
  }

  async take(next: Step): Promise<void> {
    switch (next.do) {
      case 'reply elsewhere':
        this.#replyElsewhere(next);
        break;
      case 'edit elsewhere': {
        const reply = this.#replies().at(-1 - next.back);
        if (reply?.body == null) break;
        const changed = { rootSeq: ROOT, seq: reply.seq, body: `changed ${(this.#count += 1)}` };
        this.server.edit(ROOM, reply.senderId, changed);
        break;
      }
      case 'delete elsewhere': {
        const reply = this.#replies().at(-1 - next.back);
        if (reply) this.server.delete(ROOM, 'bob', reply.seq, { rootSeq: ROOT });
        break;
      }
      case 'react elsewhere':
        this.#reactElsewhere(next);
        break;
      case 'write': {
        this.written.push(`written ${this.written.length}`);
        const answered =
          next.answers === null ? undefined : this.#shownTexts().at(-1 - next.answers);
        this.thread.answer(answered?.seq ?? null);
        this.thread.send(this.written.at(-1) ?? '');
        break;
      }
      case 'edit mine':
      case 'delete mine': {
        const mine = this.#shownTexts().filter(({ senderId }) => senderId === ME);
        const message = mine.at(-1 - next.back);
        if (!message) break;
        const { seq, revision } = message;
        if (next.do === 'delete mine') this.thread.delete(seq);
        else this.thread.edit(seq, `rewritten ${(this.#count += 1)}`, revision ?? 0);
        break;
      }
      case 'react': {
        const message = this.#shownTexts().at(-1 - next.back);
        const shown = message?.reactions?.find((reaction) => reaction.emoji === next.emoji);
        if (message) this.thread.react(message.seq, next.emoji, !shown?.mine);
        break;
      }
      case 'say':
        this.#say();
        break;
      case 'say much':
        for (let count = 0; count < 15; count += 1) this.#say();
        break;
      case 'edit the root':
        this.server.edit(ROOM, 'bob', { seq: ROOT, body: `root ${(this.#count += 1)}` });
        break;
      case 'react to the root':
        unlessRefused(() =>
          this.server.react(ROOM, 'carol', { seq: ROOT, emoji: '👍', isAdded: true }),
        );
        break;
      case 'wait':
        await this.clock.advance(next.ms);
        break;
      case 'weather':
        this.network.weather = next.weather;
        break;
      case 'cut':
        this.network.isCut = next.isCut;
        break;
      case 'disconnect':
        this.client.disconnect();
        break;
      case 'deafen':
        this.client.isDeaf = true;
        break;
      case 'reload':
        this.engine.stop();
        this.network.forget(this.client);
        this.#start();
        break;
      case 'scroll up':
        this.thread.loadOlder();
        break;
      case 'leave':
        this.conversation.close();
        this.conversation = this.engine.open(ROOM);
        break;
      case 'close and open':
        this.thread.close();
        this.thread = this.conversation.openThread(ROOT);
        break;
    }
    await this.clock.settle();
  }

  /** The weather clears, and the person scrolls to the beginning. */
  async end(): Promise<void> {
    this.network.weather = FAIR;
    this.network.isCut = false;
    await this.clock.advance(CLEARED_UP_MS);
    this.#say();
    this.#retryUnquoted();
    await this.clock.advance(CLEARED_UP_MS);
    this.server.reply(ROOM, 'bob', this.#said());
    await this.clock.advance(10);
    for (let pages = 0; pages < 500; pages += 1) {
      if (this.thread.getSnapshot().older === 'none') break;
      this.thread.loadOlder();
      await this.clock.settle();
      await this.clock.advance(0);
    }
    await this.clock.advance(10_000);
  }

  #start(): void {
    this.client = this.network.client(ME);
    this.engine = new Engine({
      userId: ME,
      transport: this.client.transport,
      storage: this.storage,
      clock: this.clock,
      random: this.#random,
      newId: () => `id-${(this.#ids += 1)}`,
    });
    this.engine.start();
    this.conversation = this.engine.open(ROOM);
    this.thread = this.conversation.openThread(ROOT);
    this.#shown.clear();
    this.thread.subscribe(() => {
      this.#noteShown();
    });
  }

  #say(): void {
    const number = (this.#count += 1);
    this.server.send(ROOM, 'bob', `said ${number}`, `said-${number}`);
  }

  #said() {
    const number = (this.#count += 1);
    return { rootSeq: ROOT, body: `replied ${number}`, clientMessageId: `replied-${number}` };
  }

  #replyElsewhere({ who: sender, answers: after, ms, fate }: Step & { do: 'reply elsewhere' }) {
    const replyTo = after === null ? null : (this.#replies().at(-1 - after)?.seq ?? null);
    unlessRefused(() => {
      const write = this.server.takeReply(ROOM, sender, { ...this.#said(), replyTo });
      if (ms === 0) write(fate);
      else this.clock.after(ms, () => void write(fate));
    });
  }

  #reactElsewhere(next: Step & { do: 'react elsewhere' }): void {
    const reply = this.#replies().at(-1 - next.back);
    if (!reply) return;
    const { emoji: chosen, isAdded, ms } = next;
    const reacting = { seq: reply.seq, rootSeq: ROOT, emoji: chosen, isAdded };
    unlessRefused(() => {
      const write = this.server.takeReaction(ROOM, next.who, reacting);
      if (ms === 0) write();
      else {
        this.clock.after(ms, () => {
          unlessRefused(write);
        });
      }
    });
  }

  #retryUnquoted(): void {
    for (const { clientMessageId, body, state } of this.engine.drafts.getSnapshot()) {
      if (state !== 'failed') continue;
      this.retried.add(body);
      this.thread.retryWithout(clientMessageId, 'quotation');
    }
  }

  #replies(): readonly Message[] {
    return this.server.messagesOf(ROOM, ME, ROOT);
  }

  #shownTexts(): readonly Message[] {
    return this.thread
      .getSnapshot()
      .items.flatMap((item) => (item.kind === 'message' ? [item.message] : []))
      .filter(({ body }) => body !== null);
  }

  #noteShown(): void {
    for (const item of this.thread.getSnapshot().items) {
      if (item.kind !== 'message') continue;
      const { seq, version } = item.message;
      const before = this.#shown.get(seq) ?? 0;
      if ((version ?? 0) < before) this.wentBack.push(`${seq}: ${before} → ${version ?? 0}`);
      else this.#shown.set(seq, version ?? 0);
    }
  }
}

test('any story ends with the replies of the server, each own one in it once', async () => {
  const runs = Number(process.env.CONVERGENCE_RUNS ?? 150);
  await fc.assert(
    fc.asyncProperty(steps, fc.integer(), async (story, seed) => {
      const told = new Story(seed);

      for (const next of story) {
        await told.take(next);
        expectSense(told);
      }
      await told.end();

      const { server, engine, thread, conversation } = told;
      const state = thread.getSnapshot();
      const there = server.messagesOf(ROOM, ME, ROOT);
      const shown = state.items.map((item) =>
        item.kind === 'message' ? stateOf(item.message) : item.kind,
      );
      expect(shown).toEqual(there.map(stateOf));
      expect(told.wentBack).toEqual([]);
      expectSense(told);
      expectAllSaid(told);
      expect(told.storage.drafts.load()).toEqual([]);
      const pending = engine.amendments.getSnapshot().filter((one) => one.state === 'pending');
      expect(pending).toEqual([]);
      expect(engine.amendments.getSnapshot().filter(isReaction).every(isRefused)).toBe(true);
      const root = server.messagesOf(ROOM, ME)[ROOT - 1];
      expect(typeof state.root === 'object' && rootStateOf(state.root)).toEqual(
        root && rootStateOf(root),
      );
      expect(state).toMatchObject({ status: 'ready', isCurrent: true });
      expect(conversation.getSnapshot()).toMatchObject({ isCurrent: true });
      expect(threadsOf(engine.threads.getSnapshot().threads)).toEqual(
        threadsOf(server.threads(ME, 50, null).threads),
      );
      engine.stop();
    }),
    { numRuns: runs },
  );
}, 600_000);

/** What the person wrote is there, each once, and in order; and nowhere else. */
function expectAllSaid({ server, written, retried }: Story): void {
  const said = server
    .messagesOf(ROOM, ME, ROOT)
    .flatMap(({ seq }) => server.statesOf(ROOM, seq, ROOT)[0]?.body ?? [])
    .filter((body) => body.startsWith('written'));
  const inTurn = (body: string) => !retried.has(body);
  expect(said.filter(inTurn)).toEqual(written.filter(inTurn));
  expect([...said].sort()).toEqual([...written].sort());
}

/** What holds at every moment: order, no line twice, and nothing from the thread among the messages. */
function expectSense({ thread, conversation }: Story): void {
  const { items } = thread.getSnapshot();
  const numbers = items.flatMap((item) => (item.kind === 'message' ? [item.message.seq] : []));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  for (const item of conversation.getSnapshot().items) {
    expect(item.kind).not.toBe('draft');
    if (item.kind === 'message') expect(item.message.rootSeq).toBeNull();
  }
}

function stateOf(message: Message) {
  const { seq, body, editedAt, deletedAt, version, parts, replyTo, rootSeq } = message;
  const reactions = message.reactions?.map(({ emoji: one, count, userIds, mine }) => [
    one,
    count,
    userIds,
    mine,
  ]);
  return { seq, body, editedAt, deletedAt, version, parts, replyTo, rootSeq, reactions };
}

/** Its revision is also that of the last change in its thread, where that was heard. */
function rootStateOf(message: Message) {
  return { ...stateOf(message), thread: message.thread };
}

function threadsOf(threads: readonly FollowedThread[]) {
  return threads.map(({ rootSeq, lastSeq, readSeq, unread }) => ({
    rootSeq,
    lastSeq,
    readSeq,
    unread,
  }));
}

function isRefused({ state }: { readonly state: string }): boolean {
  return state === 'refused';
}

function unlessRefused(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}
