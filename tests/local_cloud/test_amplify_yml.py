"""The build on Amplify Hosting, played here: amplify.yml's commands in a clean copy of the app."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from local_cloud import web
from tests.contract.project import Project

ROOT = Path(__file__).resolve().parents[2]
_NPM = """#!/bin/sh
case "$1" in
  ci) exec cp -al "{installed}" . ;;
  *) exec "{npm}" "$@" ;;
esac
"""
_NOT_IN_A_CLONE = shutil.ignore_patterns("node_modules", "dist")


@pytest.fixture
def specification() -> Mapping[str, Any]:
    (application,) = yaml.safe_load((ROOT / "amplify.yml").read_text())["applications"]
    found: Mapping[str, Any] = application
    return found


@pytest.fixture
def app(tmp_path: Path, specification: Mapping[str, Any]) -> Path:
    """The app as in a new clone."""
    if reason := web.lacking():
        pytest.skip(reason)
    copy = tmp_path / "app"
    shutil.copytree(ROOT / specification["appRoot"], copy, ignore=_NOT_IN_A_CLONE)
    return copy


@pytest.fixture
def path(tmp_path: Path, specification: Mapping[str, Any]) -> str:
    """A PATH whose npm hands on the installed packages, which are what `npm ci` would fetch."""
    web.build_app(ROOT)
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    installed = ROOT / specification["appRoot"] / "node_modules"
    npm.write_text(_NPM.format(installed=installed, npm=shutil.which("npm")))
    npm.chmod(0o755)
    return f"{npm.parent}{os.pathsep}{os.environ['PATH']}"


def _declared() -> dict[str, Any]:
    """What the template passes to a build from the repository."""
    variables = Project(ROOT).resources("AWS::Amplify::App")["WebApp"]["EnvironmentVariables"]
    with_repository = (each.get("Fn::If", [None, each])[1] for each in variables)
    return {each["Name"]: each["Value"] for each in with_repository}


def _variables() -> dict[str, str]:
    """The same, each value telling its name."""
    return {name: f"the stack's {name}" for name in _declared()}


def _commands(specification: Mapping[str, Any]) -> list[str]:
    """In order, without those that choose a Node: here it is the one that is installed."""
    phases = specification["frontend"]["phases"]
    commands = [*phases["preBuild"]["commands"], *phases["build"]["commands"]]
    return [command for command in commands if not command.startswith("nvm ")]


def test_the_build_on_amplify_makes_an_app_that_knows_its_stack(
    specification: Mapping[str, Any], app: Path, path: str
) -> None:
    for command in _commands(specification):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=app,
            env=os.environ | _variables() | {"PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"

    published = app / specification["frontend"]["artifacts"]["baseDirectory"]
    assert (published / "index.html").is_file()
    assert json.loads((published / "config.json").read_text()) == {
        "graphqlUrl": "the stack's GRAPHQL_URL",
        "region": "the stack's REGION",
        "userPoolId": "the stack's USER_POOL_ID",
        "userPoolClientId": "the stack's USER_POOL_CLIENT_ID",
    }


def test_amplify_looks_for_the_app_where_the_template_says(
    specification: Mapping[str, Any],
) -> None:
    assert _declared()["AMPLIFY_MONOREPO_APP_ROOT"] == specification["appRoot"]
