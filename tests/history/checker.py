"""Whether a history is one that the chat's promises allow. Pure: records in, faults out."""

from collections.abc import Iterator
from dataclasses import replace

from tests.history import amendments, grants, mentions, origins, pins, reactions, threads
from tests.history.facts import (
    AMENDMENTS,
    Facts,
    Highest,
    are_one,
    departures,
    heads_in,
    messages_in,
    version_of,
)
from tests.history.fault import Fault, Promise
from tests.history.logs import POSTINGS, REPLYING, root_of
from tests.history.records import Call, History, Json

_STABLE = frozenset(
    {
        "InvalidArguments",
        "NotFound",
        "Forbidden",
        "Conflict",
        "ClientMessageIdReused",
        "ChannelReplaced",
        "TryAgain",
    }
)
_NO_ANSWER = frozenset({"Disconnected", "Sandbox.Timedout", "Lambda:ExecutionTimeoutException"})
_KILLED = "Runtime.ExitError"
_REMEMBERED = 20
"""So many sends of a person are remembered in a conversation (docs/table.md)."""


def check(history: History) -> list[Fault]:
    """The faults of a history, the earliest first; none where it is allowed."""
    faults = list(_answers(history))
    if history.final is None:
        end = max((call.ended for call in history.calls), default=0)
        faults.append(Fault("rest", end, "A number stayed pending for a minute."))
    else:
        facts = Facts(history, history.final)
        faults += (fault for promise in _PROMISES for fault in promise(facts))
        for log in (facts, *facts.threads.values()):
            faults += (_in(log, fault) for promise in _OF_A_LOG for fault in promise(log))
    return sorted(faults, key=lambda fault: fault.at)


def _in(log: Facts, fault: Fault) -> Fault:
    if log.root is None:
        return fault
    return replace(fault, text=f"In the thread of {log.root}: {fault.text}")


def _answers(history: History) -> Iterator[Fault]:
    """Errors have a stable code."""
    allowed = _STABLE | _NO_ANSWER | ({_KILLED} if history.troubled else set())
    for call in history.calls:
        if call.error and call.error not in allowed:
            yield Fault("stable errors", call.ended, f"{call.field} was answered {call.error}.")


def _sent_once(facts: Facts) -> Iterator[Fault]:
    """A client id stands for one message, as long as its sender's row remembers it."""
    logs = (facts, *facts.threads.values())
    sent = [(log.root, seq, each) for log in logs for seq, each in sorted(log.messages.items())]
    firsts: dict[tuple[str, str], tuple[int | None, int]] = {}
    for root, seq, message in sent:
        sender = message["senderId"]
        first = firsts.setdefault((sender, message["clientMessageId"]), (root, seq))
        # What was sent in other logs may have been sent between them.
        between = sum(
            not first[0] == root == log or first[1] < n < seq
            for log, n, each in sent
            if each["senderId"] == sender and (log, n) not in {first, (root, seq)}
        )
        if first != (root, seq) and between < _REMEMBERED:
            text = f"{message['clientMessageId']} is number {first[1]} and number {seq}."
            yield Fault("sent once", facts.seen.get(seq, 0), text)


def _answered_once(facts: Facts) -> Iterator[Fault]:
    """A call that is repeated is answered with the same message."""
    for posting in facts.postings.values():
        for call in posting.answers[1:]:
            first_answer = posting.answers[0].answer
            if not are_one(call.answer, first_answer):
                text = (
                    f"{posting.identity} of {facts.name(posting.person)} was answered with"
                    f" {first_answer['seq']}, later with {call.answer['seq']} or another message."
                )
                yield Fault("sent once", call.ended, text)


def _one_order(facts: Facts) -> Iterator[Fault]:
    """A number is the same message to everyone, and later sends have higher numbers."""
    for sight in facts.sights:
        seq, place = sight.message["seq"], sight.place
        stored = facts.messages.get(seq)
        if stored is None:
            text = f"Number {seq} was a message in {place}, and is none at the end."
            yield Fault("one order", sight.at, text)
        elif not are_one(stored, sight.message):
            text = f"Number {seq} in {place} is not the message that it is at the end."
            yield Fault("one order", sight.at, text)
    acknowledged = Highest(
        (posting.answers[0].ended, posting.answers[0].answer["seq"])
        for posting in facts.postings.values()
        if posting.answers
    )
    for posting in facts.postings.values():
        for call in posting.answers[:1]:
            before = acknowledged.before(posting.began)
            if call.answer["seq"] <= before:
                text = f"Number {call.answer['seq']} was sent after {before} was acknowledged."
                yield Fault("one order", call.ended, text)


