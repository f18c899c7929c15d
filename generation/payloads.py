"""What a publishing mutation must select: the plain fields of its payload's first release.

Of objects in a payload that no function of their own resolves, all or nothing. Another payload in
a payload is for queries: nobody receives it, but for the one in `reply`.

A field of a later release is optional forever, since a client of an earlier one cannot know it
(docs/decisions/0009-releases-are-kept.md).
"""

import re

from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type, is_leaf_type

from generation import releases
from story.api import TOLD_WITHIN, Api

FILE = "src/chat/appsync/payloads.py"
_HEAD = '''\
"""What subscribers receive: the fields that each publishing mutation must select.

Written by `make generate`: the plain fields of each payload in its first release. Of what is in
WHOLE, a mutation selects all fields, or none. Those IN_THREADS may be about a reply, which is told
inside of the payload, in REPLY.
"""

from collections.abc import Mapping
'''


def content(api: Api) -> str:
    """The file."""
    kinds = dict.fromkeys(api.publishing.values())
    objects = {name: of for kind in kinds for name, of in _objects(kind, api).items()}
    payloads = [f"{_name(kind)} = {_fields(kind, api)}" for kind in [*kinds, *objects.values()]]
    required = [f'    "{each}": {_name(kind)},\n' for each, kind in api.publishing.items()]
    mapping = "REQUIRED: Mapping[str, frozenset[str]] = {\n" + "".join(required) + "}"
    parts = "".join(f'    "{name}": {_name(of)},\n' for name, of in objects.items())
    whole = "WHOLE: Mapping[str, frozenset[str]] = {\n" + parts + "}"
    replying = (each for each in api.publishing if _is_in_threads(each, api))
    threads = "".join(f'        "{each}",\n' for each in replying)
    in_threads = "IN_THREADS = frozenset(\n    {\n" + threads + "    }\n)"
    reply = f'REPLY = "{TOLD_WITHIN}"'
    return "\n".join([_HEAD, *payloads, mapping, whole, reply, in_threads, ""])


def _is_in_threads(mutation: str, api: Api) -> bool:
    """Whether it takes the number on which a thread hangs, and answers with a reply in it."""
    (argument,) = api.field(mutation).args.values()
    given, kind = get_named_type(argument.type), get_named_type(api.field(mutation).type)
    assert isinstance(given, GraphQLInputObjectType), mutation  # noqa: S101
    assert isinstance(kind, GraphQLObjectType), mutation  # noqa: S101
    return "rootSeq" in given.fields and TOLD_WITHIN in kind.fields


def _objects(type_name: str, api: Api) -> dict[str, str]:
    """The types of its fields that are no plain ones, by field."""
    kind = api.schema.type_map[type_name]
    assert isinstance(kind, GraphQLObjectType), type_name  # noqa: S101
    types = {name: get_named_type(field.type) for name, field in kind.fields.items()}
    return {
        name: of.name
        for name, of in types.items()
        if not is_leaf_type(of)
        and of.name != type_name
        and f"{type_name}.{name}" not in api.functions
    }


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
