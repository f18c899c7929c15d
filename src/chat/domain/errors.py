"""What can go wrong, by cause.

The class name is the code on the wire: for a direct Lambda resolver AppSync hands the exception's
class name to the client as errorType and its text as message. The text is for the person using the
chat: no ids of other people, no names of tables, no text of the SDK.
Source: AppSync developer guide, "Direct Lambda resolvers", custom error handling.
"""


class ChatError(Exception):
    """Every refusal and failure that a client may learn the cause of."""


class InvalidArguments(ChatError):
    """An argument does not fit; the message names it."""


class InvalidSelection(ChatError):
    """A publishing mutation selects something other than its payload's plain fields."""


class NotSignedIn(ChatError):
    """The caller is no signed-in person."""


class NotFound(ChatError):
    """It does not exist, or the caller may not know that it does."""


class Forbidden(ChatError):
    """The caller may see it, but not do this to it."""


class Conflict(ChatError):
    """It does not go with the present state."""


class ClientMessageIdReused(ChatError):
    """The same client id came with another content."""


class ChannelReplaced(ChatError):
    """The channel is not the conversation's current one: fetch it anew."""


class TryAgain(ChatError):
    """Passing trouble: the same call may succeed in a moment."""


class InternalError(ChatError):
    """Our fault. The log has the rest under the request id that the message carries."""


def no_such_conversation() -> NotFound:
    """The one answer for what does not exist and what is not the caller's."""
    return NotFound("There is no such conversation, or you are not in it.")
