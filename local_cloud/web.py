"""The web app as a service of the local cloud: built once for each state of web/, then served.

It is served by web/hosting/serve.py, with the headers and rewrites that Amplify Hosting gives it.
"""

import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from local_cloud import build, environment, ports, processes
from local_cloud.exclusive import exclusively
from local_cloud.faults import Fault
from local_cloud.instance import Instance
from local_cloud.processes import Service

NAME = "web"
TITLE = "the web app"
_OLDEST_NODE = (20, 19)
_INPUTS = (
    "schema.graphql",
    *(
        f"web/{name}"
        for name in (
            *("src", "public", "plugins", "index.html", "graphiql.html"),
            *("vite.config.ts", "tsconfig.json", "package.json", "package-lock.json"),
        )
    ),
)
_START_SECONDS, _STOP_SECONDS = 15, 5


def lacking() -> str | None:
    """Why the app cannot be built on this machine; None where it can."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return "Node 20.19 or newer with npm is missing: install it"
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if asked.returncode:  # as of a version manager's node where no version is chosen
        return "`node --version` fails: install Node 20.19 or newer, or choose it"
    found = tuple(int(part) for part in re.findall(r"\d+", asked.stdout)[:2])
    if found < _OLDEST_NODE:
        return f"Node is too old ({asked.stdout.strip()}): install 20.19 or newer"
    return None


def is_built(root: Path) -> bool:
    """Whether web/dist was built from the working tree."""
    stamp = _stamp(root)
    return stamp.exists() and stamp.read_text() == _digest(root)


def install(root: Path) -> None:
    """Install what package-lock.json names, unless that was done. Raises Fault when npm fails."""
    lock = root / "web" / "package-lock.json"
    installed = root / "web" / "node_modules" / ".installed"
    if not installed.exists() or installed.read_text() != lock.read_text():
        _npm(root, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        installed.write_text(lock.read_text())


def build_app(root: Path) -> None:
    """Install what the app needs and build it. Raises Fault when npm fails."""
    with exclusively(root / ".local" / "npm.lock"):
        if is_built(root):
            return
        digest = _digest(root)
        install(root)
        _npm(root, "run", "build")
        _stamp(root).write_text(digest)


def is_running(instance: Instance) -> bool:
    """Whether its process is running."""
    return processes.leader(instance, NAME) is not None


def start(instance: Instance) -> None:
    """Serve what is built. Raises Fault when the port is taken."""
    ports.require_free(instance, instance.web_port, TITLE)
    processes.start(_service(instance), instance, timeout=_START_SECONDS)


def stop(instance: Instance) -> bool:
    """Stop it. Returns whether it was running."""
    was_running = is_running(instance)
    processes.stop(instance, NAME, patience=_STOP_SECONDS)
    return was_running


def _npm(root: Path, *arguments: str) -> None:
    log = root / ".local" / "logs" / "npm.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as written:
        done = subprocess.run(  # noqa: S603 - our own arguments
            [shutil.which("npm") or "npm", *arguments],
            cwd=root / "web",
            stdout=written,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise Fault(
            f"`npm {' '.join(arguments)}` failed in web/; {log} says why. Without a connection to "
            "the npm registry the app cannot be built; the rest of the chat runs without it."
        )


def _service(instance: Instance) -> Service:
    web = instance.root / "web"
    return Service(
        name=NAME,
        title=TITLE,
        command=[
            *(sys.executable, str(web / "hosting" / "serve.py")),
            *("--dist", str(web / "dist"), "--outputs", str(instance.outputs_file)),
            *("--port", str(instance.web_port)),
        ],
        environment=environment.for_clients(instance),
        ready=lambda: _answers(instance.web_url),
    )


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError:  # until the outputs are written it answers with an error
        return True
    except OSError:
        return False


def _stamp(root: Path) -> Path:
    return root / "web" / "dist" / ".built"


def _digest(root: Path) -> str:
    return build.digest(root, _INPUTS, [])
