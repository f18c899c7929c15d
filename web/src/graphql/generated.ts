/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type ConversationKind =
  /** Two people; one conversation for each pair. */
  | 'DIRECT'
  /** Any number of people, one of them the owner. */
  | 'GROUP';

/** What a member of a group may do; each may more than those after it. docs/authorization.md has all. */
export type MemberRole =
  /** One in each group. May do everything. */
  | 'OWNER'
  /** Adds people, gives roles below their own, changes the title. */
  | 'ADMIN'
  /** Mutes and removes those below them, deletes messages of others, mentions everyone. */
  | 'MODERATOR'
  /** Writes and pins. */
  | 'MEMBER'
  /** Reads and reacts. */
  | 'READER';

export type MemberStatus = 'ACTIVE' | 'LEFT';

export type MessageKind =
  /** Something a person said. */
  | 'TEXT'
  /** A record of a change, such as a new member. */
  | 'SYSTEM';

export type MessageEvent =
  | 'MEMBERS_ADDED'
  | 'MEMBER_REMOVED'
  | 'MEMBER_LEFT'
  /** The message's body is the new title. */
  | 'CONVERSATION_RENAMED';

/** What a message has besides the fields that every client knows. More may be added. */
export type MessagePart =
  /** editedAt */
  | 'EDITED'
  /** deletedAt, deletedBy */
  | 'DELETED'
  /** reactions */
  | 'REACTIONS'
  /** pinnedAt, pinnedBy */
  | 'PINNED'
  /** replyTo */
  | 'QUOTE'
  /** forwardedFrom */
  | 'FORWARD'
  /** mentions, mentionsEveryone */
  | 'MENTIONS'
  /** thread */
  | 'THREAD';

export type ChangeKind =
  /** People joined, left, or changed roles. */
  | 'MEMBERS'
  /** The conversation has a new title. */
  | 'CONVERSATION'
  /** A message was edited, deleted, pinned or unpinned, or someone reacted or replied to it. */
  | 'MESSAGE';

export type InboxEventKind =
  | 'ADDED'
  | 'REMOVED'
  /** The person's role has changed, or until when they are muted. */
  | 'ROLE_CHANGED'
  /** A message there mentions the person by name, or does so no more. */
  | 'MENTIONS_CHANGED';

export type UpdateProfileInput = {
  /** 1 to 50 characters, all of which can be seen. Spaces become single ones. */
  readonly displayName: string;
};

export type CreateConversationInput = {
  readonly kind: ConversationKind;
  /** 1 to 100 characters, all of which can be seen, for a group; none for a direct conversation. */
  readonly title?: string | null | undefined;
  /** The others: exactly one for a direct conversation, up to 90 for a group. */
  readonly memberIds: ReadonlyArray<string>;
  /** Your own id for it, 8 to 64 characters: makes a repeated call harmless. */
  readonly clientConversationId: string;
  /** Whether people added later may read what was said before. A group's setting. */
  readonly historyForNewcomers?: boolean | null | undefined;
};

export type AddMembersInput = {
  readonly conversationId: string;
  /** 1 to 90 people who have signed in at least once. */
  readonly memberIds: ReadonlyArray<string>;
  /** Your own id for it, 8 to 64 characters: makes a repeated call harmless. */
  readonly clientMessageId: string;
};

export type RemoveMemberInput = {
  readonly conversationId: string;
  /** Another person, or yourself to leave. */
  readonly memberId: string;
  /** Your own id for it, 8 to 64 characters: makes a repeated call harmless. */
  readonly clientMessageId: string;
};

export type UpdateMemberInput = {
  readonly conversationId: string;
  readonly memberId: string;
  /** Left out, it stays. */
  readonly role?: MemberRole | null | undefined;
  /** Until then they may not write, react or pin. Null or past: they may again. Left out, it stays. */
  readonly mutedUntil?: string | null | undefined;
};

export type UpdateConversationInput = {
  readonly conversationId: string;
  /** 1 to 100 characters, all of which can be seen. Spaces become single ones. */
  readonly title: string;
  /** Your own id for it, 8 to 64 characters: makes a repeated call harmless. */
  readonly clientMessageId: string;
};

export type SendMessageInput = {
  readonly conversationId: string;
  /**
   * 1 to 4,000 characters with something to see, in any script. Of control characters only tab and
   * line feed; other line ends become line feeds. Either this or forward.
   */
  readonly body?: string | null | undefined;
  /** Your own id for it, 8 to 64 characters: makes a repeated call harmless. */
  readonly clientMessageId: string;
  /** The conversation's channel, if you know it: the message is stored sooner. Leave it out to repeat. */
  readonly channel?: string | null | undefined;
  /** The number of the text that this one answers. */
  readonly replyTo?: number | null | undefined;
  /** The text to be sent on, instead of a body. */
  readonly forward?: ForwardInput | null | undefined;
  /** Up to 50 members of the conversation. */
  readonly mentions?: ReadonlyArray<string> | null | undefined;
  /** All who are in. The owner of a group may, and either person of a direct conversation. */
  readonly mentionsEveryone?: boolean | null | undefined;
};

export type SendReplyInput = {
  readonly conversationId: string;
  /** The number of the text on whose thread it is. */
  readonly rootSeq: number;
  /** As in sendMessage. */
  readonly body: string;
  /** Your own id for it, 8 to 64 characters: makes a repeated call harmless. */
  readonly clientMessageId: string;
  /** As in sendMessage, where it saves a round trip. Here it saves none. */
  readonly channel?: string | null | undefined;
  /** The number in the thread of the reply that this one answers. */
  readonly replyTo?: number | null | undefined;
  /** Up to 50 members of the conversation. */
  readonly mentions?: ReadonlyArray<string> | null | undefined;
};

export type ThreadInput = {
  readonly conversationId: string;
  readonly rootSeq: number;
};

/** A text that the caller may read, in this conversation or another. */
export type ForwardInput = {
  readonly conversationId: string;
  readonly rootSeq?: number | null | undefined;
  readonly seq: number;
};

export type EditMessageInput = {
  readonly conversationId: string;
  readonly rootSeq?: number | null | undefined;
  readonly seq: number;
  /** As in sendMessage. */
  readonly body: string;
  /** The message's revision as you know it, 0 for null: refused with Conflict if its text is newer. */
  readonly ifRevision?: number | null | undefined;
  /** As in sendMessage. Null keeps those that it has, an empty list takes them away. */
  readonly mentions?: ReadonlyArray<string> | null | undefined;
};

export type DeleteMessageInput = {
  readonly conversationId: string;
  readonly rootSeq?: number | null | undefined;
  readonly seq: number;
};

export type ReactionInput = {
  readonly conversationId: string;
  readonly rootSeq?: number | null | undefined;
  readonly seq: number;
  /** One emoji of Unicode's set. A message has at most 20 different ones. */
  readonly emoji: string;
  /** The conversation's channel, if you know it: the reaction is stored sooner. */
  readonly channel?: string | null | undefined;
};

export type PinInput = {
  readonly conversationId: string;
  readonly seq: number;
};

export type MarkReadInput = {
  readonly conversationId: string;
  /** The thread whose marker is to move, instead of the conversation's. */
  readonly rootSeq?: number | null | undefined;
  /** The last number that was read. */
  readonly seq: number;
};

export type MarkUnreadInput = {
  readonly conversationId: string;
  /** As in markRead. */
  readonly rootSeq?: number | null | undefined;
  /** The first number that is to be unread. */
  readonly seq: number;
};

export type SetTypingInput = {
  readonly conversationId: string;
  readonly rootSeq?: number | null | undefined;
  readonly typing: boolean;
};

export type UserFieldsFragment = {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly createdAt: string;
};

export type InboxPageFieldsFragment = {
  readonly nextToken: string | null;
  readonly entries: ReadonlyArray<{
    readonly conversationId: string;
    readonly kind: ConversationKind;
    readonly title: string | null;
    readonly peerId: string | null;
    readonly role: MemberRole;
    readonly memberCount: number;
    readonly lastSeq: number;
    readonly lastRevision: number;
    readonly channelVersion: number;
    readonly readSeq: number;
    readonly unread: number;
    readonly unreadMentions: number;
    readonly lastActivityAt: string;
    readonly peer: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
    readonly lastMessage: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly sender: {
        readonly id: string;
        readonly username: string;
        readonly displayName: string;
        readonly createdAt: string;
      } | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly quoted: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
      } | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
      readonly reply: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
        readonly reactions: ReadonlyArray<{
          readonly emoji: string;
          readonly count: number;
          readonly userIds: ReadonlyArray<string>;
          readonly mine: boolean;
        }> | null;
        readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
        readonly thread: {
          readonly rootSeq: number;
          readonly lastSeq: number;
          readonly replyCount: number;
          readonly lastReplyAt: string | null;
          readonly participantIds: ReadonlyArray<string>;
          readonly conversationId: string | null;
          readonly isFollowed: boolean | null;
          readonly readSeq: number | null;
          readonly unread: number | null;
        } | null;
      } | null;
    } | null;
  }>;
};

