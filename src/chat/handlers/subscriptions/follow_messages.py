"""The table's stream: the work that follows from messages, after their senders have an answer.

template.yaml filters the stream, so that only messages arrive whose `follow` names such work. It
is done again where a record is delivered again, which changes nothing.
"""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from chat.appsync.entrypoint import backend_of
from chat.domain.models import Message
from chat.operations.backend import Backend
from chat.operations.mentions import recording
from chat.operations.threads import following
from chat.settings import logger
from chat.store import messages

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

type Images = Mapping[str, Any]
"""NewImage, and OldImage where the message was there before."""


def _record_mentions(backend: Backend, images: Images) -> None:
    recording.follow(backend, recording.Change(*_before_and_after(images)))


def _record_follows(backend: Backend, images: Images) -> None:
    following.record(backend, *_before_and_after(images))


def _before_and_after(images: Images) -> tuple[Message | None, Message]:
    before = images.get("OldImage")
    return messages.from_image(before) if before else None, messages.from_image(images["NewImage"])


_WORK: Mapping[str, Callable[[Backend, Images], None]] = {
    messages.MENTIONS: _record_mentions,
    messages.THREAD: _record_follows,
}
"""What there is to do, by its name in `follow`, where several are apart by spaces."""


def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Work through the records in order; the stream continues with the first that fails.

    Source: Lambda developer guide, DynamoDB streams, reporting batch item failures.
    """
    backend = backend_of(context)
    for record in event["Records"]:
        images: Images = record["dynamodb"]
        number = images["SequenceNumber"]
        for work in images["NewImage"]["follow"]["S"].split():
            facts = {
                "work": work,
                "sequence_number": number,
                "function_request_id": context.aws_request_id,
            }
            started = time.perf_counter()
            try:
                _WORK[work](backend, images)
            except Exception:
                logger.exception("not_followed", **facts)
                return {"batchItemFailures": [{"itemIdentifier": number}]}
            elapsed = round((time.perf_counter() - started) * 1000, 2)
            logger.info("followed", **facts, duration_ms=elapsed)
    return {"batchItemFailures": []}
