"""The template's AWS::AppSync::GraphQLApi as an Api: who may call it, its schema, its limits.

Source: CloudFormation template reference, AWS::AppSync::GraphQLApi, GraphQLSchema and ApiKey.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from appsync_local.application import Api, AuthMode, UserPool
from appsync_local.template.errors import Faults
from appsync_local.template.resources import Resource, Resources

_API = "AWS::AppSync::GraphQLApi"


def choose(resources: Resources, wanted: str, faults: Faults) -> Resource:
    """The API to serve; wanted is a logical id, or empty when there is only one.

    Raises TemplateError when that leaves none or several: nothing else can be looked at then.
    """
    apis = resources.of_type(_API)
    for sam_api in resources.of_type("AWS::Serverless::GraphQLApi"):
        sam_api.fault("Type", f"cannot have direct Lambda resolvers; declare it as {_API}")
    found = [api for api in apis if wanted in ("", api.logical_id)]
    if len(found) != 1:
        names = ", ".join(api.logical_id for api in apis)
        faults.add("Resources", _choice(names, wanted))
        faults.check()
    return found[0]


def _choice(names: str, wanted: str) -> str:
    if not names:
        return f"there is no API to serve; add an {_API}"
    if wanted:
        return f"there is no API {wanted}; choose one of {names}"
    return f"there are several APIs; choose one with --api: {names}"


def read(api: Resource, resources: Resources, *, folder: Path) -> Api:
    """The Api that a resource describes. folder: where the template lies."""
    api_id = resources.attribute(api.logical_id, "ApiId")
    if api.text("ApiType", "GRAPHQL") != "GRAPHQL":
        api.fault("ApiType", "a merged API has no resolvers of its own; serve its source APIs")
    providers = list(_providers(api))
    modes = tuple(mode for mode, _ in providers)
    return Api(
        logical_id=api.logical_id,
        api_id=api_id,
        name=api.text("Name", api.logical_id),
        default_mode=modes[0],
        additional_modes=tuple(mode for mode in modes[1:] if mode is not modes[0]),
        user_pools=tuple(
            _user_pool(api, path, resources.place.region)
            for mode, path in providers
            if mode is AuthMode.COGNITO
        ),
        schema=_schema(resources, api_id, folder, api),
        introspection=api.text("IntrospectionConfig", "ENABLED") == "ENABLED",
        query_depth_limit=api.integer("QueryDepthLimit", 0),
        resolver_count_limit=api.integer("ResolverCountLimit", 0),
        api_keys=frozenset(
            resources.attribute(key.logical_id, "ApiKey")
            for key in resources.of_type("AWS::AppSync::ApiKey")
            if key.text("ApiId") == api_id
        ),
    )


def _providers(api: Resource) -> Iterator[tuple[AuthMode, str]]:
    """Each mode with the path of its pool configuration, the default mode first."""
    yield _mode(api, "AuthenticationType"), "UserPoolConfig"
    additional = api.get("AdditionalAuthenticationProviders")
    for index in range(len(additional) if isinstance(additional, list) else 0):
        path = f"AdditionalAuthenticationProviders.{index}"
        yield _mode(api, f"{path}.AuthenticationType"), f"{path}.UserPoolConfig"


def _mode(api: Resource, path: str) -> AuthMode:
    written = api.text(path)
    if written not in AuthMode:
        known = ", ".join(AuthMode)
        api.fault(path, f"{written or 'nothing'} is not supported here; use one of {known}")
        return AuthMode.API_KEY
    return AuthMode(written)


def _user_pool(api: Resource, path: str, region: str) -> UserPool:
    pool_id = api.text(f"{path}.UserPoolId")
    if not pool_id:
        api.fault(f"{path}.UserPoolId", "is missing; name the pool whose tokens are accepted")
    return UserPool(
        pool_id=pool_id,
        region=api.text(f"{path}.AwsRegion", region),
        client_pattern=_pattern(api, f"{path}.AppIdClientRegex"),
        default_action=api.text(f"{path}.DefaultAction", "ALLOW"),
    )


def _pattern(api: Resource, path: str) -> str:
    written = api.text(path)
    try:
        re.compile(written)
    except re.error as error:
        api.fault(path, f"is no regular expression ({error}); correct it")
    return written


def _schema(resources: Resources, api_id: str, folder: Path, api: Resource) -> str:
    for schema in resources.of_type("AWS::AppSync::GraphQLSchema"):
        if schema.text("ApiId") == api_id:
            return schema.text("Definition") or _schema_file(schema, folder)
    api.fault("Schema", "there is none; add an AWS::AppSync::GraphQLSchema with this ApiId")
    return ""


def _schema_file(schema: Resource, folder: Path) -> str:
    location = schema.text("DefinitionS3Location")
    if location.startswith("s3://"):
        schema.fault("DefinitionS3Location", "is in S3; serve the template with its local path")
        return ""
    try:
        return (folder / location).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        schema.fault("DefinitionS3Location", f"{location} is no text; save it as UTF-8")
        return ""
    except OSError as error:
        reason = f"cannot read {location or 'nothing'} ({error.strerror}); give the schema's path"
        schema.fault("DefinitionS3Location", reason)
        return ""
