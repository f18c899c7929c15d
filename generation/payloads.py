"""What a publishing mutation must select: the plain fields of its payload's first release.

A field of a later release is optional forever, since a client of an earlier one cannot know it
(docs/decisions/0009-releases-are-kept.md).
"""

import re

from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from generation import releases
from story.api import Api

FILE = "src/chat/appsync/payloads.py"
_HEAD = '''\
"""What subscribers receive: the fields that each publishing mutation must select.

Written by `make generate`: the plain fields of each payload in its first release.
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


def _fields(type_name: str, api: Api) -> str:
    schemas = [*(release.api.schema for release in releases.read(api.root)), api.schema]
    first = next(each for each in schemas if type_name in each.type_map)
    kind = first.type_map[type_name]
    assert isinstance(kind, GraphQLObjectType), type_name  # noqa: S101
    plain = (
        name for name, field in kind.fields.items() if is_leaf_type(get_named_type(field.type))
    )
    return "frozenset(\n    {\n" + "".join(f'        "{name}",\n' for name in plain) + "    }\n)"


def _name(type_name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type_name).upper()
