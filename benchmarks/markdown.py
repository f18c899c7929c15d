"""Tables in documents, written from results so that no document can drift from what was measured.

A table stands between `<!-- table: name -->` and `<!-- end -->`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.result import Figure

_BETWEEN = re.compile(r"(<!-- table: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns after the first are aligned to the right: they hold numbers."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def number(value: float) -> str:
    """With three significant digits, and commas in thousands."""
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{float(f'{value:.3g}'):,.10g}"


def shown(figure: Figure) -> str:
    """The value, and in brackets the spread of its runs where they differed."""
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return number(figure.value)
    return f"{number(figure.value)} ({number(figure.low)} … {number(figure.high)})"


def filled(document: str, tables: Mapping[str, str]) -> str:
    """The document with the tables that it has a place for; others stay as they are."""

    def fill(place: re.Match[str]) -> str:
        body = tables.get(place["name"], place["body"])
        return f"{place[1]}{body}{place[4]}"

    return _BETWEEN.sub(fill, document)


def places(document: str) -> list[str]:
    """The names of the tables that a document has a place for."""
    return [place["name"] for place in _BETWEEN.finditer(document)]


def budget(figure: Figure) -> str:
    """The figure's budget, in words; nothing without one."""
    if figure.at_most == 0:
        return "none"
    if figure.at_most is not None:
        return f"≤ {number(figure.at_most)}"
    return f"≥ {number(figure.at_least)}" if figure.at_least is not None else ""
