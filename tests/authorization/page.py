"""docs/authorization.md as data: the tests are made from it, so it says what is true or they fail.

A check yields findings, one sentence each. No finding means that the page speaks of every entrance,
and of nothing else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import GraphQLField, GraphQLObjectType

from appsync_local.schema import directives
from tests.contract.project import Project

PAGE = "docs/authorization.md"
GRANTED = frozenset(["yes", "own"])
POLICY = "policy"
"""What only IAM refuses: checked in the template, since appsync_local evaluates no policies."""

_DIRECTIVE = re.compile(r"@(\w+)")


@dataclass(frozen=True)
class Cell:
    """What one caller gets from one field. situation: with which arguments, where that matters."""

    coordinate: str
    situation: str
    caller: str
    outcome: str

    def __str__(self) -> str:
        field = self.coordinate.removeprefix("Query.").removeprefix("Mutation.")
        where = f" ({self.situation})" if self.situation else ""
        return f"{field}{where} as {self.caller}: {self.outcome}"

    @property
    def is_mutation(self) -> bool:
        """Whether it is about a mutation."""
        return self.coordinate.startswith("Mutation.")


@dataclass(frozen=True)
class Page:
    """The page's tables.

    callers, outcomes: those that it explains.  directives: by type or field, as in aws_iam.
    """

    cells: tuple[Cell, ...]
    callers: frozenset[str]
    outcomes: frozenset[str]
    directives: Mapping[str, frozenset[str]]

    @property
    def asked(self) -> list[Cell]:
        """The cells that are asked of the running API."""
        return [cell for cell in self.cells if cell.outcome != POLICY]

    @property
    def rows(self) -> frozenset[tuple[str, str]]:
        """The fields, each with its situation."""
        return frozenset((cell.coordinate, cell.situation) for cell in self.cells)


def read(markdown: str) -> Page:
    """The page. Raises ValueError where a table is missing, or a row has too many or few cells."""
    (_, _, *callers), *rows = _table(markdown, "The matrix")
    return Page(
        cells=tuple(
            Cell(coordinate, situation, caller, outcome)
            for coordinate, situation, *outcomes in rows
            for caller, outcome in zip(callers, outcomes, strict=True)
        ),
        callers=frozenset(row[0] for row in _table(markdown, "Callers")[1:]),
        outcomes=frozenset(row[0] for row in _table(markdown, "Outcomes")[1:]),
        directives={
            name: frozenset(_DIRECTIVE.findall(listed))
            for name, listed, *_ in _table(markdown, "Directives")[1:]
        },
    )


def findings(page: Page, project: Project) -> Iterator[str]:
    """Where page and project disagree, or the page does not explain itself."""
    entrances = frozenset(_entrances(project))
    told = {cell.coordinate for cell in page.cells}
    for coordinate in sorted(entrances - told):
        yield f"{PAGE}: {coordinate} has no row: say what each caller gets from it."
    for coordinate in sorted(told - entrances):
        yield f"{PAGE}: {coordinate} has a row, but is no entrance of schema.graphql."
    for caller in sorted({cell.caller for cell in page.cells} ^ page.callers):
        yield f"{PAGE}: {caller} is not both a column and explained."
    for outcome in sorted({cell.outcome for cell in page.cells} ^ page.outcomes):
        yield f"{PAGE}: {outcome} is not both a cell and explained."
    declared = dict(_directives(project))
    for name in sorted(declared.keys() | page.directives.keys()):
        if declared.get(name) != page.directives.get(name):
            yield f"{PAGE}: the directives of {name} are not those of schema.graphql."


def _entrances(project: Project) -> Iterator[str]:
    """Every field that runs something: the root fields, and those below with a resolver."""
    yield from project.root_coordinates()
    yield from (resolver.coordinate for resolver in project.resolvers)


def _directives(project: Project) -> Iterator[tuple[str, frozenset[str]]]:
    """Types and fields that say themselves who may reach them, by name or coordinate."""
    for name, kind in project.schema.type_map.items():
        if isinstance(kind, GraphQLObjectType):
            nodes: dict[str, GraphQLObjectType | GraphQLField] = {name: kind}
            nodes |= {f"{name}.{field}": value for field, value in kind.fields.items()}
            for place, node in nodes.items():
                written = (node.ast_node and node.ast_node.directives) or ()
                if directives.access(written):
                    ours = {each.name.value for each in written} - {"aws_subscribe"}
                    yield place, frozenset(ours)


def _table(markdown: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, its own heading first, the rule left out."""
    _, found, section = markdown.partition(f"\n## {heading}\n")
    lines = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("|")]
    if not found or len(lines) < 3:
        raise ValueError(f"{PAGE} needs a table under the heading {heading!r}.")
    rows = [_cells(line) for line in (lines[0], *lines[2:])]
    for row in rows:
        if len(row) != len(rows[0]):
            raise ValueError(f"{PAGE}: a row under {heading!r} needs {len(rows[0])} cells: {row}")
    return rows


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|")]
