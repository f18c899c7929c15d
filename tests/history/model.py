"""A chat that keeps its promises, in a page: it tells histories that must be allowed.

Each call takes effect at one moment; when it began and ended is stretched around that, so calls
overlap in every way that real ones may.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.history.records import Call, Delivery, Final, History, Json, View

type _Place = tuple[int | None, int]
"""The number on which its thread hangs, if it is a reply; and a message's own."""

_FOR_GOOD = "2099-12-31T00:00:00Z"
_APART = 100
"""Ticks from one moment to the next."""


@dataclass(slots=True)
class Model:
    """The state of one conversation and the history of what was done to it.

    The last of the people reads at the end; person 0 owns the conversation.
    """

    people: int
    shows_history: bool = True
    messages: dict[int, Json] = field(default_factory=dict)
    changes: list[Json] = field(default_factory=list)
    versions: dict[_Place, list[str]] = field(default_factory=dict)
    threads: dict[int, dict[int, Json]] = field(default_factory=dict)
    last_seq: int = 0
    last_revision: int = 0
    channel_version: int = 1
    title: str = "Opened"
    records: list[Any] = field(default_factory=list)
    moment: int = 0
    reach: int = 0
    _in: dict[int, int] = field(default_factory=dict)
    _read: dict[int, int] = field(default_factory=dict)
    _channels: dict[int, str] = field(default_factory=dict)
    _sent: dict[tuple[int, str], _Place] = field(default_factory=dict)
    _newcomers_from: int = 1
    _reactors: dict[_Place, dict[str, list[str]]] = field(default_factory=dict)
    _roles: dict[int, str] = field(default_factory=lambda: {0: "OWNER"})
    _muted: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._in = dict.fromkeys([*range(self.people - 1), self.people], 1)
        self._read = dict.fromkeys(self._in, 0)

    @property
    def channel(self) -> str:
        """The token of the present channel."""
        return f"channel {self.channel_version}"

    def send(self, person: int, identity: str, body: str = "hello") -> None:
        """Say something, or repeat it under the same identity."""
        self._next()
        arguments = {"input": {"clientMessageId": identity, "body": body}}
        if person in self._muted or self._roles.get(person) == "READER":
            return self._call(person, "sendMessage", arguments, None, "Forbidden")
        message = self._post(person, identity, {"kind": "TEXT", "body": body})
        return self._call(person, "sendMessage", arguments, message)

    def answer(self, person: int, identity: str, seq: int) -> None:
        """Say something that answers another text."""
        given = {"clientMessageId": identity, "body": "indeed", "replyTo": seq}
        record = {"body": "indeed", "replyTo": seq, "parts": ["QUOTE"]}
        self._send_what_comes_from(person, given, seq, record)

    def forward(self, person: int, identity: str, seq: int) -> None:
        """Say again what somebody has said."""
        given = {"clientMessageId": identity, "forward": {"seq": seq}}
        original = self.messages.get(seq, {})
        author = original.get("forwardedFrom") or {"senderId": original.get("senderId")}
        record = {"body": original.get("body"), "forwardedFrom": author, "parts": ["FORWARD"]}
        self._send_what_comes_from(person, given, seq, record)

    def reply(self, person: int, identity: str, root: int, body: str = "indeed") -> None:
        """Say something in a thread, or repeat it under the same identity."""
        self._next()
        hangs_on = self._readable(person, (None, root))
        error = None
        if hangs_on is None:
            error = "NotFound"
        elif hangs_on["kind"] == "SYSTEM":
            error = "Forbidden"
        elif hangs_on["body"] is None:
            error = "Conflict"
        arguments = {"input": {"rootSeq": root, "clientMessageId": identity, "body": body}}
        sent = self._sent.get((person, identity), (root, 0))
        if sent[0] != root:
            return self._call(person, "sendReply", arguments, None, "ClientMessageIdReused")
        if error and (not sent[1] or person not in self._in or self._in[person] > root):
            return self._call(person, "sendReply", arguments, None, error)
        told = self._post_reply(person, identity, root, body)
        return self._call(person, "sendReply", arguments, told)

    def edit_reply(self, person: int, root: int, seq: int, body: str) -> None:
        """Give a reply of one's own another body."""
        self.edit(person, seq, body, root=root)

    def delete_reply(self, person: int, root: int, seq: int) -> None:
        """Remove a reply of one's own, or as the owner anybody's."""
        self.delete(person, seq, root=root)

    def react_to_reply(self, person: int, root: int, seq: int, emoji: str) -> None:
        """Add a reaction to a reply."""
        self.react(person, seq, emoji, root=root)

    def ask_of_reply(self, person: int, root: int, seq: int) -> None:
        """Ask for one reply, and for the texts that it has had."""
        self.ask(person, seq, root=root)

    def look_into(self, person: int, root: int) -> None:
        """All of a thread, as a page."""
        self._next()
        log = self.threads.get(root, {})
        shown = [self._own(person, _read(log[n])) for n in sorted(log)]
        page = {"before": None, "after": len(log), "pending": False, "messages": shown}
        is_readable = person in self._in and self._in[person] <= root
        arguments = {"rootSeq": root, "after": None, "limit": 100}
        self._call(person, "messages", arguments, page if is_readable else None)

    def _send_what_comes_from(self, person: int, given: Json, seq: int, record: Json) -> None:
        self._next()
        original = self._readable(person, (None, seq))
        error = None
        if original is None:
            error = "NotFound"
        elif original["kind"] == "SYSTEM":
            error = "Forbidden"
        elif original["body"] is None:
            error = "Conflict"
        arguments = {"input": given}
        if error and (person, given["clientMessageId"]) not in self._sent:
            return self._call(person, "sendMessage", arguments, None, error)
        message = self._post(person, given["clientMessageId"], {"kind": "TEXT", **record})
        return self._call(person, "sendMessage", arguments, message)

    def pin(self, person: int, seq: int, *, again: bool = True) -> None:
        """Pin a text, or unpin it."""
        self._next()
        name = "pinMessage" if again else "unpinMessage"
        arguments = {"input": {"seq": seq}}
        place = None, seq
        message = self._readable(person, place)
        if message is None:
            return self._call(person, name, arguments, None)
        if message["kind"] == "SYSTEM":
            return self._call(person, name, arguments, None, "Forbidden")
        if again and message["body"] is None:
            return self._call(person, name, arguments, None, "Conflict")
        if again != (message["pinnedAt"] is not None):
            pinned_at = self.moment if again else None
            self._amend(place, {"pinnedAt": pinned_at, "changedBy": _id(person)})
        return self._call(person, name, arguments, self._say_again(place))

    def unpin(self, person: int, seq: int) -> None:
        """Unpin a text."""
        self.pin(person, seq, again=False)

    def pins(self, person: int) -> None:
        """Ask what is pinned."""
        self._next()
        floor = self._in.get(person, 1)
        there = [m for n, m in self.messages.items() if n >= floor and m["pinnedAt"] is not None]
        there.sort(key=lambda message: message["pinnedAt"], reverse=True)
        shown = [self._own(person, _read(message)) for message in there]
        if person in self._in:
            self._call(person, "pins", {}, shown)
        else:
            self._call(person, "pins", {}, None, "NotFound")

    def lose(self, person: int, identity: str) -> None:
        """A send that dies after it took its number."""
        self._next()
        self.last_seq += 1
        arguments = {"input": {"clientMessageId": identity}}
        self._call(person, "sendMessage", arguments, None, "Disconnected")

    def change(self, what: str, other: int, identity: str) -> None:
        """The owner adds or removes somebody, or gives the conversation another title."""
        self._next()
        name, event, fits = {
            "add": ("addMembers", "MEMBERS_ADDED", other not in self._in),
            "remove": ("removeMember", "MEMBER_REMOVED", other in self._in),
            "rename": ("updateConversation", "CONVERSATION_RENAMED", True),
        }[what]
        named = {"memberId": _id(other)} if what == "remove" else {}
        arguments = {"input": {"clientMessageId": identity, **named}}
        if not fits or not 0 < other < self.people:
            return self._call(0, name, arguments, None, "Conflict")
        self._number("CONVERSATION" if what == "rename" else "MEMBERS")
        record = {"kind": "SYSTEM", "event": event, "revision": self.last_revision}
        if what == "rename":
            self.title = record["body"] = f"Title {self.last_revision}"
        else:
            record["memberIds"] = [_id(other)]
        message = self._post(0, identity, record, replaces=what == "remove")
        if what == "remove":
            del self._in[other]
        elif what == "add":
            self._in[other] = 1 if self.shows_history else self.last_seq
            self._read[other] = self.last_seq
            if not self.shows_history:
                self._newcomers_from = self.last_seq
        return self._call(0, name, arguments, message)

    def appoint(self, caller: int, member: int, role: str) -> None:
        """Give a member another role. Allowed only to the owner here."""
        self._next()
        arguments = {"input": {"memberId": _id(member), "role": role}}
        if self._roles.get(caller) != "OWNER":
            return self._call(caller, "updateMember", arguments, None, "Forbidden")
        self._roles[member] = role
        if role == "OWNER":
            self._roles[caller] = "ADMIN"
        self._number("MEMBERS")
        return self._call(caller, "updateMember", arguments, self._member(member))

    def mute(self, caller: int, member: int, *, for_good: bool = True) -> None:
        """Mute a member, or let them speak again."""
        self._next()
        until = _FOR_GOOD if for_good else None
        arguments = {"input": {"memberId": _id(member), "mutedUntil": until}}
        if self._roles.get(caller) not in {"OWNER", "ADMIN", "MODERATOR"}:
            return self._call(caller, "updateMember", arguments, None, "Forbidden")
        self._muted = self._muted | {member} if for_good else self._muted - {member}
        self._number("MEMBERS")
        return self._call(caller, "updateMember", arguments, self._member(member))

    def _member(self, person: int) -> Json:
        return {
            "userId": _id(person),
            "role": self._roles.get(person, "MEMBER"),
            "mutedUntil": _FOR_GOOD if person in self._muted else None,
        }

    def edit(
        self,
        person: int,
        seq: int,
        body: str,
        if_revision: int | None = None,
        root: int | None = None,
    ) -> None:
        """Give a text of one's own another body, or only if it is in that state."""
        self._next()
        place = root, seq
        arguments: Json = {"input": {**_where(place), "body": body}}
        if if_revision is not None:
            arguments["input"]["ifRevision"] = if_revision
        message = self._readable(person, place)
        if message is None:
            return self._call(person, "editMessage", arguments, None)
        is_own = message["kind"] == "TEXT" and message["senderId"] == _id(person)
        if not is_own or message["forwardedFrom"]:
            return self._call(person, "editMessage", arguments, None, "Forbidden")
        if message["body"] != body:
            if message["body"] is None or if_revision not in {None, message["revision"] or 0}:
                return self._call(person, "editMessage", arguments, None, "Conflict")
            self.versions[place] = [body, *self.versions[place][:20]]
            self._amend(place, {"body": body, "parts": ["EDITED"], "changedBy": _id(person)})
        return self._call(person, "editMessage", arguments, self._say_again(place))

    def delete(self, person: int, seq: int, root: int | None = None) -> None:
        """Remove a text of one's own, or as the owner anybody's."""
        self._next()
        place = root, seq
        arguments = {"input": _where(place)}
        message = self._readable(person, place)
        if message is None:
            return self._call(person, "deleteMessage", arguments, None)
        if message["kind"] == "SYSTEM" or (person and message["senderId"] != _id(person)):
            return self._call(person, "deleteMessage", arguments, None, "Forbidden")
        if message["body"] is not None:
            self.versions[place].clear()
            self._reactors.pop(place, None)
            gone = dict.fromkeys(["body", "pinnedAt", "replyTo", "forwardedFrom"])
            gone |= {"reactions": []}
            self._amend(place, {**gone, "parts": ["DELETED"], "changedBy": _id(person)})
            self._raise(root)
        return self._call(person, "deleteMessage", arguments, self._say_again(place))

    def react(
        self, person: int, seq: int, emoji: str, *, again: bool = True, root: int | None = None
    ) -> None:
        """Add a reaction, or take it back."""
        self._next()
        name = "addReaction" if again else "removeReaction"
        place = root, seq
        arguments = {"input": {**_where(place), "emoji": emoji}}
        message = self._readable(person, place)
        if message is None:
            return self._call(person, name, arguments, None)
        if message["kind"] == "SYSTEM":
            return self._call(person, name, arguments, None, "Forbidden")
        people = self._reactors.setdefault(place, {}).setdefault(emoji, [])
        if again and message["body"] is None:
            return self._call(person, name, arguments, None, "Conflict")
        if again != (_id(person) in people):
            (people.append if again else people.remove)(_id(person))
            reactions = self._reactions(place)
            self._amend(place, {"changedBy": _id(person), "reactions": reactions})
        told = self._own(person, self._say_again(place)) | {"quoted": None}
        return self._call(person, name, arguments, told)

    def unreact(self, person: int, seq: int, emoji: str) -> None:
        """Take a reaction back."""
        self.react(person, seq, emoji, again=False)

    def ask(self, person: int, seq: int, root: int | None = None) -> None:
        """Ask for one message, and for the texts that it has had."""
        self._next()
        place = root, seq
        message = self._readable(person, place)
        shown = self._own(person, _read(message)) if message else None
        error = None if person in self._in else "NotFound"
        self.records.append(self._made(person, "message", _where(place), shown, error))
        self._next()
        versions = [{"body": body} for body in self.versions.get(place, [])] if shown else None
        self._call(person, "messageVersions", _where(place), versions)

    def listen(self, person: int) -> None:
        """Subscribe on the present channel."""
        self._next()
        if person in self._in:
            self._channels[person] = self.channel
        error = None if person in self._in else "NotFound"
        arguments = {"channel": self.channel}
        self._call(person, "onMessage", arguments, error is None, error)

    def read(self, person: int, seq: int) -> None:
        """Move the read marker."""
        self._next()
        if person in self._in:
            self._read[person] = max(self._read[person], min(seq, self.last_seq))
        self._answer(person, "markRead", {"input": {"seq": seq}}, self._counters(person))

    def take_back(self, person: int, seq: int) -> None:
        """Move the read marker back."""
        self._next()
        if person in self._in:
            self._read[person] = min(self._read[person], max(seq, self._in[person]) - 1)
        self._answer(person, "markUnread", {"input": {"seq": seq}}, self._counters(person))

    def look(self, person: int, name: str) -> None:
        """Ask for the counters: heads, conversation or inbox."""
        self._next()
        counters = self._counters(person)
        if name == "heads":
            self._call(person, name, {}, [counters if person in self._in else None])
        elif name == "inbox":
            entry = counters | {"lastMessage": None} if person in self._in else None
            self._call(person, name, {}, {"entry": entry, "complete": True})
        else:
            self._answer(person, name, {}, counters)

    def page(self, person: int, *, after: int | None = None, limit: int = 10) -> None:
        """A page of messages: the newest, or what follows a number."""
        self._next()
        floor = self._in.get(person, 1)
        if after is None:
            seqs = [n for n in sorted(self.messages) if n >= floor][-limit:]
            full = len(seqs) == limit
            bounds = {"before": seqs[0] if full and seqs[0] > floor else None}
            bounds["after"] = self.last_seq
        else:
            seqs = [n for n in sorted(self.messages) if n > max(after, floor - 1)][:limit]
            end = seqs[-1] if len(seqs) == limit else max(self.last_seq, after)
            bounds = {"before": None, "after": end}
        shown = [self._own(person, _read(self.messages[n])) for n in seqs]
        arguments = {"after": after, "limit": limit}
        self._answer(person, "messages", arguments, {**bounds, "pending": False, "messages": shown})

    def sync(self, person: int, seq: int) -> None:
        """Ask for all that follows a number."""
        self._next()
        floor = self._in.get(person, 1)
        shown = [
            self._own(person, _read(self.messages[n]))
            for n in sorted(self.messages)
            if n > max(seq, floor - 1)
        ]
        page = {
            "reset": False,
            "seq": self.last_seq,
            "revision": self.last_revision,
            "more": False,
            "pending": False,
            "messages": shown,
            "changes": [self._told(change, floor, person) for change in self.changes],
        }
        self._answer(person, "sync", {"seq": min(seq, self.last_seq), "revision": 0}, page)

    def history(self) -> History:
        """The history, brought to its end."""
        self._next()
        shown = [_read(self.messages[n]) for n in sorted(self.messages)]
        for person, floor in self._in.items():
            own = [message for message in shown if message["seq"] >= floor]
            held = [
                {"rootSeq": root, "first": 1, "messages": replies}
                for root, replies in self._replies()
                if root >= floor
            ]
            self.records.append(View(person, person, self.moment, 1, self.last_seq, own, held))
        self.moment += _APART
        members = [self._member(person) for person in self._in]
        changes = [self._told(change, 1, self.people) for change in self.changes]
        threads = [{"rootSeq": root, "messages": replies} for root, replies in self._replies()]
        final = Final(self.moment, self._counters(0), members, shown, changes, threads)
        records = sorted([*self.records, final], key=lambda each: getattr(each, "ended", 0))
        people = [_id(person) for person in range(self.people + 1)]
        return History(
            1, 1, people, self.people - 1, self.shows_history, troubled=False, records=records
        )

    def _next(self) -> None:
        self.moment += _APART

    def _post(
        self, person: int, identity: str, record: Json, *, replaces: bool = False
    ) -> Json | None:
        if person not in self._in:
            return None
        if (sent := self._sent.get((person, identity))) and not replaces:
            return self._say_again(sent)
        self.last_seq += 1
        channel = self._on_air()
        self.channel_version += replaces
        message = {
            **_BLANK,
            "seq": self.last_seq,
            "senderId": _id(person),
            "clientMessageId": identity,
            **record,
            **channel,
            "channelVersion": self.channel_version,
        }
        self.messages[self.last_seq] = message
        self._sent[person, identity] = None, self.last_seq
        if message["kind"] == "TEXT":
            self.versions[None, self.last_seq] = [str(message["body"])]
        self._read[person] = self.last_seq
        self._publish(message)
        return message

    def _post_reply(self, person: int, identity: str, root: int, body: str) -> Json:
        if sent := self._sent.get((person, identity)):
            return self._say_again(sent)
        log = self.threads.setdefault(root, {})
        seq = len(log) + 1
        self._number("MESSAGE", (root, seq))
        log[seq] = {
            **_BLANK,
            "rootSeq": root,
            "seq": seq,
            "kind": "TEXT",
            "senderId": _id(person),
            "clientMessageId": identity,
            "createdAt": self.moment,
            "body": body,
            "revision": self.last_revision,
        }
        self._sent[person, identity] = root, seq
        self.versions[root, seq] = [body]
        self._raise(root)
        return self._say_again((root, seq))

    def _raise(self, root: int | None) -> None:
        """What a thread hangs on is in another state when a reply comes or goes."""
        if root is None:
            return
        replies = [*self.threads[root].values()]
        thread = {
            "rootSeq": root,
            "lastSeq": len(replies),
            "replyCount": sum(reply["body"] is not None for reply in replies),
            "lastReplyAt": replies[-1]["createdAt"],
            "participantIds": sorted({reply["senderId"] for reply in replies})[:5],
        }
        message = self.messages[root]
        changed = {"revision": self.last_revision, "version": message["version"] + 1}
        self.messages[root] = message | changed | {"thread": thread}

    def _replies(self) -> list[tuple[int, list[Json]]]:
        return [(root, [_read(log[n]) for n in sorted(log)]) for root, log in self.threads.items()]

    def _log(self, place: _Place) -> dict[int, Json]:
        root, _ = place
        return self.messages if root is None else self.threads.get(root, {})

    def _readable(self, person: int, place: _Place) -> Json | None:
        """The message, if there is one that this person may read."""
        root, seq = place
        is_readable = person in self._in and self._in[person] <= (seq if root is None else root)
        return self._log(place).get(seq) if is_readable else None

    def _amend(self, place: _Place, state: Json) -> None:
        self._number("MESSAGE", place)
        log, seq = self._log(place), place[1]
        changed = {"revision": self.last_revision, "version": log[seq]["version"] + 1}
        log[seq] = log[seq] | state | changed

    def _reactions(self, place: _Place) -> list[Json]:
        return [
            {"emoji": emoji, "count": len(people), "userIds": sorted(people), "mine": False}
            for emoji, people in sorted(self._reactors.get(place, {}).items())
            if people
        ]

    def _own(self, person: int, message: Json) -> Json:
        """The message as one person is told of it."""
        reactions = [
            each | {"mine": _id(person) in each["userIds"]} for each in message["reactions"]
        ]
        original = self._readable(person, (message["rootSeq"], message["replyTo"] or 0))
        quoted = _read(original) if original else None
        if quoted:
            for name in ("reactions", "quoted", "forwardedFrom"):
                del quoted[name]
        reply = message["reply"] and self._own(person, message["reply"])
        return message | {"reactions": reactions, "quoted": quoted, "reply": reply}

    def _number(self, kind: str, place: tuple[int | None, int | None] = (None, None)) -> None:
        self.last_revision += 1
        root, seq = place
        change = {"revision": self.last_revision, "kind": kind, "rootSeq": root, "seq": seq}
        self.changes.append(change)

    def _told(self, change: Json, floor: int, person: int) -> Json:
        """The change with the message that it is about, neither where it may not be read."""
        root, seq = change["rootSeq"], change["seq"]
        if seq is None or (root or seq) < floor:
            return change | {"rootSeq": None, "seq": None, "message": None}
        message = _read(self.messages[root or seq])
        if root:
            message["reply"] = _read(self.threads[root][seq])
        return change | {"message": self._own(person, message)}

    def _say_again(self, place: _Place) -> Json:
        """Where those may hear it who missed it; a removal, on the channel that it ended."""
        root, seq = place
        message = self._log(place)[seq]
        if message["event"] == "MEMBER_REMOVED":
            again = message
        elif (root or seq) < self._newcomers_from:
            again = _read(message)
        else:
            again = message | self._on_air()
        if root:
            told = {name: again[name] for name in ("channel", "channelVersion", "revision")}
            again = self.messages[root] | told | {"reply": again}
        self._publish(again)
        return again

    def _on_air(self) -> Json:
        return {"channel": self.channel, "channelVersion": self.channel_version}

    def _publish(self, message: Json) -> None:
        for person, channel in self._channels.items():
            if channel == message["channel"]:
                at = self.moment + self.reach
                self.records.append(Delivery(person, person, "onMessage", channel, at, message))

    def _counters(self, person: int) -> Json:
        read = self._read.get(person, 0)
        return {
            "lastSeq": self.last_seq,
            "lastRevision": self.last_revision,
            "channelVersion": self.channel_version,
            "memberCount": len(self._in),
            "title": self.title,
            "readSeq": read,
            "unread": max(0, self.last_seq - read),
        }

    def _answer(self, person: int, name: str, arguments: Json, answer: Json) -> None:
        if person in self._in:
            self._call(person, name, arguments, answer)
        else:
            self._call(person, name, arguments, None, "NotFound")

    def _call(
        self, person: int, name: str, arguments: Json, answer: Any, error: str | None = None
    ) -> None:
        if answer is None and error is None:
            error = "NotFound"
        self.records.append(self._made(person, name, arguments, answer, error))

    def _made(
        self, person: int, name: str, arguments: Json, answer: Any, error: str | None
    ) -> Call:
        began, ended = self.moment - self.reach, self.moment + self.reach + 1
        return Call(person, person, name, arguments, began, ended, answer, error)


_BLANK: Json = {
    **dict.fromkeys(["event", "memberIds", "revision", "body", "changedBy", "pinnedAt"]),
    **dict.fromkeys(["replyTo", "quoted", "forwardedFrom", "rootSeq", "thread", "reply"]),
    "parts": [],
    "version": 0,
    "reactions": [],
}


def _where(place: _Place) -> Json:
    root, seq = place
    return {"seq": seq} if root is None else {"rootSeq": root, "seq": seq}


def _id(person: int) -> str:
    return f"user {person}"


def _read(message: Json) -> Json:
    """As a query gives it: without a channel."""
    return message | {"channel": None, "channelVersion": None}
