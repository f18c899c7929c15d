"""Fifteen faults to be planted in a copy of the chat, each of which must be found."""

import shutil
from compileall import compile_dir, compile_file
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.history.programme import Action


@dataclass(frozen=True, slots=True)
class Planted:
    """A replacement in a file of src/chat, and the promise that it breaks.

    shows_in: what people do where it shows; they do so often while it is looked for.
    """

    name: str
    file: str
    right: str
    wrong: str
    promises: frozenset[str]
    shows_in: Action = Action.SEND

    def plant(self, folder: Path) -> Path:
        """A copy of the chat in folder with this fault in it.

        With its bytecode: each process of a function would compile all of it once more.
        """
        copy = folder / "chat"
        compile_dir(ROOT / "src", quiet=1)
        shutil.copytree(ROOT / "src", copy / "src")
        for name in ("template.yaml", "schema.graphql"):
            shutil.copy(ROOT / name, copy)
        path = copy / "src" / "chat" / self.file
        code = path.read_text()
        assert code.count(self.right) == 1, f"{self.file} does not read as it did: {self.right}"
        path.write_text(code.replace(self.right, self.wrong))
        compile_file(path, force=True, quiet=1)
        return copy


FAULTS = (
    Planted(
        name="dedupe removed",
        file="operations/messages/posting.py",
        right="""\
    if send := author.sends.find(posting.fingerprint):
        return _repeated(backend, author, posting, send, root_seq)
""",
        wrong="",
        promises=frozenset({"sent once"}),
    ),
    Planted(
        name="number read and written",
        file="store/conversations.py",
        right="""\
    expression = "ADD #lastSeq :one SET #lastSeqAt = :now"
    return _take(table, conversation_id, expression, now, *_current(channel))
""",
        wrong="""\
    known = get(table, conversation_id)
    if known is None or channel not in {None, known.channel}:
        return None
    expression = "SET #lastSeq = :next, #lastSeqAt = :now"
    values = {"next": known.last_seq + 1, "now": from_time(now)}
    update = Update(keys.conversation(conversation_id), expression, _EXISTS, values)
    return from_item(table.update(update))
""",
        promises=frozenset({"one order", "nothing missed"}),
    ),
    Planted(
        name="channel not rotated",
        file="store/conversations.py",
        right='"new": new_channel,',
        wrong='"new": conversation.channel,',
        promises=frozenset({"leaving ends it"}),
        shows_in=Action.REMOVE,
    ),
    Planted(
        name="UnprocessedKeys swallowed",
        file="store/table.py",
        right='request = answer.get("UnprocessedKeys") or {}',
        wrong="request = {}",
        promises=frozenset({"members only"}),
    ),
    Planted(
        name="cursor past a young hole",
        file="operations/messages/log_reader.py",
        right="""\
        return _stretch(found, bottom, min(young, default=last + 1) - 1, pending=bool(young))
""",
        wrong="""\
        return _stretch(found, bottom, last, pending=False)
""",
        promises=frozenset({"nothing missed"}),
    ),
    Planted(
        name="void in place of a pointer",
        file="operations/messages/amending.py",
        right="writing = changes.writing(message.conversation_id, pointer)",
        wrong="""\
writing = changes.CHANGES.entry(
            message.conversation_id,
            revision,
            {"entity": "Void", "createdAt": pointer.created_at.isoformat()},
        )
""",
        promises=frozenset({"one order of states"}),
        shows_in=Action.EDIT,
    ),
    Planted(
        name="later change overwritten",
        file="store/messages.py",
        right="""\
    condition = "attribute_not_exists(#revision)"
    if before.revision is not None:
        condition, values = "#revision = :known", {**values, "known": before.revision}
""",
        wrong="""\
    condition = "attribute_exists(#seq)"
""",
        promises=frozenset({"one order of states", "deleted is gone"}),
        shows_in=Action.EDIT,
    ),
    Planted(
        name="deleted text kept",
        file="store/messages.py",
        right="REMOVE #body, #editedAt, #edits",
        wrong="REMOVE #editedAt, #edits",
        promises=frozenset({"deleted is gone"}),
        shows_in=Action.DELETE,
    ),
    Planted(
        name="reactions overwritten",
        file="store/responses.py",
        right='"ADD #people :people, #changes :one",',
        wrong='", #people = :people ADD #changes :one",',
        promises=frozenset({"reactions exact"}),
        shows_in=Action.REACT,
    ),
    Planted(
        name="muted and heard",
        file="domain/models.py",
        right="return self.muted_until is not None and now < self.muted_until",
        wrong="return False",
        promises=frozenset({"grants kept"}),
        shows_in=Action.MUTE,
    ),
    Planted(
        name="pins in another order",
        file="operations/messages/pinning.py",
        right="sorted(still, key=_pinned_when, reverse=True)",
        wrong="[*still]",
        promises=frozenset({"pins exact"}),
        shows_in=Action.PIN,
    ),
    Planted(
        name="caught up without reactions",
        file="operations/messages/catch_up.py",
        right="for each in shown_to(backend, room.membership, [*found.values()])}",
        wrong="for each in found.values()}",
        promises=frozenset({"nothing missed"}),
        shows_in=Action.REACT,
    ),
    Planted(
        name="mention not followed",
        file="store/messages.py",
        right="return work | ({MENTIONS: None} if message.mentions_anyone else {})",
        wrong="return work",
        promises=frozenset({"mentions exact"}),
    ),
    Planted(
        name="change without its message",
        file="operations/messages/catch_up.py",
        right="message=_told(present, place) if place else None,",
        wrong="message=None,",
        promises=frozenset({"nothing missed"}),
        shows_in=Action.EDIT,
    ),
    Planted(
        name="reply without what it hangs on",
        file="operations/messages/catch_up.py",
        right="messages.get_some(backend.table, places | roots)",
        wrong="messages.get_some(backend.table, places)",
        promises=frozenset({"nothing missed"}),
        shows_in=Action.REPLY,
    ),
)