def _counters(facts: Facts) -> Iterator[Fault]:
    """Counters never go back."""
    for name in ("lastSeq", "lastRevision", "channelVersion"):
        known = Highest(_counted(facts, name))
        for call in facts.history.calls:
            for head in heads_in(call):
                if head[name] < known.before(call.began):
                    text = f"{name} was {known.before(call.began)}, then {head[name]}."
                    yield Fault("one order", call.ended, text)


def _counted(facts: Facts, name: str) -> Iterator[tuple[int, int]]:
    of_message = {"lastSeq": "seq", "lastRevision": "revision"}.get(name, name)
    for call in facts.calls:
        yield from ((call.ended, head[name]) for head in heads_in(call))
    for sight in facts.sights:
        yield sight.at, sight.message[of_message] or 0


def _nothing_missed(facts: Facts) -> Iterator[Fault]:
    """What an answer passes over is nothing for good, and what was seen before is there."""
    known = Highest(_counted(facts, "lastSeq"))
    paged = {"messages", "sync"} if facts.root is None else {"messages"}
    for call in facts.calls:
        if call.field not in paged or not call.answer:
            continue
        first, last = _covered(call)
        given = {message["seq"] for message in call.answer["messages"]}
        floor = facts.certain_floor(call.person, call.ended)
        for seq in range(max(first, floor), last + 1):
            if seq in facts.messages and seq not in given:
                text = f"{call.field} passed over number {seq}, which is a message."
                yield Fault("nothing missed", call.ended, text)
        if _says_all(call) and last < known.before(call.began):
            text = (
                f"{call.field} ended at {last} with nothing pending,"
                f" when {known.before(call.began)} had been seen."
            )
            yield Fault("nothing missed", call.ended, text)


def _covered(call: Call) -> tuple[int, int]:
    """The numbers of which an answer says what they are."""
    page, asked = call.answer, call.arguments
    if call.field == "sync":
        numbers = [message["seq"] for message in page["messages"]]
        start = min(numbers, default=page["seq"] + 1) if page["reset"] else asked["seq"] + 1
        return start, page["seq"]
    if asked.get("after") is not None:
        return asked["after"] + 1, page["after"]
    if asked.get("before") is not None:
        return page["before"] or 1, asked["before"] - 1
    return page["before"] or 1, page["after"]


def _says_all(call: Call) -> bool:
    if call.field == "sync":
        return not call.answer["more"] and not call.answer["pending"]
    is_newest = call.arguments.get("after") is None and call.arguments.get("before") is None
    return is_newest and not call.answer["pending"]


def _changes(facts: Facts) -> Iterator[Fault]:
    """The same of changes."""
    final = {change["revision"] for change in facts.final.changes}
    known = Highest(_counted(facts, "lastRevision"))
    for call in facts.history.calls:
        if call.field != "sync" or not call.answer or call.answer["reset"]:
            continue
        given = {change["revision"] for change in call.answer["changes"]}
        passed = range(call.arguments["revision"] + 1, call.answer["revision"] + 1)
        missing = sorted(final.intersection(passed) - given)
        if missing:
            text = f"sync passed over revision {missing[0]}, which is a change."
            yield Fault("nothing missed", call.ended, text)
        if _says_all(call) and call.answer["revision"] < known.before(call.began):
            text = (
                f"sync ended at revision {call.answer['revision']} with nothing pending,"
                f" when {known.before(call.began)} had been seen."
            )
            yield Fault("nothing missed", call.ended, text)


def _untold(facts: Facts) -> Iterator[Fault]:
    """A change of a message comes with the message, in that state or a later one."""
    changed = {revision: seq for seq, each in facts.changes.items() for revision in each}
    for call in facts.calls:
        if call.field != "sync" or not call.answer:
            continue
        floor = facts.certain_floor(call.person, call.ended)
        for change in call.answer["changes"]:
            seq, message = changed.get(change["revision"]), change["message"]
            if seq is None or seq < floor:
                continue
            by_then = sum(each <= change["revision"] for each in facts.changes[seq])
            if (
                message is None
                or message["seq"] != seq
                or (version_of(message) or 0) < by_then - facts.counts_sending
            ):
                text = f"sync told of revision {change['revision']} without the message {seq}."
                yield Fault("nothing missed", call.ended, text)


def _views(facts: Facts) -> Iterator[Fault]:
    """Every device that was followed to the end shows the server's list."""
    for view in facts.history.views:
        shown = {message["seq"]: facts.as_shown(message) for message in view.messages}
        floor = facts.certain_floor(view.person, view.at)
        wanted = {
            seq: facts.as_shown(message)
            for seq, message in facts.messages.items()
            if max(view.first, floor) <= seq
        }
        wrong = sorted(seq for seq in wanted if shown.get(seq) != wanted[seq])
        wrong += sorted(seq for seq in shown if seq not in facts.messages)
        if wrong:
            text = f"Device {view.device} does not show number {wrong[0]} as it is."
            yield Fault("nothing missed", view.at, text)
        if view.last != facts.final.conversation["lastSeq"]:
            text = f"Device {view.device} ends at {view.last}."
            yield Fault("nothing missed", view.at, text)


