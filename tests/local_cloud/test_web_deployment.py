"""The web app's way to Amplify Hosting. The build is made up; tests/browser has the real one."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from rich.console import Console

from local_cloud import web
from local_cloud.faults import Fault
from local_cloud.progress import Progress
from local_cloud.target import Target
from local_cloud.web_deployment import Watch, deploy_web
from tests.local_cloud.fake_amplify import OUTPUTS, FakeAmplify

ROOT = Path(__file__).resolve().parents[2]
_NPM = """#!/bin/sh
case "$1" in
  ci) mkdir -p node_modules ;;
  run)
    mkdir -p dist/assets
    echo '<!doctype html>' > dist/index.html
    echo 'start()' > dist/assets/app-1.js
    echo 'of another stack' > dist/config.json
    ;;
esac
"""


@pytest.fixture
def amplify(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAmplify]:
    fake = FakeAmplify()
    with fake.running() as url:
        for name, value in {
            "AWS_ENDPOINT_URL_AMPLIFY": url,
            "AWS_ENDPOINT_URL_CLOUDFORMATION": url,
            "AWS_ACCESS_KEY_ID": "made-up",
            "AWS_SECRET_ACCESS_KEY": "made-up",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_MAX_ATTEMPTS": "1",
        }.items():
            monkeypatch.setenv(name, value)
        yield fake


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose app npm builds at once."""
    if reason := web.lacking():
        pytest.skip(reason)
    shutil.copytree(ROOT / "web" / "hosting", tmp_path / "web" / "hosting")
    shutil.copy(ROOT / "web" / "package.json", tmp_path / "web")
    (tmp_path / "web" / "package-lock.json").write_text("{}")
    _install_npm(tmp_path / "bin", _NPM)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    return tmp_path


def _install_npm(folder: Path, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "npm").write_text(script)
    (folder / "npm").chmod(0o755)


def _deploy(root: Path, *, patience: float = 60) -> str:
    target = Target("default", "serverless-chat-dev", {"region_name": "us-east-1"}, {})
    progress = Progress(Console(file=io.StringIO()))
    return deploy_web(target, root, progress, watch=Watch(pause=0.01, patience=patience))


def _command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "local_cloud", "deploy-web", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def _unzipped(bundle: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_build_is_uploaded_and_published_before_its_url_is_told(
    amplify: FakeAmplify, project: Path
) -> None:
    url = _deploy(project)

    assert url == OUTPUTS["WebUrl"]
    assert amplify.calls == [
        "create",
        "upload application/zip",
        "start 7",
        *("look", "look", "look"),
    ]


def test_the_zip_has_the_build_at_its_top_and_nothing_of_the_builds_own(
    amplify: FakeAmplify, project: Path
) -> None:
    _deploy(project)

    files = _unzipped(amplify.uploads[0])
    assert sorted(files) == ["assets/app-1.js", "config.json", "index.html"]
    assert files["index.html"] == "<!doctype html>\n"


def test_the_app_is_told_of_the_stack_it_is_deployed_beside(
    amplify: FakeAmplify, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHQL_URL", "https://elsewhere.example.com/graphql")
    monkeypatch.setenv("USER_POOL_ENDPOINT", "http://localhost:4001")

    _deploy(project)

    assert json.loads(_unzipped(amplify.uploads[0])["config.json"]) == {
        "graphqlUrl": OUTPUTS["GraphQLUrl"],
        "region": OUTPUTS["Region"],
        "userPoolId": OUTPUTS["UserPoolId"],
        "userPoolClientId": OUTPUTS["UserPoolClientId"],
    }


def test_a_failed_job_is_told_with_its_reason(amplify: FakeAmplify, project: Path) -> None:
    amplify.statuses = ["RUNNING", "FAILED"]
    amplify.steps = [
        {"stepName": "DEPLOY", "status": "FAILED", "statusReason": "The archive is too large."},
        {"stepName": "VERIFY", "status": "CANCELLED"},
    ]

    with pytest.raises(Fault, match=r"FAILED.* DEPLOY: The archive is too large\.$"):
        _deploy(project)


def test_a_failed_job_without_a_reason_is_told_with_its_log(
    amplify: FakeAmplify, project: Path
) -> None:
    amplify.statuses = ["FAILED"]
    amplify.steps = [
        {"stepName": "DEPLOY", "status": "FAILED", "logUrl": "https://logs.example.com/7"}
    ]

    with pytest.raises(Fault, match=r"DEPLOY: https://logs\.example\.com/7$"):
        _deploy(project)


def test_a_job_that_somebody_cancels_is_no_success(amplify: FakeAmplify, project: Path) -> None:
    amplify.statuses = ["CANCELLED"]

    with pytest.raises(Fault, match="Job 7 of Amplify Hosting ended as CANCELLED"):
        _deploy(project)


def test_a_job_without_end_is_not_waited_for(amplify: FakeAmplify, project: Path) -> None:
    amplify.statuses = ["RUNNING"]

    with pytest.raises(Fault, match="Job 7 of Amplify Hosting has not ended"):
        _deploy(project, patience=0.1)


def test_a_failed_upload_leaves_no_job_that_blocks_the_next(
    amplify: FakeAmplify, project: Path
) -> None:
    amplify.upload_status = 403

    with pytest.raises(Fault, match=r"could not be uploaded .*403.*: try again"):
        _deploy(project)

    assert amplify.calls == ["create", "upload application/zip", "stop"]


def test_a_job_that_cannot_be_stopped_does_not_hide_why_it_should_be(
    amplify: FakeAmplify, project: Path
) -> None:
    amplify.upload_status, amplify.stop_status = 403, 400

    with pytest.raises(Fault, match="could not be uploaded"):
        _deploy(project)


def test_a_build_that_fails_opens_no_job(amplify: FakeAmplify, project: Path) -> None:
    _install_npm(project / "bin", "#!/bin/sh\nexit 1\n")

    with pytest.raises(Fault, match="npm ci"):
        _deploy(project)

    assert amplify.calls == []


def test_without_node_nothing_is_tried_and_the_way_out_is_named(
    amplify: FakeAmplify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Fault, match=r"Node 20\.19 or newer .* install it"):
        _deploy(tmp_path)

    assert amplify.calls == []


def test_a_stack_without_a_web_app_is_told_how_it_gets_one(amplify: FakeAmplify) -> None:
    amplify.outputs = {name: value for name, value in OUTPUTS.items() if "Web" not in name}

    done = _command("--env", "dev")

    assert done.returncode == 1
    assert "serverless-chat-dev has no web app: deploy with WebHosting=manual" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_stack_that_does_not_exist_is_told_how_to_make_it(
    amplify: FakeAmplify, tmp_path: Path
) -> None:
    amplify.refusal = "ValidationError"

    with pytest.raises(Fault, match=r"no stack serverless-chat-dev: .*make deploy ENV=dev"):
        _deploy(tmp_path)


def test_other_trouble_with_aws_is_not_taken_for_a_missing_stack(
    amplify: FakeAmplify, tmp_path: Path
) -> None:
    amplify.refusal = "ExpiredToken"

    with pytest.raises(ClientError, match="ExpiredToken"):
        _deploy(tmp_path)


def test_without_credentials_it_is_said_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    done = _command("--env", "dev")

    assert done.returncode == 1
    assert "There are no AWS credentials: sign in" in done.stderr


def test_at_home_it_is_make_up_that_serves_the_app() -> None:
    done = _command()

    assert done.returncode == 1
    assert "`make up` serves the web app: choose ENV=dev or ENV=prod" in done.stderr
