"""The template's direct Lambda resolvers: kind UNIT, a Lambda data source, no template, no code.

Source: AppSync developer guide, "Configuring direct Lambda resolvers".
"""

import re
from collections.abc import Iterator

from appsync_local.application import Api, Resolver
from appsync_local.template.resources import Resource, Resources

_DATA_SOURCE = "AWS::AppSync::DataSource"
_FUNCTIONS = ("AWS::Serverless::Function", "AWS::Lambda::Function")
_ARN = re.compile(r"arn:[^:]+:lambda:[^:]*:[^:]*:function:(?P<name>[^:]+)(:[^:]+)?")
_INDIRECT = (
    "RequestMappingTemplate",
    "RequestMappingTemplateS3Location",
    "ResponseMappingTemplate",
    "ResponseMappingTemplateS3Location",
    "Code",
    "CodeS3Location",
    "Runtime",
    "PipelineConfig",
    "SyncConfig",
)


def read(api: Api, resources: Resources) -> dict[tuple[str, str], tuple[Resolver, Resource]]:
    """Each resolver with the function resource that it calls, by (type, field)."""
    found: dict[tuple[str, str], tuple[Resolver, Resource]] = {}
    sources = dict(_sources(api, resources))
    for resource in resources.of_type("AWS::AppSync::Resolver"):
        if not _belongs(resource, api, resources):
            continue
        _check(resource)
        field = resource.text("TypeName"), resource.text("FieldName")
        if field in found:
            resource.fault("FieldName", f"{'.'.join(field)} has a resolver already; remove one")
        function = _function(resource, sources, resources)
        if function:
            found[field] = _resolver(resource, field, function), function
    return found


def _resolver(resource: Resource, field: tuple[str, str], function: Resource) -> Resolver:
    size = resource.integer("MaxBatchSize", 0)
    if size > 2000:
        resource.fault("MaxBatchSize", f"is {size}; AppSync takes at most 2000")
    return Resolver(*field, function=function.logical_id, max_batch_size=size)


def _belongs(resource: Resource, api: Api, resources: Resources) -> bool:
    """Whether a resource is the served API's; one that is nobody's is a fault."""
    api_id = resource.text("ApiId")
    if api_id == api.api_id:
        return True
    apis = resources.of_type("AWS::AppSync::GraphQLApi")
    if api_id not in {resources.attribute(each.logical_id, "ApiId") for each in apis}:
        resource.fault("ApiId", "names no API of this template; write !GetAtt <Api>.ApiId")
    return False


def _check(resource: Resource) -> None:
    for name in _INDIRECT:
        if resource.has(name):
            resource.fault(name, "only direct Lambda resolvers run here; remove it")
    if resource.text("Kind", "UNIT") != "UNIT":
        resource.fault("Kind", "only UNIT resolvers run here; call the function directly")


def _sources(api: Api, resources: Resources) -> Iterator[tuple[str, Resource]]:
    for source in resources.of_type(_DATA_SOURCE):
        if _belongs(source, api, resources):
            yield source.text("Name"), source


def _function(
    resolver: Resource, sources: dict[str, Resource], resources: Resources
) -> Resource | None:
    name = resolver.text("DataSourceName")
    if name not in sources:
        known = ", ".join(sorted(sources)) or "none"
        resolver.fault("DataSourceName", f"there is no data source {name!r}; there are: {known}")
        return None
    source = sources[name]
    kind = source.text("Type")
    if kind == "AWS_LAMBDA":
        return _target(source, resources)
    if kind == "NONE":
        resolver.fault("DataSourceName", "a NONE data source needs a template; use a function")
    else:
        source.fault("Type", f"{kind or 'nothing'} is not supported here; use AWS_LAMBDA")
    return None


def _target(source: Resource, resources: Resources) -> Resource | None:
    arn = source.text("LambdaConfig.LambdaFunctionArn")
    match = _ARN.fullmatch(arn)
    for function in resources.of_type(*_FUNCTIONS):
        if match and resources.name(function) == match["name"]:
            return function
    source.fault(
        "LambdaConfig.LambdaFunctionArn",
        f"{arn or 'nothing'} is no function of this template; write !GetAtt <Function>.Arn",
    )
    return None
