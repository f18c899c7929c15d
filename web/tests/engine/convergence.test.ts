/**
 * Whatever a network does, a client ends with the server's list: the property that the engine is
 * for. Each run is a story of people who talk, holes, changes, bad weather, cuts and reloads; then
 * the weather clears, and after a while everything must be there, once and in order.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Engine } from '../../src/engine/engine';
import type { LiveConversation } from '../../src/engine/conversation';
import { isPin, isReaction, isText } from '../../src/engine/amendments';
import { ChatError } from '../../src/engine/errors';
import type { Member, Message } from '../../src/engine/model';
import { MemoryStorage } from './memory-storage';
import { FAIR, ModelNetwork, type Client, type Weather } from './model-network';
import { ModelServer } from './model-server';
import { randomFrom } from './random';
import { VirtualClock } from './virtual-clock';

const ROOM = 'room';
const ME = 'me';
const CLEARED_UP_MS = 180_000;
/** Less than it takes to find out by asking. */
const EVENT_MS = 10;

type Step =
  | {
      readonly do: 'say';
      readonly who: 'bob' | 'me';
      readonly isOld: boolean;
      /** How many messages after what it answers; null if it answers none. */
      readonly answers: number | null;
    }
  | {
      readonly do: 'change a message';
      readonly who: 'bob' | 'me';
      readonly isDeletion: boolean;
      /** How many messages after it. */
      readonly back: number;
      readonly isOld: boolean;
    }
  | { readonly do: 'edit mine' | 'delete mine'; readonly back: number }
  | {
      readonly do: 'react elsewhere';
      readonly who: 'bob' | 'carol' | 'me';
      readonly emoji: string;
      readonly isAdded: boolean;
      readonly back: number;
      /** How long after it has taken its number it is written. */
      readonly ms: number;
    }
  | { readonly do: 'react'; readonly emoji: string; readonly back: number }
  | { readonly do: 'pin elsewhere'; readonly isPinned: boolean; readonly back: number }
  | { readonly do: 'pin'; readonly back: number }
  | { readonly do: 'list pins' }
  | { readonly do: 'say much' }
  | { readonly do: 'write'; readonly answers: number | null }
  | { readonly do: 'take'; readonly fate: 'message' | 'void'; readonly ms: number }
  | { readonly do: 'change'; readonly status: 'ACTIVE' | 'LEFT' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'weather'; readonly weather: Weather }
  | { readonly do: 'cut'; readonly isCut: boolean }
  | { readonly do: 'disconnect' | 'deafen' | 'reload' | 'scroll up' | 'close and open' };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: say() },
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('write' as const), answers: answered() }),
    },
    { weight: 4, arbitrary: changeOfMessage() },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('edit mine' as const, 'edit mine' as const, 'delete mine' as const),
        back: fc.nat(3),
      }),
    },
    { weight: 4, arbitrary: reactionElsewhere() },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('react' as const), emoji: emoji(), back: fc.nat(3) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('pin elsewhere' as const),
        isPinned: fc.boolean(),
        back: fc.nat(6),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('pin' as const), back: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.constant<Step>({ do: 'list pins' }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: pause() }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('take' as const),
        fate: fc.constantFrom('message' as const, 'void' as const),
        ms: pause(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('change' as const),
        status: fc.constantFrom('ACTIVE' as const, 'LEFT' as const),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('weather' as const), weather: weather() }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('cut' as const), isCut: fc.boolean() }),
    },
    {
      weight: 4,
      arbitrary: fc.constantFrom<Step>(
        { do: 'say much' },
        { do: 'disconnect' },
        { do: 'deafen' },
        { do: 'reload' },
        { do: 'scroll up' },
        { do: 'close and open' },
      ),
    },
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
);

function say(): fc.Arbitrary<Step> {
  return fc.record({
    do: fc.constant('say' as const),
    who: fc.constantFrom('bob' as const, 'me' as const),
    isOld: fc.boolean(),
    answers: answered(),
  });
}

