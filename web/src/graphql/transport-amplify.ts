/** The engine's Transport over Amplify. Each method is one document. */
import type { ChatError } from '../engine/errors';
import { chatError } from '../engine/errors';
import { ofLeaves } from '../engine/message-state';
import type { Observer, Transport } from '../engine/transport';
import { dropConnections, lastingRequest, onSocket, request, subscribe } from './client';
import {
  AddReactionDocument,
  ConversationDocument,
  ConversationFieldsFragmentDoc,
  DeleteMessageDocument,
  EditMessageDocument,
  FollowThreadDocument,
  HeadsDocument,
  InboxDocument,
  MarkReadDocument,
  MarkUnreadDocument,
  MeDocument,
  MembersDocument,
  MessageDocument,
  MessagesDocument,
  OnActivityDocument,
  OnInboxDocument,
  OnMessageDocument,
  PinMessageDocument,
  PinsDocument,
  RemoveReactionDocument,
  UserFieldsFragmentDoc,
  SendMessageDocument,
  SendReplyDocument,
  SetTypingDocument,
  SyncDocument,
  ThreadsDocument,
  UnfollowThreadDocument,
  UnpinMessageDocument,
  UserDocument,
  type ConversationFieldsFragment,
  type UserFieldsFragment,
} from './generated';

/** As many members as one page takes. */
const MEMBERS = 100;
/**
 * The engine tells by heads whether the network lives. What is cancelled takes a dead connection
 * with it, so that the next attempt is made on another.
 */
const HEADS_WITHIN_MS = 5_000;

const conversation = async (conversationId: string) =>
  (await request(ConversationDocument, { conversationId })).conversation;

const user = async (userId: string) => (await request(UserDocument, { userId })).user;

export const amplifyTransport: Transport = {
  me: async () => (await request(MeDocument, {})).me,
  conversations: (ids) =>
    several<ConversationFieldsFragment>(
      'conversation(conversationId: $)',
      ConversationFieldsFragmentDoc.toString(),
      ids,
      conversation,
    ),
  users: (ids) =>
    several<UserFieldsFragment>('user(userId: $)', UserFieldsFragmentDoc.toString(), ids, user),

  inbox: async (page) => (await request(InboxDocument, page)).inbox,
  heads: async (conversationIds) =>
    (await request(HeadsDocument, { conversationIds }, HEADS_WITHIN_MS)).heads,
  messages: async (page) => (await request(MessagesDocument, page)).messages,
  message: async (of) => (await request(MessageDocument, of)).message,
  pins: async (conversationId) => (await request(PinsDocument, { conversationId })).pins,
  members: async (conversationId) =>
    (await request(MembersDocument, { conversationId, limit: MEMBERS })).members.members,
  threads: async (page) => {
    const { threads, nextToken } = (await request(ThreadsDocument, page)).threads;
    const whole = threads.map(({ root, ...thread }) => ({
      ...thread,
      root: root && ofLeaves(root),
    }));
    return { threads: whole, nextToken };
  },
  sync: async (from) => (await request(SyncDocument, from)).sync,

  sendMessage: async (input) => (await request(SendMessageDocument, { input })).sendMessage,
  sendReply: async (input) => (await request(SendReplyDocument, { input })).sendReply,
  editMessage: async (input) => (await request(EditMessageDocument, { input })).editMessage,
  deleteMessage: async (input) => (await request(DeleteMessageDocument, { input })).deleteMessage,
  addReaction: async (input) => (await request(AddReactionDocument, { input })).addReaction,
  removeReaction: async (input) =>
    (await request(RemoveReactionDocument, { input })).removeReaction,
  pinMessage: async (input) => (await request(PinMessageDocument, { input })).pinMessage,
  unpinMessage: async (input) => (await request(UnpinMessageDocument, { input })).unpinMessage,
  followThread: async (input) => (await request(FollowThreadDocument, { input })).followThread,
  unfollowThread: async (input) =>
    (await request(UnfollowThreadDocument, { input })).unfollowThread,
  markRead: async (input) => (await lastingRequest(MarkReadDocument, { input })).markRead,
  markUnread: async (input) => (await request(MarkUnreadDocument, { input })).markUnread,
  setTyping: async (input) => (await request(SetTypingDocument, { input })).setTyping,

  onMessage: ({ conversationId, channel }, observer) =>
    subscribe(
      OnMessageDocument,
      { conversationId, channel },
      of(observer, (data) => data.onMessage),
    ),
  onActivity: ({ conversationId, channel }, observer) =>
    subscribe(
      OnActivityDocument,
      { conversationId, channel },
      of(observer, (data) => data.onActivity),
    ),
  onInbox: (userId, observer) =>
    subscribe(
      OnInboxDocument,
      { userId },
      of(observer, (data) => data.onInbox),
    ),

  onSocket,
  dropConnections,
};

/** An observer of the answers, for one of the event within them. */
function of<Result, Event>(
  observer: Observer<Event>,
  event: (data: Result) => Event | null,
): Observer<Result> {
  return {
    acknowledged: () => {
      observer.acknowledged();
    },
    next: (data) => {
      const value = event(data);
      if (value !== null) observer.next(value);
    },
    failed: (error: ChatError) => {
      observer.failed(error);
    },
  };
}

/**
 * One document that asks for several things by their ids, in the same order.
 *
 * The fields are non-null, so one that is not to be found takes the whole answer with it; then each
 * is asked for alone.
 */
async function several<T>(
  field: string,
  fragment: string,
  ids: readonly string[],
  one: (id: string) => Promise<T>,
): Promise<readonly (T | null)[]> {
  const name = /fragment (\w+)/.exec(fragment)?.[1] ?? '';
  const variables = Object.fromEntries(ids.map((id, index) => [`id${index}`, id]));
  const declared = Object.keys(variables).map((variable) => `$${variable}: ID!`);
  const fields = ids.map(
    (_, index) => `_${index}: ${field.replace('$', `$id${index}`)} { ...${name} }`,
  );
  const document = `query (${declared.join(', ')}) { ${fields.join(' ')} } ${fragment}`;
  try {
    const found = await request<Record<string, T>, typeof variables>(document, variables);
    return ids.map((_, index) => found[`_${index}`] ?? null);
  } catch (error) {
    if (chatError(error).code !== 'NotFound') throw error;
    return Promise.all(ids.map((id) => one(id).catch(nullIfNotFound)));
  }
}

function nullIfNotFound(error: unknown): null {
  if (chatError(error).code === 'NotFound') return null;
  throw error;
}
