/**
 * Keeps onMessage subscriptions for a set of conversations, each on its present channel.
 *
 * A channel is replaced when someone leaves: events, sync pages and heads then tell of a higher
 * version, and AppSync refuses the old one with ChannelReplaced. Either way the conversation is
 * fetched again. (Design: a client's order of work.)
 */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import { chatError, type ChatError } from './errors';
import type { Conversation, Message } from './model';
import type { Channel, Transport, Unsubscribe } from './transport';

/** Documents that ask for several conversations ask for so many. */
const BATCH = 10;
/** What is wanted within so many ms is fetched together. */
const GATHER_MS = 5;
/** AppSync may lose what is published for some time after an acknowledgement. */
const SETTLED_AFTER_MS = 10_000;
/** How much later than a head an event may come. */
const GRACE_MS = 3_000;

export interface ChannelsParts {
  readonly transport: Pick<Transport, 'conversations' | 'onMessage'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onFound: (conversation: Conversation) => void;
  /** Acknowledged: from now on events come, as a rule. Sync. */
  readonly onLive: (channel: Channel) => void;
  readonly onMessage: (message: Message) => void;
  /** The person is no member. */
  readonly onLost: (conversationId: string) => void;
  /** A subscription that ought to have brought an event did not. */
  readonly onDeaf: () => void;
}

interface Line {
  readonly conversationId: string;
  holders: number;
  channel: Channel | null;
  version: number;
  /** The highest version heard of. */
  wantedVersion: number;
  unsubscribe: Unsubscribe | null;
  liveSince: number | null;
  /** The highest number that an event brought, or that none is expected for. */
  eventSeq: number;
  failures: number;
  cancelRetry: (() => void) | null;
}

export class Channels {
  readonly #parts: ChannelsParts;
  readonly #lines = new Map<string, Line>();
  readonly #wanted = new Set<string>();
  #cancelGathering: (() => void) | null = null;

  constructor(parts: ChannelsParts) {
    this.#parts = parts;
  }

