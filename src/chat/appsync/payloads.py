"""What subscribers receive: the fields that each publishing mutation must select.

Written by `make generate`: the plain fields of each payload in its first release. Of what is in
WHOLE, a mutation selects all fields, or none. Those IN_THREADS may be about a reply, which is told
inside of the payload, in REPLY.
"""

from collections.abc import Mapping

MESSAGE = frozenset(
    {
        "conversationId",
        "channel",
        "channelVersion",
        "seq",
        "revision",
        "kind",
        "senderId",
        "body",
        "event",
        "memberIds",
        "clientMessageId",
        "createdAt",
    }
)
ACTIVITY = frozenset(
    {
        "conversationId",
        "channel",
        "userId",
        "typing",
        "readSeq",
    }
)
INBOX_EVENT = frozenset(
    {
        "userId",
        "conversationId",
        "kind",
        "revision",
    }
)
REACTION = frozenset(
    {
        "emoji",
        "count",
        "userIds",
        "mine",
    }
)
FORWARDED_FROM = frozenset(
    {
        "senderId",
        "createdAt",
    }
)
THREAD = frozenset(
    {
        "rootSeq",
        "lastSeq",
        "replyCount",
        "lastReplyAt",
        "participantIds",
        "conversationId",
        "isFollowed",
        "readSeq",
        "unread",
    }
)
REQUIRED: Mapping[str, frozenset[str]] = {
    "Mutation.sendMessage": MESSAGE,
    "Mutation.addMembers": MESSAGE,
    "Mutation.removeMember": MESSAGE,
    "Mutation.updateConversation": MESSAGE,
    "Mutation.editMessage": MESSAGE,
    "Mutation.deleteMessage": MESSAGE,
    "Mutation.addReaction": MESSAGE,
    "Mutation.removeReaction": MESSAGE,
    "Mutation.pinMessage": MESSAGE,
    "Mutation.unpinMessage": MESSAGE,
    "Mutation.sendReply": MESSAGE,
    "Mutation.markRead": ACTIVITY,
    "Mutation.markUnread": ACTIVITY,
    "Mutation.setTyping": ACTIVITY,
    "Mutation.publishInbox": INBOX_EVENT,
}
WHOLE: Mapping[str, frozenset[str]] = {
    "reactions": REACTION,
    "forwardedFrom": FORWARDED_FROM,
    "thread": THREAD,
}
REPLY = "reply"
IN_THREADS = frozenset(
    {
        "Mutation.editMessage",
        "Mutation.deleteMessage",
        "Mutation.addReaction",
        "Mutation.removeReaction",
        "Mutation.sendReply",
    }
)