export type HeadFieldsFragment = {
  readonly conversationId: string;
  readonly lastSeq: number;
  readonly lastRevision: number;
  readonly channelVersion: number;
  readonly readSeq: number;
};

export type MentionPageFieldsFragment = {
  readonly nextToken: string | null;
  readonly mentions: ReadonlyArray<{
    readonly conversationId: string;
    readonly rootSeq: number | null;
    readonly seq: number;
    readonly createdAt: string;
    readonly message: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly sender: {
        readonly id: string;
        readonly username: string;
        readonly displayName: string;
        readonly createdAt: string;
      } | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly quoted: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
      } | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
      readonly reply: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
        readonly reactions: ReadonlyArray<{
          readonly emoji: string;
          readonly count: number;
          readonly userIds: ReadonlyArray<string>;
          readonly mine: boolean;
        }> | null;
        readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
        readonly thread: {
          readonly rootSeq: number;
          readonly lastSeq: number;
          readonly replyCount: number;
          readonly lastReplyAt: string | null;
          readonly participantIds: ReadonlyArray<string>;
          readonly conversationId: string | null;
          readonly isFollowed: boolean | null;
          readonly readSeq: number | null;
          readonly unread: number | null;
        } | null;
      } | null;
    } | null;
  }>;
};

export type ThreadPageFieldsFragment = {
  readonly nextToken: string | null;
  readonly threads: ReadonlyArray<{
    readonly rootSeq: number;
    readonly lastSeq: number;
    readonly replyCount: number;
    readonly lastReplyAt: string | null;
    readonly participantIds: ReadonlyArray<string>;
    readonly conversationId: string | null;
    readonly isFollowed: boolean | null;
    readonly readSeq: number | null;
    readonly unread: number | null;
    readonly root: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
  }>;
};

export type ConversationFieldsFragment = {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly memberCount: number;
  readonly lastSeq: number;
  readonly lastRevision: number;
  readonly channel: string;
  readonly channelVersion: number;
  readonly role: MemberRole;
  readonly readSeq: number;
  readonly unread: number;
  readonly fromSeq: number;
  readonly peerId: string | null;
  readonly mutedUntil: string | null;
};

export type MemberPageFieldsFragment = {
  readonly nextToken: string | null;
  readonly members: ReadonlyArray<{
    readonly conversationId: string;
    readonly userId: string;
    readonly role: MemberRole;
    readonly status: MemberStatus;
    readonly joinedAt: string;
    readonly readSeq: number;
    readonly mutedUntil: string | null;
    readonly user: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
  }>;
};

export type MessageFieldsFragment = {
  readonly conversationId: string;
  readonly channel: string | null;
  readonly channelVersion: number | null;
  readonly seq: number;
  readonly revision: number | null;
  readonly kind: MessageKind;
  readonly senderId: string;
  readonly body: string | null;
  readonly event: MessageEvent | null;
  readonly memberIds: ReadonlyArray<string> | null;
  readonly clientMessageId: string;
  readonly createdAt: string;
  readonly parts: ReadonlyArray<MessagePart> | null;
  readonly changedBy: string | null;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly deletedBy: string | null;
  readonly version: number | null;
  readonly pinnedAt: string | null;
  readonly pinnedBy: string | null;
  readonly replyTo: number | null;
  readonly mentions: ReadonlyArray<string> | null;
  readonly mentionsEveryone: boolean | null;
  readonly rootSeq: number | null;
  readonly sender: {
    readonly id: string;
    readonly username: string;
    readonly displayName: string;
    readonly createdAt: string;
  } | null;
  readonly reactions: ReadonlyArray<{
    readonly emoji: string;
    readonly count: number;
    readonly userIds: ReadonlyArray<string>;
    readonly mine: boolean;
  }> | null;
  readonly quoted: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
  } | null;
  readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
  readonly thread: {
    readonly rootSeq: number;
    readonly lastSeq: number;
    readonly replyCount: number;
    readonly lastReplyAt: string | null;
    readonly participantIds: ReadonlyArray<string>;
    readonly conversationId: string | null;
    readonly isFollowed: boolean | null;
    readonly readSeq: number | null;
    readonly unread: number | null;
  } | null;
  readonly reply: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
  } | null;
};

export type MessageVersionFieldsFragment = {
  readonly body: string;
  readonly editedAt: string;
  readonly editedBy: string;
};

export type ReactionPageFieldsFragment = {
  readonly nextToken: string | null;
  readonly reactors: ReadonlyArray<{
    readonly emoji: string;
    readonly userId: string;
    readonly user: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
  }>;
};

export type MessagePageFieldsFragment = {
  readonly before: number | null;
  readonly after: number;
  readonly pending: boolean;
  readonly retryAfterMs: number | null;
  readonly messages: ReadonlyArray<{
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly sender: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly quoted: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  }>;
  readonly baseline: { readonly seq: number; readonly revision: number } | null;
};

export type SyncPageFieldsFragment = {
  readonly reset: boolean;
  readonly seq: number;
  readonly revision: number;
  readonly more: boolean;
  readonly pending: boolean;
  readonly retryAfterMs: number | null;
  readonly channelVersion: number;
  readonly messages: ReadonlyArray<{
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly sender: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly quoted: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  }>;
  readonly changes: ReadonlyArray<{
    readonly revision: number;
    readonly kind: ChangeKind;
    readonly title: string | null;
    readonly seq: number | null;
    readonly rootSeq: number | null;
    readonly createdAt: string;
    readonly members: ReadonlyArray<{
      readonly conversationId: string;
      readonly userId: string;
      readonly role: MemberRole;
      readonly status: MemberStatus;
      readonly joinedAt: string;
      readonly readSeq: number;
      readonly mutedUntil: string | null;
      readonly user: {
        readonly id: string;
        readonly username: string;
        readonly displayName: string;
        readonly createdAt: string;
      } | null;
    }>;
    readonly message: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly sender: {
        readonly id: string;
        readonly username: string;
        readonly displayName: string;
        readonly createdAt: string;
      } | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly quoted: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
      } | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
      readonly reply: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
        readonly reactions: ReadonlyArray<{
          readonly emoji: string;
          readonly count: number;
          readonly userIds: ReadonlyArray<string>;
          readonly mine: boolean;
        }> | null;
        readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
        readonly thread: {
          readonly rootSeq: number;
          readonly lastSeq: number;
          readonly replyCount: number;
          readonly lastReplyAt: string | null;
          readonly participantIds: ReadonlyArray<string>;
          readonly conversationId: string | null;
          readonly isFollowed: boolean | null;
          readonly readSeq: number | null;
          readonly unread: number | null;
        } | null;
      } | null;
    } | null;
  }>;
};

export type MemberFieldsFragment = {
  readonly conversationId: string;
  readonly userId: string;
  readonly role: MemberRole;
  readonly status: MemberStatus;
  readonly joinedAt: string;
  readonly readSeq: number;
  readonly mutedUntil: string | null;
  readonly user: {
    readonly id: string;
    readonly username: string;
    readonly displayName: string;
    readonly createdAt: string;
  } | null;
};

export type ThreadFieldsFragment = {
  readonly rootSeq: number;
  readonly lastSeq: number;
  readonly replyCount: number;
  readonly lastReplyAt: string | null;
  readonly participantIds: ReadonlyArray<string>;
  readonly conversationId: string | null;
  readonly isFollowed: boolean | null;
  readonly readSeq: number | null;
  readonly unread: number | null;
  readonly root: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
  } | null;
};

export type InboxEntryFieldsFragment = {
  readonly conversationId: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly peerId: string | null;
  readonly role: MemberRole;
  readonly memberCount: number;
  readonly lastSeq: number;
  readonly lastRevision: number;
  readonly channelVersion: number;
  readonly readSeq: number;
  readonly unread: number;
  readonly unreadMentions: number;
  readonly lastActivityAt: string;
  readonly peer: {
    readonly id: string;
    readonly username: string;
    readonly displayName: string;
    readonly createdAt: string;
  } | null;
  readonly lastMessage: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly sender: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly quoted: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  } | null;
};

