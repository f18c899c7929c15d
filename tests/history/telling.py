"""A history in lines that a person can read."""

from collections.abc import Iterable, Iterator

from tests.history.checker import Fault
from tests.history.facts import heads_in, messages_in
from tests.history.records import Call, Delivery, Final, History, Record, View

_SHOWN = ("seq", "revision", "before", "after", "limit", "clientMessageId", "memberId", "title")


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
            number = record.payload["seq"]
            return f"{_who(history, record)} hears number {number} on {record.channel[:6]}"
        case Delivery():
            return f"{_who(history, record)} hears {record.field}"
        case View():
            seqs = _ranges(message["seq"] for message in record.messages)
            return f"{_who(history, record)} shows {seqs}"
        case Final():
            seqs = _ranges(message["seq"] for message in record.messages)
            return f"{record.at:>9}  at the end there are {seqs}"


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
    seqs = _ranges(message["seq"] for message in messages_in(call))
    page = call.answer if isinstance(call.answer, dict) else {}
    shown = {name: page[name] for name in ("after", "pending", "readSeq") if name in page}
    shown |= {"up to": page["seq"]} if call.field == "sync" else {}
    for head in heads_in(call):
        shown["lastSeq"] = head["lastSeq"]
    return " ".join(["→", seqs, *(f"{name} {value}" for name, value in shown.items())])


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