def _members_only(facts: Facts) -> Iterator[Fault]:
    """Members are let in, others are not."""
    for call in facts.history.calls:
        if call.field == "inbox":
            if not call.answer:
                continue
            refused = call.answer["complete"] and not call.answer["entry"]
            admitted = bool(call.answer["entry"])
        elif call.field == "heads":
            if not call.answer:
                continue
            refused, admitted = call.answer[0] is None, call.answer[0] is not None
        else:
            refused, admitted = _is_refusal(facts, call), call.error is None
        if refused and facts.is_in(call):
            text = f"{facts.name(call.person)} is a member, and {call.field} knows nothing of it."
            yield Fault("members only", call.ended, text)
        if admitted and facts.is_out(call) and not _repeats_leaving(call):
            text = f"{facts.name(call.person)} is no member, and {call.field} was answered."
            yield Fault("members only", call.ended, text)


def _is_refusal(facts: Facts, call: Call) -> bool:
    # NotFound is also said of the person that these two name, and of a message.
    names_another = call.field in {"removeMember", "updateMember"} or any(
        seq < log.certain_floor(call.person, call.ended)
        or call.began <= log.seen.get(seq, call.began)
        for log, seq in _named(facts, call)
    )
    return call.error == "NotFound" and not names_another


def _named(facts: Facts, call: Call) -> Iterator[tuple[Facts, int]]:
    """The messages that a call is about, or refers to: each by its log and its number."""
    given = call.arguments.get("input", call.arguments)
    root = root_of(call)
    log = facts if root is None else facts.threads[root]
    if root is not None and call.field != "message":
        yield facts, root
    if call.field in {"sendMessage", REPLYING}:
        number: int | None = given.get("replyTo", given.get("forward", {}).get("seq"))
        if number is not None:
            yield log, number
    elif call.field in AMENDMENTS | {"messageVersions"}:
        yield log, given["seq"]


def _repeats_leaving(call: Call) -> bool:
    return call.field == "removeMember" and call.answer["event"] == "MEMBER_LEFT"


def _history_of_newcomers(facts: Facts) -> Iterator[Fault]:
    """Where newcomers may not read what was said before, they do not."""
    for call in facts.calls:
        if call.field in POSTINGS:
            continue
        floor = facts.lowest_floor(call.person, call.began, call.ended)
        for seq in _told_of(facts, call):
            if seq < floor:
                text = f"{facts.name(call.person)} came in at {floor} and got {seq}."
                yield Fault("members only", call.ended, text)
    for sight in facts.sights:
        seq, floor = sight.message["seq"], facts.newcomers_from(sight.began)
        if sight.channel and seq < floor and not departures([sight.message]):
            text = f"Number {seq} was published when people had come in at {floor}."
            yield Fault("members only", sight.at, text)


def _told_of(facts: Facts, call: Call) -> Iterator[int]:
    """The numbers of the messages that an answer tells something of."""
    yield from (message["seq"] for message in messages_in(call))
    if call.field == "messageVersions" and call.answer:
        yield call.arguments["seq"]
    if call.field == "sync" and call.answer:
        for change in call.answer["changes"]:
            root = change.get("rootSeq") if facts.root is None else None
            if number := root or change["seq"]:
                yield number


def _leaving_ends_it(facts: Facts) -> Iterator[Fault]:
    """Nothing is published on a channel, or numbered for it, after it was replaced."""
    limits: dict[str, int] = {}
    replaced: dict[str, int] = {}
    for sight in facts.sights:
        message = sight.message
        if message["channel"] and departures([message]):
            replaced[message["channel"]] = facts.seen[message["seq"]]
            limits[message["channel"]] = _first_after(facts, facts.seen[message["seq"]])
    for sight in facts.sights:
        gone = replaced.get(sight.channel or "", sight.began)
        if sight.began > gone and not departures([sight.message]):
            text = f"Number {sight.message['seq']} was published on a channel that was replaced."
            yield Fault("leaving ends it", sight.at, text)
    for event in facts.history.deliveries:
        limit = limits.get(event.channel)
        if event.field == "onMessage" and limit and event.payload["seq"] >= limit:
            text = (
                f"Number {event.payload['seq']} reached {facts.name(event.person)} on a channel"
                " that had been replaced before the number was taken."
            )
            yield Fault("leaving ends it", event.at, text)


def _first_after(facts: Facts, tick: int) -> int:
    """The lowest number that was certainly taken after a tick."""
    later: Iterator[int] = (
        posting.answers[0].answer["seq"]
        for posting in facts.postings.values()
        if posting.answers and posting.began > tick
    )
    last: int = facts.final.conversation["lastSeq"]
    return min(later, default=last + 1)


