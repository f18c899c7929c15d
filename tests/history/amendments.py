"""What is promised of texts that change. Of two states the higher version is the later."""

from collections.abc import Iterator, Mapping

from chat_client.timeline import revision_of
from tests.history.facts import (
    PINS,
    REACTIONS,
    Facts,
    Highest,
    agree,
    are_one,
    is_deleted,
    version_of,
)
from tests.history.fault import Fault, Promise
from tests.history.logs import reply_in
from tests.history.records import Call, Json

_VERSIONS = 21
"""So many texts of a message are told: the present one, and the last that it had."""


def _one_state(facts: Facts) -> Iterator[Fault]:
    """A version is one state of a message to everyone, and the last one is the highest."""
    states = {(seq, version_of(message)): message for seq, message in facts.messages.items()}
    changes = facts.changes
    for sight in facts.sights:
        seq, version = sight.message["seq"], version_of(sight.message)
        stored = facts.messages.get(seq)
        if stored is None or not are_one(stored, sight.message):
            continue
        revision = revision_of(sight.message)
        reply = reply_in(sight.message)
        if reply and revision == revision_of(reply):
            # It is told for what happened in its thread, under the number of that.
            revision = 0
        if stored["kind"] == "TEXT" and revision not in {0, *changes.get(seq, ())}:
            text = f"Number {seq} tells of change {revision}, which is not one of its own."
            yield Fault("one order of states", sight.at, text)
        if version is None:
            continue
        is_sure = seq not in facts.responded
        if is_sure and not agree(states.setdefault((seq, version), sight.message), sight.message):
            text = f"Number {seq} in {sight.place} has another state {version} than elsewhere."
            yield Fault("one order of states", sight.at, text)
        if version > (version_of(stored) or 0):
            text = f"Number {seq} was in state {version}, and is in {version_of(stored)} at last."
            yield Fault("one order of states", sight.at, text)


def _last_state(facts: Facts) -> Iterator[Fault]:
    """At the end each text has changed as often as changes point to it."""
    changes = facts.changes
    for seq, message in facts.messages.items():
        pointing = changes.get(seq, set())
        if message["kind"] != "TEXT":
            continue
        made = len(pointing) - facts.counts_sending
        if version_of(message) != made:
            text = f"Number {seq} is in state {version_of(message)} after {made} changes."
            yield Fault("one order of states", facts.final.at, text)
        last = max(pointing, default=0)
        if seq not in facts.responded and revision_of(message) != last:
            text = f"Number {seq} tells of change {revision_of(message)}, its last is {last}."
            yield Fault("one order of states", facts.final.at, text)
    for seq in changes:
        if not _is_text(facts, seq):
            text = f"A change points to {seq}, which is no text."
            yield Fault("one order of states", facts.final.at, text)


def _never_back(facts: Facts) -> Iterator[Fault]:
    """What is read, or published, after somebody has seen a state is no earlier one."""
    known = _known(facts)
    for sight in facts.sights:
        seq, version = sight.message["seq"], version_of(sight.message)
        before = known[seq].before(sight.began)
        if version is not None and version < before:
            text = f"Number {seq} was in state {before}, then {sight.place} gave state {version}."
            yield Fault("one order of states", sight.at, text)


def _written(facts: Facts) -> Iterator[Fault]:
    """A message says only what its sender has asked for."""
    for sight in facts.sights:
        message = sight.message
        if message["kind"] != "TEXT" or is_deleted(message):
            continue
        if message["body"] not in facts.asked_for(message["seq"], sight.at):
            text = f"Number {message['seq']} in {sight.place} says what nobody wrote."
            yield Fault("one order of states", sight.at, text)


def _answered(facts: Facts) -> Iterator[Fault]:
    """A change that is answered was made, or is passed by a later one."""
    known = _known(facts)
    for call in _amended(facts):
        seq, answer = call.arguments["input"]["seq"], call.answer
        if call.field in REACTIONS | PINS:
            continue
        wanted = call.arguments["input"].get("body")
        is_later = (version_of(answer) or 0) > known[seq].before(call.began)
        if answer["body"] != wanted and not (call.field == "editMessage" and is_later):
            text = f"{call.field} of number {seq} was answered, and has not happened."
            yield Fault("one order of states", call.ended, text)


def _conditions(facts: Facts) -> Iterator[Fault]:
    """An edit for one state is made over no other. The texts of edits differ."""
    changes = facts.changes
    for call in _amended(facts):
        asked = call.arguments["input"]
        if "ifRevision" not in asked or call.answer["body"] != asked["body"]:
            continue
        seq, revision = asked["seq"], revision_of(call.answer)
        if seq in facts.responded | facts.pinned:
            continue
        before = max((each for each in changes.get(seq, ()) if each < revision), default=0)
        if before != asked["ifRevision"]:
            text = f"The edit of {seq} in state {asked['ifRevision']} was made in state {before}."
            yield Fault("one order of states", call.ended, text)


def _own_texts(facts: Facts) -> Iterator[Fault]:
    """Senders change what they said, and nobody else does but a moderator who deletes it."""
    moderators = facts.standings.ever_at_least("MODERATOR")
    for call in _amended(facts):
        if call.field in REACTIONS | PINS:
            continue
        sender, caller = call.answer["senderId"], facts.history.people[call.person]
        may = caller == sender or (call.field == "deleteMessage" and caller in moderators)
        if not may:
            text = f"{facts.name(call.person)} changed number {call.answer['seq']} of another."
            yield Fault("own texts", call.ended, text)
    for seq, message in facts.messages.items():
        by = message["changedBy"]
        is_responded = seq in facts.responded | facts.pinned and not is_deleted(message)
        if is_responded or seq in facts.replied:
            continue
        if by not in {None, message["senderId"], *(moderators if is_deleted(message) else ())}:
            text = f"Number {seq} was changed by somebody who may not."
            yield Fault("own texts", facts.final.at, text)


