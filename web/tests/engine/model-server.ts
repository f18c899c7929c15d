/**
 * The back end as a client meets it, in a hundredth of its size: numbers, holes, voids, changes,
 * reactions, pins, threads, channels, remembered sends. Its pages are small, so that a few messages make many of them.
 */
import type { Clock } from '../../src/engine/clock';
import { ChatError } from '../../src/engine/errors';
import { mentionsPerson } from '../../src/engine/message-state';
import type {
  Activity,
  Conversation,
  FollowedThread,
  Head,
  InboxEntry,
  InboxEvent,
  InboxPage,
  Member,
  Message,
  MessagePage,
  Quoted,
  Reaction,
  SyncPage,
  Thread,
  ThreadPage,
  User,
} from '../../src/engine/model';

const PAGE = 3;
const FAR_BEHIND = 12;
/** Of each emoji so many people are named, so that the rest has to be found out. */
const NAMED = 1;
const MOST_EMOJI = 4;
const MOST_PINS = 3;
const RETRY_AFTER_MS = 500;
/** Older than any page: a first page shows the effect of every change before that. */
const BASELINE_AGE_MS = 5_000;
/** No conversation has such an id: whatever call carries it is refused as a whole. */
export const MALFORMED = '?';

/** As queries give it. */
type Told = Message & { readonly sender: User | null; readonly quoted: Quoted | null };

/** What is said in a thread. */
export interface Replying {
  readonly rootSeq: number;
  readonly body: string;
  readonly clientMessageId: string;
  readonly replyTo?: number | null | undefined;
  readonly mentions?: readonly string[] | null | undefined;
}

/** isOld: from a client of an earlier release. */
interface Saying {
  readonly isOld?: boolean;
  readonly replyTo?: number | null;
  readonly mentions?: readonly string[];
  readonly mentionsEveryone?: boolean;
}

/**
 * With who reacts, as "emoji person".  textRevision: that of the last edit, or the deletion.  isOpen:
 * whether anyone has ever reacted.
 */
interface Stored extends Omit<Told, 'version' | 'reactions'> {
  readonly version: number;
  readonly textRevision: number;
  readonly reactors: ReadonlySet<string>;
  readonly isOpen: boolean;
  readonly rootSeq: number | null;
  readonly thread: Thread | null;
}

type Entry = Stored | 'void' | 'hole';

interface RoomChange {
  readonly revision: number;
  readonly memberIds: readonly string[];
  readonly seq: number | null;
  readonly rootSeq: number | null;
  readonly at: number;
}

/** pending: its number is taken.  void: nothing was written under it. */
type ChangeEntry = RoomChange | 'pending' | 'void';

/** What a client of an earlier release does not select, and so does not publish. */
const UNTOLD = {
  parts: null,
  changedBy: null,
  editedAt: null,
  deletedAt: null,
  deletedBy: null,
  version: null,
  reactions: null,
  pinnedAt: null,
  pinnedBy: null,
  replyTo: null,
  forwardedFrom: null,
  mentions: null,
  mentionsEveryone: null,
  rootSeq: null,
  thread: null,
};

/** What a deleted message is not. */
const UNCHANGED = {
  editedAt: null,
  pinnedAt: null,
  pinnedBy: null,
  replyTo: null,
  forwardedFrom: null,
  mentions: [],
  mentionsEveryone: false,
};

/** Of a conversation, or a thread there. */
interface Log {
  readonly log: Entry[];
  /** States that messages had, by number, the oldest first, each with the time at which it ended. */
  readonly former: Map<number, { readonly state: Stored; readonly until: number }[]>;
}

interface ThreadLog extends Log {
  /** How far each of those who follow it has read. */
  readonly followers: Map<string, number>;
}

interface Room extends Log {
  readonly id: string;
  title: string;
  readonly changes: ChangeEntry[];
  readonly threads: Map<number, ThreadLog>;
  readonly members: Map<string, Member>;
  readonly sends: Map<string, Message>;
  channelVersion: number;
  lastActivityAt: number;
}

/** What a subscription may be told, and on which channel. */
export type Published =
  | { readonly kind: 'message'; readonly channel: string; readonly message: Message }
  | { readonly kind: 'activity'; readonly channel: string; readonly activity: Activity }
  | { readonly kind: 'inbox'; readonly userId: string; readonly event: InboxEvent };

