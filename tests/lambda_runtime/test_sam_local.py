"""The events of events/ through `sam local invoke`, which runs Lambda's image in a container.

The containers share this machine's network, so that they reach the table in the embedded AWS.
"""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from local_cloud import build, storyteller
from local_cloud.functions import operation
from local_cloud.target import LOCAL, Target
from story.api import read
from tests.conftest import ROOT
from tests.lambda_runtime.invoke_api import answering
from tests.lambda_runtime.runtime_api import Reply

SAM = ROOT / ".local" / "tools" / "bin" / "sam"


def _engine_is_missing() -> bool:
    docker = shutil.which("docker")
    if docker is None or sys.platform != "linux":
        return True
    return subprocess.run([docker, "info"], capture_output=True, check=False).returncode != 0


pytestmark = pytest.mark.skipif(
    _engine_is_missing(), reason="a container engine on Linux is missing: install Docker"
)


@dataclass(frozen=True)
class Container:
    """One function. template: a built one.  name: the function's logical id."""

    template: Path
    name: str

    async def invoke(self, event: bytes) -> Reply:
        """What became of an event. Raises AssertionError where sam itself fails."""
        sam = await asyncio.create_subprocess_exec(
            *(SAM, "local", "invoke", self.name, "--event", "-"),
            *("--template", self.template, "--docker-network", "host", "--skip-pull-image"),
            "--language-extensions",  # as samconfig.toml says, which is not beside this template
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        answer, log = await sam.communicate(event)
        assert sam.returncode == 0, log.decode()
        body = answer.strip().splitlines()[-1]
        document = json.loads(body)
        return Reply(body, is_failure=isinstance(document, dict) and "errorType" in document)


async def test_the_story_comes_true(
    empty: Target, names: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = storyteller.told(ROOT)
    called = {read().functions[step.call] for step in story.steps}
    template = _built(empty, tmp_path)
    containers = {names[operation(each)]: Container(template, each) for each in called}

    async with answering(containers) as endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", endpoint)
        telling = storyteller.play(story, story.steps, names, empty)
        played = await asyncio.to_thread(lambda: list(telling))

    misfits = [(step.name, came) for step, came in played if not came.fits(step, story.names)]
    assert misfits == []
    assert len(played) == len(story.steps)


def _built(target: Target, folder: Path) -> Path:
    """The built template, whose functions know the story's table and the embedded AWS.

    sam sets only the variables that a template names, so the endpoint is written into it.
    """
    parameters = {"Environment": LOCAL, "Architecture": build.host_architecture()}
    built = build.build(ROOT, config=LOCAL, parameters=parameters)
    template = yaml.safe_load(built.read_text())
    template["Globals"]["Function"]["Environment"]["Variables"] |= {
        "TABLE_NAME": target.stack,
        "AWS_ENDPOINT_URL": target.variables["AWS_ENDPOINT_URL"],
    }
    for name, resource in template["Resources"].items():
        if not name.startswith("Fn::") and resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = str(
                built.parent / resource["Properties"]["CodeUri"]
            )
    written = folder / "template.yaml"
    written.write_text(yaml.safe_dump(template))
    return written