def _refused(facts: Facts) -> Iterator[Fault]:
    """A change is refused only where there is a reason."""
    for seq, calls in facts.amendments.items():
        if not _is_text(facts, seq):
            continue
        message = facts.messages[seq]
        for call in calls:
            is_own = message["senderId"] == facts.history.people[call.person]
            is_own = is_own or call.field in REACTIONS | PINS
            is_forwarded = any("forward" in sent for sent in facts.sent(seq))
            is_own = is_own and not (call.field == "editMessage" and is_forwarded)
            if call.error == "Forbidden" and is_own and not facts.standings.may_refuse(call):
                text = f"{call.field} of one's own number {seq} was forbidden."
                yield Fault("own texts", call.ended, text)
            if call.error == "Conflict" and not _may_conflict(facts, call, message):
                text = f"{call.field} of number {seq} was in conflict with nothing."
                yield Fault("own texts", call.ended, text)


def _may_conflict(facts: Facts, call: Call, message: Json) -> bool:
    """message: as it is at the end."""
    if call.field in {"addReaction", "pinMessage"}:
        return is_deleted(message)
    expected = call.arguments["input"].get("ifRevision", revision_of(message))
    is_edit = call.field == "editMessage"
    may_be_newer = message["seq"] in facts.responded or expected != revision_of(message)
    return is_edit and (is_deleted(message) or may_be_newer)


def _deleted(facts: Facts) -> Iterator[Fault]:
    """Once anybody has seen that a text is deleted, nobody is told what it was."""
    seen: dict[int, int] = {}
    states: dict[int, int] = {}
    for sight in facts.sights:
        if is_deleted(sight.message):
            seq, version = sight.message["seq"], version_of(sight.message)
            seen[seq] = min(sight.at, seen.get(seq, sight.at))
            if version is not None:
                states[seq] = min(version, states.get(seq, version))
    for sight in facts.sights:
        seq = sight.message["seq"]
        if seq not in seen or is_deleted(sight.message):
            continue
        version = version_of(sight.message)
        is_later = version is not None and seq in states and version >= states[seq]
        if sight.began > seen[seq] or is_later:
            text = f"{sight.place} told the text of number {seq} after it was deleted."
            yield Fault("deleted is gone", sight.at, text)
    for call in facts.calls:
        if call.field == "messageVersions" and call.answer:
            seq = call.arguments["seq"]
            if call.began > seen.get(seq, call.began):
                text = f"messageVersions told texts of number {seq} after it was deleted."
                yield Fault("deleted is gone", call.ended, text)


def _versions(facts: Facts) -> Iterator[Fault]:
    """A message tells the texts that it has had, the latest first."""
    known = _known(facts)
    for call in facts.calls:
        if call.field != "messageVersions" or call.answer is None:
            continue
        seq, told = call.arguments["seq"], [version["body"] for version in call.answer]
        if _is_text(facts, seq) and not _are_its_texts(facts, call, told, known[seq]):
            text = f"messageVersions told {told} of number {seq}, which are not its texts."
            yield Fault("one order of states", call.ended, text)


def _are_its_texts(facts: Facts, call: Call, told: list[str], known: Highest) -> bool:
    seq = call.arguments["seq"]
    if not told:
        return is_deleted(facts.messages[seq])
    before = _states(facts, seq, call.began)
    # The text that it has may have been seen by nobody else, or only before somebody reacted.
    seen = _states(facts, seq, facts.final.at).get(told[0], {known.last})
    present = max(seen | ({known.last} if seq in facts.responded else set()))
    # An edit that is repeated after another one gives the message the same text again.
    once = [body for body in told if told.count(body) == 1 and len(before.get(body, ())) == 1]
    order = [] if seq in facts.responded else [min(before[body]) for body in once]
    return (
        present >= known.before(call.began)
        and order == sorted(order, reverse=True)
        and (len(told) >= _VERSIONS or before.keys() <= set(told))
        and set(told) <= facts.asked_for(seq, call.ended)
    )


def _is_text(facts: Facts, seq: int) -> bool:
    return seq in facts.messages and facts.messages[seq]["kind"] == "TEXT"


def _states(facts: Facts, seq: int, tick: int) -> dict[str, set[int]]:
    """The texts of a message that had been seen, each with its states."""
    found: dict[str, set[int]] = {}
    for sight in facts.sights:
        message = sight.message
        version = version_of(message)
        if message["seq"] != seq or sight.at >= tick or is_deleted(message) or version is None:
            continue
        found.setdefault(message["body"], set()).add(version)
    return found


def _amended(facts: Facts) -> Iterator[Call]:
    for calls in facts.amendments.values():
        yield from (call for call in calls if call.answer)


def _known(facts: Facts) -> Mapping[int, Highest]:
    """The highest state of each message that was seen, by a tick."""
    seen: dict[int, list[tuple[int, int]]] = {}
    for sight in facts.sights:
        state = sight.at, version_of(sight.message) or 0
        seen.setdefault(sight.message["seq"], []).append(state)
    return {seq: Highest(states) for seq, states in seen.items()}


PROMISES: tuple[Promise, ...] = (
    _one_state,
    _last_state,
    _never_back,
    _written,
    _answered,
    _conditions,
    _own_texts,
    _refused,
    _deleted,
    _versions,
)