export type MentionFieldsFragment = {
  readonly conversationId: string;
  readonly rootSeq: number | null;
  readonly seq: number;
  readonly createdAt: string;
  readonly message: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly sender: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly quoted: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  } | null;
};

export type ReactionFieldsFragment = {
  readonly emoji: string;
  readonly count: number;
  readonly userIds: ReadonlyArray<string>;
  readonly mine: boolean;
};

export type ForwardedFromFieldsFragment = { readonly senderId: string; readonly createdAt: string };

export type ReactorFieldsFragment = {
  readonly emoji: string;
  readonly userId: string;
  readonly user: {
    readonly id: string;
    readonly username: string;
    readonly displayName: string;
    readonly createdAt: string;
  } | null;
};

export type BaselineFieldsFragment = { readonly seq: number; readonly revision: number };

export type ChangeFieldsFragment = {
  readonly revision: number;
  readonly kind: ChangeKind;
  readonly title: string | null;
  readonly seq: number | null;
  readonly rootSeq: number | null;
  readonly createdAt: string;
  readonly members: ReadonlyArray<{
    readonly conversationId: string;
    readonly userId: string;
    readonly role: MemberRole;
    readonly status: MemberStatus;
    readonly joinedAt: string;
    readonly readSeq: number;
    readonly mutedUntil: string | null;
    readonly user: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
  }>;
  readonly message: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly sender: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly quoted: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  } | null;
};

export type MeQueryVariables = Exact<{ [key: string]: never }>;

export type MeQuery = {
  readonly me: {
    readonly id: string;
    readonly username: string;
    readonly displayName: string;
    readonly createdAt: string;
  };
};

export type SearchUsersQueryVariables = Exact<{
  prefix: string;
  limit?: number | null | undefined;
}>;

export type SearchUsersQuery = {
  readonly searchUsers: ReadonlyArray<{
    readonly id: string;
    readonly username: string;
    readonly displayName: string;
    readonly createdAt: string;
  }>;
};

export type UserQueryVariables = Exact<{
  userId: string;
}>;

export type UserQuery = {
  readonly user: {
    readonly id: string;
    readonly username: string;
    readonly displayName: string;
    readonly createdAt: string;
  };
};

export type InboxQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;

export type InboxQuery = {
  readonly inbox: {
    readonly nextToken: string | null;
    readonly entries: ReadonlyArray<{
      readonly conversationId: string;
      readonly kind: ConversationKind;
      readonly title: string | null;
      readonly peerId: string | null;
      readonly role: MemberRole;
      readonly memberCount: number;
      readonly lastSeq: number;
      readonly lastRevision: number;
      readonly channelVersion: number;
      readonly readSeq: number;
      readonly unread: number;
      readonly unreadMentions: number;
      readonly lastActivityAt: string;
      readonly peer: {
        readonly id: string;
        readonly username: string;
        readonly displayName: string;
        readonly createdAt: string;
      } | null;
      readonly lastMessage: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
        readonly sender: {
          readonly id: string;
          readonly username: string;
          readonly displayName: string;
          readonly createdAt: string;
        } | null;
        readonly reactions: ReadonlyArray<{
          readonly emoji: string;
          readonly count: number;
          readonly userIds: ReadonlyArray<string>;
          readonly mine: boolean;
        }> | null;
        readonly quoted: {
          readonly conversationId: string;
          readonly channel: string | null;
          readonly channelVersion: number | null;
          readonly seq: number;
          readonly revision: number | null;
          readonly kind: MessageKind;
          readonly senderId: string;
          readonly body: string | null;
          readonly event: MessageEvent | null;
          readonly memberIds: ReadonlyArray<string> | null;
          readonly clientMessageId: string;
          readonly createdAt: string;
          readonly parts: ReadonlyArray<MessagePart> | null;
          readonly changedBy: string | null;
          readonly editedAt: string | null;
          readonly deletedAt: string | null;
          readonly deletedBy: string | null;
          readonly version: number | null;
          readonly pinnedAt: string | null;
          readonly pinnedBy: string | null;
          readonly replyTo: number | null;
          readonly mentions: ReadonlyArray<string> | null;
          readonly mentionsEveryone: boolean | null;
          readonly rootSeq: number | null;
        } | null;
        readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
        readonly thread: {
          readonly rootSeq: number;
          readonly lastSeq: number;
          readonly replyCount: number;
          readonly lastReplyAt: string | null;
          readonly participantIds: ReadonlyArray<string>;
          readonly conversationId: string | null;
          readonly isFollowed: boolean | null;
          readonly readSeq: number | null;
          readonly unread: number | null;
        } | null;
        readonly reply: {
          readonly conversationId: string;
          readonly channel: string | null;
          readonly channelVersion: number | null;
          readonly seq: number;
          readonly revision: number | null;
          readonly kind: MessageKind;
          readonly senderId: string;
          readonly body: string | null;
          readonly event: MessageEvent | null;
          readonly memberIds: ReadonlyArray<string> | null;
          readonly clientMessageId: string;
          readonly createdAt: string;
          readonly parts: ReadonlyArray<MessagePart> | null;
          readonly changedBy: string | null;
          readonly editedAt: string | null;
          readonly deletedAt: string | null;
          readonly deletedBy: string | null;
          readonly version: number | null;
          readonly pinnedAt: string | null;
          readonly pinnedBy: string | null;
          readonly replyTo: number | null;
          readonly mentions: ReadonlyArray<string> | null;
          readonly mentionsEveryone: boolean | null;
          readonly rootSeq: number | null;
          readonly reactions: ReadonlyArray<{
            readonly emoji: string;
            readonly count: number;
            readonly userIds: ReadonlyArray<string>;
            readonly mine: boolean;
          }> | null;
          readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
          readonly thread: {
            readonly rootSeq: number;
            readonly lastSeq: number;
            readonly replyCount: number;
            readonly lastReplyAt: string | null;
            readonly participantIds: ReadonlyArray<string>;
            readonly conversationId: string | null;
            readonly isFollowed: boolean | null;
            readonly readSeq: number | null;
            readonly unread: number | null;
          } | null;
        } | null;
      } | null;
    }>;
  };
};

export type HeadsQueryVariables = Exact<{
  conversationIds: ReadonlyArray<string> | string;
}>;

export type HeadsQuery = {
  readonly heads: ReadonlyArray<{
    readonly conversationId: string;
    readonly lastSeq: number;
    readonly lastRevision: number;
    readonly channelVersion: number;
    readonly readSeq: number;
  } | null>;
};

export type MentionsQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;

export type MentionsQuery = {
  readonly mentions: {
    readonly nextToken: string | null;
    readonly mentions: ReadonlyArray<{
      readonly conversationId: string;
      readonly rootSeq: number | null;
      readonly seq: number;
      readonly createdAt: string;
      readonly message: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
        readonly sender: {
          readonly id: string;
          readonly username: string;
          readonly displayName: string;
          readonly createdAt: string;
        } | null;
        readonly reactions: ReadonlyArray<{
          readonly emoji: string;
          readonly count: number;
          readonly userIds: ReadonlyArray<string>;
          readonly mine: boolean;
        }> | null;
        readonly quoted: {
          readonly conversationId: string;
          readonly channel: string | null;
          readonly channelVersion: number | null;
          readonly seq: number;
          readonly revision: number | null;
          readonly kind: MessageKind;
          readonly senderId: string;
          readonly body: string | null;
          readonly event: MessageEvent | null;
          readonly memberIds: ReadonlyArray<string> | null;
          readonly clientMessageId: string;
          readonly createdAt: string;
          readonly parts: ReadonlyArray<MessagePart> | null;
          readonly changedBy: string | null;
          readonly editedAt: string | null;
          readonly deletedAt: string | null;
          readonly deletedBy: string | null;
          readonly version: number | null;
          readonly pinnedAt: string | null;
          readonly pinnedBy: string | null;
          readonly replyTo: number | null;
          readonly mentions: ReadonlyArray<string> | null;
          readonly mentionsEveryone: boolean | null;
          readonly rootSeq: number | null;
        } | null;
        readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
        readonly thread: {
          readonly rootSeq: number;
          readonly lastSeq: number;
          readonly replyCount: number;
          readonly lastReplyAt: string | null;
          readonly participantIds: ReadonlyArray<string>;
          readonly conversationId: string | null;
          readonly isFollowed: boolean | null;
          readonly readSeq: number | null;
          readonly unread: number | null;
        } | null;
        readonly reply: {
          readonly conversationId: string;
          readonly channel: string | null;
          readonly channelVersion: number | null;
          readonly seq: number;
          readonly revision: number | null;
          readonly kind: MessageKind;
          readonly senderId: string;
          readonly body: string | null;
          readonly event: MessageEvent | null;
          readonly memberIds: ReadonlyArray<string> | null;
          readonly clientMessageId: string;
          readonly createdAt: string;
          readonly parts: ReadonlyArray<MessagePart> | null;
          readonly changedBy: string | null;
          readonly editedAt: string | null;
          readonly deletedAt: string | null;
          readonly deletedBy: string | null;
          readonly version: number | null;
          readonly pinnedAt: string | null;
          readonly pinnedBy: string | null;
          readonly replyTo: number | null;
          readonly mentions: ReadonlyArray<string> | null;
          readonly mentionsEveryone: boolean | null;
          readonly rootSeq: number | null;
          readonly reactions: ReadonlyArray<{
            readonly emoji: string;
            readonly count: number;
            readonly userIds: ReadonlyArray<string>;
            readonly mine: boolean;
          }> | null;
          readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
          readonly thread: {
            readonly rootSeq: number;
            readonly lastSeq: number;
            readonly replyCount: number;
            readonly lastReplyAt: string | null;
            readonly participantIds: ReadonlyArray<string>;
            readonly conversationId: string | null;
            readonly isFollowed: boolean | null;
            readonly readSeq: number | null;
            readonly unread: number | null;
          } | null;
        } | null;
      } | null;
    }>;
  };
};

