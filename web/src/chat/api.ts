/**
 * The calls of the screens other than for messages: profiles, people, memberships.
 *
 * A call that changes something carries an id of its own, so that a repeated one is harmless.
 */
import { request } from '../graphql/client';
import {
  AddMembersDocument,
  CreateConversationDocument,
  MembersDocument,
  type MentionFieldsFragment,
  type MentionPageFieldsFragment,
  MentionsDocument,
  MessageVersionsDocument,
  type MessageVersionFieldsFragment,
  ReactionsDocument,
  type ReactorFieldsFragment,
  RemoveMemberDocument,
  SearchUsersDocument,
  SendMessageDocument,
  UpdateConversationDocument,
  UpdateMemberDocument,
  UpdateProfileDocument,
} from '../graphql/generated';
import type { Conversation, Member, Message, User } from '../engine';

const PAGE = 100;
/** Each of them comes with its message. */
const MENTIONS_PAGE = 30;

export type Mention = MentionFieldsFragment;

type MessagePlace = Pick<Message, 'conversationId' | 'rootSeq' | 'seq'>;

export async function searchUsers(prefix: string): Promise<readonly User[]> {
  return (await request(SearchUsersDocument, { prefix, limit: 20 })).searchUsers;
}

/** All of them, page by page, the longest-standing first. */
export async function members(conversationId: string): Promise<readonly Member[]> {
  const all: Member[] = [];
  let nextToken: string | null = null;
  do {
    const variables = { conversationId, limit: PAGE, nextToken };
    const page: { members: readonly Member[]; nextToken: string | null } = (
      await request(MembersDocument, variables)
    ).members;
    all.push(...page.members);
    ({ nextToken } = page);
  } while (nextToken !== null);
  return all;
}

/** A page of the messages that mention the person by name, newest first. */
export async function mentions(nextToken: string | null): Promise<MentionPageFieldsFragment> {
  return (await request(MentionsDocument, { limit: MENTIONS_PAGE, nextToken })).mentions;
}

/** The texts that a message has had, the present one first; none of a deleted one. */
export async function messageVersions(
  message: MessagePlace,
): Promise<readonly MessageVersionFieldsFragment[]> {
  return (await request(MessageVersionsDocument, placeOf(message))).messageVersions;
}

/** Everyone who reacted to a message, page by page, emoji by emoji. */
export async function reactors(message: MessagePlace): Promise<readonly ReactorFieldsFragment[]> {
  const all: ReactorFieldsFragment[] = [];
  let nextToken: string | null = null;
  do {
    const variables = { ...placeOf(message), limit: PAGE, nextToken };
    const page: { reactors: readonly ReactorFieldsFragment[]; nextToken: string | null } = (
      await request(ReactionsDocument, variables)
    ).reactions;
    all.push(...page.reactors);
    ({ nextToken } = page);
  } while (nextToken !== null);
  return all;
}

/** Sends a message on to another conversation, or to the same one. */
export async function forwardMessage(
  conversationId: string,
  message: MessagePlace,
  clientMessageId: string,
): Promise<Message> {
  const input = { conversationId, forward: placeOf(message), clientMessageId };
  return (await request(SendMessageDocument, { input })).sendMessage;
}

export async function updateProfile(displayName: string): Promise<User> {
  return (await request(UpdateProfileDocument, { input: { displayName } })).updateProfile;
}

export async function openDirect(memberId: string): Promise<Conversation> {
  const input = {
    kind: 'DIRECT' as const,
    memberIds: [memberId],
    clientConversationId: crypto.randomUUID(),
  };
  return (await request(CreateConversationDocument, { input })).createConversation;
}

export interface NewGroup {
  readonly title: string;
  readonly memberIds: readonly string[];
  readonly historyForNewcomers: boolean;
  readonly clientConversationId: string;
}

export async function createGroup(group: NewGroup): Promise<Conversation> {
  const input = { kind: 'GROUP' as const, ...group };
  return (await request(CreateConversationDocument, { input })).createConversation;
}

export async function addMembers(
  conversationId: string,
  memberIds: readonly string[],
): Promise<Message> {
  const input = { conversationId, memberIds, clientMessageId: crypto.randomUUID() };
  return (await request(AddMembersDocument, { input })).addMembers;
}

/** Removing oneself is leaving. */
export async function removeMember(conversationId: string, memberId: string): Promise<Message> {
  const input = { conversationId, memberId, clientMessageId: crypto.randomUUID() };
  return (await request(RemoveMemberDocument, { input })).removeMember;
}

/** What is not given stays. mutedUntil: null to unmute. */
export interface MemberChange {
  readonly role?: Member['role'];
  readonly mutedUntil?: string | null;
}

export async function updateMember(
  conversationId: string,
  memberId: string,
  change: MemberChange,
): Promise<Member> {
  const input = { conversationId, memberId, ...change };
  return (await request(UpdateMemberDocument, { input })).updateMember;
}

export async function renameConversation(conversationId: string, title: string): Promise<Message> {
  const input = { conversationId, title, clientMessageId: crypto.randomUUID() };
  return (await request(UpdateConversationDocument, { input })).updateConversation;
}

function placeOf({ conversationId, rootSeq, seq }: MessagePlace) {
  return { conversationId, seq, ...(rootSeq !== null && { rootSeq }) };
}
