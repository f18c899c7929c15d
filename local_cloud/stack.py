"""The local cloud as a whole: bring it up, take it down.

`up` goes from whatever is there to a running chat. What runs is left running, what is deployed and
unchanged stays deployed: so it repairs what was killed, and is quick where all is well.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rich.console import Console

from chat_client import ChatError
from local_cloud import appsync, deployment, emulator, outputs, processes, proof, seed, web
from local_cloud.faults import Fault
from local_cloud.instance import Instance, on_free_ports
from local_cloud.outputs import Outputs
from local_cloud.progress import Progress


@dataclass(frozen=True, slots=True)
class Stack:
    """A local cloud that can be brought up and taken down.

    with_web: whether the web app is part of it, where it can be built.
    """

    instance: Instance
    progress: Progress
    with_web: bool = True

    def is_up(self) -> bool:
        """Whether all of it runs and is what the working tree describes."""
        return (
            processes.port(self.instance) == self.instance.port
            and emulator.is_current(self.instance)
            and appsync.is_running(self.instance)
            and self.instance.outputs_file.exists()
            and deployment.is_current(self.instance)
            and (not self._serves_web() or (web.is_running(self.instance) and self._web_is_built()))
        )

    def up(self) -> Outputs:
        """Start, deploy, seed and serve, unless it is done already. Raises Fault."""
        if processes.port(self.instance) not in {None, self.instance.port}:
            self.down()
        if not emulator.is_current(self.instance):
            self._start_emulator()
        if not deployment.is_current(self.instance):
            self.deploy()
        if not appsync.is_running(self.instance):
            with self.progress.step(f"Starting AppSync on port {self.instance.port}"):
                appsync.start(self.instance)
        seeded = self._seed()
        self._serve_web()
        return seeded

    def deploy(self) -> None:
        """Deploy the working tree, and stop the AppSync that serves an older one. Raises Fault."""
        with self.progress.step("Building the functions (sam build)"):
            deployment.bundle(self.instance)
        with self.progress.step("Deploying the template (sam deploy)"):
            deployment.deploy(self.instance)
        appsync.stop(self.instance)

    def prove(self) -> float:
        """Milliseconds from alice to bob. Raises Fault."""
        with self.progress.step("Proving that a message arrives"):
            return proof.delivery_ms(outputs.read(self.instance))

    def down(self) -> bool:
        """Stop all of it; its state is kept. Returns whether anything was running."""
        served = web.stop(self.instance) | appsync.stop(self.instance)
        stored = emulator.stop(self.instance)
        outputs.forget(self.instance)
        return served or stored

    def delete(self) -> None:
        """Delete what is deployed. Raises Fault when nothing runs, or sam fails."""
        if not emulator.is_running(self.instance):
            raise Fault("The chat is not running: start it with `make up`, or `make reset` it.")
        appsync.stop(self.instance)
        with self.progress.step("Deleting the stack (sam delete)"):
            deployment.delete(self.instance)
        outputs.forget(self.instance)

    def reset(self) -> None:
        """Stop all of it and forget its state."""
        self.down()
        shutil.rmtree(self.instance.folder, ignore_errors=True)

    def _start_emulator(self) -> None:
        appsync.stop(self.instance)
        emulator.stop(self.instance)  # one of an older checkout keeps what it has
        with self.progress.step(
            f"Starting the embedded AWS (MiniStack) on port {self.instance.emulator_port}"
        ):
            lost = emulator.start(self.instance)
        if lost:
            self.progress.say(f"[yellow]The embedded AWS was killed last time. Lost: {lost}.[/]")

    def _seed(self) -> Outputs:
        described = outputs.describe(self.instance)
        with self.progress.step("Seeding alice, bob and carol"):
            try:
                users = seed.seed(described)
            except ChatError as error:
                raise Fault(
                    f"The demo people could not be seeded ({error}): `make logs` shows what the "
                    "functions logged; `make reset` starts over."
                ) from error
        described["users"] = users
        described["webUrl"] = self.instance.web_url if self._serves_web() else None
        outputs.write(self.instance, described)
        return described

    def _serves_web(self) -> bool:
        return self.with_web and web.lacking() is None

    def _web_is_built(self) -> bool:
        return web.is_built(self.instance.root)

    def _serve_web(self) -> None:
        if self.with_web and (reason := web.lacking()):
            self.progress.say(f"[yellow]The web app is not served. {reason}.[/]")
        if not self._serves_web():
            return
        if not self._web_is_built():
            with self.progress.step("Building the web app (npm)"):
                web.build_app(self.instance.root)
        if not web.is_running(self.instance):
            with self.progress.step(f"Serving the web app on port {self.instance.web_port}"):
                web.start(self.instance)


@contextmanager
def running_stack(
    name: str, *, root: Path, parameters: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Outputs]:
    """A temporary stack on free ports, without the web app; for tests and benchmarks.

    name: of the instance. One of the same name that still runs, left behind by a killed process, is
    stopped first.  parameters: of the template, in place of their defaults.
    """
    instance = on_free_ports(name, root, parameters=parameters)
    stack = Stack(instance, Progress(Console(stderr=True)), with_web=False)
    stack.reset()
    try:
        yield stack.up()
    finally:
        stack.reset()
