/** The chat's types, named as in schema.graphql. */
import type {
  ConversationFieldsFragment,
  HeadsQuery,
  InboxQuery,
  MemberFieldsFragment,
  MessageFieldsFragment,
  MessagesQuery,
  OnActivitySubscription,
  OnInboxSubscription,
  ReactionFieldsFragment,
  UserFieldsFragment,
  SyncQuery,
  ThreadFieldsFragment,
  ThreadsQuery,
} from '../graphql/generated';

export type User = UserFieldsFragment;
export type Conversation = ConversationFieldsFragment;
export type Member = MemberFieldsFragment;
export type Head = NonNullable<HeadsQuery['heads'][number]>;
export type InboxPage = Omit<InboxQuery['inbox'], 'entries'> & {
  readonly entries: readonly InboxEntry[];
};
export type InboxEntry = Omit<InboxQuery['inbox']['entries'][number], 'lastMessage'> & {
  readonly lastMessage: Message | null;
};
export type MessagePage = Omit<MessagesQuery['messages'], 'messages'> & {
  readonly messages: readonly Message[];
};
export type Change = Omit<SyncQuery['sync']['changes'][number], 'message'> & {
  readonly message: Message | null;
};
export type SyncPage = Omit<SyncQuery['sync'], 'messages' | 'changes'> & {
  readonly messages: readonly Message[];
  readonly changes: readonly Change[];
};
export type Activity = NonNullable<OnActivitySubscription['onActivity']>;
export type InboxEvent = NonNullable<OnInboxSubscription['onInbox']>;

export type Reaction = ReactionFieldsFragment & {
  /** The version of the state that `mine` was learnt from, where it is an earlier one; −1 for none. */
  readonly mineAsOf?: number;
};

/**
 * What was published has no sender: `people` knows the name. Nor has it what it answers: `quotations`
 * know that. A reply has no thread.
 */
export type Message = Omit<MessageFieldsFragment, ToldElsewhere> & {
  readonly reactions: readonly Reaction[] | null;
  readonly sender?: User | null;
  readonly quoted?: Quoted | null;
  readonly thread?: Thread | null;
  /** What happened in its thread. */
  readonly reply?: Message | null;
};
type ToldElsewhere = 'reactions' | 'sender' | 'quoted' | 'thread' | 'reply';

/** The thread of a message, as it comes with it. */
export type Thread = NonNullable<MessageFieldsFragment['thread']>;

/** One of the threads that the person follows. */
export type FollowedThread = Omit<ThreadFieldsFragment, 'root'> & {
  readonly root: Message | null;
};

export type ThreadPage = Omit<ThreadsQuery['threads'], 'threads'> & {
  readonly threads: readonly FollowedThread[];
};

/** Where numbers of messages count: a conversation, or a thread in it. */
export interface Place {
  readonly conversationId: string;
  /** The number of the message that the thread hangs on; null for the conversation itself. */
  readonly rootSeq: number | null;
}

/** A message as it comes with one that answers it. */
export type Quoted = NonNullable<MessageFieldsFragment['quoted']>;

/** What a message answers. */
export interface Quotation {
  readonly seq: number;
  /**
   * As it is now.  unknown: it is being asked for.  unreadable: there is nothing that the person may
   * read.
   */
  readonly original: Message | 'unknown' | 'unreadable';
}

/** Whom a text mentions. */
export interface Mentions {
  /** People, by their ids. */
  readonly mentions: readonly string[];
  /** All who are in. */
  readonly mentionsEveryone: boolean;
}

/**
 * A message of one's own that the server has not confirmed.
 *
 * sending: a call is under way.  queued: its turn comes after earlier ones.  waiting: no answer
 * came, it is sent again by itself.  failed: refused for good, the person retries or discards.
 */
export interface Draft extends Mentions, Place {
  readonly clientMessageId: string;
  readonly body: string;
  /** The number of the message that it answers. */
  readonly replyTo: number | null;
  /** Milliseconds since 1970, by this device's clock. */
  readonly createdAt: number;
  readonly state: 'queued' | 'sending' | 'waiting' | 'failed';
  /** Why it failed, or is waiting. `message` is a sentence for the person. */
  readonly reason: { readonly code: string; readonly message: string } | null;
}

/**
 * A change to a message that the server has not confirmed.
 *
 * pending: shown as if it were done, and repeated until there is an answer.  refused: taken back, and
 * kept until the person has dealt with it.
 */
export type Amendment = TextAmendment | ReactionAmendment | PinAmendment;