export type ThreadsQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;

export type ThreadsQuery = {
  readonly threads: {
    readonly nextToken: string | null;
    readonly threads: ReadonlyArray<{
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
      readonly root: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
      } | null;
    }>;
  };
};

export type ConversationQueryVariables = Exact<{
  conversationId: string;
}>;

export type ConversationQuery = {
  readonly conversation: {
    readonly id: string;
    readonly kind: ConversationKind;
    readonly title: string | null;
    readonly createdBy: string;
    readonly createdAt: string;
    readonly memberCount: number;
    readonly lastSeq: number;
    readonly lastRevision: number;
    readonly channel: string;
    readonly channelVersion: number;
    readonly role: MemberRole;
    readonly readSeq: number;
    readonly unread: number;
    readonly fromSeq: number;
    readonly peerId: string | null;
    readonly mutedUntil: string | null;
  };
};

export type MembersQueryVariables = Exact<{
  conversationId: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;

export type MembersQuery = {
  readonly members: {
    readonly nextToken: string | null;
    readonly members: ReadonlyArray<{
      readonly conversationId: string;
      readonly userId: string;
      readonly role: MemberRole;
      readonly status: MemberStatus;
      readonly joinedAt: string;
      readonly readSeq: number;
      readonly mutedUntil: string | null;
      readonly user: {
        readonly id: string;
        readonly username: string;
        readonly displayName: string;
        readonly createdAt: string;
      } | null;
    }>;
  };
};

export type MessageQueryVariables = Exact<{
  conversationId: string;
  rootSeq?: number | null | undefined;
  seq: number;
}>;

export type MessageQuery = {
  readonly message: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly sender: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly quoted: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  } | null;
};

export type MessageVersionsQueryVariables = Exact<{
  conversationId: string;
  rootSeq?: number | null | undefined;
  seq: number;
}>;

export type MessageVersionsQuery = {
  readonly messageVersions: ReadonlyArray<{
    readonly body: string;
    readonly editedAt: string;
    readonly editedBy: string;
  }>;
};

export type ReactionsQueryVariables = Exact<{
  conversationId: string;
  rootSeq?: number | null | undefined;
  seq: number;
  emoji?: string | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;

export type ReactionsQuery = {
  readonly reactions: {
    readonly nextToken: string | null;
    readonly reactors: ReadonlyArray<{
      readonly emoji: string;
      readonly userId: string;
      readonly user: {
        readonly id: string;
        readonly username: string;
        readonly displayName: string;
        readonly createdAt: string;
      } | null;
    }>;
  };
};

export type PinsQueryVariables = Exact<{
  conversationId: string;
}>;

export type PinsQuery = {
  readonly pins: ReadonlyArray<{
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly sender: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly quoted: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  }>;
};

export type MessagesQueryVariables = Exact<{
  conversationId: string;
  rootSeq?: number | null | undefined;
  before?: number | null | undefined;
  after?: number | null | undefined;
  limit?: number | null | undefined;
}>;

export type MessagesQuery = {
  readonly messages: {
    readonly before: number | null;
    readonly after: number;
    readonly pending: boolean;
    readonly retryAfterMs: number | null;
    readonly messages: ReadonlyArray<{
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly sender: {
        readonly id: string;
        readonly username: string;
        readonly displayName: string;
        readonly createdAt: string;
      } | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly quoted: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
      } | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
      readonly reply: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
        readonly reactions: ReadonlyArray<{
          readonly emoji: string;
          readonly count: number;
          readonly userIds: ReadonlyArray<string>;
          readonly mine: boolean;
        }> | null;
        readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
        readonly thread: {
          readonly rootSeq: number;
          readonly lastSeq: number;
          readonly replyCount: number;
          readonly lastReplyAt: string | null;
          readonly participantIds: ReadonlyArray<string>;
          readonly conversationId: string | null;
          readonly isFollowed: boolean | null;
          readonly readSeq: number | null;
          readonly unread: number | null;
        } | null;
      } | null;
    }>;
    readonly baseline: { readonly seq: number; readonly revision: number } | null;
  };
};

export type SyncQueryVariables = Exact<{
  conversationId: string;
  seq: number;
  revision: number;
}>;

