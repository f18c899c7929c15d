from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytest_plugins = ["pytester"]

_SOURCE = """
    import pytest

    @pytest.mark.skip(reason="Node 20 is missing")
    @pytest.mark.parametrize("number", [1, 2])
    def test_in_node(number):
        pass

    def test_here():
        pass
"""


def test_what_did_not_run_is_counted_with_its_reason(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(_SOURCE)

    result = pytester.runpytest_subprocess("-p", "tests.not_run")

    result.stdout.fnmatch_lines(["NOT RUN: 2 tests (2: Node 20 is missing)"])


def test_a_complete_run_says_nothing(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile("def test_here(): pass")

    result = pytester.runpytest_subprocess("-p", "tests.not_run")

    assert result.ret == 0
    result.stdout.no_fnmatch_line("NOT RUN*")