function answered(): fc.Arbitrary<number | null> {
  return fc.option(fc.nat(8), { freq: 1 });
}

function changeOfMessage(): fc.Arbitrary<Step> {
  return fc.record({
    do: fc.constant('change a message' as const),
    who: fc.constantFrom('bob' as const, 'me' as const),
    isDeletion: fc.constantFrom(true, false, false),
    back: fc.nat(6),
    isOld: fc.constantFrom(true, false, false),
  });
}

function reactionElsewhere(): fc.Arbitrary<Step> {
  return fc.record({
    do: fc.constant('react elsewhere' as const),
    who: fc.constantFrom('bob' as const, 'carol' as const, 'me' as const),
    emoji: emoji(),
    isAdded: fc.constantFrom(true, true, false),
    back: fc.nat(3),
    ms: fc.constantFrom(0, 0, 60, 1_000),
  });
}

/** One more than a message takes. */
function emoji(): fc.Arbitrary<string> {
  return fc.constantFrom('👍', '👍', '❤️', '😂', '🎉', '😮');
}

function pause(): fc.Arbitrary<number> {
  return fc.constantFrom(0, 10, 60, 200, 300, 1_000, 3_000, 10_000, 40_000);
}

function weather(): fc.Arbitrary<Weather> {
  const chance = fc.constantFrom(0, 0.2, 0.7);
  const delay = fc.constantFrom(0, 100, 2_000);
  return fc.record({
    eventLoss: chance,
    eventRepetition: chance,
    eventDelayMs: delay,
    requestLoss: chance,
    answerLoss: chance,
    callDelayMs: delay,
    pageAgeMs: fc.constantFrom(0, 1_000),
  });
}