def _unread(facts: Facts) -> Iterator[Fault]:
    """Unread is what follows the read marker, and the marker is where the person put it."""
    for person in range(len(facts.history.people)):
        calls = [call for call in facts.history.calls if call.person == person]
        known = Highest((call.ended, seq) for call in calls for seq in _read_by(call))
        for call in calls:
            for marked in _marked(call):
                yield from _marker(facts, call, marked, known.before(call.began))


def _read_by(call: Call) -> list[int]:
    """Where the caller's marker stood, or went beyond: whoever says something has read so far."""
    said = [call.answer["seq"]] if call.field in POSTINGS and call.answer else []
    return [*said, *(marked["readSeq"] for marked in _marked(call))]


def _marked(call: Call) -> list[Json]:
    if call.field in {"markRead", "markUnread"} and call.answer:
        return [call.answer]
    if call.field == "inbox" and call.answer:
        return [call.answer["entry"]] if call.answer["entry"] else []
    return heads_in(call)


def _marker(facts: Facts, call: Call, marked: Json, known: int) -> Iterator[Fault]:
    read = marked["readSeq"]
    if "unread" in marked and marked["unread"] != max(0, marked["lastSeq"] - read):
        text = f"{marked['unread']} unread, with {read} read of {marked['lastSeq']}."
        yield Fault("unread exact", call.ended, text)
    taken_back = (
        each.arguments["input"]["seq"] - 1
        for each in facts.history.calls
        if each.field == "markUnread" and each.person == call.person and each.began < call.ended
    )
    if read < min(known, *taken_back, known):
        yield Fault("unread exact", call.ended, f"The marker went back from {known} to {read}.")
    asked = (
        each.arguments["input"]["seq"]
        for each in facts.history.calls
        if each.field == "markRead" and each.person == call.person and each.began < call.ended
    )
    said = facts.said(call.person, call.ended)
    base = max((*asked, *said, *facts.comings(call.person, call.ended)), default=0)
    for seq in range(base + 1, read + 1):
        if seq in facts.messages:
            yield Fault("unread exact", call.ended, f"Number {seq} counts as read, and was not.")


def _end_state(facts: Facts) -> Iterator[Fault]:
    """The conversation is what its messages record."""
    final, history = facts.final, facts.history
    recorded = sorted(final.messages, key=lambda message: message["revision"] or 0)
    titles = [m["body"] for m in recorded if m["event"] == "CONVERSATION_RENAMED"]
    gone = len(departures(final.messages))
    owners = [member for member in final.members if member["role"] == "OWNER"]
    expected = {
        "title": (titles or ["Opened"])[-1],
        "memberCount": len(facts.active()),
        "channelVersion": 1 + gone,
    }
    found = {name: final.conversation[name] for name in expected}
    people = {member["userId"] for member in final.members}
    records = {message["revision"] for message in recorded if message["event"]}
    changes = {change["revision"] for change in final.changes if change["kind"] != "MESSAGE"}
    for fits, text in (
        (found == expected, f"{found}, and the messages record {expected}."),
        (people == facts.active(), "The members are not those that the messages record."),
        (len(owners) == 1, f"{len(owners)} owners."),
        (records <= changes, "A change is missing."),
        (len(changes - records) <= facts.standings.given, "A change that nobody made."),
        (len(facts.messages) == len(final.messages), "A number was read twice."),
        (history.people[-1] in people, "The reader is not in."),
    ):
        if not fits:
            yield Fault("one order", final.at, text)


def _inbox_events(facts: Facts) -> Iterator[Fault]:
    """A hint is for its own person, and of a change that there is."""
    revisions = {change["revision"] for change in facts.final.changes} | {0}
    for event in facts.history.deliveries:
        if event.field != "onInbox":
            continue
        if event.payload["userId"] != facts.history.people[event.person]:
            yield Fault("members only", event.at, "An inbox event reached somebody else.")
        if event.payload["revision"] not in revisions:
            text = f"An inbox event of revision {event.payload['revision']}, which is no change."
            yield Fault("one order", event.at, text)


_PROMISES: tuple[Promise, ...] = (
    _sent_once,
    _counters,
    _changes,
    _views,
    _members_only,
    _leaving_ends_it,
    _unread,
    _end_state,
    _inbox_events,
    *pins.PROMISES,
    *mentions.PROMISES,
    *threads.PROMISES,
    *grants.PROMISES,
)

_OF_A_LOG: tuple[Promise, ...] = (
    _answered_once,
    _one_order,
    _nothing_missed,
    _untold,
    _history_of_newcomers,
    *amendments.PROMISES,
    *reactions.PROMISES,
    *origins.PROMISES,
)
"""What is promised of the conversation's messages, and of the replies in each of its threads."""
