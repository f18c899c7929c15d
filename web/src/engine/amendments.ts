/**
 * Edits, deletions, reactions and pins by the person: shown at once, repeated until the server has answered,
 * and in order for each message.
 *
 * Repeating is harmless: what a message is already changes nothing. An edit carries the
 * revision that the person saw, so it never overwrites what another device wrote meanwhile; one that
 * follows another carries the revision which that one got. Reactions and pins carry none: a call that
 * a reload cuts off may reach the server after what followed it, and is then what holds.
 */
import type { Clock } from './clock';
import { chatError, isFinal, type ChatError } from './errors';
import type {
  Amendment,
  Message,
  PinAmendment,
  Place,
  ReactionAmendment,
  TextAmendment,
} from './model';
import type { OutboxStorage, StoredAmendment } from './outbox-storage';
import { RefreshLoop, type StepResult } from './refresh-loop';
import { Store, type Readable } from './store';
import type { Transport } from './transport';

export interface AmendmentsOptions {
  readonly transport: Pick<
    Transport,
    | 'addReaction'
    | 'deleteMessage'
    | 'editMessage'
    | 'pinMessage'
    | 'removeReaction'
    | 'unpinMessage'
  >;
  readonly storage: OutboxStorage<StoredAmendment>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  /** The present channel, where it is known. */
  readonly channelOf: (conversationId: string) => string | undefined;
  /** The server has done it; this is the message now. Of a reply, what its thread hangs on, with it. */
  readonly onDone: (message: Message) => void;
  /** The server refused it for good, or did not answer. */
  readonly onFailed: (amendment: Amendment, error: ChatError) => void;
}

type MessagePlace = Pick<Amendment, 'conversationId' | 'rootSeq' | 'seq'>;
/** What is there or is not. */
type Mark = Pick<ReactionAmendment, 'emoji' | 'isAdded'> | Pick<PinAmendment, 'isPinned'>;

export class Amendments {
  readonly #options: AmendmentsOptions;
  readonly #all: Store<readonly Amendment[]>;
  /** By message. */
  readonly #loops = new Map<string, RefreshLoop>();
  /** Those that may have reached the server: what became of them has to be found out. */
  readonly #attempted: Set<string>;
  #isRunning = true;

