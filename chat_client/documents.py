"""Every GraphQL document that the client sends, by field.

Subscribers receive what the publishing caller selected, under the caller's names. So a mutation
selects every field of its payload, without alias or fragment; the chat refuses anything less.
"""

from typing import Any

type Json = dict[str, Any]

USER = "id username displayName createdAt"
MESSAGE = (
    "conversationId channel channelVersion seq revision kind senderId body event memberIds"
    " clientMessageId createdAt"
)
ACTIVITY = "conversationId channel userId typing readSeq"
INBOX_EVENT = "userId conversationId kind revision"
CONVERSATION = (
    "id kind title createdBy createdAt memberCount lastSeq lastRevision channel channelVersion"
    " role readSeq unread fromSeq peerId"
)
INBOX_ENTRY = (
    f"conversationId kind title peerId peer {{ {USER} }} role memberCount lastSeq lastRevision"
    f" channelVersion readSeq unread lastActivityAt lastMessage {{ {MESSAGE} }}"
)
HEAD = "conversationId lastSeq lastRevision channelVersion readSeq"
MEMBER = f"conversationId userId user {{ {USER} }} role status joinedAt readSeq"
READ_MESSAGE = f"{MESSAGE} sender {{ {USER} }}"
MESSAGE_PAGE = (
    f"messages {{ {READ_MESSAGE} }} before after pending retryAfterMs baseline {{ seq revision }}"
)
SYNC_PAGE = (
    f"reset messages {{ {READ_MESSAGE} }}"
    f" changes {{ revision kind members {{ {MEMBER} }} title createdAt }}"
    " seq revision more pending retryAfterMs channelVersion"
)


def _document(kind: str, field: str, arguments: str, selection: str) -> str:
    """One operation with one field, whose arguments are the operation's variables."""
    names = [argument.split(":")[0] for argument in arguments.split(", ") if argument]
    declared = f"({', '.join(f'${a}' for a in arguments.split(', '))})" if names else ""
    passed = f"({', '.join(f'{name}: ${name}' for name in names)})" if names else ""
    return f"{kind} {field}{declared} {{ {field}{passed} {{ {selection} }} }}"


_QUERIES = {
    "me": ("", USER),
    "searchUsers": ("prefix: String!, limit: Int", USER),
    "user": ("userId: ID!", USER),
    "inbox": ("limit: Int, nextToken: String", f"entries {{ {INBOX_ENTRY} }} nextToken"),
    "heads": ("conversationIds: [ID!]!", HEAD),
    "conversation": ("conversationId: ID!", CONVERSATION),
    "members": (
        "conversationId: ID!, limit: Int, nextToken: String",
        f"members {{ {MEMBER} }} nextToken",
    ),
    "messages": ("conversationId: ID!, before: Int, after: Int, limit: Int", MESSAGE_PAGE),
    "sync": ("conversationId: ID!, seq: Int!, revision: Int!", SYNC_PAGE),
}
_MUTATIONS = {
    "updateProfile": ("input: UpdateProfileInput!", USER),
    "createConversation": ("input: CreateConversationInput!", CONVERSATION),
    "addMembers": ("input: AddMembersInput!", MESSAGE),
    "removeMember": ("input: RemoveMemberInput!", MESSAGE),
    "updateConversation": ("input: UpdateConversationInput!", MESSAGE),
    "sendMessage": ("input: SendMessageInput!", MESSAGE),
    "markRead": ("input: MarkReadInput!", ACTIVITY),
    "setTyping": ("input: SetTypingInput!", ACTIVITY),
}
_SUBSCRIPTIONS = {
    "onMessage": ("conversationId: ID!, channel: ID!", MESSAGE),
    "onActivity": ("conversationId: ID!, channel: ID!", ACTIVITY),
    "onInbox": ("userId: ID!", INBOX_EVENT),
}

DOCUMENTS = {
    field: _document(kind, field, *operation)
    for kind, operations in (
        ("query", _QUERIES),
        ("mutation", _MUTATIONS),
        ("subscription", _SUBSCRIPTIONS),
    )
    for field, operation in operations.items()
}
