/** The message engine: everything between the server and the screen. The app imports this only. */
import { Engine as MessageEngine, type EngineOptions } from './engine';
import type {
  Amendment,
  ConnectionState,
  ConversationState,
  Draft,
  InboxState,
  Member,
  Mentions,
  Message,
  Place,
  TalkState,
  ThreadsState,
  ThreadState,
  User,
} from './model';
import type { Readable } from './store';

export { ChatError } from './errors';
export { isDeleted, isPinned, mentionsPerson } from './message-state';
export { webStorage } from './outbox-storage';
export type {
  Activity,
  Amendment,
  ConnectionState,
  Conversation,
  ConversationState,
  Draft,
  FollowedThread,
  InboxEntry,
  InboxEvent,
  InboxState,
  Member,
  Mentions,
  Message,
  PinAmendment,
  Place,
  Quotation,
  Reaction,
  ReactionAmendment,
  TalkState,
  TextAmendment,
  Thread,
  ThreadsState,
  ThreadState,
  TimelineItem,
  User,
} from './model';
export type { Readable } from './store';
export type { Transport } from './transport';

/** An engine for the signed-in person, at work until it is stopped. */
export function startEngine(options: EngineOptions): Engine {
  const engine = new MessageEngine(options);
  engine.start();
  return engine;
}

/** An open conversation, or an open thread in one. Whoever opened it closes it. */
export interface OpenTalk<State extends TalkState = TalkState> extends Readable<State> {
  readonly conversationId: string;
  readonly rootSeq: State['rootSeq'];
  /**
   * Shows it at once and sends it when it can; survives a reload. It answers what was chosen with
   * `answer`, which is then chosen no more. Without mentions it mentions nobody. Gives its
   * clientMessageId.
   */
  send(body: string, mentions?: Mentions): string;
  /** Chooses the message that the next one answers; null for none. */
  answer(seq: number | null): void;
  /** Sends a failed draft as an answer to nothing, or without mentioning anybody. */
  retryWithout(clientMessageId: string, what: 'quotation' | 'mentions'): void;
  /** Sends a failed draft again, or a waiting one at once. */
  retry(clientMessageId: string): void;
  /** Forgets a draft. One that is waiting may have arrived all the same. */
  discard(clientMessageId: string): void;
  /**
   * Gives a text of one's own another body: shown at once, repeated until the server answers; survives
   * a reload. ifRevision: of what the person saw when they began, 0 for null. mentions: whom it mentions,
   * by their ids; null for those that it mentioned before. If the server refuses it, the item carries
   * the reason and what they wrote, until it is dismissed or edited again.
   */
  edit(seq: number, body: string, ifRevision: number, mentions?: readonly string[] | null): void;
  /** Deletes a text for everyone, likewise. */
  delete(seq: number): void;
  /** Adds a reaction of one's own to a text, or takes it away, likewise. */
  react(seq: number, emoji: string, isAdded: boolean): void;
  /** Makes a refused edit, deletion, reaction or pin again, as it was. */
  retryAmendment(id: string): void;
  dismissAmendment(id: string): void;
  /**
   * Fetches the page before the oldest item, unless that is under way. downTo: the number that is
   * looked for; the page is larger where it is far away.
   */
  loadOlder(downTo?: number): void;
  /** The person sees the message with this number: it is in view, and the window has the focus. */
  seen(seq: number): void;
  /** As the engine does it. In a thread, for those who follow it: nothing is unread to others. */
  markUnread(seq: number): Promise<void>;
  /**
   * To be called with every keystroke in the composer; `stoppedTyping` when it is emptied or left.
   */
  typed(): void;
  stoppedTyping(): void;
  close(): void;
}

export interface OpenConversation extends OpenTalk<ConversationState> {
  /** Pins a text for everyone, or unpins it, as `edit` does. */
  pin(seq: number, isPinned: boolean): void;
  /** Fetches what is pinned; from then on, it is known. Rejects with a ChatError. */
  loadPins(): Promise<void>;
  /** Opens the thread that hangs on a message. It is up to date as long as the conversation is. */
  openThread(rootSeq: number): OpenTalk<ThreadState>;
}

export interface Inbox extends Readable<InboxState> {
  /** Fetches what is there now, as after createConversation. */
  refresh(): void;
  loadOlder(): void;
}

/** The threads that the person follows. */
export interface Threads extends Readable<ThreadsState> {
  /** Fetches the latest of them. */
  refresh(): void;
  loadOlder(): void;
  /** Follows a thread, or follows it no more. Rejects with a ChatError. */
  follow(thread: Place & { readonly rootSeq: number }, isFollowed: boolean): Promise<void>;
}

/** Names by user id, of everyone the engine knows. */
export interface People extends Readable<ReadonlyMap<string, User>> {
  /** Fetches the person unless they are known. */
  load(userId: string): void;
  add(users: Iterable<User>): void;
}

export interface Engine {
  readonly userId: string;
  readonly connection: Readable<ConnectionState>;
  /** Why the chat does not admit the person, for them; null where it does. */
  readonly refusal: Readable<string | null>;
  readonly inbox: Inbox;
  readonly threads: Threads;
  readonly people: People;
  /** What was written and not stored yet, of all conversations. */
  readonly drafts: Readable<readonly Draft[]>;
  /** Edits, deletions, reactions and pins that the server has not confirmed, or has refused, of all conversations. */
  readonly amendments: Readable<readonly Amendment[]>;
  /** Opens a conversation, or shares it with whoever has it open. */
  open(conversationId: string): OpenConversation;
  /** Takes in the answer to addMembers, removeMember or updateConversation. */
  receive(message: Message): void;
  /** Takes in the answer to updateMember: shown at once, with what else changed by it a moment later. */
  receiveMember(member: Member): void;
  /**
   * Everything from this number on is unread again, on all devices of the person, and stays so while
   * it is on the screen: until the conversation is opened anew. Shown at once; rejects with a
   * ChatError, and is taken back, if the server does not do it.
   */
  markUnread(conversationId: string, seq: number): Promise<void>;
  /** Checks the server now: on focus, when the page becomes visible, when the browser is online. */
  wake(): void;
  /** The browser says that there is no network. */
  networkLost(): void;
  /**
   * Nobody sees the page, until `wake`: it may be closed without notice, so delayed calls are made now.
   */
  outOfSight(): void;
  /** Ends every subscription and timer. Drafts stay in the outbox, unless `forget` (signing out). */
  stop(options?: { forget: boolean }): void;
}
