"""The template's stack in the embedded AWS, deployed as sam deploys it to AWS.

What was deployed is noted in the embedded AWS itself (a Systems Manager parameter): when that
returns to an older state, so does the note.
"""

from collections.abc import Iterator

import boto3
from botocore.exceptions import ClientError

from local_cloud import build, sam, time_to_live
from local_cloud.faults import Fault
from local_cloud.instance import Instance
from local_cloud.target import LOCAL, Target, at_home

_INPUTS = ("template.yaml", "samconfig.toml", "schema.graphql", "src", "requirements/tools.txt")
_BUILT_FOR = {"Environment": LOCAL, "Architecture": build.host_architecture()}
_BROKEN = ("ROLLBACK_COMPLETE", "CREATE_FAILED", "ROLLBACK_FAILED", "DELETE_FAILED")


def is_current(instance: Instance) -> bool:
    """Whether the deployed stack matches the working tree."""
    home = at_home(instance)
    return _status(home) is not None and _noted(home) == _fingerprint(instance)


def bundle(instance: Instance) -> None:
    """Build what `deploy` deploys, unless it is built already."""
    build.build(instance.root, config=LOCAL, parameters=_BUILT_FOR)


def deploy(instance: Instance) -> None:
    """Deploy the working tree. Raises Fault when sam fails."""
    home = at_home(instance)
    fingerprint = _fingerprint(instance)
    template = build.build(instance.root, config=LOCAL, parameters=_BUILT_FOR)
    if _status(home) in _BROKEN:
        delete(instance)
    try:
        sam.run(
            [
                "deploy",
                *("--template-file", str(template)),
                *("--config-file", str(instance.root / "samconfig.toml"), "--config-env", LOCAL),
                *("--no-confirm-changeset", "--no-fail-on-empty-changeset", "--no-progressbar"),
                *("--parameter-overrides", *build.overrides(_parameters(instance))),
            ],
            root=instance.root,
            environment=home.variables,
            log=instance.folder / "logs" / "sam-deploy.log",
        )
    except Fault as fault:
        raise Fault("\n".join([str(fault), *_failures(home)])) from None
    time_to_live.switch_on(home, template)
    _note(home, fingerprint)


def delete(instance: Instance) -> None:
    """Delete the stack and what it holds. Raises Fault when sam fails."""
    home = at_home(instance)
    sam.run(
        [
            "delete",
            *("--config-file", str(instance.root / "samconfig.toml"), "--config-env", LOCAL),
            "--no-prompts",
        ],
        root=instance.root,
        environment=home.variables,
        log=instance.folder / "logs" / "sam-delete.log",
    )


def _status(home: Target) -> str | None:
    """The stack's status in CloudFormation; None where there is no stack."""
    cloudformation = boto3.client("cloudformation", **home.options)
    try:
        return cloudformation.describe_stacks(StackName=home.stack)["Stacks"][0]["StackStatus"]
    except ClientError:
        return None


def _failures(home: Target) -> Iterator[str]:
    """What CloudFormation says of the resources that failed."""
    cloudformation = boto3.client("cloudformation", **home.options)
    pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=home.stack)
    try:
        for event in (event for page in pages for event in page["StackEvents"]):
            if event.get("ResourceStatus", "").endswith("_FAILED"):
                yield f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
    except ClientError:  # it failed before there was a stack
        return


def _parameters(instance: Instance) -> dict[str, str]:
    return {**_BUILT_FOR, "GraphQLUrl": instance.graphql_url, **instance.parameters}


def _fingerprint(instance: Instance) -> str:
    return build.digest(instance.root, _INPUTS, build.overrides(_parameters(instance)))


def _noted(home: Target) -> str | None:
    notes = boto3.client("ssm", **home.options)
    try:
        return notes.get_parameter(Name=_note_name(home))["Parameter"]["Value"]
    except notes.exceptions.ParameterNotFound:
        return None


def _note(home: Target, fingerprint: str) -> None:
    notes = boto3.client("ssm", **home.options)
    notes.put_parameter(Name=_note_name(home), Value=fingerprint, Type="String", Overwrite=True)


def _note_name(home: Target) -> str:
    return f"/{home.stack}/deployed"