export class ModelServer {
  readonly #clock: Clock;
  readonly #rooms = new Map<string, Room>();
  /** Called with everything that is published. */
  publish: (published: Published) => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  addRoom(id: string, userIds: readonly string[]): void {
    this.#rooms.set(id, {
      id,
      title: id,
      log: [],
      changes: [],
      former: new Map(),
      threads: new Map(),
      members: new Map(userIds.map((userId) => [userId, this.#member(id, userId)])),
      sends: new Map(),
      channelVersion: 1,
      lastActivityAt: this.#clock.now(),
    });
  }

  channel(roomId: string): string {
    return channelOf(this.#room(roomId));
  }

  /** Every message there is, in order. viewerId: whose reactions are `mine`. */
  messagesOf(roomId: string, viewerId = '', rootSeq: number | null = null): readonly Message[] {
    return toldAll(logOf(this.#room(roomId), rootSeq).log, viewerId);
  }

  /** The states that a message has had, the present one last. */
  statesOf(roomId: string, seq: number, rootSeq: number | null = null): readonly Message[] {
    const room = this.#room(roomId);
    const { former } = logOf(room, rootSeq);
    const states = [...(former.get(seq) ?? []).map(({ state }) => state)];
    return [...states, this.#text(room, seq, rootSeq)].map((state) => told(state, ''));
  }

  membersOf(roomId: string): ReadonlyMap<string, Member> {
    return this.#room(roomId).members;
  }

  lastSeqOf(roomId: string): number {
    return this.#room(roomId).log.length;
  }

  /** Takes a number; the returned function writes under it, or leaves it void. */
  take(roomId: string, senderId: string, body: string): (fate: 'message' | 'void') => void {
    const room = this.#room(roomId);
    const seq = room.log.push('hole');
    return (fate) => {
      const message = this.#message(room, { seq, senderId, body, clientMessageId: `take-${seq}` });
      room.log[seq - 1] = fate === 'void' ? 'void' : message;
      if (fate === 'message') this.#tell(room, message, channelOf(room));
    };
  }

  send(
    roomId: string,
    senderId: string,
    body: string,
    clientMessageId: string,
    { isOld = false, replyTo = null, mentions = [], mentionsEveryone = false }: Saying = {},
  ): Message {
    const room = this.#entered(roomId, senderId);
    const earlier = room.sends.get(`${senderId} ${clientMessageId}`);
    if (earlier && earlier.body !== body) {
      throw new ChatError('ClientMessageIdReused', 'This id was used for something else.');
    }
    if (earlier) return unread(this.#text(room, earlier.seq));
    if (replyTo !== null && this.#text(room, replyTo).body === null) {
      throw new ChatError('Conflict', 'What you answer was deleted.');
    }
    requireMembers(room, mentions);
    const message = this.#append(room, {
      senderId,
      body,
      clientMessageId,
      replyTo,
      mentions,
      mentionsEveryone,
    });
    room.sends.set(`${senderId} ${clientMessageId}`, told(message, senderId));
    const sender = room.members.get(senderId);
    if (sender) this.#put(room, { ...sender, readSeq: message.seq });
    this.#tell(room, message, channelOf(room), { isOld });
    this.#tellMentioned(room, mentions);
    return told(message, senderId);
  }

  reply(roomId: string, senderId: string, replying: Replying): Message {
    return this.takeReply(roomId, senderId, replying)('message');
  }

  /** Takes its numbers; the returned function writes under them, or leaves them void. */
  takeReply(
    roomId: string,
    senderId: string,
    { rootSeq, body, clientMessageId, replyTo = null, mentions = [] }: Replying,
  ): (fate: 'message' | 'void') => Message {
    const room = this.#entered(roomId, senderId);
    const earlier = room.sends.get(`${senderId} ${clientMessageId}`);
    if (earlier && earlier.body !== body) {
      throw new ChatError('ClientMessageIdReused', 'This id was used for something else.');
    }
    if (earlier)
      return () => this.#inThread(room, this.#text(room, earlier.seq, rootSeq), senderId);
    const root = this.#text(room, rootSeq);
    if (root.kind !== 'TEXT') throw new ChatError('Forbidden', 'It is a record.');
    if (root.body === null) throw new ChatError('Conflict', 'It was deleted.');
    const thread = logOf(room, rootSeq);
    if (replyTo !== null && this.#text(room, replyTo, rootSeq).body === null) {
      throw new ChatError('Conflict', 'What you answer was deleted.');
    }
    requireMembers(room, mentions ?? []);
    const seq = thread.log.push('hole');
    const revision = room.changes.push('pending');
    return (fate) => {
      if (fate === 'void') {
        thread.log[seq - 1] = 'void';
        room.changes[revision - 1] = 'void';
        return told(this.#text(room, rootSeq), senderId);
      }
      const said = { seq, senderId, body, clientMessageId, replyTo, mentions: mentions ?? [] };
      const reply = this.#message(room, { ...said, rootSeq, revision });
      thread.log[seq - 1] = reply;
      room.sends.set(`${senderId} ${clientMessageId}`, told(reply, senderId));
      this.#noteReplies(room, reply, revision, senderId);
      for (const userId of [this.#text(room, rootSeq).senderId, ...(mentions ?? [])]) {
        follow(room, rootSeq, userId);
      }
      const { followers } = threadOf(room, rootSeq);
      followers.set(senderId, Math.max(seq, followers.get(senderId) ?? 0));
      return this.#announce(room, reply, revision, senderId);
    };
  }

  /** The threads that a person follows, latest reply first. */
  threads(userId: string, limit: number, nextToken: string | null): ThreadPage {
    const start = Number(nextToken ?? 0);
    const all = [...this.#rooms.values()]
      .filter((room) => room.members.get(userId)?.status === 'ACTIVE')
      .flatMap((room) => [...room.threads.keys()].map((seq) => this.#thread(room, seq, userId)))
      .filter(({ isFollowed }) => isFollowed)
      .sort((a, b) => Date.parse(b.lastReplyAt ?? '') - Date.parse(a.lastReplyAt ?? ''));
    const end = start + limit;
    return {
      threads: all.slice(start, end),
      nextToken: end < all.length ? String(end) : null,
    };
  }

  setFollowed(
    userId: string,
    roomId: string,
    rootSeq: number,
    isFollowed: boolean,
  ): FollowedThread {
    const room = this.#entered(roomId, userId);
    if (isFollowed) follow(room, rootSeq, userId);
    else room.threads.get(rootSeq)?.followers.delete(userId);
    return this.#thread(room, rootSeq, userId);
  }

  /** Refused with Conflict if the message's text is newer than ifRevision. */
  edit(
    roomId: string,
    userId: string,
    {
      seq,
      body,
      ifRevision,
      mentions,
      rootSeq,
    }: {
      seq: number;
      rootSeq?: number | null | undefined;
      body: string;
      ifRevision?: number | null | undefined;
      mentions?: readonly string[] | null | undefined;
    },
    { isOld = false } = {},
  ): Message {
    const room = this.#entered(roomId, userId);
    const message = this.#text(room, seq, rootSeq);
    if (message.senderId !== userId) throw new ChatError('Forbidden', 'It is not yours.');
    if (message.body !== body) {
      if (message.body === null) throw new ChatError('Conflict', 'It was deleted.');
      if (message.textRevision > (ifRevision ?? message.textRevision)) {
        throw new ChatError('Conflict', 'It has changed.');
      }
      const editedAt = iso(this.#clock.now());
      const named = mentions ?? message.mentions ?? [];
      requireMembers(room, named);
      const edited = this.#amend(room, message, userId, { body, editedAt, mentions: named }, isOld);
      this.#tellMentioned(room, [...(message.mentions ?? []), ...named]);
      return edited;
    }
    return this.#publishAgain(room, message, userId, isOld);
  }

  /** Bob owns every room. */
  delete(
    roomId: string,
    userId: string,
    seq: number,
    { isOld = false, rootSeq }: { isOld?: boolean; rootSeq?: number | null | undefined } = {},
  ): Message {
    const room = this.#entered(roomId, userId);
    const message = this.#text(room, seq, rootSeq);
    if (![message.senderId, 'bob'].includes(userId)) throw new ChatError('Forbidden', 'No.');
    if (message.body !== null) {
      const deletion = { deletedAt: iso(this.#clock.now()), deletedBy: userId, ...UNCHANGED };
      const change = { body: null, ...deletion, reactors: new Set<string>() };
      const deleted = this.#amend(room, message, userId, change, isOld);
      this.#tellMentioned(room, message.mentions ?? []);
      return deleted;
    }
    return this.#publishAgain(room, message, userId, isOld);
  }

  pin(roomId: string, userId: string, seq: number, isPinned: boolean): Message {
    const room = this.#entered(roomId, userId);
    const message = this.#text(room, seq);
    if (message.kind !== 'TEXT') throw new ChatError('Forbidden', 'It is a record.');
    if ((message.pinnedAt !== null) === isPinned) {
      return this.#publishAgain(room, message, userId, false);
    }
    if (message.body === null) throw new ChatError('Conflict', 'It was deleted.');
    if (isPinned && this.pins(userId, roomId).length === MOST_PINS) {
      throw new ChatError('Conflict', 'Unpin another one first.');
    }
    const revision = room.changes.push('pending');
    return this.#write(room, message, revision, userId, {
      pinnedAt: isPinned ? iso(this.#clock.now()) : null,
      pinnedBy: isPinned ? userId : null,
      revision,
      changedBy: userId,
    });
  }

  /** The last pinned first. */
  pins(userId: string, roomId: string): readonly Message[] {
    const { log } = this.#entered(roomId, userId);
    return toldAll(log, userId)
      .map((message) => quoting(log, message))
      .filter(({ pinnedAt }) => pinnedAt !== null)
      .sort((a, b) => Date.parse(b.pinnedAt ?? '') - Date.parse(a.pinnedAt ?? '') || b.seq - a.seq);
  }

  /** Adds a reaction, or takes it away. */
  react(roomId: string, userId: string, reacting: Reacting): Message {
    return this.takeReaction(roomId, userId, reacting)();
  }

  /** Takes a number for it; the returned function writes it, and the answer is told under the number. */
  takeReaction(roomId: string, userId: string, reacting: Reacting): () => Message {
    const room = this.#entered(roomId, userId);
    const { seq, rootSeq } = reacting;
    const again = () => this.#publishAgain(room, this.#text(room, seq, rootSeq), userId, false);
    if (!this.#withReaction(room, userId, reacting)) return again;
    const revision = room.changes.push('pending');
    return () => {
      let reactors: ReadonlySet<string> | null = null;
      try {
        reactors = this.#withReaction(room, userId, reacting);
      } finally {
        if (!reactors) room.changes[revision - 1] = 'void';
      }
      if (!reactors) return again();
      const message = this.#text(room, seq, rootSeq);
      const isLast = revision > (message.revision ?? 0);
      return this.#write(room, message, revision, userId, {
        reactors,
        isOpen: true,
        revision: isLast ? revision : message.revision,
        changedBy: isLast ? userId : message.changedBy,
      });
    };
  }

  message(
    userId: string,
    roomId: string,
    seq: number,
    rootSeq: number | null = null,
  ): Message | null {
    const { log } = logOf(this.#entered(roomId, userId), rootSeq);
    const entry = log[seq - 1];
    return !entry || typeof entry === 'string' ? null : quoting(log, told(entry, userId));
  }

  /** Adds or removes someone, which is a change, a system message and, on leaving, a new channel. */
  change(roomId: string, userId: string, status: 'ACTIVE' | 'LEFT'): Message {
    const room = this.#room(roomId);
    const channel = channelOf(room);
    const revision = room.changes.length + 1;
    room.changes.push({
      revision,
      memberIds: [userId],
      seq: null,
      rootSeq: null,
      at: this.#clock.now(),
    });
    this.#put(room, { ...this.#member(roomId, userId), status, readSeq: room.log.length + 1 });
    if (status === 'LEFT') room.channelVersion += 1;
    const message = this.#append(room, {
      senderId: 'bob',
      body: null,
      clientMessageId: `change-${revision}`,
      kind: 'SYSTEM',
      event: status === 'LEFT' ? 'MEMBER_REMOVED' : 'MEMBERS_ADDED',
      memberIds: [userId],
      revision,
    });
    // The record of a removal goes out on the channel that it replaces.
    this.#tell(room, message, channel);
    const record = told(message, '');
    const kind = status === 'LEFT' ? 'REMOVED' : 'ADDED';
    this.publish({
      kind: 'inbox',
      userId,
      event: { userId, conversationId: roomId, kind, revision },
    });
    return record;
  }

  /** Gives a member another role, or mutes them: a change under a number, of which no message tells. */
  updateMember(
    roomId: string,
    userId: string,
    change: Partial<Pick<Member, 'role' | 'mutedUntil'>>,
  ): Member {
    const room = this.#room(roomId);
    const member = { ...(room.members.get(userId) ?? this.#member(roomId, userId)), ...change };
    const revision = room.changes.length + 1;
    room.changes.push({
      revision,
      memberIds: [userId],
      seq: null,
      rootSeq: null,
      at: this.#clock.now(),
    });
    this.#put(room, member);
    this.publish({
      kind: 'inbox',
      userId,
      event: { userId, conversationId: roomId, kind: 'ROLE_CHANGED', revision },
    });
    return member;
  }

  conversation(userId: string, roomId: string): Conversation {
    const room = this.#entered(roomId, userId);
    const member = room.members.get(userId);
    const readSeq = member?.readSeq ?? 0;
    return {
      id: roomId,
      kind: 'GROUP',
      title: room.title,
      createdBy: 'bob',
      createdAt: iso(0),
      memberCount: activeIn(room).length,
      lastSeq: room.log.length,
      lastRevision: room.changes.length,
      channel: channelOf(room),
      channelVersion: room.channelVersion,
      role: member?.role ?? 'MEMBER',
      readSeq,
      unread: room.log.length - readSeq,
      fromSeq: 1,
      peerId: null,
      mutedUntil: member?.mutedUntil ?? null,
    };
  }

  head(userId: string, roomId: string): Head | null {
    const room = this.#found(roomId);
    const member = room?.members.get(userId);
    if (!room || member?.status !== 'ACTIVE') return null;
    return {
      conversationId: roomId,
      lastSeq: room.log.length,
      lastRevision: room.changes.length,
      channelVersion: room.channelVersion,
      readSeq: member.readSeq,
    };
  }

  /** ageMs: how long ago the last messages were as this page shows them. */
  inbox(userId: string, limit: number, nextToken: string | null, ageMs = 0): InboxPage {
    const start = Number(nextToken ?? 0);
    const mine = [...this.#rooms.values()]
      .filter((room) => room.members.get(userId)?.status === 'ACTIVE')
      .sort((a, b) => b.lastActivityAt - a.lastActivityAt);
    const end = start + limit;
    return {
      entries: mine.slice(start, end).map((room) => this.#inboxEntry(userId, room, ageMs)),
      nextToken: end < mine.length ? String(end) : null,
    };
  }

  members(userId: string, roomId: string): readonly Member[] {
    return activeIn(this.#entered(roomId, userId));
  }

  /** ageMs: how long ago the messages were as this page shows them; those of a thread are as they are. */
  messages(
    userId: string,
    roomId: string,
    {
      before,
      after = null,
      rootSeq = null,
      limit,
      ageMs = 0,
    }: {
      before: number | null;
      after?: number | null;
      rootSeq?: number | null;
      limit: number;
      ageMs?: number;
    },
  ): MessagePage {
    const room = this.#entered(roomId, userId);
    if (rootSeq !== null) {
      this.#text(room, rootSeq);
      const replies = logOf(room, rootSeq).log;
      if (after !== null) return newer(replies, after, limit, userId);
      if (before !== null) return older(replies, before, limit, userId);
      return { ...newest(replies, limit, { viewerId: userId, revision: 0 }), baseline: null };
    }
    const log = this.#asOf(room, ageMs);
    return before === null
      ? newest(log, limit, { viewerId: userId, revision: this.#baseline(room) })
      : older(log, before, limit, userId);
  }

  sync(
    userId: string,
    roomId: string,
    { seq, revision }: { seq: number; revision: number },
    ageMs = 0,
  ): SyncPage {
    const room = this.#entered(roomId, userId);
    const { log, changes, channelVersion } = room;
    const behind = [log.length - seq, changes.length - revision];
    if (Math.max(...behind) > FAR_BEHIND || Math.min(...behind) < 0) {
      const baseline = this.#baseline(room);
      const page = newest(this.#asOf(room, ageMs), PAGE, { viewerId: userId, revision: baseline });
      return {
        reset: true,
        messages: page.messages,
        changes: [],
        seq: page.after,
        revision: baseline,
        more: false,
        pending: page.pending,
        retryAfterMs: page.retryAfterMs,
        channelVersion,
      };
    }
    const { messages, last, pending } = stretch(log, seq + 1, Math.min(seq + PAGE, log.length));
    const page = changes.slice(revision, revision + PAGE);
    const hole = page.indexOf('pending');
    const complete = hole === -1 ? page : page.slice(0, hole);
    const written = complete.filter((change) => typeof change !== 'string');
    const isPending = pending || hole !== -1;
    return {
      reset: false,
      messages: toldAll(messages, userId).map((message) => quoting(log, message)),
      changes: written.map((change) => ({
        revision: change.revision,
        kind: change.seq === null ? 'MEMBERS' : 'MESSAGE',
        members: change.memberIds.flatMap((id) => room.members.get(id) ?? []),
        title: null,
        seq: change.seq,
        rootSeq: change.rootSeq,
        message: this.#changed(room, change, userId),
        createdAt: iso(change.at),
      })),
      seq: last,
      revision: revision + complete.length,
      more:
        (!pending && last < log.length) ||
        (hole === -1 && revision + complete.length < changes.length),
      pending: isPending,
      retryAfterMs: isPending ? RETRY_AFTER_MS : null,
      channelVersion,
    };
  }

  markRead(userId: string, roomId: string, seq: number, rootSeq: number | null = null): Activity {
    const room = this.#entered(roomId, userId);
    if (rootSeq !== null) {
      const { log, followers } = threadOf(room, rootSeq);
      const read = Math.max(followers.get(userId) ?? 0, Math.min(seq, log.length));
      return this.#readInThread(roomId, userId, rootSeq, read);
    }
    const member = room.members.get(userId) ?? this.#member(roomId, userId);
    const readSeq = Math.max(member.readSeq, Math.min(seq, room.log.length));
    this.#put(room, { ...member, readSeq });
    return this.#pass(room, { userId, readSeq, typing: null });
  }

  markUnread(userId: string, roomId: string, seq: number, rootSeq: number | null = null): Activity {
    const room = this.#entered(roomId, userId);
    if (rootSeq !== null) {
      const { followers } = threadOf(room, rootSeq);
      const read = Math.min(followers.get(userId) ?? 0, seq - 1);
      return this.#readInThread(roomId, userId, rootSeq, read);
    }
    const member = room.members.get(userId) ?? this.#member(roomId, userId);
    const readSeq = Math.min(member.readSeq, seq - 1);
    this.#put(room, { ...member, readSeq });
    return this.#pass(room, { userId, readSeq, typing: null });
  }

  /** Nobody else is told. */
  #readInThread(roomId: string, userId: string, rootSeq: number, readSeq: number): Activity {
    const { followers } = threadOf(this.#entered(roomId, userId), rootSeq);
    if (followers.has(userId)) followers.set(userId, readSeq);
    return { conversationId: roomId, channel: null, userId, typing: null, readSeq, rootSeq };
  }

  setTyping(
    userId: string,
    roomId: string,
    typing: boolean,
    rootSeq: number | null = null,
  ): Activity {
    return this.#pass(this.#entered(roomId, userId), { userId, readSeq: null, typing }, rootSeq);
  }

  #pass(
    room: Room,
    what: Pick<Activity, 'userId' | 'readSeq' | 'typing'>,
    rootSeq: number | null = null,
  ): Activity {
    const channel = channelOf(room);
    const activity = { conversationId: room.id, channel, rootSeq, ...what };
    this.publish({ kind: 'activity', channel, activity });
    return activity;
  }

  #amend(
    room: Room,
    message: Stored,
    userId: string,
    change: Partial<Stored>,
    isOld: boolean,
  ): Message {
    const revision = room.changes.push('pending');
    const by = { revision, textRevision: revision, changedBy: userId };
    return this.#write(room, message, revision, userId, { ...change, ...by }, isOld);
  }

  /** The next state of a message, told under the change's own number. */
  #write(
    room: Room,
    message: Stored,
    revision: number,
    userId: string,
    change: Partial<Stored>,
    isOld = false,
  ): Message {
    const stored = this.#store(room, message, change);
    if (message.rootSeq !== null) {
      if (change.body === null) this.#noteReplies(room, stored, revision, userId);
      return this.#announce(room, stored, revision, userId);
    }
    this.#note(room, stored, revision);
    const present = { ...stored, revision, changedBy: userId };
    this.#tell(room, present, channelOf(room), { isOld });
    return told(present, userId);
  }

  /** The next state of a message. */
  #store(room: Room, message: Stored, change: Partial<Stored>): Stored {
    const { seq, version, rootSeq } = message;
    const { log, former } = logOf(room, rootSeq);
    const until = this.#clock.now();
    former.set(seq, [...(former.get(seq) ?? []), { state: message, until }]);
    const stored = { ...message, ...change, version: version + 1 };
    log[seq - 1] = stored;
    return stored;
  }

  #note(room: Room, { seq, rootSeq }: Stored, revision: number): void {
    const at = this.#clock.now();
    room.changes[revision - 1] = { revision, memberIds: [], seq, rootSeq, at };
  }

  /** A reply came or went: what its thread hangs on tells so. */
  #noteReplies(room: Room, { rootSeq }: Stored, revision: number, userId: string): void {
    const root = this.#text(room, rootSeq ?? 0);
    const texts = logOf(room, rootSeq).log.filter((entry) => typeof entry !== 'string');
    const thread = {
      rootSeq: root.seq,
      lastSeq: texts.at(-1)?.seq ?? 0,
      replyCount: texts.filter(({ body }) => body !== null).length,
      lastReplyAt: texts.at(-1)?.createdAt ?? null,
      participantIds: [...new Set(texts.map(({ senderId }) => senderId))],
      conversationId: null,
      isFollowed: null,
      readSeq: null,
      unread: null,
    };
    const isLast = revision > (root.revision ?? 0);
    const by = isLast ? { revision, changedBy: userId } : {};
    this.#store(room, root, { thread, ...by });
  }

  /** Tells of a reply, under the change's own number. */
  #announce(room: Room, reply: Stored, revision: number, userId: string): Message {
    this.#note(room, reply, revision);
    const by = { revision, changedBy: userId };
    const message = this.#inThread(room, reply, userId, by);
    const channel = channelOf(room);
    const { channelVersion } = room;
    this.publish({ kind: 'message', channel, message: { ...message, channel, channelVersion } });
    return message;
  }

  #inThread(room: Room, reply: Stored, viewerId: string, by: Partial<Stored> = {}): Message {
    const root = this.#text(room, reply.rootSeq ?? 0);
    return {
      ...told({ ...root, ...by }, viewerId),
      reply: told({ ...reply, ...by }, viewerId),
    };
  }

  #thread(room: Room, rootSeq: number, userId: string): FollowedThread {
    const root = this.#text(room, rootSeq);
    const readSeq = room.threads.get(rootSeq)?.followers.get(userId);
    const lastSeq = root.thread?.lastSeq ?? 0;
    return {
      rootSeq,
      lastSeq,
      replyCount: root.thread?.replyCount ?? 0,
      lastReplyAt: root.thread?.lastReplyAt ?? null,
      participantIds: root.thread?.participantIds ?? [],
      conversationId: room.id,
      isFollowed: readSeq !== undefined,
      readSeq: readSeq ?? 0,
      unread: lastSeq - (readSeq ?? 0),
      root: told(root, userId),
    };
  }

  #changed(room: Room, { seq, rootSeq }: RoomChange, viewerId: string): Message | null {
    if (seq === null) return null;
    const message = this.#text(room, seq, rootSeq);
    return rootSeq === null
      ? quoting(room.log, told(message, viewerId))
      : this.#inThread(room, message, viewerId);
  }

  /** Who reacts to a message afterwards; null where that changes nothing. */
  #withReaction(room: Room, userId: string, { seq, rootSeq, emoji, isAdded }: Reacting) {
    const message = this.#text(room, seq, rootSeq);
    if (message.kind !== 'TEXT') throw new ChatError('Forbidden', 'It is a record.');
    const reactor = `${emoji} ${userId}`;
    if (message.reactors.has(reactor) === isAdded) return null;
    if (isAdded && message.body === null) throw new ChatError('Conflict', 'It was deleted.');
    const reactors = new Set(message.reactors);
    if (isAdded) reactors.add(reactor);
    else reactors.delete(reactor);
    const isFull = reactionsOf(reactors, '').length > MOST_EMOJI;
    if (isAdded && isFull) throw new ChatError('Conflict', 'There are too many.');
    return reactors;
  }

  #publishAgain(room: Room, message: Stored, userId: string, isOld: boolean): Message {
    if (message.rootSeq !== null) {
      const present = this.#inThread(room, message, userId, { changedBy: userId });
      this.publish({ kind: 'message', channel: channelOf(room), message: present });
      return present;
    }
    const changedBy = message.reactors.size > 0 ? userId : message.changedBy;
    this.#tell(room, { ...message, changedBy }, channelOf(room), { isOld });
    return told({ ...message, changedBy }, userId);
  }

  #text(room: Room, seq: number, rootSeq: number | null = null): Stored {
    const entry = logOf(room, rootSeq).log[seq - 1];
    if (!entry || typeof entry === 'string') throw new ChatError('NotFound', 'There is none.');
    return entry;
  }

  /** The log as an eventually consistent read may have shown it that long ago. */
  #asOf(room: Room, ageMs: number): readonly Entry[] {
    const then = this.#clock.now() - ageMs;
    return room.log.map(
      (entry, index) =>
        room.former.get(index + 1)?.find(({ until }) => until > then)?.state ?? entry,
    );
  }

  #baseline(room: Room): number {
    const then = this.#clock.now() - BASELINE_AGE_MS;
    const next = room.changes.findIndex(
      (change) => change === 'pending' || (change !== 'void' && change.at > then),
    );
    return next === -1 ? room.changes.length : next;
  }

  #tell(room: Room, message: Stored, channel: string, { isOld = false } = {}): void {
    const { channelVersion } = room;
    const whole = told(message, message.changedBy ?? '');
    const event = isOld ? { ...whole, ...UNTOLD } : whole;
    this.publish({ kind: 'message', channel, message: { ...event, channel, channelVersion } });
  }

  /** What they count has changed. */
  #tellMentioned(room: Room, userIds: readonly string[]): void {
    for (const userId of userIds) {
      const revision = 0;
      const event = {
        userId,
        conversationId: room.id,
        kind: 'MENTIONS_CHANGED',
        revision,
      } as const;
      this.publish({ kind: 'inbox', userId, event });
    }
  }

