"""Small applications for the tests: a schema in, an Application and its functions out."""

from collections.abc import Awaitable, Callable, Mapping
from inspect import isawaitable
from typing import Any

from graphql import GraphQLSyntaxError, ObjectTypeDefinitionNode, parse

from appsync_local.application import Api, Application, AuthMode, Resolver, UserPool

POOL = UserPool(pool_id="eu-west-1_Test", region="eu-west-1")
KEY = "da2-test"

Event = Any
Handler = Callable[[Event], Any | Awaitable[Any]]


def application(
    schema: str,
    *,
    default: AuthMode = AuthMode.API_KEY,
    additional: tuple[AuthMode, ...] = (),
    pool: UserPool = POOL,
    batch: Mapping[str, int] | None = None,
    resolvers: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    depth: int = 0,
    count: int = 0,
    introspection: bool = True,
) -> Application:
    """An application whose root fields each have a function named by their coordinate.

    batch: maximum batch sizes by coordinate.  resolvers: further coordinates with a function.
    without: coordinates of root fields that get none.
    """
    sizes = batch or {}
    coordinates = [*_root_fields(schema), *resolvers, *sizes]
    return Application(
        api=Api(
            logical_id="Api",
            api_id="api",
            name="test",
            default_mode=default,
            additional_modes=additional,
            user_pools=(pool,),
            schema=schema,
            introspection=introspection,
            query_depth_limit=depth,
            resolver_count_limit=count,
            api_keys=frozenset({KEY}),
        ),
        resolvers={
            (resolver.type_name, resolver.field_name): resolver
            for resolver in (
                _resolver(coordinate, sizes.get(coordinate, 0))
                for coordinate in coordinates
                if coordinate not in without
            )
        },
        functions={},
        region="eu-west-1",
        account_id="123456789012",
    )


def _resolver(coordinate: str, max_batch_size: int) -> Resolver:
    type_name, field_name = coordinate.split(".")
    return Resolver(type_name, field_name, coordinate, max_batch_size)


def _root_fields(schema: str) -> list[str]:
    try:
        definitions = parse(schema).definitions
    except GraphQLSyntaxError:
        return []
    return [
        f"{node.name.value}.{field.name.value}"
        for node in definitions
        if isinstance(node, ObjectTypeDefinitionNode) and node.name.value in ("Query", "Mutation")
        for field in node.fields or ()
    ]


class InProcessFunctions:
    """Functions that are callables of the test; keeps the events that each received."""

    def __init__(self, **handlers: Handler) -> None:
        """Handlers by coordinate, with two underscores for the dot: Query__todo."""
        self._handlers = {name.replace("__", "."): handler for name, handler in handlers.items()}
        self.events: dict[str, list[Event]] = {}

    async def invoke(self, logical_id: str, event: object) -> object:
        self.events.setdefault(logical_id, []).append(event)
        result = self._handlers[logical_id](event)
        return await result if isawaitable(result) else result

    async def close(self) -> None:
        """Nothing to end."""
