"""One local cloud: its name, its ports and its folder.

The person's own is called `default`; tests make others, so that both can run at the same time.
"""

import os
import re
import secrets
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from local_cloud.faults import Fault

NAME, PORT, PARAMETERS = "CHAT_INSTANCE", "CHAT_PORT", "CHAT_PARAMETERS"
DEFAULT_NAME = "default"
DEFAULT_PORT = 4000
_PORTS = 3
# Folders of .local that belong to no instance
_TAKEN = ("bench", "builds", "emulator", "logs", "policy", "sam", "tools")
_HIGHEST_BASE = 65535 - _PORTS
_BASES = range(20_000, 32_000, _PORTS)
"""Below what Linux and macOS give to outgoing connections, which could take one meanwhile."""


@dataclass(frozen=True, slots=True)
class Instance:
    """Where a local cloud lives.

    port: AppSync's; the emulator has the next one, the web app the one after.
    root: the project's folder.
    parameters: of the template, in place of their defaults.
    """

    name: str
    port: int
    root: Path
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        """The environment in which `from_environment` finds this instance."""
        given = " ".join(f"{name}={value}" for name, value in self.parameters.items())
        return {NAME: self.name, PORT: str(self.port), PARAMETERS: given}

    @property
    def folder(self) -> Path:
        """Its state; git ignores it."""
        return self.root / ".local" / self.name

    @property
    def emulator_port(self) -> int:
        """The port of the embedded AWS."""
        return self.port + 1

    @property
    def web_port(self) -> int:
        """The port of the web app."""
        return self.port + 2

    @property
    def web_url(self) -> str:
        """Where the web app is."""
        return f"http://localhost:{self.web_port}"

    @property
    def aws_endpoint(self) -> str:
        """Where the embedded AWS answers; what AWS_ENDPOINT_URL is set to."""
        return f"http://localhost:{self.emulator_port}"

    @property
    def graphql_url(self) -> str:
        """Where appsync_local answers queries and mutations."""
        return f"http://localhost:{self.port}/graphql"

    @property
    def outputs_file(self) -> Path:
        """What a client needs to know; the default instance keeps it in the well-known place."""
        if self.name == DEFAULT_NAME:
            return self.root / ".local" / "outputs.json"
        return self.folder / "outputs.json"


def from_environment(root: Path) -> Instance:
    """The person's own instance. CHAT_PORT moves it to other ports.

    CHAT_PARAMETERS gives the template's parameters other values, as in "LogLevel=DEBUG
    SendsPerMinute=600".  CHAT_INSTANCE names another instance, as tests do.
    Raises Fault for an invalid port, a name that cannot be a folder of its own, and parameters that
    do not read like that.
    """
    given = os.environ.get(PORT, str(DEFAULT_PORT))
    if not given.isdecimal() or not 1024 <= int(given) <= _HIGHEST_BASE:
        raise Fault(f"{PORT} is {given!r}: give a number from 1024 to {_HIGHEST_BASE}.")
    name = os.environ.get(NAME, DEFAULT_NAME)
    if not re.fullmatch(r"[\w-]+", name) or name in _TAKEN:
        raise Fault(f"{NAME} is {name!r}: give letters and digits, but not {', '.join(_TAKEN)}.")
    return Instance(name=name, port=int(given), root=root, parameters=_parameters())


def on_free_ports(
    name: str, root: Path, *, parameters: Mapping[str, str] = MappingProxyType({})
) -> Instance:
    """An instance beside the person's own."""
    return Instance(name=name, port=_free_base(), root=root, parameters=parameters)


def _parameters() -> dict[str, str]:
    given = os.environ.get(PARAMETERS, "").split()
    pairs = [each.partition("=") for each in given]
    for name, equals, value in pairs:
        if not (name and equals and value):
            raise Fault(
                f"{PARAMETERS} is {' '.join(given)!r}: give Name=value, with spaces between."
            )
    return {name: value for name, _, value in pairs}


def _free_base() -> int:
    while True:
        base = secrets.choice(_BASES)
        if all(is_free(base + offset) for offset in range(_PORTS)):
            return base


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with ExitStack() as sockets:
        try:
            sockets.enter_context(socket.create_server(("127.0.0.1", port)))
        except OSError:
            return False
    return True
