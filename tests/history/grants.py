"""What is promised of roles: nobody does what theirs forbids, or is refused what it allows."""

from collections.abc import Iterator, Set

from tests.history.facts import Facts
from tests.history.fault import Fault, Promise
from tests.history.records import Call, Json
from tests.history.standings import RANKS, is_at_least

_ALWAYS_FOR_A_REASON = frozenset({"addMembers", "updateConversation", "setTyping"})
"""Mutations that nothing but the caller's standing forbids."""


def _kept(facts: Facts) -> Iterator[Fault]:
    """What is answered was allowed by a standing that the caller may have had."""
    for call in facts.history.calls:
        if not call.answer or facts.is_repeated(call):
            continue
        if facts.standings.must_refuse(call):
            text = f"{call.field} by {facts.name(call.person)}, who may not, was answered."
            yield Fault("grants kept", call.ended, text)
        if call.field in {"updateMember", "removeMember"} and not _may_have(facts, call):
            text = f"{facts.name(call.person)} did to somebody what they may not: {call.field}."
            yield Fault("grants kept", call.ended, text)


def _may_have(facts: Facts, call: Call) -> bool:
    """Whether what was done to somebody was done from above, or was so before."""
    given = call.arguments["input"]
    if given["memberId"] == facts.history.people[call.person]:
        return True
    callers, _ = facts.standings.before(facts.history.people[call.person], call)
    members, muted = facts.standings.before(given["memberId"], call)
    if call.field == "removeMember":
        return _is_above(callers, members, at_least="MODERATOR")
    role, is_muted = given.get("role"), given.get("mutedUntil") is not None
    if role == "OWNER" and role not in members:
        return "OWNER" in callers
    if role and role not in members:
        beneath = frozenset({role, min(members, key=RANKS.index)})
        highest = frozenset({max(beneath, key=RANKS.index)})
        return _is_above(callers, highest, at_least="ADMIN")
    if "mutedUntil" in given and is_muted not in muted:
        return _is_above(callers, members, at_least="MODERATOR")
    return True


def _is_above(callers: Set[str], members: Set[str], *, at_least: str) -> bool:
    return any(
        is_at_least(caller, at_least) and not is_at_least(member, caller)
        for caller in callers
        for member in members
    )


def _refused(facts: Facts) -> Iterator[Fault]:
    """What one's standing certainly allows is not forbidden."""
    for call in facts.history.calls:
        is_plain = call.field in _ALWAYS_FOR_A_REASON or _is_plain_text(call)
        if is_plain and call.error == "Forbidden" and not facts.standings.may_refuse(call):
            text = f"{call.field} by {facts.name(call.person)}, who may, was forbidden."
            yield Fault("grants kept", call.ended, text)


def _is_plain_text(call: Call) -> bool:
    given: Json = call.arguments.get("input", {})
    return call.field == "sendMessage" and not {"forward", "replyTo"} & given.keys()


def _at_last(facts: Facts) -> Iterator[Fault]:
    """At the end everybody has a standing that somebody gave them, and nobody replaced."""
    final = facts.final
    for member in final.members:
        roles, muted = facts.standings.at_last(member["userId"], final.at)
        if member["role"] not in roles or (member["mutedUntil"] is not None) not in muted:
            text = f"{member['role']}, {member['mutedUntil']} at last: that was nobody's wish."
            yield Fault("grants kept", final.at, text)


PROMISES: tuple[Promise, ...] = (_kept, _refused, _at_last)
