"""Whether a fresh result says the same as the recorded one."""

from collections.abc import Iterator

from benchmarks.result import Figure, Result


def differences(recorded: Result, fresh: Result) -> Iterator[str]:
    """A sentence for each figure that is missing, outside its tolerance or over its budget."""
    for row, columns in recorded.rows.items():
        for column, figure in columns.items():
            where = f"{recorded.name}, {row}, {column}"
            found = fresh.rows.get(row, {}).get(column)
            if found is None:
                yield f"{where}: recorded, and not measured now."
            elif not _alike(figure, found):
                yield f"{where}: {_valued(found)}, recorded as {_valued(figure)}{_within(figure)}."
    yield from missed(fresh)


def missed(found: Result) -> Iterator[str]:
    """A sentence for each figure that does not keep its budget."""
    for row, columns in found.rows.items():
        for column, figure in columns.items():
            if not figure.within_budget:
                budget = (
                    f"at most {figure.at_most:g}"
                    if figure.at_most is not None and figure.value > figure.at_most
                    else f"at least {figure.at_least:g}"
                )
                yield f"{found.name}, {row}, {column}: {_valued(figure)}, the budget is {budget}."


def _alike(recorded: Figure, fresh: Figure) -> bool:
    factor = recorded.tolerance
    if factor is None or fresh.value == recorded.value:
        return True
    smaller, larger = sorted((abs(recorded.value), abs(fresh.value)))
    return larger <= smaller * factor


def _valued(figure: Figure) -> str:
    return f"{figure.value:g} {figure.unit}".strip()


def _within(figure: Figure) -> str:
    return "" if figure.tolerance == 1 else f" (to be within a factor of {figure.tolerance:g})"
