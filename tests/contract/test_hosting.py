"""Amplify Hosting: what the template says is what web/hosting/hosting.json says."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from tests.contract.project import Project


@pytest.fixture
def hosting(project: Project) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project.root / "web/hosting/hosting.json").read_text())
    return found


@pytest.fixture
def app(project: Project) -> Mapping[str, Any]:
    return project.resources("AWS::Amplify::App")["WebApp"]


@pytest.fixture
def headers(app: Mapping[str, Any]) -> tuple[Any, Any]:
    """What Amplify is given as headers: with a repository, and without."""
    text, variables = app["CustomHeaders"]["Fn::Sub"]
    condition, *places = variables["Place"]["Fn::If"]
    assert condition == "HasWebRepository"
    in_folder, alone = (yaml.safe_load(text.replace("${Place}", place)) for place in places)
    return in_folder, alone


def test_the_headers_are_those_of_the_app(
    headers: tuple[Any, Any], hosting: dict[str, Any]
) -> None:
    declared = headers[1]["customHeaders"]

    assert [(rule["pattern"], as_mapping(rule["headers"])) for rule in declared] == [
        (rule["pattern"], with_endpoints(rule["headers"], hosting["endpoints"]))
        for rule in hosting["headers"]
    ]


def test_a_build_from_the_repository_finds_the_headers_under_its_folder(
    project: Project, headers: tuple[Any, Any]
) -> None:
    in_folder, alone = headers
    (built,) = yaml.safe_load((project.root / "amplify.yml").read_text())["applications"]

    assert in_folder == {"applications": [{"appRoot": built["appRoot"], **alone}]}


def test_the_rewrites_are_those_of_the_app(app: Mapping[str, Any], hosting: dict[str, Any]) -> None:
    assert [
        {name.lower(): value for name, value in rule.items()} for rule in app["CustomRules"]
    ] == hosting["rewrites"]


def test_the_page_talks_to_its_own_stack_only(hosting: dict[str, Any]) -> None:
    for rule in hosting["headers"]:
        policy = rule["headers"].get("Content-Security-Policy", "")
        assert not re.search(r"https?:|wss?:|\*", policy)


def test_the_repositorys_token_is_never_shown(project: Project) -> None:
    assert project.template["Parameters"]["WebRepositoryToken"]["NoEcho"] is True


def as_mapping(headers: list[dict[str, str]]) -> dict[str, str]:
    return {header["key"]: header["value"] for header in headers}


def with_endpoints(headers: dict[str, str], endpoints: dict[str, str]) -> dict[str, str]:
    return {
        name: re.sub(r"\{(\w+)\}", lambda found: endpoints[found[1]], value)
        for name, value in headers.items()
    }
