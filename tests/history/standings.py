"""Who may have had which role when, and who may have been muted.

What a call did to somebody's standing lies between its beginning and its end, or nobody knows when.
So at any time a person has one of several standings; what none of them allows must not happen, and
what all of them allow must not be refused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.history.records import Call, History

RANKS = ("READER", "MEMBER", "MODERATOR", "ADMIN", "OWNER")
"""Each may more than those before it."""

_WRITING = frozenset({"sendMessage", "sendReply", "editMessage", "pinMessage", "unpinMessage"})

_NEEDED = {
    **dict.fromkeys([*_WRITING, "setTyping"], "MEMBER"),
    **dict.fromkeys(["addMembers", "updateConversation"], "ADMIN"),
}
"""The lowest role that may do it, whatever it is about."""

_SPOKEN = _WRITING | {"setTyping", "addReaction"}
"""What nobody may who is muted."""


@dataclass(frozen=True, slots=True)
class Given[T]:
    """Something that a person got at some time.

    began: not before.  ended: by then for certain; None where it may not have come at all.
    """

    value: T
    began: int
    ended: int | None


class Standings:
    """The standings of an episode's people, by the calls that gave them."""

    def __init__(self, history: History) -> None:
        self._people = history.people
        ids = enumerate(history.people)
        self._roles: dict[str, list[Given[str]]] = {
            each: [Given("MEMBER" if number else "OWNER", -1, -1)] for number, each in ids
        }
        self._mutes: dict[str, list[Given[bool]]] = {
            each: [Given(False, -1, -1)] for each in history.people
        }
        self._given = 0
        for call in history.calls:
            if call.field == "updateMember":
                self._note(call)
            elif call.field == "removeMember":
                self._note_departure(call)

    def roles(self, call: Call) -> frozenset[str]:
        """Those that the caller may have had at some time of a call."""
        return frozenset(_possible(self._roles[self._people[call.person]], call))

    def before(self, user_id: str, call: Call) -> tuple[frozenset[str], frozenset[bool]]:
        """The roles that somebody may have had when a call found them, and whether muted."""
        return (
            frozenset(_possible(_but(call, self._roles[user_id]), call)),
            frozenset(_possible(_but(call, self._mutes[user_id]), call)),
        )

    @property
    def given(self) -> int:
        """How many calls may have given somebody another standing."""
        return self._given

    def ever_at_least(self, role: str) -> set[str]:
        """Those who may have had this role or a higher one at some time."""
        return {
            person
            for person, given in self._roles.items()
            if any(is_at_least(each.value, role) for each in given)
        }

    def may_refuse(self, call: Call) -> bool:
        """Whether the caller may have lacked the right to write, pin or react."""
        needed = _NEEDED.get(call.field)
        is_low = needed is not None and not all(
            is_at_least(role, needed) for role in self.roles(call)
        )
        return is_low or (call.field in _SPOKEN and True in self._muted(call))

    def must_refuse(self, call: Call) -> bool:
        """Whether the caller certainly lacked it, all the time."""
        needed = _NEEDED.get(call.field)
        is_low = needed is not None and not any(
            is_at_least(role, needed) for role in self.roles(call)
        )
        return is_low or (call.field in _SPOKEN and self._muted(call) == {True})

    def at_last(self, user_id: str, tick: int) -> tuple[frozenset[str], frozenset[bool]]:
        """The roles that a person may have when all is at rest, and whether they may be muted."""
        return self.before(user_id, Call(0, 0, "", {}, tick, tick))

    def _muted(self, call: Call) -> set[bool]:
        return set(_possible(self._mutes[self._people[call.person]], call))

    def _note(self, call: Call) -> None:
        if call.answer is None and call.error in {"NotFound", "Forbidden", "Conflict"}:
            return
        self._given += 1
        given = call.arguments["input"]
        member, ended = given["memberId"], call.ended if call.answer else None
        if "mutedUntil" in given:
            is_muted = given["mutedUntil"] is not None
            self._mutes[member].append(Given(is_muted, call.began, ended))
        if role := given.get("role"):
            self._roles[member].append(Given(role, call.began, ended))
        if role == "OWNER":
            self._mutes[member].append(Given(False, call.began, ended))
            # Unless the caller had done it before, and this only says so.
            self._roles[self._people[call.person]].append(Given("ADMIN", call.began, None))

    def _note_departure(self, call: Call) -> None:
        """Whoever leaves comes back as a member, and an owner leaves the group to anybody."""
        if call.answer is None and call.error in {"NotFound", "Forbidden", "Conflict"}:
            return
        gone = call.arguments["input"]["memberId"]
        self._roles[gone].append(Given("MEMBER", call.began, None))
        if gone != self._people[call.person] or "OWNER" not in self.roles(call):
            return
        for person in self._people:
            self._roles[person].append(Given("OWNER", call.began, None))
            self._mutes[person].append(Given(False, call.began, None))


def is_at_least(role: str, other: str) -> bool:
    """Whether a role may all that another may."""
    return RANKS.index(role) >= RANKS.index(other)


def _but[T](call: Call, given: Iterable[Given[T]]) -> Iterator[Given[T]]:
    """All but what this call gave itself."""
    return (each for each in given if each.began != call.began)


def _possible[T](given: Iterable[Given[T]], call: Call) -> Iterator[T]:
    """What may have held at some time of a call: what nothing certainly replaced before it."""
    known = list(given)
    for each in known:
        if each.began > call.ended:
            continue
        is_replaced = each.ended is not None and any(
            other.ended is not None and each.ended < other.began and other.ended < call.began
            for other in known
        )
        if not is_replaced:
            yield each.value