  #append(room: Room, message: Pick<Message, 'senderId' | 'body'> & Partial<Stored>): Stored {
    const appended = this.#message(room, { ...message, seq: room.log.length + 1 });
    room.log.push(appended);
    return appended;
  }

  #message(
    room: Room,
    message: Pick<Message, 'seq' | 'senderId' | 'body'> & Partial<Stored>,
  ): Stored {
    room.lastActivityAt = this.#clock.now();
    return {
      sender: null,
      conversationId: room.id,
      channel: null,
      channelVersion: null,
      revision: null,
      kind: 'TEXT',
      event: null,
      memberIds: null,
      mentions: [],
      mentionsEveryone: false,
      clientMessageId: '',
      createdAt: iso(room.lastActivityAt),
      parts: [],
      changedBy: null,
      editedAt: null,
      deletedAt: null,
      deletedBy: null,
      version: 0,
      pinnedAt: null,
      pinnedBy: null,
      replyTo: null,
      quoted: null,
      forwardedFrom: null,
      rootSeq: null,
      thread: null,
      textRevision: 0,
      reactors: new Set(),
      isOpen: false,
      ...message,
    };
  }

  #inboxEntry(userId: string, room: Room, ageMs: number): InboxEntry {
    const readSeq = room.members.get(userId)?.readSeq ?? 0;
    const last = this.#asOf(room, ageMs).at(-1);
    return {
      conversationId: room.id,
      kind: 'GROUP',
      title: room.title,
      peerId: null,
      peer: null,
      role: 'MEMBER',
      memberCount: activeIn(room).length,
      lastSeq: room.log.length,
      lastRevision: room.changes.length,
      channelVersion: room.channelVersion,
      readSeq,
      unread: room.log.length - readSeq,
      unreadMentions: toldAll(room.log, userId).filter(
        (message) => message.seq > readSeq && mentionsPerson(message, userId),
      ).length,
      lastActivityAt: iso(room.lastActivityAt),
      lastMessage: last && typeof last !== 'string' ? unread(last) : null,
    };
  }

  #member(conversationId: string, userId: string): Member {
    return {
      conversationId,
      userId,
      user: user(userId),
      role: 'MEMBER',
      status: 'ACTIVE',
      joinedAt: iso(0),
      readSeq: 0,
      mutedUntil: null,
    };
  }

  #put(room: Room, member: Member): void {
    room.members.set(member.userId, member);
  }

  #entered(roomId: string, userId: string): Room {
    const room = this.#found(roomId);
    if (room?.members.get(userId)?.status !== 'ACTIVE') {
      throw new ChatError('NotFound', 'There is no such conversation, or you are not in it.');
    }
    return room;
  }

  #found(roomId: string): Room | undefined {
    if (roomId === MALFORMED) throw new ChatError('InvalidArguments', 'This is no id.');
    return this.#rooms.get(roomId);
  }

  #room(roomId: string): Room {
    const room = this.#rooms.get(roomId);
    if (!room) throw new Error(`The model has no room ${roomId}.`);
    return room;
  }
}

