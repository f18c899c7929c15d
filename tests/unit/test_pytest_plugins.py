"""What a run ends with: what could not run, and what was measured."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytest_plugins = ["pytester"]

_SKIPPING = """
    import pytest

    @pytest.mark.skip(reason="Node 20 is missing")
    @pytest.mark.parametrize("number", [1, 2])
    def test_in_node(number):
        pass

    def test_here():
        pass
"""
_MEASURING = """
    def test_messages(figure):
        figure("100 messages: median 30 ms")
"""


@pytest.fixture(autouse=True)
def _plugins_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def test_what_did_not_run_is_counted_with_its_reason(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(_SKIPPING)

    result = pytester.runpytest_subprocess("-p", "tests.not_run")

    result.stdout.fnmatch_lines(["NOT RUN: 2 tests (2: Node 20 is missing)"])


def test_a_complete_run_says_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_here(): pass")

    result = pytester.runpytest_subprocess("-p", "tests.not_run")

    assert result.ret == 0
    result.stdout.no_fnmatch_line("NOT RUN*")


@pytest.mark.parametrize("processes", [0, 2])
def test_what_was_measured_is_shown_whichever_process_measured_it(
    pytester: pytest.Pytester, processes: int
) -> None:
    pytester.makepyfile(_MEASURING)

    result = pytester.runpytest_subprocess("-p", "tests.figures", f"--numprocesses={processes}")

    result.stdout.fnmatch_lines(["MEASURED: 100 messages: median 30 ms"])
