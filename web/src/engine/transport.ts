/**
 * What the engine needs of the network. It is an interface because the tests put a model server in
 * its place; the app's own is graphql/transport-amplify.ts.
 *
 * A promise that fails is rejected with an Error, which `chatError` makes one of ours, within 30 s of
 * having a token: how long its renewal may take is Amplify's affair.
 */
import type {
  DeleteMessageInput,
  EditMessageInput,
  MarkReadInput,
  MarkUnreadInput,
  PinInput,
  ReactionInput,
  SendMessageInput,
  SendReplyInput,
  SetTypingInput,
  ThreadInput,
} from '../graphql/generated';
import type { ChatError } from './errors';
import type {
  Activity,
  Conversation,
  FollowedThread,
  Head,
  InboxEvent,
  InboxPage,
  Member,
  Message,
  MessagePage,
  SyncPage,
  ThreadPage,
  User,
} from './model';

/** How a subscription tells what happens to it. After `failed` it is over. */
export interface Observer<T> {
  /** AppSync's start_ack came: at the start, and again after each reconnection. */
  acknowledged(): void;
  next(event: T): void;
  failed(error: ChatError): void;
}

export type Unsubscribe = () => void;

export interface Transport {
  me(): Promise<User>;
  /** Several at once, in the same order; null for one that is not to be found. */
  conversations(conversationIds: readonly string[]): Promise<readonly (Conversation | null)[]>;
  inbox(page: { limit: number; nextToken: string | null }): Promise<InboxPage>;
  /** Of up to 100 conversations, in the same order. */
  heads(conversationIds: readonly string[]): Promise<readonly (Head | null)[]>;
  /** rootSeq: of the thread whose replies they are, read strongly. */
  messages(page: {
    conversationId: string;
    rootSeq?: number;
    before?: number;
    after?: number;
    limit: number;
  }): Promise<MessagePage>;
  /** As it is now, read strongly; null where there is none that the person may read. */
  message(of: { conversationId: string; rootSeq?: number; seq: number }): Promise<Message | null>;
  /** All that are pinned, the last pinned first. */
  pins(conversationId: string): Promise<readonly Message[]>;
  members(conversationId: string): Promise<readonly Member[]>;
  sync(from: { conversationId: string; seq: number; revision: number }): Promise<SyncPage>;
  /** Several at once, in the same order; null for one that is not to be found. */
  users(userIds: readonly string[]): Promise<readonly (User | null)[]>;

  /** The threads that the person follows, latest reply first. */
  threads(page: { limit: number; nextToken: string | null }): Promise<ThreadPage>;

  sendMessage(input: SendMessageInput): Promise<Message>;
  /** Gives what the thread hangs on, with the reply. */
  sendReply(input: SendReplyInput): Promise<Message>;
  editMessage(input: EditMessageInput): Promise<Message>;
  deleteMessage(input: DeleteMessageInput): Promise<Message>;
  addReaction(input: ReactionInput): Promise<Message>;
  removeReaction(input: ReactionInput): Promise<Message>;
  pinMessage(input: PinInput): Promise<Message>;
  unpinMessage(input: PinInput): Promise<Message>;
  followThread(input: ThreadInput): Promise<Pick<FollowedThread, 'isFollowed'>>;
  unfollowThread(input: ThreadInput): Promise<Pick<FollowedThread, 'isFollowed'>>;
  /** Goes through even if the page is closed meanwhile. */
  markRead(input: MarkReadInput): Promise<Activity>;
  /** The marker goes back to before seq, on all devices of the person. */
  markUnread(input: MarkUnreadInput): Promise<Activity>;
  setTyping(input: SetTypingInput): Promise<Activity>;

  onMessage(channel: Channel, observer: Observer<Message>): Unsubscribe;
  onActivity(channel: Channel, observer: Observer<Activity>): Unsubscribe;
  onInbox(userId: string, observer: Observer<InboxEvent>): Unsubscribe;

  /** Whether the socket that carries the subscriptions is up; called with every change. */
  onSocket(listener: (isUp: boolean) => void): Unsubscribe;
  /**
   * Drops the socket and gives up all calls under way: the network may have changed under them
   * without a word. Subscriptions have to be made anew.
   */
  dropConnections(): void;
}

export interface Channel {
  readonly conversationId: string;
  readonly channel: string;
}