/** What a person does with one emoji. */
export interface Reacting {
  readonly seq: number;
  readonly rootSeq?: number | null | undefined;
  readonly emoji: string;
  readonly isAdded: boolean;
}

/** A message as a person is told it. */
function told(stored: Stored, viewerId: string): Told {
  const { reactors } = stored;
  const parts = partsOf(stored, reactors.size > 0);
  return { ...stored, parts, reactions: reactionsOf(reactors, viewerId) };
}

/** As told where reactions are not read, though there may be some. */
function unread(stored: Stored): Told {
  const { textRevision, isOpen, body, thread } = stored;
  if (!isOpen && !thread) return told(stored, '');
  const revision = textRevision === 0 ? null : textRevision;
  const parts = partsOf(stored, isOpen && body !== null);
  return { ...told(stored, ''), parts, revision, version: null, reactions: null, thread: null };
}

function logOf(room: Room, rootSeq: number | null | undefined): Log {
  return typeof rootSeq === 'number' ? threadOf(room, rootSeq) : room;
}

function threadOf(room: Room, rootSeq: number): ThreadLog {
  const known = room.threads.get(rootSeq);
  const thread = known ?? { log: [], former: new Map(), followers: new Map() };
  room.threads.set(rootSeq, thread);
  return thread;
}

