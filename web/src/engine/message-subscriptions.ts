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

/** The most conversations in one request. */
const BATCH_SIZE = 10;
/** Requests within this many ms are sent together. */
const GATHER_MS = 5;
/** AppSync may lose what is published for some time after an acknowledgement. */
const RELIABLE_AFTER_MS = 10_000;
/** How much later than a head an event may come. */
const GRACE_MS = 3_000;

export interface MessageSubscriptionsOptions {
  readonly transport: Pick<Transport, 'conversations' | 'onMessage'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onConversation: (conversation: Conversation) => void;
  /** The subscription was acknowledged, so events come from now on. Time to sync. */
  readonly onSubscribed: (channel: Channel) => void;
  readonly onMessage: (message: Message) => void;
  /** The person is not a member. */
  readonly onNotMember: (conversationId: string) => void;
  /** A subscription did not bring an event that it should have. */
  readonly onMissedEvent: () => void;
}

interface Subscription {
  readonly conversationId: string;
  users: number;
  channel: Channel | null;
  version: number;
  /** The highest known version. */
  latestVersion: number;
  unsubscribe: Unsubscribe | null;
  liveSince: number | null;
  /** The highest number that an event brought, or that none is expected for. */
  eventSeq: number;
  failures: number;
  cancelRetry: (() => void) | null;
}

export class MessageSubscriptions {
  readonly #options: MessageSubscriptionsOptions;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #requested = new Set<string>();
  #cancelGathering: (() => void) | null = null;

  constructor(options: MessageSubscriptionsOptions) {
    this.#options = options;
  }