  /** Subscribes unless that is so already. Every hold needs its release. */
  hold(conversationId: string): void {
    const held = this.#lines.get(conversationId);
    if (held) {
      held.holders += 1;
      return;
    }
    this.#lines.set(conversationId, {
      conversationId,
      holders: 1,
      channel: null,
      version: 0,
      wantedVersion: 0,
      unsubscribe: null,
      liveSince: null,
      eventSeq: 0,
      failures: 0,
      cancelRetry: null,
    });
    this.#want(conversationId);
  }

  release(conversationId: string): void {
    const line = this.#lines.get(conversationId);
    if (!line) return;
    line.holders -= 1;
    if (line.holders > 0) return;
    this.#lines.delete(conversationId);
    this.#wanted.delete(conversationId);
    end(line);
  }

  /** The channel whose subscription was acknowledged, if that is so. */
  live(conversationId: string): Channel | null {
    const line = this.#lines.get(conversationId);
    return line?.liveSince != null ? line.channel : null;
  }

  /** A version was heard of. If it is higher than the present channel's, that one is replaced. */
  heardVersion(conversationId: string, version: number): void {
    const line = this.#lines.get(conversationId);
    if (!line || version <= line.wantedVersion) return;
    line.wantedVersion = version;
    if (line.channel && version > line.version) this.#replace(line);
  }

  /** Fetches the conversation again: it changed, or the person may be no member any more. */
  refetch(conversationId: string): void {
    if (this.#lines.has(conversationId)) this.#want(conversationId);
  }

  /**
   * The conversation has reached a number. Where its event does not come within seconds, the socket
   * may be dead without knowing it.
   */
  expect(conversationId: string, seq: number): void {
    const line = this.#lines.get(conversationId);
    if (line?.liveSince == null || seq <= line.eventSeq) return;
    const { liveSince } = line;
    if (this.#parts.clock.now() - liveSince < SETTLED_AFTER_MS) {
      line.eventSeq = seq;
      return;
    }
    this.#parts.clock.after(GRACE_MS, () => {
      if (line.liveSince !== liveSince || line.eventSeq >= seq) return;
      line.eventSeq = seq;
      this.#parts.onDeaf();
    });
  }

  /** Makes every subscription anew, and waits out no failure: the network is another one now. */
  renew(): void {
    for (const line of this.#lines.values()) {
      if (line.channel) this.#listen(line, { ...line.channel });
      else this.#replace(line);
    }
  }

  stop(): void {
    this.#cancelGathering?.();
    for (const line of this.#lines.values()) end(line);
    this.#lines.clear();
  }

  #want(conversationId: string): void {
    this.#wanted.add(conversationId);
    this.#cancelGathering ??= this.#parts.clock.after(GATHER_MS, () => {
      this.#cancelGathering = null;
      const ids = [...this.#wanted];
      this.#wanted.clear();
      for (let start = 0; start < ids.length; start += BATCH) {
        void this.#fetch(ids.slice(start, start + BATCH));
      }
    });
  }

  async #fetch(ids: readonly string[]): Promise<void> {
    try {
      const found = await this.#parts.transport.conversations(ids);
      ids.forEach((id, index) => {
        this.#found(id, found[index] ?? null);
      });
    } catch (error) {
      for (const id of ids) this.#retry(id, chatError(error));
    }
  }

  #found(conversationId: string, conversation: Conversation | null): void {
    const line = this.#lines.get(conversationId);
    if (!line) return;
    if (!conversation) {
      end(line);
      this.#parts.onLost(conversationId);
      return;
    }
    const { channel, channelVersion, lastSeq } = conversation;
    this.#parts.onFound(conversation);
    line.wantedVersion = Math.max(line.wantedVersion, channelVersion);
    line.eventSeq = Math.max(line.eventSeq, line.liveSince === null ? lastSeq : 0);
    if (channelVersion < line.wantedVersion) {
      this.#retry(conversationId, null);
    } else if (line.channel?.channel !== channel || !line.unsubscribe) {
      line.version = channelVersion;
      this.#listen(line, { conversationId, channel });
    }
  }

  #listen(line: Line, channel: Channel): void {
    end(line);
    line.channel = channel;
    const isCurrent = () => line.channel === channel;
    line.unsubscribe = this.#parts.transport.onMessage(channel, {
      acknowledged: () => {
        if (!isCurrent()) return;
        line.liveSince = this.#parts.clock.now();
        line.failures = 0;
        this.#parts.onLive(channel);
      },
      next: (message) => {
        if (!isCurrent()) return;
        line.eventSeq = Math.max(line.eventSeq, message.seq);
        this.#parts.onMessage(message);
      },
      failed: (error) => {
        if (isCurrent()) this.#failed(line, error);
      },
    });
  }

  #failed(line: Line, error: ChatError): void {
    const { channel } = line;
    end(line);
    const isStale = error.code === 'ChannelReplaced' || error.code === 'NotFound';
    // Another failure leaves the channel as it was: it need not be fetched again.
    if (!isStale) line.channel = channel;
    this.#retry(line.conversationId, isStale && line.failures === 0 ? null : error);
  }

  #replace(line: Line): void {
    end(line);
    this.#want(line.conversationId);
  }

  /** At once for the first time without an error, then with growing pauses. */
  #retry(conversationId: string, error: ChatError | null): void {
    const line = this.#lines.get(conversationId);
    if (!line) return;
    line.cancelRetry?.();
    line.failures += 1;
    const wait = error || line.failures > 1 ? backoffMs(line.failures, this.#parts.random) : 0;
    line.cancelRetry = this.#parts.clock.after(wait, () => {
      line.cancelRetry = null;
      if (line.channel) this.#listen(line, { ...line.channel });
      else this.#want(conversationId);
    });
  }
}

/** Ends the subscription; what it still says is not heard any more. */
function end(line: Line): void {
  line.cancelRetry?.();
  line.cancelRetry = null;
  const { unsubscribe } = line;
  line.channel = null;
  line.unsubscribe = null;
  line.liveSince = null;
  unsubscribe?.();
}
