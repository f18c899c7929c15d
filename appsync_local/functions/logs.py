"""What functions print, kept where `sam logs` and `aws logs tail` look for it.

Source: Lambda developer guide, "Sending Lambda function logs to CloudWatch Logs"; CloudWatch Logs
API reference, PutLogEvents (limits of a batch).
"""

import contextlib
import itertools
import logging
import queue
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol, TextIO

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

if TYPE_CHECKING:
    from mypy_boto3_logs import CloudWatchLogsClient

_log = logging.getLogger(__name__)

_GATHER_SECONDS = 0.1
_BATCH_EVENTS = 10_000
_BATCH_BYTES = 1_048_576
_EVENT_OVERHEAD = 26


class Line(NamedTuple):
    """One log event. time_ms: since the epoch."""

    group: str
    stream: str
    function: str
    text: str
    time_ms: int


class Logs(Protocol):
    """Where lines go; write never waits."""

    def write(self, line: Line) -> None:
        """Take a line."""

    def close(self) -> None:
        """Deliver what is left, within a few seconds."""


class ConsoleLogs:
    """Lines on the runtime's stderr, with the function's name in front."""

    def __init__(self, file: TextIO | None = None) -> None:
        self._file = file or sys.stderr

    def write(self, line: Line) -> None:
        """Print a line."""
        print(f"[{line.function}] {line.text}", file=self._file)

    def close(self) -> None:
        """Nothing is held back."""


class CloudWatchLogs:
    """Lines in CloudWatch Logs, sent in batches by a thread of its own.

    While the endpoint is away, up to `capacity` lines wait; further ones are dropped, and how many
    is logged once it is back. retry_seconds: between two attempts to reach it.
    """

    def __init__(
        self,
        client: "CloudWatchLogsClient",
        *,
        capacity: int = 20_000,
        retry_seconds: float = 1.0,
    ) -> None:
        self._client = client
        self._retry_seconds = retry_seconds
        self._lines: queue.Queue[Line | None] = queue.Queue(capacity)
        self._dropped = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._ship, name="logs", daemon=True)
        self._thread.start()

    def write(self, line: Line) -> None:
        """Queue a line, or drop it when too many wait."""
        try:
            self._lines.put_nowait(line)
        except queue.Full:
            self._drop(1)

    def close(self) -> None:
        """Send what waits; what cannot be sent within two seconds is lost, and that is logged."""
        self._closing.set()
        try:
            self._lines.put(None, timeout=2)
        except queue.Full:
            self._drop(self._lines.qsize())
        self._thread.join(2)
        self._report_drops()

    def _ship(self) -> None:
        for gathered in self._gathered():
            gathered.sort(key=lambda line: (line.group, line.stream, line.time_ms))
            for _, lines in itertools.groupby(gathered, lambda line: (line.group, line.stream)):
                for batch in batches(lines):
                    self._deliver(batch)

    def _gathered(self) -> Iterator[list[Line]]:
        """What came in during a tenth of a second, until close."""
        while line := self._lines.get():
            lines = [line]
            self._closing.wait(_GATHER_SECONDS)
            for _ in range(self._lines.qsize()):
                next_line = self._lines.get_nowait()
                if next_line is None:
                    yield lines
                    return
                lines.append(next_line)
            yield lines

    def _deliver(self, batch: list[Line]) -> None:
        while not self._attempt(batch):
            if self._closing.is_set():
                self._drop(len(batch))
                return
            self._closing.wait(self._retry_seconds)
        self._report_drops()

    def _attempt(self, batch: list[Line]) -> bool:
        """Whether the batch is done with; False while the endpoint is away."""
        try:
            try:
                self._put(batch)
            except self._client.exceptions.ResourceNotFoundException:
                self._create(batch[0])
                self._put(batch)
        except (ClientError, ParamValidationError) as error:
            _log.warning("CloudWatch Logs refused %d lines: %s", len(batch), error)
        except BotoCoreError:
            return False
        return True

    def _put(self, batch: list[Line]) -> None:
        """An event must not be empty: of an empty line it holds the line end."""
        self._client.put_log_events(
            logGroupName=batch[0].group,
            logStreamName=batch[0].stream,
            logEvents=[{"timestamp": line.time_ms, "message": line.text or "\n"} for line in batch],
        )

    def _create(self, line: Line) -> None:
        exists = self._client.exceptions.ResourceAlreadyExistsException
        with contextlib.suppress(exists):
            self._client.create_log_group(logGroupName=line.group)
        with contextlib.suppress(exists):
            self._client.create_log_stream(logGroupName=line.group, logStreamName=line.stream)

    def _drop(self, count: int) -> None:
        with self._lock:
            self._dropped += count

    def _report_drops(self) -> None:
        with self._lock:
            dropped, self._dropped = self._dropped, 0
        if dropped:
            _log.warning("%d lines of function output were lost: CloudWatch Logs was away", dropped)


def batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines of one stream, cut where PutLogEvents takes no more."""
    batch: list[Line] = []
    size = 0
    for line in lines:
        cost = len(line.text.encode()) + _EVENT_OVERHEAD
        if batch and (len(batch) == _BATCH_EVENTS or size + cost > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += cost
    if batch:
        yield batch


def open_logs(environment: Mapping[str, str], *, region: str) -> Logs:
    """CloudWatch Logs of the endpoint in AWS_ENDPOINT_URL(_LOGS); the console without one."""
    endpoint = environment.get("AWS_ENDPOINT_URL_LOGS") or environment.get("AWS_ENDPOINT_URL")
    if not endpoint:
        return ConsoleLogs()
    config = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 1})
    client = boto3.client("logs", endpoint_url=endpoint, region_name=region, config=config)
    return CloudWatchLogs(client)
