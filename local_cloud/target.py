"""Which stack a command acts on: the local one, or one in AWS.

Their names and regions are samconfig.toml's, so that bare sam and these commands agree.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_cloud import environment
from local_cloud.faults import Fault
from local_cloud.instance import Instance

LOCAL = "local"
_SAM_NAMES = {LOCAL: LOCAL, "dev": "default", "prod": "prod"}


@dataclass(frozen=True, slots=True)
class Target:
    """A stack and how to reach it.

    config: the environment's name in samconfig.toml.  options: keyword arguments of boto3.client.
    variables: the environment of a program that is to reach the same stack.
    """

    config: str
    stack: str
    options: Mapping[str, Any]
    variables: Mapping[str, str]


def target(name: str, instance: Instance) -> Target:
    """The stack of an ENV of the Makefile. Raises Fault for an unknown one."""
    if name not in _SAM_NAMES:
        raise Fault(f"ENV={name} is unknown: use {', '.join(_SAM_NAMES)}.")
    config = _SAM_NAMES[name]
    settings = _settings(instance.root, config)
    if name == LOCAL:
        options = environment.options(instance)
        return Target(config, settings["stack_name"], options, environment.for_clients(instance))
    options = {"region_name": settings["region"]}
    return Target(config, settings["stack_name"], options, dict(os.environ))


def at_home(instance: Instance) -> Target:
    """The stack of the local cloud."""
    return target(LOCAL, instance)


def _settings(root: Path, config: str) -> Mapping[str, Any]:
    configured = tomllib.loads((root / "samconfig.toml").read_text())
    settings: Mapping[str, Any] = configured[config]["global"]["parameters"]
    return settings
