"""The embedded AWS: MiniStack, in an environment of its own.

It keeps everything in memory and writes it down when it ends on SIGTERM. So its working state lies
in `running/` and becomes `saved/` only after a clean stop; killed, it goes back to what was saved.
"""

import json
import os
import shutil
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from local_cloud import environment, ports, processes
from local_cloud.instance import Instance
from local_cloud.processes import Service

NAME = "emulator"
TITLE = "the embedded AWS"
_START_SECONDS = 30
_STOP_SECONDS = 30


def is_running(instance: Instance) -> bool:
    """Whether its process is there."""
    return processes.leader(instance, NAME) is not None


def start(instance: Instance) -> str | None:
    """Start it from what was saved. Answers with what was lost, if it was killed the last time."""
    ports.require_free(instance, instance.emulator_port, TITLE)
    processes.stop(instance, NAME, patience=1)
    lost = _discard_killed(instance)
    if _saved(instance).exists():
        shutil.copytree(_saved(instance), _running(instance))
        _rewind_streams(_running(instance) / "lambda.json")
    _running(instance).mkdir(parents=True, exist_ok=True)
    _scratch(instance).mkdir()
    processes.start(_service(instance), instance, timeout=_START_SECONDS)
    return lost


def stop(instance: Instance) -> bool:
    """End it, its state saved. Whether it was there to end."""
    if not is_running(instance):
        processes.stop(instance, NAME, patience=1)
        return False
    if processes.stop(instance, NAME, patience=_STOP_SECONDS):
        shutil.rmtree(_saved(instance), ignore_errors=True)
        _running(instance).rename(_saved(instance))
    shutil.rmtree(_scratch(instance), ignore_errors=True)
    return True


def _discard_killed(instance: Instance) -> str | None:
    shutil.rmtree(_scratch(instance), ignore_errors=True)
    if not _running(instance).exists():
        return None
    shutil.rmtree(_running(instance))
    if not _saved(instance).exists():
        return "all that was in it: accounts, conversations and messages"
    saved_at = datetime.fromtimestamp(_saved(instance).stat().st_mtime, UTC).astimezone()
    return f"what came after its last clean stop ({saved_at:%Y-%m-%d %H:%M})"


def _rewind_streams(functions: Path) -> None:
    """Let event source mappings read the tables' streams from the start.

    MiniStack 1.5.33 saves how far each has read, but not the streams: a mapping that goes on from
    there would pass over as many new records as there once were old ones.
    """
    if functions.exists():
        saved = json.loads(functions.read_text())
        saved["payload"]["dynamodb_stream_positions"]["data"] = {}
        functions.write_text(json.dumps(saved))


def _service(instance: Instance) -> Service:
    return Service(
        name=NAME,
        title="The embedded AWS",
        command=[str(instance.root / ".local" / "emulator" / "bin" / "ministack")],
        environment=environment.for_emulator() | _settings(instance),
        ready=lambda: _answers(instance),
    )


def _settings(instance: Instance) -> dict[str, str]:
    return {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(instance.emulator_port),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "AUTH": "true",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(_running(instance)),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(_running(instance) / "s3"),
        "TMPDIR": str(_scratch(instance)),
        "DOCKER_HOST": f"unix://{os.devnull}",
    }


def _answers(instance: Instance) -> bool:
    try:
        with urllib.request.urlopen(  # noqa: S310 - our own http address
            f"{instance.aws_endpoint}/_ministack/health", timeout=1
        ) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _running(instance: Instance) -> Path:
    return instance.folder / "running"


def _saved(instance: Instance) -> Path:
    return instance.folder / "saved"


def _scratch(instance: Instance) -> Path:
    return instance.folder / "scratch"
