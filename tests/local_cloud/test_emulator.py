"""The real MiniStack, started and stopped."""

from pathlib import Path

import boto3
import psutil
import pytest

from local_cloud import emulator, environment, processes
from local_cloud.instance import Instance

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not (ROOT / ".local" / "emulator" / ".installed").exists(),
    reason="the embedded AWS is not installed (make test installs it)",
)


@pytest.fixture
def instance(instance: Instance) -> Instance:
    (instance.root / ".local").mkdir(exist_ok=True)
    (instance.root / ".local" / "emulator").symlink_to(ROOT / ".local" / "emulator")
    return instance


def _note(instance: Instance, value: str) -> None:
    client = boto3.client("ssm", **environment.options(instance))
    client.put_parameter(Name="note", Value=value, Type="String", Overwrite=True)


def _noted(instance: Instance) -> str:
    client = boto3.client("ssm", **environment.options(instance))
    return client.get_parameter(Name="note")["Parameter"]["Value"]


def _kill(instance: Instance) -> None:
    main = processes.leader(instance, emulator.NAME)
    assert main is not None
    main.kill()
    psutil.wait_procs([main])


def test_its_state_survives_a_stop(instance: Instance) -> None:
    emulator.start(instance)
    _note(instance, "said")

    assert emulator.stop(instance)
    lost = emulator.start(instance)

    assert lost is None
    assert _noted(instance) == "said"


def test_killed_it_goes_back_to_the_last_stop_and_tells_what_is_lost(instance: Instance) -> None:
    emulator.start(instance)
    _note(instance, "saved")
    emulator.stop(instance)
    emulator.start(instance)
    _note(instance, "not saved")
    _kill(instance)

    lost = emulator.start(instance)

    assert lost is not None
    assert "after its last clean stop" in lost
    assert _noted(instance) == "saved"


def test_killed_before_any_stop_it_tells_that_all_is_lost(instance: Instance) -> None:
    emulator.start(instance)
    _kill(instance)

    lost = emulator.start(instance)

    assert lost is not None
    assert lost.startswith("all that was in it")


def test_it_listens_on_this_machine_only(instance: Instance) -> None:
    emulator.start(instance)

    main = processes.leader(instance, emulator.NAME)
    assert main is not None
    listening = {
        each.laddr[0] for each in main.net_connections() if each.status == psutil.CONN_LISTEN
    }

    assert listening == {"127.0.0.1"}


def test_stopping_what_does_not_run_says_so(instance: Instance) -> None:
    assert not emulator.stop(instance)


def test_the_persons_aws_account_is_out_of_reach(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "https://dynamodb.example.com")

    for variables in (environment.for_emulator(), environment.for_clients(instance)):
        assert "AWS_PROFILE" not in variables
        assert "AWS_ENDPOINT_URL_DYNAMODB" not in variables
        assert variables["AWS_ACCESS_KEY_ID"] == environment.ACCOUNT
