"""The budgets of the design, each beside the recorded figure that comes nearest to breaking it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks import markdown
from benchmarks.costs import CALLS, READS, WAVES, WRITES
from benchmarks.result import Figure, Result

_ANY_SIZE = "2 to 100,000 members, 10 to 100,000 messages"


@dataclass(frozen=True, slots=True)
class Budget:
    """What was promised: the figures of a result that have a budget.

    row: what the names of their rows begin with.  column: the name of their column, if not any.
    """

    what: str
    result: str
    row: str = ""
    column: str | None = None

    def figures(self, found: Result) -> Iterator[Figure]:
        """Those that are held to it."""
        for row, columns in found.rows.items():
            for column, figure in columns.items():
                has_budget = figure.at_most is not None or figure.at_least is not None
                if has_budget and row.startswith(self.row) and self.column in (None, column):
                    yield figure


BUDGETS = (
    *(
        Budget(f"{row}: {column}; {_ANY_SIZE}", "scaling", row, column)
        for row, columns in (
            ("`sendMessage`", (CALLS, WRITES, READS)),
            ("`messages`", (WAVES, READS)),
            ("`markRead`", (CALLS, WRITES, READS)),
            ("`sync`, nothing new", (WAVES, READS)),
        )
        for column in columns
    ),
    *(
        Budget(f"`inbox` of 50 conversations: {column}", "capacity", "`inbox`", column)
        for column in (WAVES, READS)
    ),
    Budget("Retries per message, up to 100 senders at once", "contention", column="retries"),
    Budget("Transactions per reaction, 100 people at one message at once, p50", "crowd"),
    Budget("Cold start of any function, times a bare handler's", "cold-start"),
    Budget("Own time in a warm `sendMessage`, ms", "warm"),
    Budget("`appsync_local` beside the amplify-appsync-simulator, the nearest of all", "peers"),
    Budget("Bundle, MB", "bundle"),
)


def table(results: Mapping[str, Result]) -> str:
    """Every budget with its nearest figure. results: those recorded, by name."""
    rows = []
    for budget in BUDGETS:
        found = results.get(budget.result)
        figures = list(budget.figures(found)) if found else []
        if figures:
            nearest = max(figures, key=_share)
            kept = "✓" if nearest.within_budget else "✗"
            rows.append([budget.what, markdown.budget(nearest), markdown.shown(nearest), kept])
        else:
            rows.append([budget.what, "", "not recorded", ""])
    return markdown.table(["", "Budget", "Measured", ""], rows)


def _share(figure: Figure) -> float:
    """How much of the budget is used up; above 1, it is broken."""
    if figure.at_least is not None:
        return figure.at_least / figure.value if figure.value else float("inf")
    assert figure.at_most is not None, "it was chosen for its budget"  # noqa: S101
    if figure.at_most == 0:
        return 1 + figure.value
    return figure.value / figure.at_most
