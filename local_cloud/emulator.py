"""The embedded AWS: MiniStack, in an environment of its own.

It keeps everything in memory. Its working state, `running/`, becomes `saved/` at a clean stop;
while it runs, `ministack_server` puts a copy into `snapshots/` every SNAPSHOT_SECONDS. After a
kill it continues from the newest of these.
"""

import json
import os
import shutil
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from local_cloud import build, environment, ports, processes
from local_cloud.instance import Instance
from local_cloud.processes import Service

NAME = "emulator"
TITLE = "the embedded AWS"
_START_SECONDS = 30
_STOP_SECONDS = 30
_SERVER = Path(__file__).with_name("ministack_server.py")
_SOURCES = ("local_cloud/ministack_server.py", "requirements/emulator.txt")
_DIGEST = "SOURCES_DIGEST"
SNAPSHOT_SECONDS = 20


def is_running(instance: Instance) -> bool:
    """Whether its process is running."""
    return processes.leader(instance, NAME) is not None


def is_current(instance: Instance) -> bool:
    """Whether it is running as this checkout would start it."""
    main = processes.leader(instance, NAME)
    return main is not None and processes.variable(main, _DIGEST) == _digest()


def start(instance: Instance) -> str | None:
    """Start it from what was saved. Returns what was lost, if it was killed last time."""
    ports.require_free(instance, instance.emulator_port, TITLE)
    processes.stop(instance, NAME, patience=1)
    base = _newest(instance)
    lost = _discard_killed(instance, base)
    if base is not None:
        shutil.copytree(base, _running(instance))
        _rewind_streams(_running(instance) / "lambda.json")
    _running(instance).mkdir(parents=True, exist_ok=True)
    _snapshots(instance).mkdir(exist_ok=True)
    _scratch(instance).mkdir()
    processes.start(_service(instance), instance, timeout=_START_SECONDS)
    return lost


def stop(instance: Instance) -> bool:
    """Stop it and save its state. Returns whether it was running."""
    if not is_running(instance):
        processes.stop(instance, NAME, patience=1)
        return False
    if processes.stop(instance, NAME, patience=_STOP_SECONDS):
        shutil.rmtree(_saved(instance), ignore_errors=True)
        _running(instance).rename(_saved(instance))
        shutil.rmtree(_snapshots(instance), ignore_errors=True)
    shutil.rmtree(_scratch(instance), ignore_errors=True)
    return True


def _discard_killed(instance: Instance, base: Path | None) -> str | None:
    shutil.rmtree(_scratch(instance), ignore_errors=True)
    if not _running(instance).exists():
        return None
    shutil.rmtree(_running(instance))
    if base is None:
        return "all that was in it: accounts, conversations and messages"
    saved_at = datetime.fromtimestamp(base.stat().st_mtime, UTC).astimezone()
    return f"what was said after {saved_at:%Y-%m-%d %H:%M:%S}"


def _newest(instance: Instance) -> Path | None:
    """The newest complete copy of its state."""
    whole = [each for each in _snapshots(instance).glob("*") if each.name.isdecimal()]
    if whole:
        return max(whole, key=lambda each: int(each.name))
    return _saved(instance) if _saved(instance).exists() else None


def _rewind_streams(functions: Path) -> None:
    """Let event source mappings read the tables' streams from the start.

    MiniStack 1.5.33 saves how far each has read, but not the streams: a mapping that continued from
    there would skip as many new records as it had read old ones.
    """
    if functions.exists():
        saved = json.loads(functions.read_text())
        saved["payload"]["dynamodb_stream_positions"]["data"] = {}
        functions.write_text(json.dumps(saved))


def _service(instance: Instance) -> Service:
    return Service(
        name=NAME,
        title="The embedded AWS",
        command=[
            str(instance.root / ".local" / "emulator" / "bin" / "python"),
            "-P",  # keeps this folder off its path, where modules would hide those of libraries
            str(_SERVER),
        ],
        environment=environment.for_emulator() | _settings(instance),
        ready=lambda: answers(instance),
    )


def _digest() -> str:
    return build.digest(_SERVER.parents[1], _SOURCES, [])


def _settings(instance: Instance) -> dict[str, str]:
    return {
        _DIGEST: _digest(),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(instance.emulator_port),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "AUTH": "true",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(_running(instance)),
        "SNAPSHOT_DIR": str(_snapshots(instance)),
        "SNAPSHOT_SECONDS": str(SNAPSHOT_SECONDS),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(_running(instance) / "s3"),
        "TMPDIR": str(_scratch(instance)),
        "DOCKER_HOST": f"unix://{os.devnull}",
    }


def answers(instance: Instance) -> bool:
    """Whether it answers a health check."""
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


def _snapshots(instance: Instance) -> Path:
    return instance.folder / "snapshots"


def _scratch(instance: Instance) -> Path:
    return instance.folder / "scratch"