/** A person at a device, a server, and what happens to them. */
class Story {
  readonly clock = new VirtualClock();
  readonly server = new ModelServer(this.clock);
  readonly network: ModelNetwork;
  readonly storage = new MemoryStorage();
  readonly written: string[] = [];
  /** Of these, what was said later than what came after it. */
  readonly retried = new Set<string>();
  /** The person's own edits, by their text: what they saw when they began. */
  readonly edits = new Map<string, { readonly seq: number; readonly saw: string | null }>();
  /** The last thing that the person did with an emoji, by number and emoji. */
  readonly reacted = new Map<string, boolean>();
  /** Those with which they did something on another device too. */
  readonly reactedElsewhere = new Set<string>();
  /** Whether the person last pinned or unpinned it, by number. */
  readonly pinned = new Map<number, boolean>();
  readonly pinnedElsewhere = new Set<number>();
  /**
   * What was being added, removed, pinned or unpinned when the page was reloaded: as the server may
   * do it after what followed.
   */
  readonly cutOff = new Set<string>();
  /** By number, the highest version that was shown since the page was loaded. */
  readonly #shown = new Map<number, number>();
  readonly wentBack: string[] = [];
  client!: Client;
  engine!: Engine;
  conversation!: LiveConversation;
  #said = 0;
  #ids = 0;
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    this.network = new ModelNetwork(this.server, this.clock, this.#random);
    this.server.addRoom(ROOM, [ME, 'bob', 'carol']);
    this.server.addRoom('elsewhere', [ME, 'bob']);
    this.#start();
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'say':
        this.#say(step.who, step.isOld, step.answers);
        break;
      case 'change a message':
        this.#changeMessage(step);
        break;
      case 'edit mine':
      case 'delete mine':
        this.#amendMine(step);
        break;
      case 'react elsewhere':
        this.#reactElsewhere(step);
        break;
      case 'react':
        this.#react(step);
        break;
      case 'pin elsewhere':
        this.#pinElsewhere(step);
        break;
      case 'pin':
        this.#pin(step);
        break;
      case 'list pins':
        void this.conversation.loadPins().catch(() => undefined);
        break;
      case 'say much':
        for (let count = 0; count < 15; count += 1) this.#say('bob');
        break;
      case 'write':
        this.written.push(`written ${this.written.length}`);
        this.#answer(step);
        this.conversation.send(this.written.at(-1) ?? '');
        break;
      case 'take': {
        const write = this.server.take(ROOM, 'bob', `late ${(this.#said += 1)}`);
        this.clock.after(step.ms, () => {
          write(step.fate);
        });
        break;
      }
      case 'change':
        this.server.change(ROOM, 'carol', step.status);
        break;
      case 'wait':
        await this.clock.advance(step.ms);
        break;
      case 'weather':
        this.network.weather = step.weather;
        break;
      case 'cut':
        this.network.isCut = step.isCut;
        break;
      case 'disconnect':
        this.client.disconnect();
        break;
      case 'deafen':
        this.client.isDeaf = true;
        break;
      case 'reload':
        this.#noteWhatIsUnderWay();
        this.engine.stop();
        this.network.forget(this.client);
        this.#start();
        break;
      case 'scroll up':
        this.conversation.loadOlder();
        break;
      case 'close and open':
        this.conversation.close();
        this.conversation = this.engine.open(ROOM);
        break;
    }
    await this.clock.settle();
  }

  #noteWhatIsUnderWay(): void {
    for (const amendment of this.engine.amendments.getSnapshot()) {
      const { seq } = amendment;
      if (isReaction(amendment)) this.cutOff.add(`${seq} ${amendment.emoji} ${amendment.isAdded}`);
      if (isPin(amendment)) this.cutOff.add(`${seq} ${amendment.isPinned}`);
    }
  }

  /**
   * The weather clears. One message later even a socket that died without a word is replaced, so
   * the last message comes as an event. Then the person scrolls to the beginning.  whenClear: called
   * before that, while only the newest page may be loaded.
   */
  async end(whenClear: () => void): Promise<void> {
    this.network.weather = FAIR;
    this.network.isCut = false;
    await this.clock.advance(CLEARED_UP_MS);
    this.#say('bob');
    this.#retryUnquoted();
    await this.clock.advance(CLEARED_UP_MS);
    const listing = this.conversation.loadPins();
    await this.clock.advance(1_000);
    await listing;
    whenClear();
    this.#say('bob');
    await this.clock.advance(1);
    const last = this.server.lastSeqOf(ROOM);
    this.server.edit(ROOM, 'bob', { seq: last, body: 'said at last' });
    this.server.send('elsewhere', 'bob', 'psst', 'elsewhere-1');
    await this.clock.advance(EVENT_MS);
    for (let pages = 0; pages < 500; pages += 1) {
      if (this.conversation.getSnapshot().older === 'none') break;
      this.conversation.loadOlder();
      await this.clock.settle();
      await this.clock.advance(0);
    }
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
    this.#shown.clear();
    this.conversation.subscribe(() => {
      this.#noteShown();
    });
  }

  /** An answer to what was deleted is not said. */
  #say(who: string, isOld = false, answers: number | null = null): void {
    const number = (this.#said += 1);
    const texts = this.server.messagesOf(ROOM).filter(({ kind }) => kind === 'TEXT');
    const replyTo = answers === null || isOld ? null : (texts.at(-1 - answers)?.seq ?? null);
    unlessRefused(() =>
      this.server.send(ROOM, who, `said ${number}`, `said-${number}`, { isOld, replyTo }),
    );
  }

  #answer({ answers }: Step & { do: 'write' }): void {
    const message = answers === null ? undefined : this.#textsShown().at(-1 - answers);
    this.conversation.answer(message?.seq ?? null);
  }

  /** The person says what was refused without what it answered: that had been deleted. */
  #retryUnquoted(): void {
    for (const { clientMessageId, body, state } of this.engine.drafts.getSnapshot()) {
      if (state !== 'failed') continue;
      this.retried.add(body);
      this.conversation.retryWithout(clientMessageId, 'quotation');
    }
  }

  #changeMessage({ who, isDeletion, back, isOld }: Step & { do: 'change a message' }): void {
    const texts = this.server.messagesOf(ROOM).filter(({ kind }) => kind === 'TEXT');
    const message = texts.at(-1 - back);
    if (!message || (who !== message.senderId && !(isDeletion && who === 'bob'))) return;
    const { seq, body } = message;
    const edited = `changed ${(this.#said += 1)}`;
    if (isDeletion) this.server.delete(ROOM, who, seq, { isOld });
    else if (body !== null) this.server.edit(ROOM, who, { seq, body: edited }, { isOld });
  }

  #amendMine(step: Step & { do: 'edit mine' | 'delete mine' }): void {
    const mine = this.conversation
      .getSnapshot()
      .items.flatMap((item) => (item.kind === 'message' ? [item.message] : []))
      .filter((message) => message.senderId === ME && message.body !== null);
    const message = mine.at(-1 - step.back);
    if (!message) return;
    const { seq, body } = message;
    if (step.do === 'delete mine') {
      this.conversation.delete(seq);
      this.edits.set(`deletion ${seq}`, { seq, saw: body });
    } else {
      const edited = `rewritten ${this.edits.size}`;
      this.conversation.edit(seq, edited, message.revision ?? 0);
      this.edits.set(edited, { seq, saw: body });
    }
  }

  #reactElsewhere(step: Step & { do: 'react elsewhere' }): void {
    const message = this.server.messagesOf(ROOM).at(-1 - step.back);
    if (!message) return;
    const { emoji: chosen, isAdded, who, ms } = step;
    if (who === ME) this.reactedElsewhere.add(`${message.seq} ${chosen}`);
    unlessRefused(() => {
      const { seq } = message;
      const write = this.server.takeReaction(ROOM, who, { seq, emoji: chosen, isAdded });
      if (ms === 0) write();
      else {
        this.clock.after(ms, () => {
          unlessRefused(write);
        });
      }
    });
  }

  /** Adds it, or takes it away where it is theirs as far as they see. */
  #react({ emoji: chosen, back }: Step & { do: 'react' }): void {
    const message = this.#textsShown().at(-1 - back);
    if (!message) return;
    const shown = message.reactions?.find((reaction) => reaction.emoji === chosen);
    const isAdded = !shown?.mine;
    this.conversation.react(message.seq, chosen, isAdded);
    this.reacted.set(`${message.seq} ${chosen}`, isAdded);
    this.wentBack.push(...this.#unshown(message.seq, chosen, isAdded));
  }

  #pinElsewhere({ isPinned, back }: Step & { do: 'pin elsewhere' }): void {
    const message = this.server.messagesOf(ROOM).at(-1 - back);
    if (!message) return;
    this.pinnedElsewhere.add(message.seq);
    unlessRefused(() => this.server.pin(ROOM, 'bob', message.seq, isPinned));
  }

  /** Pins it, or unpins it where it is pinned as far as they see. */
  #pin({ back }: Step & { do: 'pin' }): void {
    const message = this.#textsShown().at(-1 - back);
    if (!message) return;
    const isPinned = message.pinnedAt === null;
    this.conversation.pin(message.seq, isPinned);
    this.pinned.set(message.seq, isPinned);
    const isListed = this.conversation.getSnapshot().pins.some(({ seq }) => seq === message.seq);
    if (isListed !== isPinned) this.wentBack.push(`${message.seq}: its pin is not shown`);
  }

  #textsShown(): readonly Message[] {
    return this.conversation
      .getSnapshot()
      .items.flatMap((item) => (item.kind === 'message' ? [item.message] : []))
      .filter(({ kind, body }) => kind === 'TEXT' && body !== null);
  }

  /** What the person did is to be seen at once. */
  #unshown(seq: number, chosen: string, isAdded: boolean): readonly string[] {
    const items = this.conversation.getSnapshot().items;
    const item = items.find((one) => one.kind === 'message' && one.message.seq === seq);
    if (item?.kind !== 'message') return [`${seq}: gone`];
    const mine = item.message.reactions?.find((reaction) => reaction.emoji === chosen)?.mine;
    return (mine ?? false) === isAdded ? [] : [`${seq}: ${chosen} is not shown`];
  }

  #noteShown(): void {
    for (const item of this.conversation.getSnapshot().items) {
      if (item.kind !== 'message' || item.message.kind !== 'TEXT') continue;
      const { seq, version } = item.message;
      const before = this.#shown.get(seq) ?? 0;
      if ((version ?? 0) < before) this.wentBack.push(`${seq}: ${before} → ${version ?? 0}`);
      else this.#shown.set(seq, version ?? 0);
    }
  }
}

