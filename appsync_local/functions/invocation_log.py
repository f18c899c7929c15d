"""The log of one worker: what it prints, framed by the lines that Lambda itself writes.

Source: Lambda developer guide, "Working with Lambda function logs" (START, END, REPORT) and
"Lambda Telemetry API Event schema reference" (the same in JSON).
"""

import codecs
import json
import math
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from appsync_local.application import Function
from appsync_local.functions.logs import Line, Logs

type Status = Literal["success", "error", "timeout"]
"""How an invocation went for the sandbox, which counts a handler's exception as success."""

_LONGEST_LINE = 256 * 1024


class InvocationLog:
    """Writes one stream."""

    def __init__(self, function: Function, *, stream: str, logs: Logs) -> None:
        self._function = function
        self._stream = stream
        self._logs = logs
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def printed(self, output: bytes) -> None:
        r"""Take what the worker printed; the runtime writes \r for a line end within an event."""
        *lines, self._rest = (self._rest + self._decoder.decode(output)).split("\n")
        for line in lines:
            self._write(line.replace("\r", "\n"))
        if len(self._rest) > _LONGEST_LINE:
            self.flush()

    def flush(self) -> None:
        """Write the line that was not ended."""
        if self._rest:
            self._write(self._rest.replace("\r", "\n"))
            self._rest = ""

    def start(self, request_id: str) -> None:
        """An invocation begins."""
        if self._function.log_format == "JSON":
            self._platform("start", {"requestId": request_id, "version": "$LATEST"})
        else:
            self._write(f"START RequestId: {request_id} Version: $LATEST")

    def end(
        self, request_id: str, *, seconds: float, init_seconds: float | None, status: Status
    ) -> None:
        """An invocation has ended; init_seconds only for the first one of a worker."""
        self.flush()
        duration = round(seconds * 1000, 2)
        if self._function.log_format == "JSON":
            self._report_json(request_id, duration, init_seconds, status)
        else:
            self._report_text(request_id, duration, init_seconds, status)

    def error(self, text: str) -> None:
        """What Lambda itself logs about a worker that timed out or ended."""
        self.flush()
        self._write(text)

    def _report_text(
        self, request_id: str, duration: float, init: float | None, status: Status
    ) -> None:
        self._write(f"END RequestId: {request_id}")
        parts = [
            f"REPORT RequestId: {request_id}",
            f"Duration: {duration:.2f} ms",
            f"Billed Duration: {math.ceil(duration)} ms",
            f"Memory Size: {self._function.memory} MB",
        ]
        if init is not None:
            parts.append(f"Init Duration: {init * 1000:.2f} ms")
        if status != "success":
            parts.append(f"Status: {status}")
        self._write("\t".join(parts))

    def _report_json(
        self, request_id: str, duration: float, init: float | None, status: Status
    ) -> None:
        metrics = {
            "durationMs": duration,
            "billedDurationMs": math.ceil(duration),
            "memorySizeMB": self._function.memory,
        }
        if init is not None:
            metrics["initDurationMs"] = round(init * 1000, 2)
        report = {"requestId": request_id, "metrics": metrics, "status": status}
        self._platform("report", report)

    def _platform(self, kind: str, record: Mapping[str, object]) -> None:
        when = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._write(json.dumps({"time": when, "type": f"platform.{kind}", "record": record}))

    def _write(self, text: str) -> None:
        self._logs.write(
            Line(
                group=self._function.log_group,
                stream=self._stream,
                function=self._function.name,
                text=text,
                time_ms=time.time_ns() // 1_000_000,
            )
        )