  /** With those of earlier visits, none of which is under way until `wake`. */
  constructor(options: AmendmentsOptions) {
    this.#options = options;
    const kept = [...options.storage.load()].sort((a, b) => a.createdAt - b.createdAt);
    this.#attempted = new Set(kept.map(({ id }) => id));
    this.#all = new Store(
      kept.map((amendment) => {
        const state = amendment.reason ? 'refused' : 'pending';
        const known = { rootSeq: null, ...amendment, state } as const;
        return 'body' in known ? { ...known, mentions: known.mentions ?? null } : known;
      }),
    );
  }

  /** In the order in which they were made. */
  get all(): Readable<readonly Amendment[]> {
    return this.#all;
  }

  of({ conversationId, rootSeq }: Place): readonly Amendment[] {
    return this.#list().filter(
      (one) => one.conversationId === conversationId && one.rootSeq === rootSeq,
    );
  }

  /**
   * ifRevision: of what the person saw when they began to edit; 0 for null.  mentions: people by their
   * ids; null for those that the message has.
   */
  edit(
    place: MessagePlace,
    body: string,
    ifRevision: number,
    mentions: TextAmendment['mentions'] = null,
  ): void {
    this.#rewrite(place, { body, ifRevision, mentions });
  }

  /** What would have changed before, and nobody has heard of, is of no use any more. */
  delete(place: MessagePlace): void {
    this.#drop(this.#at(place).filter((amendment) => !isText(amendment)));
    this.#rewrite(place, { body: null, ifRevision: 0, mentions: null });
  }

  /**
   * Adds a reaction of the person's, or takes it away. isThere: whether it is there now, as far as the
   * server has told. One that nobody has heard of and its opposite come to nothing.
   */
  react(place: MessagePlace, emoji: string, isAdded: boolean, isThere: boolean): void {
    this.#mark(place, { emoji, isAdded }, isThere);
  }

  /** Pins a message or unpins it, likewise. */
  pin(place: MessagePlace, isPinned: boolean, isThere: boolean): void {
    this.#mark(place, { isPinned }, isThere);
  }

  /** Makes a refused one again, as it was. */
  retry(id: string): void {
    const refused = this.#find(id);
    if (refused?.state !== 'refused') return;
    this.#save({ ...refused, state: 'pending', reason: null });
    this.#loop(refused).requestNow();
  }

  /** Forgets a refused one. */
  dismiss(id: string): void {
    if (this.#find(id)?.state === 'refused') this.#remove(id);
  }

  /** Makes what waits now: the network is back. */
  wake(): void {
    for (const amendment of this.#list()) {
      if (amendment.state === 'pending') this.#loop(amendment).requestNow();
    }
  }

  stop({ forget }: { forget: boolean }): void {
    this.#isRunning = false;
    for (const loop of this.#loops.values()) loop.stop();
    if (!forget) return;
    // Other tabs of the same person have some there too.
    const { storage } = this.#options;
    for (const { id } of storage.load()) storage.remove(id);
    this.#all.set([]);
  }

  #mark(place: MessagePlace, mark: Mark, isThere: boolean): void {
    const earlier = () => this.#at(place).filter((one) => areOfOneKind(one, mark));
    this.#drop(earlier());
    const last = earlier().at(-1);
    const willBeThere = last ? willBe(last) : isThere;
    if (willBeThere !== willBe(mark)) this.#add({ ...this.#new(place), ...mark });
  }

  #rewrite(
    place: MessagePlace,
    text: Pick<TextAmendment, 'body' | 'ifRevision' | 'mentions'>,
  ): void {
    const earlier = this.#at(place).filter(isText);
    // It was this one's outcome that the person saw, and not what came from elsewhere meanwhile.
    const seen = earlier.findLast(({ state }) => state === 'pending');
    this.#drop(earlier);
    this.#add({
      ...this.#new(place),
      ...text,
      ifRevision: seen?.ifRevision ?? text.ifRevision,
    });
  }

  /** What nobody has heard of yet never happens, nor does what was refused. */
  #drop(amendments: readonly Amendment[]): void {
    for (const { id, state } of amendments) {
      if (state === 'refused' || !this.#attempted.has(id)) this.#remove(id);
    }
  }

  #new({ conversationId, rootSeq, seq }: MessagePlace) {
    const { clock, newId } = this.#options;
    return {
      id: newId(),
      conversationId,
      rootSeq,
      seq,
      createdAt: Math.max(clock.now(), (this.#list().at(-1)?.createdAt ?? 0) + 1),
      state: 'pending',
      reason: null,
    } as const;
  }

  #add(amendment: Amendment): void {
    this.#options.storage.put(amendment);
    this.#all.set([...this.#list(), amendment]);
    this.#loop(amendment).request();
  }

  #loop(place: MessagePlace): RefreshLoop {
    const key = `${place.conversationId} ${place.rootSeq ?? ''} ${place.seq}`;
    const loop =
      this.#loops.get(key) ??
      new RefreshLoop({
        ...this.#options,
        step: () => this.#step(place, key),
        onRefused: () => undefined,
      });
    this.#loops.set(key, loop);
    return loop;
  }

  async #step(place: MessagePlace, key: string): Promise<StepResult> {
    const amendment = this.#at(place).find(({ state }) => state === 'pending');
    if (!amendment || !this.#isRunning) {
      this.#loops.delete(key);
      return 'done';
    }
    // Gone from there: done with in another tab.
    if (!this.#options.storage.has(amendment.id)) this.#remove(amendment.id);
    else await this.#attempt(amendment);
    return 'more';
  }

  /** Rejects where the outcome is unknown. */
  async #attempt(amendment: Amendment): Promise<void> {
    const isRepeated = this.#attempted.has(amendment.id);
    this.#attempted.add(amendment.id);
    try {
      const message = await this.#call(amendment, isRepeated);
      if (!this.#isRunning) return;
      this.#options.onDone(message);
      this.#remove(amendment.id);
      if (!isText(amendment)) return;
      const next = this.#at(amendment)
        .filter(isText)
        .find(({ state }) => state === 'pending');
      if (next) this.#save({ ...next, ifRevision: (message.reply ?? message).revision ?? 0 });
    } catch (failure) {
      if (!this.#isRunning) return;
      const error = chatError(failure);
      this.#options.onFailed(amendment, error);
      if (!isFinal(error)) throw error;
      this.#refused(amendment, error);
    }
  }

  #call(amendment: Amendment, isRepeated: boolean): Promise<Message> {
    const { transport, channelOf } = this.#options;
    const { conversationId, rootSeq, seq } = amendment;
    const place = { conversationId, seq, ...(rootSeq !== null && { rootSeq }) };
    if (isPin(amendment)) {
      return amendment.isPinned ? transport.pinMessage(place) : transport.unpinMessage(place);
    }
    if (isText(amendment)) {
      const { body, ifRevision, mentions } = amendment;
      return body === null
        ? transport.deleteMessage(place)
        : transport.editMessage({
            ...place,
            body,
            ifRevision,
            ...(mentions !== null && { mentions }),
          });
    }
    const { emoji, isAdded } = amendment;
    const channel = isRepeated ? undefined : channelOf(conversationId);
    const input = { ...place, emoji, ...(channel !== undefined && { channel }) };
    return isAdded ? transport.addReaction(input) : transport.removeReaction(input);
  }

  /** What the person did after it stands in its place, and is judged by itself. */
  #refused(amendment: Amendment, { code, message }: ChatError): void {
    const last = this.#at(amendment).findLast((other) => areOfOneKind(other, amendment));
    const isLast = last?.id === amendment.id;
    if (isLast) this.#save({ ...amendment, state: 'refused', reason: { code, message } });
    else this.#remove(amendment.id);
  }

  #list(): readonly Amendment[] {
    return this.#all.getSnapshot();
  }

  #at(place: MessagePlace): readonly Amendment[] {
    return this.of(place).filter((amendment) => amendment.seq === place.seq);
  }

  #find(id: string): Amendment | undefined {
    return this.#list().find((amendment) => amendment.id === id);
  }

  #save(changed: Amendment): void {
    this.#options.storage.put(changed);
    this.#all.set(
      this.#list().map((amendment) => (amendment.id === changed.id ? changed : amendment)),
    );
  }

  #remove(id: string): void {
    this.#attempted.delete(id);
    this.#options.storage.remove(id);
    this.#all.set(this.#list().filter((amendment) => amendment.id !== id));
  }
}

export function isReaction(amendment: Amendment): amendment is ReactionAmendment {
  return 'emoji' in amendment;
}

export function isPin(amendment: Amendment): amendment is PinAmendment {
  return 'isPinned' in amendment;
}

export function isText(amendment: Amendment): amendment is TextAmendment {
  return 'body' in amendment;
}

/** Whether the later of them stands in the place of the earlier one. */
function areOfOneKind(one: Amendment | Mark, other: Amendment | Mark): boolean {
  return kindOf(one) === kindOf(other);
}

function kindOf(what: Amendment | Mark): string {
  if ('emoji' in what) return `reaction ${what.emoji}`;
  return 'isPinned' in what ? 'pin' : 'text';
}

/** Whether it is there afterwards. */
function willBe(mark: Amendment | Mark): boolean {
  if ('isAdded' in mark) return mark.isAdded;
  return 'isPinned' in mark && mark.isPinned;
}
