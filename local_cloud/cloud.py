"""The stacks in AWS: built like the local one, deployed by sam to the person's own account."""

import sys
from pathlib import Path

from local_cloud import build, sam
from local_cloud.target import Target


def deploy(target: Target, root: Path) -> None:
    """Build and deploy, with sam's own questions where somebody can answer them.

    Raises Fault when sam fails.
    """
    template = build.build(root, config=target.config, parameters={})
    unasked = () if sys.stdin.isatty() else ("--no-confirm-changeset",)
    _sam(target, root, "deploy", "--template-file", str(template), *unasked)


def delete(target: Target, root: Path) -> None:
    """Delete the stack, with sam's own questions. Raises Fault when sam fails."""
    _sam(target, root, "delete")


def _sam(target: Target, root: Path, command: str, *arguments: str) -> None:
    config = ("--config-file", str(root / "samconfig.toml"), "--config-env", target.config)
    sam.show([command, *arguments, *config], root=root, environment=target.variables)
