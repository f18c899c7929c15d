"""A pytest plugin: ends the run with the number of tests that could not run, and why.

A skipped test is easily overlooked in a green run; this line is not.
"""

from collections import Counter

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last line, as in NOT RUN: 3 tests (3: Node 20 is missing)."""
    skipped = terminalreporter.getreports("skipped")
    if not skipped:
        return
    reasons = Counter(_reason(each) for each in skipped)
    listed = "; ".join(f"{count}: {reason}" for reason, count in reasons.most_common())
    terminalreporter.write_line(f"NOT RUN: {len(skipped)} tests ({listed})", yellow=True, bold=True)


def _reason(report: pytest.TestReport) -> str:
    where = report.longrepr
    text = where[2] if isinstance(where, tuple) else str(where)
    return text.removeprefix("Skipped: ")
