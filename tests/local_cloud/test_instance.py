from pathlib import Path

import pytest

from local_cloud.faults import Fault
from local_cloud.instance import from_environment, is_free, on_free_ports


@pytest.mark.parametrize("port", ["http", "80", "70000", ""])
def test_a_port_that_is_none_is_refused_by_name(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_PORT", port)

    with pytest.raises(Fault, match="CHAT_PORT"):
        from_environment(Path.cwd())


@pytest.mark.parametrize("name", ["", "..", "a/b", "tools", "builds"])
def test_a_name_whose_folder_is_not_its_own_is_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAT_INSTANCE", name)

    with pytest.raises(Fault, match="CHAT_INSTANCE"):
        from_environment(Path.cwd())


@pytest.mark.parametrize("given", ["LogLevel", "=DEBUG", "LogLevel=", "LogLevel = DEBUG"])
def test_parameters_that_are_none_are_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_PARAMETERS", given)

    with pytest.raises(Fault, match="CHAT_PARAMETERS"):
        from_environment(Path.cwd())


def test_parameters_reach_the_commands_that_an_instance_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"LogLevel": "DEBUG", "SendsPerMinute": "600"}
    for name, value in on_free_ports("tests-1", tmp_path, parameters=given).variables.items():
        monkeypatch.setenv(name, value)

    assert from_environment(tmp_path).parameters == given


def test_one_setting_moves_all_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_PORT", "5000")

    moved = from_environment(Path.cwd())

    assert moved.graphql_url == "http://localhost:5000/graphql"
    assert moved.aws_endpoint == "http://localhost:5001"


def test_another_instance_has_ports_and_outputs_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHAT_INSTANCE", raising=False)

    own, other = from_environment(tmp_path), on_free_ports("tests", tmp_path)

    assert is_free(other.port)
    assert is_free(other.emulator_port)
    assert own.outputs_file == tmp_path / ".local" / "outputs.json"
    assert other.outputs_file.is_relative_to(other.folder)