function follow(room: Room, rootSeq: number, userId: string): void {
  const { followers } = threadOf(room, rootSeq);
  if (!followers.has(userId)) followers.set(userId, 0);
}

function toldAll(entries: readonly Entry[], viewerId: string): Told[] {
  return entries.filter((entry) => typeof entry !== 'string').map((each) => told(each, viewerId));
}

/** With what it answers, without that one's reactions. */
function quoting(log: readonly Entry[], message: Told): Told {
  const original = message.replyTo === null ? undefined : log[message.replyTo - 1];
  if (!original || typeof original === 'string') return message;
  const leaves: Quoted = { ...unread(original), replyTo: original.replyTo };
  return { ...message, quoted: leaves };
}

function partsOf(stored: Stored, isReactedTo: boolean): Message['parts'] {
  const has = {
    EDITED: stored.editedAt !== null,
    DELETED: stored.deletedAt !== null,
    REACTIONS: isReactedTo,
    PINNED: stored.pinnedAt !== null,
    QUOTE: stored.replyTo !== null,
    MENTIONS: stored.mentionsEveryone === true || (stored.mentions ?? []).length > 0,
    THREAD: stored.thread !== null,
  };
  return (
    ['EDITED', 'DELETED', 'REACTIONS', 'PINNED', 'QUOTE', 'MENTIONS', 'THREAD'] as const
  ).filter((part) => has[part]);
}