export type SyncQuery = {
  readonly sync: {
    readonly reset: boolean;
    readonly seq: number;
    readonly revision: number;
    readonly more: boolean;
    readonly pending: boolean;
    readonly retryAfterMs: number | null;
    readonly channelVersion: number;
    readonly messages: ReadonlyArray<{
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly sender: {
        readonly id: string;
        readonly username: string;
        readonly displayName: string;
        readonly createdAt: string;
      } | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly quoted: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
      } | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
      readonly reply: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
        readonly reactions: ReadonlyArray<{
          readonly emoji: string;
          readonly count: number;
          readonly userIds: ReadonlyArray<string>;
          readonly mine: boolean;
        }> | null;
        readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
        readonly thread: {
          readonly rootSeq: number;
          readonly lastSeq: number;
          readonly replyCount: number;
          readonly lastReplyAt: string | null;
          readonly participantIds: ReadonlyArray<string>;
          readonly conversationId: string | null;
          readonly isFollowed: boolean | null;
          readonly readSeq: number | null;
          readonly unread: number | null;
        } | null;
      } | null;
    }>;
    readonly changes: ReadonlyArray<{
      readonly revision: number;
      readonly kind: ChangeKind;
      readonly title: string | null;
      readonly seq: number | null;
      readonly rootSeq: number | null;
      readonly createdAt: string;
      readonly members: ReadonlyArray<{
        readonly conversationId: string;
        readonly userId: string;
        readonly role: MemberRole;
        readonly status: MemberStatus;
        readonly joinedAt: string;
        readonly readSeq: number;
        readonly mutedUntil: string | null;
        readonly user: {
          readonly id: string;
          readonly username: string;
          readonly displayName: string;
          readonly createdAt: string;
        } | null;
      }>;
      readonly message: {
        readonly conversationId: string;
        readonly channel: string | null;
        readonly channelVersion: number | null;
        readonly seq: number;
        readonly revision: number | null;
        readonly kind: MessageKind;
        readonly senderId: string;
        readonly body: string | null;
        readonly event: MessageEvent | null;
        readonly memberIds: ReadonlyArray<string> | null;
        readonly clientMessageId: string;
        readonly createdAt: string;
        readonly parts: ReadonlyArray<MessagePart> | null;
        readonly changedBy: string | null;
        readonly editedAt: string | null;
        readonly deletedAt: string | null;
        readonly deletedBy: string | null;
        readonly version: number | null;
        readonly pinnedAt: string | null;
        readonly pinnedBy: string | null;
        readonly replyTo: number | null;
        readonly mentions: ReadonlyArray<string> | null;
        readonly mentionsEveryone: boolean | null;
        readonly rootSeq: number | null;
        readonly sender: {
          readonly id: string;
          readonly username: string;
          readonly displayName: string;
          readonly createdAt: string;
        } | null;
        readonly reactions: ReadonlyArray<{
          readonly emoji: string;
          readonly count: number;
          readonly userIds: ReadonlyArray<string>;
          readonly mine: boolean;
        }> | null;
        readonly quoted: {
          readonly conversationId: string;
          readonly channel: string | null;
          readonly channelVersion: number | null;
          readonly seq: number;
          readonly revision: number | null;
          readonly kind: MessageKind;
          readonly senderId: string;
          readonly body: string | null;
          readonly event: MessageEvent | null;
          readonly memberIds: ReadonlyArray<string> | null;
          readonly clientMessageId: string;
          readonly createdAt: string;
          readonly parts: ReadonlyArray<MessagePart> | null;
          readonly changedBy: string | null;
          readonly editedAt: string | null;
          readonly deletedAt: string | null;
          readonly deletedBy: string | null;
          readonly version: number | null;
          readonly pinnedAt: string | null;
          readonly pinnedBy: string | null;
          readonly replyTo: number | null;
          readonly mentions: ReadonlyArray<string> | null;
          readonly mentionsEveryone: boolean | null;
          readonly rootSeq: number | null;
        } | null;
        readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
        readonly thread: {
          readonly rootSeq: number;
          readonly lastSeq: number;
          readonly replyCount: number;
          readonly lastReplyAt: string | null;
          readonly participantIds: ReadonlyArray<string>;
          readonly conversationId: string | null;
          readonly isFollowed: boolean | null;
          readonly readSeq: number | null;
          readonly unread: number | null;
        } | null;
        readonly reply: {
          readonly conversationId: string;
          readonly channel: string | null;
          readonly channelVersion: number | null;
          readonly seq: number;
          readonly revision: number | null;
          readonly kind: MessageKind;
          readonly senderId: string;
          readonly body: string | null;
          readonly event: MessageEvent | null;
          readonly memberIds: ReadonlyArray<string> | null;
          readonly clientMessageId: string;
          readonly createdAt: string;
          readonly parts: ReadonlyArray<MessagePart> | null;
          readonly changedBy: string | null;
          readonly editedAt: string | null;
          readonly deletedAt: string | null;
          readonly deletedBy: string | null;
          readonly version: number | null;
          readonly pinnedAt: string | null;
          readonly pinnedBy: string | null;
          readonly replyTo: number | null;
          readonly mentions: ReadonlyArray<string> | null;
          readonly mentionsEveryone: boolean | null;
          readonly rootSeq: number | null;
          readonly reactions: ReadonlyArray<{
            readonly emoji: string;
            readonly count: number;
            readonly userIds: ReadonlyArray<string>;
            readonly mine: boolean;
          }> | null;
          readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
          readonly thread: {
            readonly rootSeq: number;
            readonly lastSeq: number;
            readonly replyCount: number;
            readonly lastReplyAt: string | null;
            readonly participantIds: ReadonlyArray<string>;
            readonly conversationId: string | null;
            readonly isFollowed: boolean | null;
            readonly readSeq: number | null;
            readonly unread: number | null;
          } | null;
        } | null;
      } | null;
    }>;
  };
};

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;

export type UpdateProfileMutation = {
  readonly updateProfile: {
    readonly id: string;
    readonly username: string;
    readonly displayName: string;
    readonly createdAt: string;
  };
};

export type CreateConversationMutationVariables = Exact<{
  input: CreateConversationInput;
}>;

export type CreateConversationMutation = {
  readonly createConversation: {
    readonly id: string;
    readonly kind: ConversationKind;
    readonly title: string | null;
    readonly createdBy: string;
    readonly createdAt: string;
    readonly memberCount: number;
    readonly lastSeq: number;
    readonly lastRevision: number;
    readonly channel: string;
    readonly channelVersion: number;
    readonly role: MemberRole;
    readonly readSeq: number;
    readonly unread: number;
    readonly fromSeq: number;
    readonly peerId: string | null;
    readonly mutedUntil: string | null;
  };
};

export type AddMembersMutationVariables = Exact<{
  input: AddMembersInput;
}>;