  /** Subscribes unless already subscribed. Every `retain` needs a `release`. */
  retain(conversationId: string): void {
    const held = this.#subscriptions.get(conversationId);
    if (held) {
      held.users += 1;
      return;
    }
    this.#subscriptions.set(conversationId, {
      conversationId,
      users: 1,
      channel: null,
      version: 0,
      latestVersion: 0,
      unsubscribe: null,
      liveSince: null,
      eventSeq: 0,
      failures: 0,
      cancelRetry: null,
    });
    this.#requestConversation(conversationId);
  }

  release(conversationId: string): void {
    const line = this.#subscriptions.get(conversationId);
    if (!line) return;
    line.users -= 1;
    if (line.users > 0) return;
    this.#subscriptions.delete(conversationId);
    this.#requested.delete(conversationId);
    end(line);
  }

  /** The channel, if its subscription was acknowledged. */
  liveChannel(conversationId: string): Channel | null {
    const line = this.#subscriptions.get(conversationId);
    return line?.liveSince != null ? line.channel : null;
  }

  /**
   * Notes a channel version. If it is higher than the current channel's, that channel was replaced.
   */
  noteVersion(conversationId: string, version: number): void {
    const line = this.#subscriptions.get(conversationId);
    if (!line || version <= line.latestVersion) return;
    line.latestVersion = version;
    if (line.channel && version > line.version) this.#replace(line);
  }

  /**
   * Fetches the conversation, subscribed or not: it changed, or the person may be no member any more.
   */
  refetch(conversationId: string): void {
    this.#requestConversation(conversationId);
  }

  /**
   * The conversation has reached a number. Where its event does not come within seconds, the socket
   * may be dead without knowing it.
   */
  expectSeq(conversationId: string, seq: number): void {
    const line = this.#subscriptions.get(conversationId);
    if (line?.liveSince == null || seq <= line.eventSeq) return;
    const { liveSince } = line;
    if (this.#options.clock.now() - liveSince < RELIABLE_AFTER_MS) {
      line.eventSeq = seq;
      return;
    }
    this.#options.clock.after(GRACE_MS, () => {
      if (line.liveSince !== liveSince || line.eventSeq >= seq) return;
      line.eventSeq = seq;
      this.#options.onMissedEvent();
    });
  }

  /**
   * Makes all subscriptions again, without waiting for a retry: the network may be another one now.
   */
  renew(): void {
    for (const line of this.#subscriptions.values()) {
      if (line.channel) this.#listen(line, { ...line.channel });
      else this.#replace(line);
    }
  }

  stop(): void {
    this.#cancelGathering?.();
    for (const line of this.#subscriptions.values()) end(line);
    this.#subscriptions.clear();
  }

  #requestConversation(conversationId: string): void {
    this.#requested.add(conversationId);
    this.#cancelGathering ??= this.#options.clock.after(GATHER_MS, () => {
      this.#cancelGathering = null;
      const ids = [...this.#requested];
      this.#requested.clear();
      for (let start = 0; start < ids.length; start += BATCH_SIZE) {
        void this.#fetch(ids.slice(start, start + BATCH_SIZE));
      }
    });
  }

  async #fetch(ids: readonly string[]): Promise<void> {
    try {
      const found = await this.#options.transport.conversations(ids);
      ids.forEach((id, index) => {
        this.#setConversation(id, found[index] ?? null);
      });
    } catch (error) {
      for (const id of ids) this.#retry(id, chatError(error));
    }
  }

  #setConversation(conversationId: string, conversation: Conversation | null): void {
    const line = this.#subscriptions.get(conversationId);
    if (!conversation) {
      if (line) end(line);
      this.#options.onNotMember(conversationId);
      return;
    }
    if (!line) return;
    const { channel, channelVersion, lastSeq } = conversation;
    this.#options.onConversation(conversation);
    line.latestVersion = Math.max(line.latestVersion, channelVersion);
    line.eventSeq = Math.max(line.eventSeq, line.liveSince === null ? lastSeq : 0);
    if (channelVersion < line.latestVersion) {
      this.#retry(conversationId, null);
    } else if (line.channel?.channel !== channel || !line.unsubscribe) {
      line.version = channelVersion;
      this.#listen(line, { conversationId, channel });
    }
  }

  #listen(line: Subscription, channel: Channel): void {
    end(line);
    line.channel = channel;
    const isCurrent = () => line.channel === channel;
    line.unsubscribe = this.#options.transport.onMessage(channel, {
      acknowledged: () => {
        if (!isCurrent()) return;
        line.liveSince = this.#options.clock.now();
        line.failures = 0;
        this.#options.onSubscribed(channel);
      },
      next: (message) => {
        if (!isCurrent()) return;
        line.eventSeq = Math.max(line.eventSeq, message.seq);
        this.#options.onMessage(message);
      },
      failed: (error) => {
        if (isCurrent()) this.#failed(line, error);
      },
    });
  }

  #failed(line: Subscription, error: ChatError): void {
    const { channel } = line;
    end(line);
    const isStale = error.code === 'ChannelReplaced' || error.code === 'NotFound';
    // Another failure leaves the channel as it was: it need not be fetched again.
    if (!isStale) line.channel = channel;
    this.#retry(line.conversationId, isStale && line.failures === 0 ? null : error);
  }

  #replace(line: Subscription): void {
    end(line);
    this.#requestConversation(line.conversationId);
  }

  /** At once for the first time without an error, then with growing pauses. */
  #retry(conversationId: string, error: ChatError | null): void {
    const line = this.#subscriptions.get(conversationId);
    if (!line) return;
    line.cancelRetry?.();
    line.failures += 1;
    const wait = error || line.failures > 1 ? backoffMs(line.failures, this.#options.random) : 0;
    line.cancelRetry = this.#options.clock.after(wait, () => {
      line.cancelRetry = null;
      if (line.channel) this.#listen(line, { ...line.channel });
      else this.#requestConversation(conversationId);
    });
  }
}

/** Ends the subscription; its later events are ignored. */
function end(line: Subscription): void {
  line.cancelRetry?.();
  line.cancelRetry = null;
  const { unsubscribe } = line;
  line.channel = null;
  line.unsubscribe = null;
  line.liveSince = null;
  unsubscribe?.();
}