/** The most frequent first. */
function reactionsOf(reactors: ReadonlySet<string>, viewerId: string): Reaction[] {
  const people = new Map<string, string[]>();
  for (const reactor of [...reactors].sort()) {
    const [emoji = '', userId = ''] = reactor.split(' ');
    people.set(emoji, [...(people.get(emoji) ?? []), userId]);
  }
  return [...people]
    .map(([emoji, userIds]) => ({
      emoji,
      count: userIds.length,
      userIds: userIds.slice(0, NAMED),
      mine: userIds.includes(viewerId),
    }))
    .sort((a, b) => b.count - a.count);
}

function requireMembers(room: Room, userIds: readonly string[]): void {
  if (userIds.some((id) => room.members.get(id)?.status !== 'ACTIVE')) {
    throw new ChatError('InvalidArguments', 'Mention members of this conversation only.');
  }
}

export function user(id: string): User {
  return { id, username: id, displayName: id.toUpperCase(), createdAt: iso(0) };
}

function channelOf(room: Room): string {
  return `${room.id} v${room.channelVersion}`;
}

function activeIn(room: Room): readonly Member[] {
  return [...room.members.values()].filter((member) => member.status === 'ACTIVE');
}

/** The numbers first … last, up to the first hole. */
function stretch(log: readonly Entry[], first: number, last: number) {
  const hole = log.slice(0, last).indexOf('hole', first - 1);
  const end = hole === -1 ? Math.max(last, first - 1) : hole;
  const messages = log.slice(first - 1, end).filter((entry) => typeof entry !== 'string');
  return { messages, last: end, pending: hole !== -1 };
}

