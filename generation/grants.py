"""What each role may do, as a table of docs/authorization.md and as a module of the web app."""

import re
from collections.abc import Iterable

from chat.domain.grants import BETWEEN_TWO, GRANTS, NOT_WHILE_MUTED
from chat.domain.models import MemberRole
from story.api import Api

PAGE = "docs/authorization.md"
MODULE = "web/src/graphql/grants.ts"
_BETWEEN = re.compile(r"(<!-- generated: grants -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def page(api: Api) -> str:
    """The page with its table regenerated."""
    heads = ["May", *(role.lower() for role in MemberRole), "while muted", "either of two"]
    rows = [
        [
            permission.value,
            *_marks(role in roles for role in MemberRole),
            *_marks([permission not in NOT_WHILE_MUTED, permission in BETWEEN_TWO]),
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
    between_two = [each.name for each in GRANTS if each in BETWEEN_TWO]
    not_while_muted = [each.name for each in GRANTS if each in NOT_WHILE_MUTED]
    return f"""\
/** What each role may do in a group, from the highest down. Written by `make generate`. */
export const GRANTS = {{
{"".join(f"  {each}: {_listed(roles)},\n" for each, roles in granted.items())}}} as const;

export type Permission = keyof typeof GRANTS;

/** From the highest down: each may more than those after it. */
export const ROLES = {_listed(MemberRole)} as const;

/** What both people of a direct conversation may. */
export const BETWEEN_TWO: readonly Permission[] = {_below_each_other(between_two)};

/** What nobody may who is muted. */
export const NOT_WHILE_MUTED: readonly Permission[] = {_below_each_other(not_while_muted)};
"""


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(f"'{each}'" for each in names)}]"


def _below_each_other(names: Iterable[str]) -> str:
    """As the formatter wants it where they do not fit into a line."""
    return f"[\n{''.join(f"  '{each}',\n" for each in names)}]"


def _marks(granted: Iterable[bool]) -> list[str]:
    return ["yes" if each else "" for each in granted]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
