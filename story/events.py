"""A call as the complete event that AppSync passes to its function, with made-up accounts.

Source of the shapes: AppSync developer guide, "Resolver context reference", and the events that
direct Lambda resolvers are documented to receive. Addresses are those of RFC 5737.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLObjectType,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    parse,
)

from story.api import Api, paths, written
from story.steps import BACK_END, Names, Step, resolved

_MOMENT = 1767268800
_HOUR = 3600
_ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE"
_HEADERS = {
    "host": "example.appsync-api.us-east-1.amazonaws.com",
    "authorization": "redacted",
    "content-type": "application/json; charset=UTF-8",
}
_TRACE = {"x-amzn-trace-id": "Root=1-69566a40-000000000000000000000001"}
_FORWARDED = {"x-forwarded-port": "443", "x-forwarded-proto": "https"}
_ROLE_ID = "PublishInboxEventsFunctionRole"
_ROLE = "serverless-chat-dev-publish-inbox-events"
_MADE_UP: Mapping[str, Any] = {
    "ID": "made-up",
    "String": "made-up",
    "Int": 1,
    "Boolean": False,
    "AWSDateTime": "2026-01-01T12:00:00.000Z",
}


def event(step: Step, api: Api, names: Names, *, caller_id: str | None = None) -> Any:
    """The event of a step: an object, for a batched field a list of them.

    names: what $names stand for.  caller_id: of another caller than the story's, with their name.
    """
    shared = {"identity": _identity(step, names, caller_id), "request": _request(step)}
    arguments = api.arguments(step.call, step.given(names, caller_id=caller_id))
    made = {
        "arguments": arguments,
        **shared,
        "source": None,
        "prev": None,
        "info": _info(step, api, arguments),
        "stash": {},
    }
    if step.call not in api.batched:
        return made
    parent = get_named_type(api.schema.type_map[step.call.partition(".")[0]])
    assert isinstance(parent, GraphQLObjectType), step.call  # noqa: S101
    sources = resolved([*step.parents], names)
    return [made | {"source": _parent(parent, source, api)} for source in sources]


def stream(images: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """An event of the table's stream. Source: Lambda developer guide, "DynamoDB event"."""
    return {"Records": [_record(number, image) for number, image in enumerate(images, start=1)]}


def _identity(step: Step, names: Names, caller_id: str | None) -> dict[str, Any]:
    if step.caller == BACK_END:
        return {
            "accountId": "123456789012",
            "cognitoIdentityPoolId": None,
            "cognitoIdentityId": None,
            "cognitoIdentityAuthType": None,
            "cognitoIdentityAuthProvider": None,
            "sourceIp": ["192.0.2.2"],
            "username": f"AROAEXAMPLEEXAMPLE000:{_ROLE}",
            "userArn": f"arn:aws:sts::123456789012:assumed-role/{_ROLE_ID}/{_ROLE}",
        }
    who = caller_id or names[step.caller]
    name = next((name for name, each in names.items() if each == who), step.caller)
    return {
        "claims": {
            "sub": who,
            "iss": _ISSUER,
            "client_id": "exampleclientid",
            "origin_jti": "00000000-0000-4000-8000-000000000001",
            "event_id": "00000000-0000-4000-8000-000000000002",
            "token_use": "access",
            "scope": "aws.cognito.signin.user.admin",
            "auth_time": _MOMENT,
            "exp": _MOMENT + _HOUR,
            "iat": _MOMENT,
            "jti": "00000000-0000-4000-8000-000000000003",
            "username": name,
        },
        "defaultAuthStrategy": "ALLOW",
        "groups": None,
        "issuer": _ISSUER,
        "sourceIp": ["192.0.2.1"],
        "sub": who,
        "username": name,
    }


def _request(step: Step) -> dict[str, Any]:
    if step.caller == BACK_END:
        address = {"x-forwarded-for": "192.0.2.2", **_FORWARDED, "x-amz-date": "20260101T120000Z"}
        return {"headers": {**_HEADERS, **_TRACE, **address}, "domainName": None}
    agent = {
        "user-agent": "Mozilla/5.0",
        "x-amz-user-agent": "aws-amplify/6.22.1 api/1 framework/1",
    }
    address = {"x-forwarded-for": "192.0.2.1, 198.51.100.1", **_FORWARDED}
    return {"headers": {**_HEADERS, **agent, **_TRACE, **address}, "domainName": None}


def _info(step: Step, api: Api, arguments: Mapping[str, Any]) -> dict[str, Any]:
    parent, _, field = step.call.partition(".")
    selection = _selection(step, api)
    return {
        "selectionSetList": [*paths(selection)],
        "selectionSetGraphQL": written(selection),
        "parentTypeName": parent,
        "fieldName": field,
        "variables": dict(arguments),
    }


def _selection(step: Step, api: Api) -> dict[str, Any]:
    if step.selection is None:
        plain = step.call in api.publishing or step.call.startswith("Subscription.")
        return api.selected(step.call, plain=plain)
    (operation,) = parse(step.selection).definitions
    chosen = getattr(operation, "selection_set", None)
    assert isinstance(chosen, SelectionSetNode), step.selection  # noqa: S101
    return _read(chosen)


def _read(chosen: SelectionSetNode) -> dict[str, Any]:
    """A selection read from GraphQL. An alias precedes its field."""
    found: dict[str, Any] = {}
    for each in chosen.selections:
        assert isinstance(each, FieldNode)  # noqa: S101
        name = f"{each.alias.value}: {each.name.value}" if each.alias else each.name.value
        found[name] = _read(each.selection_set) if each.selection_set else {}
    return found


def _parent(kind: GraphQLObjectType, given: Mapping[str, Any], api: Api) -> dict[str, Any]:
    """An object of a type, as it is before functions resolve its fields; the rest is made up."""
    made: dict[str, Any] = {}
    for name, field in kind.fields.items():
        if name in given:
            made[name] = given[name]
        elif f"{kind.name}.{name}" not in api.functions:
            made[name] = _made_up(field.type)
    return made


def _made_up(kind: Any) -> Any:
    if not is_non_null_type(kind):
        return None
    if is_list_type(kind.of_type):
        return []
    named = get_named_type(kind)
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    return _MADE_UP[named.name] if is_leaf_type(named) else None


def _record(number: int, image: Mapping[str, Any]) -> dict[str, Any]:
    new = {name: _attribute(value) for name, value in image.items()}
    return {
        "eventID": f"{number:032}",
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1",
        "dynamodb": {
            "ApproximateCreationDateTime": _MOMENT,
            "Keys": {name: new[name] for name in ("PK", "SK")},
            "NewImage": new,
            "SequenceNumber": f"1{number:020}",
            "SizeBytes": 512,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
        "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/serverless-chat-dev"
        "/stream/2026-01-01T12:00:00.000",
    }


def _attribute(value: object) -> dict[str, Any]:
    match value:
        case int():
            return {"N": str(value)}
        case list():
            return {"L": [_attribute(each) for each in value]}
    return {"S": str(value)}
