"""The web app's engine over the unmodified Amplify client and a wire that is cut, on the stack."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from local_cloud import web
from local_cloud.outputs import Outputs
from tests.conftest import ROOT

PATIENCE_S = 300


def test_the_engine_ends_with_the_list_of_the_server_whatever_happens_to_its_wire(
    outputs: Outputs, tmp_path: Path
) -> None:
    if reason := web.lacking():
        pytest.skip(reason)
    web.install(ROOT)
    told = tmp_path / "outputs.json"
    told.write_text(json.dumps(outputs))

    ended = subprocess.run(
        [shutil.which("npx") or "npx", "vitest", "run", "tests/stack"],
        cwd=ROOT / "web",
        env={**os.environ, "CHAT_OUTPUTS": str(told)},
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
