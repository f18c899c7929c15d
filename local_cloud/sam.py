"""The SAM command line, in the environment that `make` installed for it."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from local_cloud.faults import Fault

# What pip and uv print when no index answers
_OFFLINE = ("from versions: none", "NewConnectionError", "error sending request")
_LAST_LINES = 12


def tools(root: Path) -> Path:
    """The folder with sam, and the Python that sam builds with."""
    return root / ".local" / "tools" / "bin"


def run(arguments: Sequence[str], *, root: Path, environment: Mapping[str, str], log: Path) -> None:
    """Run sam quietly. Raises Fault with the last lines of its output, which is kept in `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(  # noqa: S603 - our own arguments
            [tools(root) / "sam", *arguments],
            cwd=root,
            env=_with_tools(root, environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise _fault(arguments[0], log)


def show(arguments: Sequence[str], *, root: Path, environment: Mapping[str, str]) -> None:
    """Run sam in the person's terminal, questions included. Raises Fault when it fails."""
    done = subprocess.run(  # noqa: S603 - our own arguments
        [tools(root) / "sam", *arguments],
        cwd=root,
        env=_with_tools(root, environment),
        check=False,
    )
    if done.returncode:
        raise Fault(f"sam {arguments[0]} failed; its output is above.")


def _with_tools(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """With its Python first on PATH: sam looks there for the functions' version."""
    path = os.pathsep.join([str(tools(root)), environment.get("PATH", os.defpath)])
    own = {"SAM_CLI_TELEMETRY": "0", "__SAM_CLI_APP_DIR": str(root / ".local" / "sam")}
    return {**environment, **own, "PATH": path}


def _fault(command: str, log: Path) -> Fault:
    said = log.read_text(errors="replace")
    if any(sign in said for sign in _OFFLINE):
        return Fault(
            "No package registry answered, and sam build needs one for the functions' packages: "
            f"connect to the network, or name a mirror in PIP_INDEX_URL (details: {log})."
        )
    lines = "\n".join(said.strip().splitlines()[-_LAST_LINES:])
    return Fault(f"sam {command} failed; {log} has its output, which ended with:\n{lines}")