export interface TextAmendment extends AmendmentFields {
  /** The new text; null to delete the message. */
  readonly body: string | null;
  /** The revision of what the person saw when they began; 0 for null. */
  readonly ifRevision: number;
  /** Whom the new text mentions, by their ids; null for those that the message has. */
  readonly mentions: readonly string[] | null;
}

export interface ReactionAmendment extends AmendmentFields {
  readonly emoji: string;
  /** False where it is taken away. */
  readonly isAdded: boolean;
}

export interface PinAmendment extends AmendmentFields {
  /** False where it is unpinned. */
  readonly isPinned: boolean;
}

interface AmendmentFields extends Place {
  readonly id: string;
  readonly seq: number;
  /** Milliseconds since 1970, by this device's clock. */
  readonly createdAt: number;
  readonly state: 'pending' | 'refused';
  /** Why it was refused. `message` is a sentence for the person. */
  readonly reason: { readonly code: string; readonly message: string } | null;
}

/**
 * One line of a conversation. Keys are stable: a draft keeps its key when it becomes a message.
 *
 * gap: messages are missing here and being fetched.
 */
export type TimelineItem =
  | {
      readonly kind: 'message';
      readonly key: string;
      /** With the pending amendments in it. */
      readonly message: Message;
      readonly quotation: Quotation | null;
      /** The last edit or deletion that is pending or refused. */
      readonly amendment: TextAmendment | null;
      /** The reactions that are pending or refused. */
      readonly reacting: readonly ReactionAmendment[];
      /** The last pinning or unpinning, likewise. */
      readonly pinning: PinAmendment | null;
    }
  | { readonly kind: 'gap'; readonly key: string }
  | {
      readonly kind: 'draft';
      readonly key: string;
      readonly draft: Draft;
      readonly quotation: Quotation | null;
    };

/** What a conversation and a thread in it show. */
export interface TalkState extends Place {
  /**
   * opening: nothing is there yet.  ready: items may be shown.  removed: the person is no member
   * (any more); what was read stays in items.  failed: it could not be opened; it is tried again.
   */
  readonly status: 'opening' | 'ready' | 'removed' | 'failed';
  /** Why it failed; for the person. */
  readonly error: string | null;
  readonly conversation: Conversation | null;
  /** Oldest first; drafts last. */
  readonly items: readonly TimelineItem[];
  /** What the next message that is sent answers. */
  readonly answering: Quotation | null;
  readonly older: 'more' | 'loading' | 'failed' | 'none';
  /** Nothing is known to be missing. False while catching up. */
  readonly isCurrent: boolean;
  /** By user id, those who left included. Empty above 100 members: use the members query then. */
  readonly members: ReadonlyMap<string, Member>;
  /** User ids of the others who are typing. */
  readonly typing: readonly string[];
  /** By user id: the last number that each of the others has read. */
  readonly readers: ReadonlyMap<string, number>;
  /** The last number that the person has read, on any device. */
  readonly readSeq: number;
  /** readSeq when it was opened, or where it went back to: the unread divider's place. */
  readonly openedAtReadSeq: number;
  /** The highest known number. */
  readonly lastSeq: number;
}

export interface ConversationState extends TalkState {
  readonly rootSeq: null;
  /** What is pinned, as far as is known, the last pinned first: all of it once `loadPins` has answered. */
  readonly pins: readonly Message[];
}

/** Nobody hears how far others have read in a thread: it has no readers. */
export interface ThreadState extends TalkState {
  readonly rootSeq: number;
  /** What it hangs on. */
  readonly root: Quotation['original'];
  /** Null where that is not known. */
  readonly isFollowed: boolean | null;
}

export interface InboxState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it failed; for the person. It is tried again by itself. */
  readonly error: string | null;
  /** Latest activity first. */
  readonly entries: readonly InboxEntry[];
  readonly older: 'more' | 'loading' | 'failed' | 'none';
  /** Of all entries that were loaded. */
  readonly unread: number;
  /** How often the server has said that the person's mentions changed, since the start. */
  readonly mentionChanges: number;
}

export interface ThreadsState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it failed; for the person. It is tried again by itself. */
  readonly error: string | null;
  /** Latest reply first. */
  readonly threads: readonly FollowedThread[];
  readonly older: 'more' | 'loading' | 'failed' | 'none';
  /** How many of those that were loaded have something unread. */
  readonly unread: number;
}

/**
 * online: what others say arrives at once.  connecting: the server answers, events do not come yet.
 * offline: the server does not answer.  since: milliseconds since 1970.
 */
export interface ConnectionState {
  readonly status: 'online' | 'connecting' | 'offline';
  readonly since: number;
}