function newest(
  log: readonly Entry[],
  limit: number,
  { viewerId, revision }: { viewerId: string; revision: number },
): MessagePage {
  const hole = log.indexOf('hole');
  const end = hole === -1 ? log.length : hole;
  const first = Math.max(1, end - limit + 1);
  const { messages } = stretch(log, first, end);
  const pending = hole !== -1;
  return {
    messages: toldAll(messages, viewerId).map((message) => quoting(log, message)),
    before: first > 1 ? first : null,
    after: end,
    pending,
    retryAfterMs: pending ? RETRY_AFTER_MS : null,
    // The revision lags: later changes come again with the first sync.
    baseline: { seq: end, revision },
  };
}

function newer(log: readonly Entry[], after: number, limit: number, viewerId: string): MessagePage {
  const { messages, last, pending } = stretch(log, after + 1, Math.min(after + limit, log.length));
  return {
    messages: toldAll(messages, viewerId).map((message) => quoting(log, message)),
    before: null,
    after: last,
    pending,
    retryAfterMs: pending ? RETRY_AFTER_MS : null,
    baseline: null,
  };
}

function older(
  log: readonly Entry[],
  before: number,
  limit: number,
  viewerId: string,
): MessagePage {
  const first = Math.max(1, before - limit);
  const { messages } = stretch(log, first, before - 1);
  return {
    messages: toldAll(messages, viewerId).map((message) => quoting(log, message)),
    before: first > 1 ? first : null,
    after: before - 1,
    pending: false,
    retryAfterMs: null,
    baseline: null,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