export type AddMembersMutation = {
  readonly addMembers: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type RemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;

export type RemoveMemberMutation = {
  readonly removeMember: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type UpdateMemberMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;

export type UpdateMemberMutation = {
  readonly updateMember: {
    readonly conversationId: string;
    readonly userId: string;
    readonly role: MemberRole;
    readonly status: MemberStatus;
    readonly joinedAt: string;
    readonly readSeq: number;
    readonly mutedUntil: string | null;
    readonly user: {
      readonly id: string;
      readonly username: string;
      readonly displayName: string;
      readonly createdAt: string;
    } | null;
  };
};

export type UpdateConversationMutationVariables = Exact<{
  input: UpdateConversationInput;
}>;

export type UpdateConversationMutation = {
  readonly updateConversation: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;

export type SendMessageMutation = {
  readonly sendMessage: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type SendReplyMutationVariables = Exact<{
  input: SendReplyInput;
}>;

export type SendReplyMutation = {
  readonly sendReply: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type EditMessageMutationVariables = Exact<{
  input: EditMessageInput;
}>;

export type EditMessageMutation = {
  readonly editMessage: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type DeleteMessageMutationVariables = Exact<{
  input: DeleteMessageInput;
}>;

export type DeleteMessageMutation = {
  readonly deleteMessage: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type AddReactionMutationVariables = Exact<{
  input: ReactionInput;
}>;

export type AddReactionMutation = {
  readonly addReaction: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type RemoveReactionMutationVariables = Exact<{
  input: ReactionInput;
}>;

export type RemoveReactionMutation = {
  readonly removeReaction: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type PinMessageMutationVariables = Exact<{
  input: PinInput;
}>;

export type PinMessageMutation = {
  readonly pinMessage: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type UnpinMessageMutationVariables = Exact<{
  input: PinInput;
}>;

export type UnpinMessageMutation = {
  readonly unpinMessage: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  };
};

export type FollowThreadMutationVariables = Exact<{
  input: ThreadInput;
}>;

export type FollowThreadMutation = {
  readonly followThread: {
    readonly rootSeq: number;
    readonly lastSeq: number;
    readonly replyCount: number;
    readonly lastReplyAt: string | null;
    readonly participantIds: ReadonlyArray<string>;
    readonly conversationId: string | null;
    readonly isFollowed: boolean | null;
    readonly readSeq: number | null;
    readonly unread: number | null;
    readonly root: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
  };
};

export type UnfollowThreadMutationVariables = Exact<{
  input: ThreadInput;
}>;

export type UnfollowThreadMutation = {
  readonly unfollowThread: {
    readonly rootSeq: number;
    readonly lastSeq: number;
    readonly replyCount: number;
    readonly lastReplyAt: string | null;
    readonly participantIds: ReadonlyArray<string>;
    readonly conversationId: string | null;
    readonly isFollowed: boolean | null;
    readonly readSeq: number | null;
    readonly unread: number | null;
    readonly root: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
    } | null;
  };
};

export type MarkReadMutationVariables = Exact<{
  input: MarkReadInput;
}>;

export type MarkReadMutation = {
  readonly markRead: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly userId: string;
    readonly typing: boolean | null;
    readonly readSeq: number | null;
    readonly rootSeq: number | null;
  };
};

export type MarkUnreadMutationVariables = Exact<{
  input: MarkUnreadInput;
}>;

export type MarkUnreadMutation = {
  readonly markUnread: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly userId: string;
    readonly typing: boolean | null;
    readonly readSeq: number | null;
    readonly rootSeq: number | null;
  };
};

export type SetTypingMutationVariables = Exact<{
  input: SetTypingInput;
}>;

export type SetTypingMutation = {
  readonly setTyping: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly userId: string;
    readonly typing: boolean | null;
    readonly readSeq: number | null;
    readonly rootSeq: number | null;
  };
};

export type OnMessageSubscriptionVariables = Exact<{
  conversationId: string;
  channel: string;
}>;

export type OnMessageSubscription = {
  readonly onMessage: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly channelVersion: number | null;
    readonly seq: number;
    readonly revision: number | null;
    readonly kind: MessageKind;
    readonly senderId: string;
    readonly body: string | null;
    readonly event: MessageEvent | null;
    readonly memberIds: ReadonlyArray<string> | null;
    readonly clientMessageId: string;
    readonly createdAt: string;
    readonly parts: ReadonlyArray<MessagePart> | null;
    readonly changedBy: string | null;
    readonly editedAt: string | null;
    readonly deletedAt: string | null;
    readonly deletedBy: string | null;
    readonly version: number | null;
    readonly pinnedAt: string | null;
    readonly pinnedBy: string | null;
    readonly replyTo: number | null;
    readonly mentions: ReadonlyArray<string> | null;
    readonly mentionsEveryone: boolean | null;
    readonly rootSeq: number | null;
    readonly reactions: ReadonlyArray<{
      readonly emoji: string;
      readonly count: number;
      readonly userIds: ReadonlyArray<string>;
      readonly mine: boolean;
    }> | null;
    readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
    readonly thread: {
      readonly rootSeq: number;
      readonly lastSeq: number;
      readonly replyCount: number;
      readonly lastReplyAt: string | null;
      readonly participantIds: ReadonlyArray<string>;
      readonly conversationId: string | null;
      readonly isFollowed: boolean | null;
      readonly readSeq: number | null;
      readonly unread: number | null;
    } | null;
    readonly reply: {
      readonly conversationId: string;
      readonly channel: string | null;
      readonly channelVersion: number | null;
      readonly seq: number;
      readonly revision: number | null;
      readonly kind: MessageKind;
      readonly senderId: string;
      readonly body: string | null;
      readonly event: MessageEvent | null;
      readonly memberIds: ReadonlyArray<string> | null;
      readonly clientMessageId: string;
      readonly createdAt: string;
      readonly parts: ReadonlyArray<MessagePart> | null;
      readonly changedBy: string | null;
      readonly editedAt: string | null;
      readonly deletedAt: string | null;
      readonly deletedBy: string | null;
      readonly version: number | null;
      readonly pinnedAt: string | null;
      readonly pinnedBy: string | null;
      readonly replyTo: number | null;
      readonly mentions: ReadonlyArray<string> | null;
      readonly mentionsEveryone: boolean | null;
      readonly rootSeq: number | null;
      readonly reactions: ReadonlyArray<{
        readonly emoji: string;
        readonly count: number;
        readonly userIds: ReadonlyArray<string>;
        readonly mine: boolean;
      }> | null;
      readonly forwardedFrom: { readonly senderId: string; readonly createdAt: string } | null;
      readonly thread: {
        readonly rootSeq: number;
        readonly lastSeq: number;
        readonly replyCount: number;
        readonly lastReplyAt: string | null;
        readonly participantIds: ReadonlyArray<string>;
        readonly conversationId: string | null;
        readonly isFollowed: boolean | null;
        readonly readSeq: number | null;
        readonly unread: number | null;
      } | null;
    } | null;
  } | null;
};

export type OnActivitySubscriptionVariables = Exact<{
  conversationId: string;
  channel: string;
}>;

export type OnActivitySubscription = {
  readonly onActivity: {
    readonly conversationId: string;
    readonly channel: string | null;
    readonly userId: string;
    readonly typing: boolean | null;
    readonly readSeq: number | null;
    readonly rootSeq: number | null;
  } | null;
};

export type OnInboxSubscriptionVariables = Exact<{
  userId: string;
}>;

export type OnInboxSubscription = {
  readonly onInbox: {
    readonly userId: string;
    readonly conversationId: string;
    readonly kind: InboxEventKind;
    readonly revision: number;
  } | null;
};

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const UserFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
    `,
  { fragmentName: 'UserFields' },
) as unknown as TypedDocumentString<UserFieldsFragment, unknown>;
export const ReactionFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
    `,
  { fragmentName: 'ReactionFields' },
) as unknown as TypedDocumentString<ReactionFieldsFragment, unknown>;
export const ForwardedFromFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}
    `,
  { fragmentName: 'ForwardedFromFields' },
) as unknown as TypedDocumentString<ForwardedFromFieldsFragment, unknown>;
export const MessageFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`,
  { fragmentName: 'MessageFields' },
) as unknown as TypedDocumentString<MessageFieldsFragment, unknown>;
export const InboxEntryFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment InboxEntryFields on InboxEntry {
  conversationId
  kind
  title
  peerId
  peer {
    ...UserFields
  }
  role
  memberCount
  lastSeq
  lastRevision
  channelVersion
  readSeq
  unread
  unreadMentions
  lastActivityAt
  lastMessage {
    ...MessageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`,
  { fragmentName: 'InboxEntryFields' },
) as unknown as TypedDocumentString<InboxEntryFieldsFragment, unknown>;
export const InboxPageFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment InboxPageFields on InboxPage {
  entries {
    ...InboxEntryFields
  }
  nextToken
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment InboxEntryFields on InboxEntry {
  conversationId
  kind
  title
  peerId
  peer {
    ...UserFields
  }
  role
  memberCount
  lastSeq
  lastRevision
  channelVersion
  readSeq
  unread
  unreadMentions
  lastActivityAt
  lastMessage {
    ...MessageFields
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`,
  { fragmentName: 'InboxPageFields' },
) as unknown as TypedDocumentString<InboxPageFieldsFragment, unknown>;
export const HeadFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment HeadFields on Head {
  conversationId
  lastSeq
  lastRevision
  channelVersion
  readSeq
}
    `,
  { fragmentName: 'HeadFields' },
) as unknown as TypedDocumentString<HeadFieldsFragment, unknown>;
export const MentionFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment MentionFields on Mention {
  conversationId
  rootSeq
  seq
  createdAt
  message {
    ...MessageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`,
  { fragmentName: 'MentionFields' },
) as unknown as TypedDocumentString<MentionFieldsFragment, unknown>;
export const MentionPageFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment MentionPageFields on MentionPage {
  mentions {
    ...MentionFields
  }
  nextToken
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment MentionFields on Mention {
  conversationId
  rootSeq
  seq
  createdAt
  message {
    ...MessageFields
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`,
  { fragmentName: 'MentionPageFields' },
) as unknown as TypedDocumentString<MentionPageFieldsFragment, unknown>;
export const ThreadFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment ThreadFields on Thread {
  rootSeq
  lastSeq
  replyCount
  lastReplyAt
  participantIds
  conversationId
  isFollowed
  readSeq
  unread
  root {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
}
    `,
  { fragmentName: 'ThreadFields' },
) as unknown as TypedDocumentString<ThreadFieldsFragment, unknown>;
export const ThreadPageFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment ThreadPageFields on ThreadPage {
  threads {
    ...ThreadFields
  }
  nextToken
}
    fragment ThreadFields on Thread {
  rootSeq
  lastSeq
  replyCount
  lastReplyAt
  participantIds
  conversationId
  isFollowed
  readSeq
  unread
  root {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
}`,
  { fragmentName: 'ThreadPageFields' },
) as unknown as TypedDocumentString<ThreadPageFieldsFragment, unknown>;
export const ConversationFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment ConversationFields on Conversation {
  id
  kind
  title
  createdBy
  createdAt
  memberCount
  lastSeq
  lastRevision
  channel
  channelVersion
  role
  readSeq
  unread
  fromSeq
  peerId
  mutedUntil
}
    `,
  { fragmentName: 'ConversationFields' },
) as unknown as TypedDocumentString<ConversationFieldsFragment, unknown>;
export const MemberFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment MemberFields on Member {
  conversationId
  userId
  user {
    ...UserFields
  }
  role
  status
  joinedAt
  readSeq
  mutedUntil
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}`,
  { fragmentName: 'MemberFields' },
) as unknown as TypedDocumentString<MemberFieldsFragment, unknown>;
export const MemberPageFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment MemberPageFields on MemberPage {
  members {
    ...MemberFields
  }
  nextToken
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MemberFields on Member {
  conversationId
  userId
  user {
    ...UserFields
  }
  role
  status
  joinedAt
  readSeq
  mutedUntil
}`,
  { fragmentName: 'MemberPageFields' },
) as unknown as TypedDocumentString<MemberPageFieldsFragment, unknown>;
export const MessageVersionFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment MessageVersionFields on MessageVersion {
  body
  editedAt
  editedBy
}
    `,
  { fragmentName: 'MessageVersionFields' },
) as unknown as TypedDocumentString<MessageVersionFieldsFragment, unknown>;
export const ReactorFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment ReactorFields on Reactor {
  emoji
  userId
  user {
    ...UserFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}`,
  { fragmentName: 'ReactorFields' },
) as unknown as TypedDocumentString<ReactorFieldsFragment, unknown>;
export const ReactionPageFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment ReactionPageFields on ReactionPage {
  reactors {
    ...ReactorFields
  }
  nextToken
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment ReactorFields on Reactor {
  emoji
  userId
  user {
    ...UserFields
  }
}`,
  { fragmentName: 'ReactionPageFields' },
) as unknown as TypedDocumentString<ReactionPageFieldsFragment, unknown>;
export const BaselineFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment BaselineFields on Baseline {
  seq
  revision
}
    `,
  { fragmentName: 'BaselineFields' },
) as unknown as TypedDocumentString<BaselineFieldsFragment, unknown>;
export const MessagePageFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment MessagePageFields on MessagePage {
  messages {
    ...MessageFields
  }
  before
  after
  pending
  retryAfterMs
  baseline {
    ...BaselineFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}
fragment BaselineFields on Baseline {
  seq
  revision
}`,
  { fragmentName: 'MessagePageFields' },
) as unknown as TypedDocumentString<MessagePageFieldsFragment, unknown>;
export const ChangeFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment ChangeFields on Change {
  revision
  kind
  members {
    ...MemberFields
  }
  title
  seq
  rootSeq
  message {
    ...MessageFields
  }
  createdAt
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment MemberFields on Member {
  conversationId
  userId
  user {
    ...UserFields
  }
  role
  status
  joinedAt
  readSeq
  mutedUntil
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`,
  { fragmentName: 'ChangeFields' },
) as unknown as TypedDocumentString<ChangeFieldsFragment, unknown>;
export const SyncPageFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment SyncPageFields on SyncPage {
  reset
  messages {
    ...MessageFields
  }
  changes {
    ...ChangeFields
  }
  seq
  revision
  more
  pending
  retryAfterMs
  channelVersion
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment MemberFields on Member {
  conversationId
  userId
  user {
    ...UserFields
  }
  role
  status
  joinedAt
  readSeq
  mutedUntil
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}
fragment ChangeFields on Change {
  revision
  kind
  members {
    ...MemberFields
  }
  title
  seq
  rootSeq
  message {
    ...MessageFields
  }
  createdAt
}`,
  { fragmentName: 'SyncPageFields' },
) as unknown as TypedDocumentString<SyncPageFieldsFragment, unknown>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    ...UserFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}`) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const SearchUsersDocument = new TypedDocumentString(`
    query SearchUsers($prefix: String!, $limit: Int) {
  searchUsers(prefix: $prefix, limit: $limit) {
    ...UserFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}`) as unknown as TypedDocumentString<SearchUsersQuery, SearchUsersQueryVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($userId: ID!) {
  user(userId: $userId) {
    ...UserFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}`) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
export const InboxDocument = new TypedDocumentString(`
    query Inbox($limit: Int, $nextToken: String) {
  inbox(limit: $limit, nextToken: $nextToken) {
    ...InboxPageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment InboxPageFields on InboxPage {
  entries {
    ...InboxEntryFields
  }
  nextToken
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment InboxEntryFields on InboxEntry {
  conversationId
  kind
  title
  peerId
  peer {
    ...UserFields
  }
  role
  memberCount
  lastSeq
  lastRevision
  channelVersion
  readSeq
  unread
  unreadMentions
  lastActivityAt
  lastMessage {
    ...MessageFields
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`) as unknown as TypedDocumentString<InboxQuery, InboxQueryVariables>;
export const HeadsDocument = new TypedDocumentString(`
    query Heads($conversationIds: [ID!]!) {
  heads(conversationIds: $conversationIds) {
    ...HeadFields
  }
}
    fragment HeadFields on Head {
  conversationId
  lastSeq
  lastRevision
  channelVersion
  readSeq
}`) as unknown as TypedDocumentString<HeadsQuery, HeadsQueryVariables>;
export const MentionsDocument = new TypedDocumentString(`
    query Mentions($limit: Int, $nextToken: String) {
  mentions(limit: $limit, nextToken: $nextToken) {
    ...MentionPageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MentionPageFields on MentionPage {
  mentions {
    ...MentionFields
  }
  nextToken
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment MentionFields on Mention {
  conversationId
  rootSeq
  seq
  createdAt
  message {
    ...MessageFields
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`) as unknown as TypedDocumentString<MentionsQuery, MentionsQueryVariables>;
export const ThreadsDocument = new TypedDocumentString(`
    query Threads($limit: Int, $nextToken: String) {
  threads(limit: $limit, nextToken: $nextToken) {
    ...ThreadPageFields
  }
}
    fragment ThreadPageFields on ThreadPage {
  threads {
    ...ThreadFields
  }
  nextToken
}
fragment ThreadFields on Thread {
  rootSeq
  lastSeq
  replyCount
  lastReplyAt
  participantIds
  conversationId
  isFollowed
  readSeq
  unread
  root {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
}`) as unknown as TypedDocumentString<ThreadsQuery, ThreadsQueryVariables>;
export const ConversationDocument = new TypedDocumentString(`
    query Conversation($conversationId: ID!) {
  conversation(conversationId: $conversationId) {
    ...ConversationFields
  }
}
    fragment ConversationFields on Conversation {
  id
  kind
  title
  createdBy
  createdAt
  memberCount
  lastSeq
  lastRevision
  channel
  channelVersion
  role
  readSeq
  unread
  fromSeq
  peerId
  mutedUntil
}`) as unknown as TypedDocumentString<ConversationQuery, ConversationQueryVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members($conversationId: ID!, $limit: Int, $nextToken: String) {
  members(conversationId: $conversationId, limit: $limit, nextToken: $nextToken) {
    ...MemberPageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MemberPageFields on MemberPage {
  members {
    ...MemberFields
  }
  nextToken
}
fragment MemberFields on Member {
  conversationId
  userId
  user {
    ...UserFields
  }
  role
  status
  joinedAt
  readSeq
  mutedUntil
}`) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const MessageDocument = new TypedDocumentString(`
    query Message($conversationId: ID!, $rootSeq: Int, $seq: Int!) {
  message(conversationId: $conversationId, rootSeq: $rootSeq, seq: $seq) {
    ...MessageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`) as unknown as TypedDocumentString<MessageQuery, MessageQueryVariables>;
export const MessageVersionsDocument = new TypedDocumentString(`
    query MessageVersions($conversationId: ID!, $rootSeq: Int, $seq: Int!) {
  messageVersions(conversationId: $conversationId, rootSeq: $rootSeq, seq: $seq) {
    ...MessageVersionFields
  }
}
    fragment MessageVersionFields on MessageVersion {
  body
  editedAt
  editedBy
}`) as unknown as TypedDocumentString<MessageVersionsQuery, MessageVersionsQueryVariables>;
export const ReactionsDocument = new TypedDocumentString(`
    query Reactions($conversationId: ID!, $rootSeq: Int, $seq: Int!, $emoji: String, $limit: Int, $nextToken: String) {
  reactions(
    conversationId: $conversationId
    rootSeq: $rootSeq
    seq: $seq
    emoji: $emoji
    limit: $limit
    nextToken: $nextToken
  ) {
    ...ReactionPageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment ReactionPageFields on ReactionPage {
  reactors {
    ...ReactorFields
  }
  nextToken
}
fragment ReactorFields on Reactor {
  emoji
  userId
  user {
    ...UserFields
  }
}`) as unknown as TypedDocumentString<ReactionsQuery, ReactionsQueryVariables>;
export const PinsDocument = new TypedDocumentString(`
    query Pins($conversationId: ID!) {
  pins(conversationId: $conversationId) {
    ...MessageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}`) as unknown as TypedDocumentString<PinsQuery, PinsQueryVariables>;
export const MessagesDocument = new TypedDocumentString(`
    query Messages($conversationId: ID!, $rootSeq: Int, $before: Int, $after: Int, $limit: Int) {
  messages(
    conversationId: $conversationId
    rootSeq: $rootSeq
    before: $before
    after: $after
    limit: $limit
  ) {
    ...MessagePageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment MessagePageFields on MessagePage {
  messages {
    ...MessageFields
  }
  before
  after
  pending
  retryAfterMs
  baseline {
    ...BaselineFields
  }
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}
fragment BaselineFields on Baseline {
  seq
  revision
}`) as unknown as TypedDocumentString<MessagesQuery, MessagesQueryVariables>;
export const SyncDocument = new TypedDocumentString(`
    query Sync($conversationId: ID!, $seq: Int!, $revision: Int!) {
  sync(conversationId: $conversationId, seq: $seq, revision: $revision) {
    ...SyncPageFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MessageFields on Message {
  conversationId
  channel
  channelVersion
  seq
  revision
  kind
  senderId
  sender {
    ...UserFields
  }
  body
  event
  memberIds
  clientMessageId
  createdAt
  parts
  changedBy
  editedAt
  deletedAt
  deletedBy
  version
  reactions {
    ...ReactionFields
  }
  pinnedAt
  pinnedBy
  replyTo
  quoted {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
  forwardedFrom {
    ...ForwardedFromFields
  }
  mentions
  mentionsEveryone
  rootSeq
  thread {
    rootSeq
    lastSeq
    replyCount
    lastReplyAt
    participantIds
    conversationId
    isFollowed
    readSeq
    unread
  }
  reply {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
  }
}
fragment SyncPageFields on SyncPage {
  reset
  messages {
    ...MessageFields
  }
  changes {
    ...ChangeFields
  }
  seq
  revision
  more
  pending
  retryAfterMs
  channelVersion
}
fragment MemberFields on Member {
  conversationId
  userId
  user {
    ...UserFields
  }
  role
  status
  joinedAt
  readSeq
  mutedUntil
}
fragment ReactionFields on Reaction {
  emoji
  count
  userIds
  mine
}
fragment ForwardedFromFields on ForwardedFrom {
  senderId
  createdAt
}
fragment ChangeFields on Change {
  revision
  kind
  members {
    ...MemberFields
  }
  title
  seq
  rootSeq
  message {
    ...MessageFields
  }
  createdAt
}`) as unknown as TypedDocumentString<SyncQuery, SyncQueryVariables>;
export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    ...UserFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}`) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const CreateConversationDocument = new TypedDocumentString(`
    mutation CreateConversation($input: CreateConversationInput!) {
  createConversation(input: $input) {
    ...ConversationFields
  }
}
    fragment ConversationFields on Conversation {
  id
  kind
  title
  createdBy
  createdAt
  memberCount
  lastSeq
  lastRevision
  channel
  channelVersion
  role
  readSeq
  unread
  fromSeq
  peerId
  mutedUntil
}`) as unknown as TypedDocumentString<
  CreateConversationMutation,
  CreateConversationMutationVariables
>;
export const AddMembersDocument = new TypedDocumentString(`
    mutation AddMembers($input: AddMembersInput!) {
  addMembers(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AddMembersMutation, AddMembersMutationVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const UpdateMemberDocument = new TypedDocumentString(`
    mutation UpdateMember($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    ...MemberFields
  }
}
    fragment UserFields on User {
  id
  username
  displayName
  createdAt
}
fragment MemberFields on Member {
  conversationId
  userId
  user {
    ...UserFields
  }
  role
  status
  joinedAt
  readSeq
  mutedUntil
}`) as unknown as TypedDocumentString<UpdateMemberMutation, UpdateMemberMutationVariables>;
export const UpdateConversationDocument = new TypedDocumentString(`
    mutation UpdateConversation($input: UpdateConversationInput!) {
  updateConversation(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<
  UpdateConversationMutation,
  UpdateConversationMutationVariables
>;
export const SendMessageDocument = new TypedDocumentString(`
    mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SendMessageMutation, SendMessageMutationVariables>;
export const SendReplyDocument = new TypedDocumentString(`
    mutation SendReply($input: SendReplyInput!) {
  sendReply(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SendReplyMutation, SendReplyMutationVariables>;
export const EditMessageDocument = new TypedDocumentString(`
    mutation EditMessage($input: EditMessageInput!) {
  editMessage(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EditMessageMutation, EditMessageMutationVariables>;
export const DeleteMessageDocument = new TypedDocumentString(`
    mutation DeleteMessage($input: DeleteMessageInput!) {
  deleteMessage(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteMessageMutation, DeleteMessageMutationVariables>;
export const AddReactionDocument = new TypedDocumentString(`
    mutation AddReaction($input: ReactionInput!) {
  addReaction(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AddReactionMutation, AddReactionMutationVariables>;
export const RemoveReactionDocument = new TypedDocumentString(`
    mutation RemoveReaction($input: ReactionInput!) {
  removeReaction(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveReactionMutation, RemoveReactionMutationVariables>;
export const PinMessageDocument = new TypedDocumentString(`
    mutation PinMessage($input: PinInput!) {
  pinMessage(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PinMessageMutation, PinMessageMutationVariables>;
export const UnpinMessageDocument = new TypedDocumentString(`
    mutation UnpinMessage($input: PinInput!) {
  unpinMessage(input: $input) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UnpinMessageMutation, UnpinMessageMutationVariables>;
export const FollowThreadDocument = new TypedDocumentString(`
    mutation FollowThread($input: ThreadInput!) {
  followThread(input: $input) {
    ...ThreadFields
  }
}
    fragment ThreadFields on Thread {
  rootSeq
  lastSeq
  replyCount
  lastReplyAt
  participantIds
  conversationId
  isFollowed
  readSeq
  unread
  root {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
}`) as unknown as TypedDocumentString<FollowThreadMutation, FollowThreadMutationVariables>;
export const UnfollowThreadDocument = new TypedDocumentString(`
    mutation UnfollowThread($input: ThreadInput!) {
  unfollowThread(input: $input) {
    ...ThreadFields
  }
}
    fragment ThreadFields on Thread {
  rootSeq
  lastSeq
  replyCount
  lastReplyAt
  participantIds
  conversationId
  isFollowed
  readSeq
  unread
  root {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    pinnedAt
    pinnedBy
    replyTo
    mentions
    mentionsEveryone
    rootSeq
  }
}`) as unknown as TypedDocumentString<UnfollowThreadMutation, UnfollowThreadMutationVariables>;
export const MarkReadDocument = new TypedDocumentString(`
    mutation MarkRead($input: MarkReadInput!) {
  markRead(input: $input) {
    conversationId
    channel
    userId
    typing
    readSeq
    rootSeq
  }
}
    `) as unknown as TypedDocumentString<MarkReadMutation, MarkReadMutationVariables>;
export const MarkUnreadDocument = new TypedDocumentString(`
    mutation MarkUnread($input: MarkUnreadInput!) {
  markUnread(input: $input) {
    conversationId
    channel
    userId
    typing
    readSeq
    rootSeq
  }
}
    `) as unknown as TypedDocumentString<MarkUnreadMutation, MarkUnreadMutationVariables>;
export const SetTypingDocument = new TypedDocumentString(`
    mutation SetTyping($input: SetTypingInput!) {
  setTyping(input: $input) {
    conversationId
    channel
    userId
    typing
    readSeq
    rootSeq
  }
}
    `) as unknown as TypedDocumentString<SetTypingMutation, SetTypingMutationVariables>;
export const OnMessageDocument = new TypedDocumentString(`
    subscription OnMessage($conversationId: ID!, $channel: ID!) {
  onMessage(conversationId: $conversationId, channel: $channel) {
    conversationId
    channel
    channelVersion
    seq
    revision
    kind
    senderId
    body
    event
    memberIds
    clientMessageId
    createdAt
    parts
    changedBy
    editedAt
    deletedAt
    deletedBy
    version
    reactions {
      emoji
      count
      userIds
      mine
    }
    pinnedAt
    pinnedBy
    replyTo
    forwardedFrom {
      senderId
      createdAt
    }
    mentions
    mentionsEveryone
    rootSeq
    thread {
      rootSeq
      lastSeq
      replyCount
      lastReplyAt
      participantIds
      conversationId
      isFollowed
      readSeq
      unread
    }
    reply {
      conversationId
      channel
      channelVersion
      seq
      revision
      kind
      senderId
      body
      event
      memberIds
      clientMessageId
      createdAt
      parts
      changedBy
      editedAt
      deletedAt
      deletedBy
      version
      reactions {
        emoji
        count
        userIds
        mine
      }
      pinnedAt
      pinnedBy
      replyTo
      forwardedFrom {
        senderId
        createdAt
      }
      mentions
      mentionsEveryone
      rootSeq
      thread {
        rootSeq
        lastSeq
        replyCount
        lastReplyAt
        participantIds
        conversationId
        isFollowed
        readSeq
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OnMessageSubscription, OnMessageSubscriptionVariables>;
export const OnActivityDocument = new TypedDocumentString(`
    subscription OnActivity($conversationId: ID!, $channel: ID!) {
  onActivity(conversationId: $conversationId, channel: $channel) {
    conversationId
    channel
    userId
    typing
    readSeq
    rootSeq
  }
}
    `) as unknown as TypedDocumentString<OnActivitySubscription, OnActivitySubscriptionVariables>;
export const OnInboxDocument = new TypedDocumentString(`
    subscription OnInbox($userId: ID!) {
  onInbox(userId: $userId) {
    userId
    conversationId
    kind
    revision
  }
}
    `) as unknown as TypedDocumentString<OnInboxSubscription, OnInboxSubscriptionVariables>;