test('any story ends with the list of the server, each own message in it once', async () => {
  const runs = Number(process.env.CONVERGENCE_RUNS ?? 150);
  await fc.assert(
    fc.asyncProperty(steps, fc.integer(), async (story, seed) => {
      const told = new Story(seed);

      for (const step of story) {
        await told.take(step);
        expectSense(told.conversation);
      }
      await told.end(() => {
        expectQuotations(told);
      });

      const state = told.conversation.getSnapshot();
      const there = told.server.messagesOf(ROOM, ME);
      const shown = state.items.map((item) =>
        item.kind === 'message' ? stateOf(item.message) : item.kind,
      );
      expect(shown).toEqual(there.map(stateOf));
      expect(told.wentBack).toEqual([]);
      expectSense(told.conversation);
      expectAllSaid(told);
      expectQuotations(told);
      expect(told.storage.drafts.load()).toEqual([]);
      expectAllEditsJudged(told);
      expectAllReactionsJudged(told);
      expectAllPinsJudged(told);
      expect(state.pins.map(stateOf)).toEqual(told.server.pins(ME, ROOM).map(stateOf));
      expect(state).toMatchObject({
        status: 'ready',
        isCurrent: true,
        lastSeq: told.server.lastSeqOf(ROOM),
      });
      expect(activeIn(state.members)).toEqual(activeIn(told.server.membersOf(ROOM)));
      expect(inboxOf(told.engine)).toEqual(inboxAt(told.server));
      expect(told.engine.connection.getSnapshot().status).toBe('online');
      told.engine.stop();
    }),
    { numRuns: runs },
  );
}, 600_000);

