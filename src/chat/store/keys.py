"""The only file in which a key is composed. docs/table.md shows them as a chart."""

from typing import NamedTuple

BUCKET_SIZE = 1000
"""Numbers per partition: a page touches one or two, and none holds more than a thousand items."""

_DIGITS = 12
_INITIALS = 2


class Key(NamedTuple):
    """A primary key."""

    pk: str
    sk: str

    def attributes(self) -> dict[str, object]:
        """The key as the table's attributes."""
        return {"PK": self.pk, "SK": self.sk}

    def index_attributes(self) -> dict[str, object]:
        """The key as GSI1's attributes."""
        return {"GSI1PK": self.pk, "GSI1SK": self.sk}


def user(user_id: str) -> Key:
    """A person's profile."""
    return Key(f"USER#{user_id}", "PROFILE")


def directory(folded_name: str, user_id: str) -> Key:
    """A person's place in GSI1's directory of names."""
    return Key(f"DIRECTORY#{folded_name[:_INITIALS]}", f"{folded_name}#{user_id}")


def names_beginning(folded_prefix: str) -> Key:
    """Names in the directory that begin so: the partition, and the prefix of their sort keys."""
    return Key(f"DIRECTORY#{folded_prefix[:_INITIALS]}", folded_prefix)


def user_of_directory(partition_key: str) -> str:
    """The user id in the key of a profile."""
    return partition_key.removeprefix("USER#")


def conversation(conversation_id: str) -> Key:
    """A conversation's details and counters, alone in its partition."""
    return Key(f"CONVERSATION#{conversation_id}", "DETAILS")


def membership(user_id: str, conversation_id: str) -> Key:
    """A person's row in a conversation: UserConversation."""
    return Key(f"USER#{user_id}", f"CONVERSATION#{conversation_id}")


def memberships_of(user_id: str) -> Key:
    """All rows of one person: the partition, and the prefix of their sort keys."""
    return Key(f"USER#{user_id}", "CONVERSATION#")


def member_index(conversation_id: str, *, joined_seq: int, user_id: str) -> Key:
    """A member's place in GSI1: people of a conversation in the order in which they joined."""
    return Key(f"CONVERSATION#{conversation_id}", f"MEMBER#{joined_seq:0{_DIGITS}}#{user_id}")


def members_of(conversation_id: str) -> Key:
    """All members of one conversation in GSI1: the partition, and the prefix of their sort keys."""
    return Key(f"CONVERSATION#{conversation_id}", "MEMBER#")


def member_of_index(sort_key: str) -> tuple[int, str]:
    """The number at joining and the user id that member_index composed."""
    _, joined_seq, user_id = sort_key.split("#")
    return int(joined_seq), user_id


def message(log: str, seq: int) -> Key:
    """One number of a log of messages: a conversation's own, or that of a thread."""
    return Key(f"MESSAGES#{log}#{seq // BUCKET_SIZE}", number(seq))


def version(log: str, seq: int, place: int) -> Key:
    """A former text of a message: one of the places that there are for them."""
    partition, prefix = versions_of(log, seq)
    return Key(partition, f"{prefix}{place:02}")


def versions_of(log: str, seq: int) -> Key:
    """All former texts of one message: the partition, and the prefix of their sort keys."""
    return Key(f"VERSIONS#{log}#{seq // BUCKET_SIZE}", f"{number(seq)}#")


def thread(conversation_id: str, root_seq: int) -> Key:
    """The counter of a thread, alone in its partition."""
    return Key(f"THREAD#{conversation_id}#{root_seq}", "COUNTER")


def follow(user_id: str, conversation_id: str, root_seq: int) -> Key:
    """A person's row for a thread that they follow, or do no more."""
    return Key(follows_of(user_id), f"{conversation_id}#{number(root_seq)}")


def follows_of(user_id: str) -> str:
    """The partition of all threads that one person follows."""
    return f"FOLLOWS#{user_id}"


def responses(log: str, seq: int, shard: int) -> Key:
    """A shard of the responses to a message."""
    return Key(_responses(log, seq), f"{number(seq)}#{shard:02}")


def responses_from(log: str, seq: int) -> Key:
    """The partition of the responses to a message, and what is below their first sort key."""
    return Key(_responses(log, seq), f"{number(seq)}#")


def responses_to(log: str, seq: int) -> Key:
    """The partition of the responses to a message, and what is above their last sort key."""
    return Key(_responses(log, seq), f"{number(seq)}#~")


def seq_of_responses(sort_key: str) -> int:
    """The number of the message in the key of a shard."""
    return int(sort_key.partition("#")[0])


def pins(conversation_id: str) -> Key:
    """The list of what is pinned in a conversation."""
    return Key(f"PINS#{conversation_id}", "LIST")


def mention(user_id: str, time: str, log: str, seq: int) -> Key:
    """A person's mention in a message. time: the message's, as it is stored."""
    return Key(mentions_of(user_id), f"{time}#{log}#{number(seq)}")


def mentions_of(user_id: str) -> str:
    """The partition of all mentions of one person, in the order of time."""
    return f"MENTIONS#{user_id}"


def change(conversation_id: str, revision: int) -> Key:
    """One number of a conversation's change log."""
    return Key(f"CHANGES#{conversation_id}#{revision // BUCKET_SIZE}", number(revision))


def _responses(log: str, seq: int) -> str:
    return f"RESPONSES#{log}#{seq // BUCKET_SIZE}"


def number(value: int) -> str:
    """A number as a sort key, padded so that texts sort like numbers."""
    return f"{value:0{_DIGITS}}"
