"""What each role may do, as a table of docs/authorization.md and as a module of the web app."""

import re
from collections.abc import Iterable

from chat.domain.grants import BETWEEN_TWO, GRANTS
from chat.domain.models import MemberRole
from story.api import Api

PAGE = "docs/authorization.md"
MODULE = "web/src/graphql/grants.ts"
_BETWEEN = re.compile(r"(<!-- generated: grants -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def page(api: Api) -> str:
    """The page with its table regenerated."""
    heads = ["May", *(f"{role.lower()} of a group" for role in MemberRole), "either of two"]
    rows = [
        [
            permission.value,
            *_marks(role in roles for role in MemberRole),
            *_marks([permission in BETWEEN_TWO]),
        ]
        for permission, roles in GRANTS.items()
    ]
    lines = [_line(heads), _line(["---"] * len(heads)), *map(_line, rows)]
    text = (api.root / PAGE).read_text()
    return _BETWEEN.sub(lambda found: f"{found[1]}{''.join(lines)}{found[3]}", text)


def module() -> str:
    """What the app offers is what the API allows."""
    granted = {
        permission.name: [role for role in MemberRole if role in roles]
        for permission, roles in GRANTS.items()
    }
    between_two = sorted(each.name for each in BETWEEN_TWO)
    return f"""\
/** What each role may do in a group. Written by `make generate`. */
export const GRANTS = {{
{"".join(f"  {each}: {_listed(roles)},\n" for each, roles in granted.items())}}} as const;

export type Permission = keyof typeof GRANTS;

/** What both people of a direct conversation may. */
export const BETWEEN_TWO: readonly Permission[] = {_listed(between_two)};
"""


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(f"'{each}'" for each in names)}]"


def _marks(granted: Iterable[bool]) -> list[str]:
    return ["yes" if each else "" for each in granted]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