/** What the person wrote is there, each once, and in order. */
function expectAllSaid({ server, written, retried }: Story): void {
  const said = server
    .messagesOf(ROOM)
    .flatMap(({ seq }) => server.statesOf(ROOM, seq)[0]?.body ?? [])
    .filter((body) => body.startsWith('written'));
  const inTurn = (body: string) => !retried.has(body);
  expect(said.filter(inTurn)).toEqual(written.filter(inTurn));
  expect([...said].sort()).toEqual([...written].sort());
}

/** What is answered is shown as it is now. */
function expectQuotations({ server, conversation }: Story): void {
  for (const item of conversation.getSnapshot().items) {
    if (item.kind !== 'message') continue;
    const { replyTo } = item.message;
    const original = item.quotation?.original;
    const shown = typeof original === 'object' ? textOf(original) : original;
    const there = server.messagesOf(ROOM, ME).find(({ seq }) => seq === replyTo);
    expect([item.message.seq, shown]).toEqual([item.message.seq, there && textOf(there)]);
  }
}

/** What holds at every moment: order, no line twice, no draft beside its message. */
function expectSense(conversation: LiveConversation): void {
  const { items } = conversation.getSnapshot();
  const numbers = items.flatMap((item) => (item.kind === 'message' ? [item.message.seq] : []));
  const texts = items.flatMap((item) => {
    if (item.kind === 'gap') return [];
    return item.kind === 'draft' ? [item.draft.body] : (item.message.body ?? []);
  });
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(new Set(texts).size).toBe(texts.length);
  expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
}

