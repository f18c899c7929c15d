"""What follows from a message that mentions people: each of them finds it, and it is counted.

The table's stream tells of every change of whom a message mentions, with its row before and after,
one after the other for one message. What is recorded is not what the change says, but what the
message mentions now, about the people whom the change names. So it does not matter how often a
change is told, nor in which order: whoever another change names, that one settles.
"""

from dataclasses import dataclass

from chat.domain.errors import TryAgain
from chat.domain.mentions import Mention
from chat.domain.models import Membership, Message
from chat.operations.backend import Backend
from chat.store import conversations, memberships, mentions, rooms
from chat.store.table import Action, Item, Refused

_WRITES_TRIED = 50
"""Each refusal means that another message mentioned the same people meanwhile, or someone left."""

_ROW = 0
"""The position of the person's row in the transaction, where it is written."""


@dataclass(frozen=True, slots=True)
class Change:
    """A message as a write left it. before: as it was; None where it was sent by that write."""

    before: Message | None
    after: Message

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it named, or names; not its sender, who is not told of what they said themselves."""
        before = self.before.mentions if self.before else ()
        named = dict.fromkeys((*before, *self.after.mentions))
        return tuple(each for each in named if each != self.after.sender_id)

    @property
    def concerns_everyone(self) -> bool:
        """Whether it mentioned, or mentions, all who are in."""
        return any(each.mentions_everyone for each in (self.before, self.after) if each)


def follow(backend: Backend, change: Change) -> None:
    """Bring what is recorded in line with what the message mentions now. Raises TryAgain."""
    after = change.after
    mention = mentions.of_message(after)
    message, rows, recorded = rooms.get_with_mentions(backend.table, mention, change.people)
    mentioned = message.mentions if message else ()
    for user_id, row in rows.items():
        _settle(
            backend,
            mention,
            row,
            is_mentioned=user_id in mentioned,
            is_recorded=user_id in recorded,
        )
    if change.concerns_everyone:
        _settle_for_everyone(
            backend, mention, is_mentioned=message is not None and message.mentions_everyone
        )


def _settle(
    backend: Backend, mention: Mention, row: Membership, *, is_mentioned: bool, is_recorded: bool
) -> None:
    """For one person. Who has left is told of nothing new, but loses what is gone."""
    for _ in range(_WRITES_TRIED):
        if is_mentioned and not row.is_active:
            return
        actions = _actions(mention, row, is_mentioned=is_mentioned, is_recorded=is_recorded)
        if not actions:
            return
        try:
            backend.table.transact(actions)
        except Refused as refused:
            row = _reread(refused.found[_ROW], row)
        else:
            return
    raise TryAgain("The chat is busy here right now. Try again.")


def _actions(
    mention: Mention, row: Membership, *, is_mentioned: bool, is_recorded: bool
) -> list[Action]:
    """What there is to write: nothing where all is as it should be."""
    if mention.root_seq is not None:
        return _actions_of_reply(mention, row, is_mentioned=is_mentioned, is_recorded=is_recorded)
    if is_mentioned:
        numbers = row.mentioned_in.adding(mention.seq)
        if is_recorded and numbers == row.mentioned_in:
            return []
        # With the number, even where it is too low to be kept: so only members are recorded.
        return [memberships.mentioning(row, numbers), mentions.recording(row.user_id, mention)]
    numbers = row.mentioned_in.removing(mention.seq)
    counted = [memberships.mentioning(row, numbers)] if numbers != row.mentioned_in else []
    return [*counted, *([mentions.forgetting(row.user_id, mention)] if is_recorded else [])]


def _actions_of_reply(
    mention: Mention, row: Membership, *, is_mentioned: bool, is_recorded: bool
) -> list[Action]:
    """The same in a thread, where nothing is counted: its numbers are none of the conversation's.

    Whom it mentions follows the thread.
    """
    if is_mentioned == is_recorded:
        return []
    if is_mentioned:
        return [memberships.staying(row), mentions.recording(row.user_id, mention)]
    return [mentions.forgetting(row.user_id, mention)]


def _reread(item: Item | None, row: Membership) -> Membership:
    """A row as the refusal returned it: rows of people are never removed."""
    return memberships.from_item(item) if item else row


def _settle_for_everyone(backend: Backend, mention: Mention, *, is_mentioned: bool) -> None:
    """In the conversation's row: a row for each of a hundred thousand people would be too much."""
    for _ in range(_WRITES_TRIED):
        conversation = conversations.get(backend.table, mention.conversation_id)
        if conversation is None:
            return
        known = conversation.mentioned_in
        numbers = known.adding(mention.seq) if is_mentioned else known.removing(mention.seq)
        if numbers == known or conversations.mention_everyone(backend.table, conversation, numbers):
            return
    raise TryAgain("The chat is busy here right now. Try again.")
