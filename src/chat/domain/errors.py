"""What can go wrong, by cause.

The class name is the code on the wire: for a direct Lambda resolver AppSync hands the exception's
class name to the client as errorType and its text as message. The text is for the person using the
chat: no ids of other people, no names of tables, no text of the SDK.
Source: AppSync developer guide, "Direct Lambda resolvers", custom error handling.
"""

import math
from datetime import timedelta


class ChatError(Exception):
    """A refusal or failure whose cause clients may know."""


class InvalidArguments(ChatError):
    """An argument is invalid; the message names it."""


class InvalidSelection(ChatError):
    """A publishing mutation selects something other than its payload's plain fields."""


class NotSignedIn(ChatError):
    """The caller is not a signed-in person."""


class NotFound(ChatError):
    """It does not exist, or the caller may not know that it does."""


class Forbidden(ChatError):
    """The caller may see it, but not do this to it."""


class Conflict(ChatError):
    """The call conflicts with the present state."""


class ClientMessageIdReused(ChatError):
    """The client id was used before, with different content."""


class ChannelReplaced(ChatError):
    """The channel is not the conversation's current one: fetch the conversation again."""


class TooManyRequests(ChatError):
    """The caller does this more often than they may: the same call may succeed later.

    A direct Lambda resolver tells clients nothing but the message, so it ends with when that is.
    """

    @classmethod
    def for_(cls, span: timedelta) -> "TooManyRequests":
        """Refuse for so long."""
        milliseconds = math.ceil(span / timedelta(milliseconds=1))
        seconds = math.ceil(milliseconds / 1000)
        unit = "second" if seconds == 1 else "seconds"
        return cls(f"Not so fast: wait {seconds} {unit}. (retryAfterMs: {milliseconds})")


class TryAgain(ChatError):
    """A temporary problem: the same call may succeed in a moment."""


class InternalError(ChatError):
    """Our fault. The log has the details, under the request id in the message."""


def no_such_message() -> NotFound:
    """The same answer for a number that holds none, and for one that the caller may not read."""
    return NotFound("There is no such message, or you may not read it.")


def no_such_conversation() -> NotFound:
    """The same answer whether it does not exist or the caller is not in it."""
    return NotFound("There is no such conversation, or you are not in it.")
