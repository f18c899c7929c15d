"""The web app on Amplify Hosting, deployed from this machine: no repository is connected.

Amplify opens a job and returns a URL, the zipped build is uploaded there, the job publishes it. The
previous version stays online until a job succeeds. Source: Amplify Hosting API reference,
CreateDeployment, StartDeployment, GetJob and StopJob.
"""

import contextlib
import os
import subprocess
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from local_cloud import template_outputs, web
from local_cloud.faults import Fault
from local_cloud.progress import Progress
from local_cloud.target import Target

_CONFIG = "config.json"
# web/hosting/write-config.js reads those on the left; on the right are the template's outputs.
_VARIABLES = {
    "GRAPHQL_URL": "GraphQLUrl",
    "REGION": "Region",
    "USER_POOL_ID": "UserPoolId",
    "USER_POOL_CLIENT_ID": "UserPoolClientId",
}
_AT_HOME_ONLY = "USER_POOL_ENDPOINT"
_FIRST = "deploy with WebHosting=manual first, as docs/deploy.md says."
_SUCCEEDED = "SUCCEED"
_ENDED = (_SUCCEEDED, "FAILED", "CANCELLED")
_UPLOAD_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Watch:
    """How a job is watched. pause: seconds between two checks.  patience: seconds in all."""

    pause: float = 2
    patience: float = 600


def deploy_web(
    target: Target, root: Path, progress: Progress, *, watch: Watch | None = None
) -> str:
    """Build the app for a stack in AWS and publish it; returns its URL.

    Raises Fault when the stack has no web app, the build fails, or Amplify does not publish it.
    """
    outputs = _outputs(target)
    if reason := web.lacking():
        raise Fault(f"{reason}.")
    with progress.step("Building the web app (npm)"):
        web.build_app(root)
    with tempfile.TemporaryDirectory() as folder:
        bundle = _bundle(root / "web", outputs, Path(folder))
        _publish(bundle, target, outputs, progress, watch or Watch())
    return outputs["WebUrl"]


def _outputs(target: Target) -> Mapping[str, str]:
    """The stack's outputs, those of the web app among them."""
    outputs = template_outputs.read(target)
    if "WebAppId" not in outputs:
        raise Fault(f"The stack {target.stack} has no web app: {_FIRST}")
    return outputs


def _bundle(app: Path, outputs: Mapping[str, str], folder: Path) -> Path:
    """The build and the stack's config.json in a zip file.

    Files are at its top level: in a folder Amplify would not find them. Source: Amplify
    Hosting user guide, "Deploying without a Git repository".
    """
    config = _write_config(app, outputs, folder / _CONFIG)
    bundle = folder / "web.zip"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted(_built(app / "dist")):
            archive.write(file, name)
        archive.write(config, _CONFIG)
    return bundle


def _write_config(app: Path, outputs: Mapping[str, str], config: Path) -> Path:
    values = {variable: outputs[output] for variable, output in _VARIABLES.items()}
    variables = os.environ | values
    variables.pop(_AT_HOME_ONLY, None)
    subprocess.run(  # noqa: S603 - our own arguments
        ["node", "hosting/write-config.js", str(config)],  # noqa: S607 - the person's own Node
        cwd=app,
        env=variables,
        check=True,
    )
    return config


def _built(dist: Path) -> Iterator[tuple[str, Path]]:
    """What people load, by its path; not what the build keeps for itself."""
    for file in dist.rglob("*"):
        name = file.relative_to(dist).as_posix()
        if file.is_file() and name != _CONFIG and not file.name.startswith("."):
            yield name, file


def _publish(
    bundle: Path, target: Target, outputs: Mapping[str, str], progress: Progress, watch: Watch
) -> None:
    amplify = boto3.client("amplify", **target.options)
    branch = {"appId": outputs["WebAppId"], "branchName": outputs["WebBranchName"]}
    created = amplify.create_deployment(**branch)
    job = {**branch, "jobId": created["jobId"]}
    try:
        with progress.step(f"Uploading it ({bundle.stat().st_size / 1e6:.1f} MB)"):
            _upload(bundle, created["zipUploadUrl"])
        amplify.start_deployment(**job)
    except BaseException:  # also Ctrl-C: a job that never ends keeps Amplify from opening another
        with contextlib.suppress(BotoCoreError, ClientError):  # the first error is what to report
            amplify.stop_job(**job)
        raise
    with progress.step("Publishing it on Amplify Hosting"):
        _require_success(_ended(amplify, job, watch))


def _upload(bundle: Path, url: str) -> None:
    request = urllib.request.Request(  # noqa: S310 - Amplify's address
        url, data=bundle.read_bytes(), method="PUT", headers={"Content-Type": "application/zip"}
    )
    try:
        with urllib.request.urlopen(request, timeout=_UPLOAD_SECONDS):  # noqa: S310 - as above
            return
    except OSError as error:
        raise Fault(f"The web app could not be uploaded ({error}): try again.") from error


def _ended(amplify: Any, job: Mapping[str, str], watch: Watch) -> Mapping[str, Any]:
    """The job, once it has ended."""
    deadline = time.monotonic() + watch.patience
    while time.monotonic() < deadline:
        found: Mapping[str, Any] = amplify.get_job(**job)["job"]
        if found["summary"]["status"] in _ENDED:
            return found
        time.sleep(watch.pause)
    raise Fault(
        f"Job {job['jobId']} of Amplify Hosting has not ended after {watch.patience:.0f} s: "
        "it may still succeed; the Amplify console shows it."
    )


def _require_success(job: Mapping[str, Any]) -> None:
    summary = job["summary"]
    if summary["status"] == _SUCCEEDED:
        return
    reasons = [
        f"{step['stepName']}: {step.get('statusReason') or step.get('logUrl', 'no reason given')}"
        for step in job["steps"]
        if step["status"] == "FAILED"
    ]
    raise Fault(
        f"Job {summary['jobId']} of Amplify Hosting ended as {summary['status']}; the previous "
        f"version is still online. {'; '.join(reasons)}".rstrip()
    )
