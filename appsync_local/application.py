"""What a SAM template says about its AppSync API, in the words the rest of the runtime uses.

`template` produces one `Application`; `asgi`, `schema`, `execution` and `functions` consume it.
Nothing here reads files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class AuthMode(StrEnum):
    """An authorization mode of an API, by its CloudFormation name."""

    API_KEY = "API_KEY"
    AWS_IAM = "AWS_IAM"
    COGNITO = "AMAZON_COGNITO_USER_POOLS"


@dataclass(frozen=True, slots=True)
class UserPool:
    """A Cognito user pool that an API accepts tokens of.

    client_pattern: regular expression that the token's client id must match; empty accepts all.
    default_action: ALLOW or DENY; only the default mode has one.
    """

    pool_id: str
    region: str
    client_pattern: str = ""
    default_action: str = "ALLOW"


@dataclass(frozen=True, slots=True)
class Function:
    """A Lambda function, ready to be run.

    timeout: seconds.  memory: MiB.  name: physical name, where deployed.
    log_format: Text or JSON.  log_level: what JSON logs begin at; empty leaves it to the code.
    """

    logical_id: str
    name: str
    handler: str
    code: Path
    environment: Mapping[str, str]
    timeout: int = 3
    memory: int = 128
    log_group: str = ""
    log_format: str = "Text"
    log_level: str = ""


@dataclass(frozen=True, slots=True)
class Resolver:
    """A direct Lambda resolver. max_batch_size: 0 means no batching."""

    type_name: str
    field_name: str
    function: str
    max_batch_size: int = 0


@dataclass(frozen=True, slots=True)
class Api:
    """One AWS::AppSync::GraphQLApi with its schema.

    query_depth_limit: 0 means none.  resolver_count_limit: 0 means AppSync's 10,000.
    api_keys: the keys that API_KEY callers may present.
    """

    logical_id: str
    api_id: str
    name: str
    default_mode: AuthMode
    additional_modes: tuple[AuthMode, ...]
    user_pools: tuple[UserPool, ...]
    schema: str
    introspection: bool = True
    query_depth_limit: int = 0
    resolver_count_limit: int = 0
    api_keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Application:
    """An API, its resolvers by (type, field), and the functions they call by logical id."""

    api: Api
    resolvers: Mapping[tuple[str, str], Resolver]
    functions: Mapping[str, Function]
    region: str
    account_id: str
