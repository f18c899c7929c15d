"""From a SAM template to an Application.

Everything that cannot be served is reported here, at start-up, all at once. What needs the
parsed GraphQL schema (a resolver without its field, a field without its resolver) is checked with
the schema.
"""

from collections.abc import Mapping
from pathlib import Path

from appsync_local.application import Application
from appsync_local.template import direct_resolvers, document, graphql_api, sam_functions
from appsync_local.template.errors import Faults, TemplateError
from appsync_local.template.resources import Place, Resource, Resources
from appsync_local.template.stack import DeployedStack


def load(
    template: Path,
    *,
    parameters: Mapping[str, str] | None = None,
    stack: DeployedStack | None = None,
    graphql_url: str = "http://127.0.0.1:4000/graphql",
    region: str = "us-east-1",
    account_id: str = "000000000000",
    api: str = "",
    deployed: bool = False,
) -> Application:
    """The Application that a SAM or CloudFormation template (YAML or JSON) describes.

    parameters: override the stack's, which override the template's defaults.
    stack: gives physical ids, region and account; without one, `Ref` of a resource is the name
    in its properties, else its logical id, and an API key is da2-<logical id in lower case>.
    graphql_url: what GetAtt …GraphQLUrl answers.  api: logical id, when there are several.
    deployed: functions are called where they are deployed, so their code is not looked at.
    Raises TemplateError with every fault found.
    """
    try:
        return _load(
            template,
            Place(
                region=stack.region if stack else region,
                account_id=stack.account_id if stack else account_id,
                graphql_url=graphql_url,
                stack=stack,
            ),
            given=parameters or {},
            api=api,
            deployed=deployed,
        )
    except RecursionError:
        reason = "is nested too deeply, or contains itself through an anchor; write it out"
        raise TemplateError([f"{template.name}: {reason}"]) from None


def _load(
    template: Path, place: Place, *, given: Mapping[str, str], api: str, deployed: bool
) -> Application:
    faults = Faults(template)
    resources = Resources(document.read(template), place=place, given=given, faults=faults)
    chosen = graphql_api.choose(resources, api, faults)
    application = _application(
        chosen, resources, folder=template.parent.resolve(), deployed=deployed
    )
    faults.check()
    return application


def _application(
    chosen: Resource, resources: Resources, *, folder: Path, deployed: bool
) -> Application:
    api = graphql_api.read(chosen, resources, folder=folder)
    found = direct_resolvers.read(api, resources)
    called = {function.logical_id: function for _, function in found.values()}
    return Application(
        api=api,
        resolvers={field: resolver for field, (resolver, _) in found.items()},
        functions={
            logical_id: sam_functions.read(function, resources, folder=folder, deployed=deployed)
            for logical_id, function in called.items()
        },
        region=resources.place.region,
        account_id=resources.place.account_id,
    )
