"""What is promised of threads: every reply is there once, and counted, for whoever may read it.

What is promised of messages in general is promised of replies too (checker.py).
"""

from collections.abc import Iterator

from tests.history.facts import PUBLISHING, Facts, Sight, is_deleted
from tests.history.fault import Fault, Promise
from tests.history.logs import REPLYING, reply_in, root_of
from tests.history.records import Json

_NAMED = 5
"""So many of those who replied are named with the message."""


def _told(facts: Facts) -> Iterator[Fault]:
    """Whatever happens in a thread is told with what it hangs on, to who did it and to others."""
    for call in facts.history.calls:
        root = root_of(call)
        if call.field in PUBLISHING and root is not None and call.answer:
            reply = reply_in(call.answer)
            if call.answer["seq"] != root or reply is None or reply["rootSeq"] != root:
                text = f"{call.field} in the thread of {root} told {call.answer['seq']}, {reply}."
                yield Fault("nothing missed", call.ended, text)
    for root, log in facts.threads.items():
        for seq in log.messages.keys() - log.changes.keys():
            text = f"No change tells of reply {seq} to number {root}."
            yield Fault("nothing missed", facts.final.at, text)


def _refused(facts: Facts) -> Iterator[Fault]:
    """A reply is refused only where there is a reason."""
    for call in facts.history.calls:
        if call.field != REPLYING or call.error not in {"Forbidden", "Conflict"}:
            continue
        given = call.arguments["input"]
        log = facts.threads[given["rootSeq"]]
        concerned = [facts.messages.get(given["rootSeq"]), log.messages.get(given.get("replyTo"))]
        there = [message for message in concerned if message]
        is_system = any(message["kind"] == "SYSTEM" for message in there)
        may_be_forbidden = is_system or facts.standings.may_refuse(call)
        if not (may_be_forbidden if call.error == "Forbidden" else any(map(is_deleted, there))):
            text = f"A reply to number {given['rootSeq']} was refused without a reason."
            yield Fault("own texts", call.ended, text)


def _counted(facts: Facts) -> Iterator[Fault]:
    """A message tells of the replies to it that there certainly are, and of no others."""
    for sight in facts.sights:
        if sight.message.get("reactions") is None:
            continue
        seq = sight.message["seq"]
        if (wrong := _miscounted(sight, facts.threads.get(seq))) is not None:
            text = f"{sight.place} told of the thread of number {seq}: {wrong}."
            yield Fault("counts exact", sight.at, text)
    for root, log in facts.threads.items():
        message = facts.messages.get(root)
        thread = message.get("thread") if message else None
        if _shown(thread) != _as_it_is(log):
            text = f"Of the thread of {root} {_shown(thread)} is told, and it is {_as_it_is(log)}."
            yield Fault("counts exact", facts.final.at, text)


def _miscounted(sight: Sight, log: Facts | None) -> str | None:
    """What is wrong with a thread that is told with a message; log: what it is."""
    thread, reply = sight.message.get("thread"), reply_in(sight.message)
    if log is None:
        return f"{thread}, and nobody replied" if thread else None
    told = thread or {"lastSeq": 0, "replyCount": 0, "lastReplyAt": None, "participantIds": []}
    asked = {seq for seq, each in log.messages.items() if _began(log, each) <= sight.at}
    seen = {seq for seq in log.messages if log.seen.get(seq, sight.began) < sight.began}
    gone = {seq for seq, tick in _deleted(log).items() if tick < sight.began}
    may_be_gone = {
        seq
        for seq, calls in log.amendments.items()
        if any(call.field == "deleteMessage" and call.began <= sight.at for call in calls)
    }
    last = told["lastSeq"]
    lowest = max([*seen, reply["seq"] if reply else 0], default=0)
    if last < lowest or (last and last not in asked):
        return f"{last} is the last one, when {lowest} had been seen"
    if last and told["lastReplyAt"] != log.messages[last]["createdAt"]:
        return f"the last one was at {told['lastReplyAt']}"
    if not len(seen - may_be_gone) <= told["replyCount"] <= len(asked - gone):
        return f"{told['replyCount']} of {sorted(asked)} are there, without {sorted(gone)}"
    senders = {log.messages[seq]["senderId"] for seq in asked}
    if not set(told["participantIds"]) <= senders:
        return "people who did not reply"
    return None


def _views(facts: Facts) -> Iterator[Fault]:
    """Every device that was followed to the end holds replies as they are, and misses none."""
    for view in facts.history.views:
        for held in view.threads:
            root, first = held["rootSeq"], held["first"]
            log = facts.threads.get(root)
            if log is None or root < facts.certain_floor(view.person, view.at):
                continue
            shown = {each["seq"]: log.as_shown(each) for each in held["messages"]}
            wanted = {
                seq: log.as_shown(message)
                for seq, message in log.messages.items()
                if seq in shown or (first is not None and first <= seq)
            }
            if wrong := [seq for seq in shown | wanted if shown.get(seq) != wanted.get(seq)]:
                text = f"Device {view.device} does not show {min(wrong)} in the thread of {root}."
                yield Fault("nothing missed", view.at, text)


def _as_it_is(log: Facts) -> Json | None:
    """The thread of a log as it must be told at the end; named: how many of those who replied."""
    replies = [*log.messages.values()]
    if not replies:
        return None
    last = max(replies, key=lambda message: message["seq"])
    return {
        "lastSeq": last["seq"],
        "replyCount": sum(not is_deleted(message) for message in replies),
        "lastReplyAt": last["createdAt"],
        "named": min(_NAMED, len({message["senderId"] for message in replies})),
    }


def _shown(thread: Json | None) -> Json | None:
    if thread is None:
        return None
    told = {name: thread[name] for name in ("lastSeq", "replyCount", "lastReplyAt")}
    return told | {"named": len(set(thread["participantIds"]))}


def _began(log: Facts, reply: Json) -> int:
    """When it was first asked for."""
    author = log.author(reply)
    return author.began if author else -1


def _deleted(log: Facts) -> dict[int, int]:
    """The replies that anybody saw deleted, and when that was."""
    gone: dict[int, int] = {}
    for sight in log.sights:
        if is_deleted(sight.message):
            seq = sight.message["seq"]
            gone[seq] = min(sight.at, gone.get(seq, sight.at))
    return gone


PROMISES: tuple[Promise, ...] = (_told, _refused, _counted, _views)
