"""A history in lines that a person can read."""

from collections.abc import Iterable, Iterator

from chat_client.timeline import revision_of
from tests.history.facts import heads_in, is_deleted, messages_in
from tests.history.fault import Fault
from tests.history.logs import reply_in
from tests.history.records import Call, Delivery, Final, History, Json, Record, View

_SHOWN = (
    *("rootSeq", "seq", "revision", "ifRevision", "before", "after", "limit"),
    *("clientMessageId", "memberId", "title", "body", "emoji", "replyTo"),
)


def told(history: History, faults: Iterable[Fault]) -> Iterator[str]:
    """A line for each record, in the order of time, and one for each fault where it shows."""
    lines = [(_time(record), _line(history, record)) for record in history.records]
    lines += [(fault.at, f"  !  {fault.promise}: {fault.text}") for fault in faults]
    yield f"seed {history.seed}, episode {history.episode}"
    yield from (line for _, line in sorted(lines, key=lambda each: each[0]))


def _time(record: Record) -> int:
    return record.ended if isinstance(record, Call) else record.at


def _line(history: History, record: Record) -> str:
    match record:
        case Call():
            return (
                f"{_who(history, record)} {record.field}({_asked(history, record)}) {_got(record)}"
            )
        case Delivery(field="onMessage"):
            heard = _heard(record.payload)
            return f"{_who(history, record)} hears {heard} on {record.channel[:6]}"
        case Delivery():
            return f"{_who(history, record)} hears {record.field}"
        case View():
            return f"{_who(history, record)} shows {_all(record)}"
        case Final():
            return f"{record.at:>9}  at the end there are {_all(record)}"


def _heard(message: Json) -> str:
    reply = reply_in(message)
    return _shown([message]) + (f" with {_shown([reply])} in its thread" if reply else "")


def _all(record: View | Final) -> str:
    threads = (f"{each['rootSeq']}: {_shown(each['messages'])}" for each in record.threads)
    return "; in the thread of ".join([_shown(record.messages), *threads])


def _who(history: History, record: Call | Delivery | View) -> str:
    when = f"{record.began}-{record.ended}" if isinstance(record, Call) else f"{record.at}"
    return f"{when:>9}  person {record.person}, device {record.device}:"


def _asked(history: History, call: Call) -> str:
    given = call.arguments.get("input", call.arguments)
    shown = {name: given[name] for name in _SHOWN if given.get(name) is not None}
    if "memberId" in shown:
        shown["memberId"] = history.people.index(shown["memberId"])
    if "memberIds" in given and call.field == "addMembers":
        shown["memberIds"] = [history.people.index(person) for person in given["memberIds"]]
    return ", ".join(f"{name}={value}" for name, value in shown.items())


def _got(call: Call) -> str:
    if call.error:
        return f"→ {call.error}"
    if call.field == "messageVersions":
        return f"→ {[version['body'] for version in call.answer]}"
    page = call.answer if isinstance(call.answer, dict) else {}
    shown = {name: page[name] for name in ("after", "pending", "readSeq") if name in page}
    shown |= {"up to": page["seq"]} if call.field == "sync" else {}
    for head in heads_in(call):
        shown["lastSeq"] = head["lastSeq"]
    messages = messages_in(call)
    told = _heard(messages[0]) if len(messages) == 1 else _shown(messages)
    return " ".join(["→", told, *(f"{name} {value}" for name, value in shown.items())])


def _shown(messages: Iterable[Json]) -> str:
    """As in [1-4, 6], 2 in state 7, 4 deleted in state 9."""
    shown = sorted(messages, key=lambda message: (message["seq"], revision_of(message)))
    states = {
        f"{each['seq']}{' deleted' * is_deleted(each)} in state {revision_of(each)}": None
        for each in shown
        if each["kind"] == "TEXT" and revision_of(each)
    }
    return ", ".join([_ranges({message["seq"] for message in shown}), *states])


def _ranges(numbers: Iterable[int]) -> str:
    """As in [1-4, 6]."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    texts = (f"{low}" if low == high else f"{low}-{high}" for low, high in runs)
    return f"[{', '.join(texts)}]"
