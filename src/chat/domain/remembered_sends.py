"""The last sends of one person in one conversation, by which a repeated call is recognised.

They ride on the membership's row as one packed value, so that remembering costs no write of its
own: 20 entries of 19 bytes, the newest last.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

CAPACITY = 20
_ID_BYTES, _CONTENT_BYTES, _SEQ_BYTES = 8, 6, 5
_ENTRY_BYTES = _ID_BYTES + _CONTENT_BYTES + _SEQ_BYTES


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What identifies a send: a digest of the client's id, and one of everything that was sent."""

    client_id: bytes
    content: bytes

    @classmethod
    def of(cls, client_message_id: str, *content: str) -> "Fingerprint":
        """The fingerprint of a send; the content's parts are kept apart."""
        return cls(
            _digest(client_message_id, size=_ID_BYTES),
            _digest("\x1f".join(content), size=_CONTENT_BYTES),
        )


@dataclass(frozen=True, slots=True)
class RememberedSend:
    """A send that was stored, and the number it was stored under."""

    fingerprint: Fingerprint
    seq: int


@dataclass(frozen=True, slots=True)
class RememberedSends:
    """At most 20 sends, packed as they are stored."""

    packed: bytes = b""

    def find(self, fingerprint: Fingerprint) -> RememberedSend | None:
        """The send with the same client id, whatever its content."""
        return next(
            (send for send in self if send.fingerprint.client_id == fingerprint.client_id), None
        )

    def remember(self, fingerprint: Fingerprint, *, seq: int) -> "RememberedSends":
        """These sends and one more; when full, the oldest is dropped."""
        entry = fingerprint.client_id + fingerprint.content + seq.to_bytes(_SEQ_BYTES)
        return RememberedSends((self.packed + entry)[-CAPACITY * _ENTRY_BYTES :])

    def __iter__(self) -> Iterator[RememberedSend]:
        for start in range(0, len(self.packed), _ENTRY_BYTES):
            yield _unpack(self.packed[start : start + _ENTRY_BYTES])


def _unpack(entry: bytes) -> RememberedSend:
    content_end = _ID_BYTES + _CONTENT_BYTES
    fingerprint = Fingerprint(entry[:_ID_BYTES], entry[_ID_BYTES:content_end])
    return RememberedSend(fingerprint, seq=int.from_bytes(entry[content_end:]))


def _digest(text: str, *, size: int) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=size).digest()