/** What a person can see of a message, and what its next edit rests on. */
function stateOf(message: Message) {
  const { revision, version, parts, reactions } = message;
  const told = reactions?.map(({ emoji: one, count, userIds, mine }) => [
    one,
    count,
    userIds,
    mine,
  ]);
  const { pinnedAt, pinnedBy, replyTo } = message;
  const pin = { pinnedAt, pinnedBy, replyTo };
  return { ...textOf(message), revision, version, parts, reactions: told, ...pin };
}

/** What the inbox shows of it. */
function textOf({ seq, body, editedAt, deletedAt, deletedBy }: Message) {
  return { seq, body, editedAt, deletedAt, deletedBy };
}

/**
 * Each edit was made of what the person saw, or is there with the reason why not, or gave way to a
 * later one of theirs.
 */
function expectAllEditsJudged({ server, engine, edits }: Story): void {
  const open = engine.amendments.getSnapshot();
  expect(open.filter(({ state }) => state === 'pending')).toEqual([]);
  [...edits].forEach(([text, { seq, saw }], index) => {
    if (text.startsWith('deletion')) return;
    const bodies = server.statesOf(ROOM, seq).map(({ body }) => body);
    const at = bodies.indexOf(text);
    const isRefused = open.filter(isText).some(({ body }) => body === text);
    const gaveWay = [...edits.values()].slice(index + 1).some((later) => later.seq === seq);
    expect([at > 0, isRefused, gaveWay]).toContain(true);
    // Of their own texts, those that gave way were never there.
    let seen = saw;
    while (seen !== null && !bodies.includes(seen)) seen = edits.get(seen)?.saw ?? null;
    if (at > 0) expect(bodies[at - 1]).toBe(seen);
  });
}

/** Each is as the person left it, or is there with the reason why not. */
function expectAllReactionsJudged(story: Story): void {
  const { server, engine, reacted, reactedElsewhere, cutOff } = story;
  const refused = engine.amendments.getSnapshot().filter(isReaction);
  for (const [key, isAdded] of reacted) {
    const [seq = '', chosen = ''] = key.split(' ');
    const message = server.messagesOf(ROOM, ME).find((one) => one.seq === Number(seq));
    const isRefused = refused.some((one) => one.seq === Number(seq) && one.emoji === chosen);
    if (reactedElsewhere.has(key) || isRefused || message?.body == null) continue;
    const isThere = message.reactions?.find((one) => one.emoji === chosen)?.mine ?? false;
    if (!cutOff.has(`${key} ${isThere}`)) expect([key, isThere]).toEqual([key, isAdded]);
  }
}

/** Likewise. */
function expectAllPinsJudged({ server, engine, pinned, pinnedElsewhere, cutOff }: Story): void {
  const refused = engine.amendments.getSnapshot().filter(isPin);
  for (const [seq, isPinned] of pinned) {
    const message = server.messagesOf(ROOM, ME).find((one) => one.seq === seq);
    const isRefused = refused.some((one) => one.seq === seq);
    if (pinnedElsewhere.has(seq) || isRefused || message?.body == null) continue;
    const isThere = message.pinnedAt !== null;
    if (!cutOff.has(`${seq} ${isThere}`)) expect([seq, isThere]).toEqual([seq, isPinned]);
  }
}

function unlessRefused(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}

function activeIn(members: ReadonlyMap<string, Member>): readonly string[] {
  const active = [...members.values()].filter((member) => member.status === 'ACTIVE');
  return active.map((member) => member.userId).sort();
}

function inboxOf(engine: Engine) {
  return engine.inbox
    .getSnapshot()
    .entries.map(({ conversationId, lastSeq, unread, lastMessage }) => ({
      conversationId,
      lastSeq,
      unread,
      lastMessage: lastMessage && textOf(lastMessage),
    }));
}

function inboxAt(server: ModelServer) {
  return server
    .inbox(ME, 50, null)
    .entries.map(({ conversationId, lastSeq, unread, lastMessage }) => ({
      conversationId,
      lastSeq,
      unread,
      lastMessage: lastMessage && textOf(lastMessage),
    }));
}
