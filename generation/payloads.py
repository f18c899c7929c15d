"""What a publishing mutation must select: the plain fields that its payload had when it came.

A field of a later release is optional for ever, since a client of an earlier one cannot know it
(docs/decisions/0009-releases-are-kept.md).
"""

import re
from collections.abc import Iterator

from graphql import GraphQLObjectType, GraphQLSchema, get_named_type, is_leaf_type

from story.api import Api, build

FILE = "src/chat/appsync/payloads.py"
RELEASES = "releases"
_HEAD = '''\
"""What subscribers receive: the fields that each publishing mutation must select.

Written by `make generate`: the plain fields of the payload in the release in which it came.
"""

from collections.abc import Mapping
'''


def content(api: Api) -> str:
    """The file."""
    kinds = dict.fromkeys(api.publishing.values())
    payloads = [f"{_name(kind)} = {_fields(kind, api)}" for kind in kinds]
    required = [f'    "{each}": {_name(kind)},\n' for each, kind in api.publishing.items()]
    mapping = "REQUIRED: Mapping[str, frozenset[str]] = {\n" + "".join(required) + "}"
    return "\n".join([_HEAD, *payloads, mapping, ""])


def schemas(api: Api) -> Iterator[GraphQLSchema]:
    """Those of all releases, the oldest first, and the present one."""
    folders = (api.root / RELEASES).glob("*.*.*/")
    for folder in sorted(folders, key=lambda each: [*map(int, each.name.split("."))]):
        yield build((folder / "schema.graphql").read_text())
    yield api.schema


def _fields(type_name: str, api: Api) -> str:
    first = next(each for each in schemas(api) if type_name in each.type_map)
    kind = first.type_map[type_name]
    assert isinstance(kind, GraphQLObjectType), type_name  # noqa: S101
    plain = (
        name for name, field in kind.fields.items() if is_leaf_type(get_named_type(field.type))
    )
    return "frozenset(\n    {\n" + "".join(f'        "{name}",\n' for name in plain) + "    }\n)"


def _name(type_name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type_name).upper()
