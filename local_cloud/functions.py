"""The stack's Lambda functions by the names people use for them."""

from collections.abc import Mapping

import boto3

from local_cloud.faults import Fault
from local_cloud.target import Target

_SUFFIX = "Function"


def names(target: Target) -> Mapping[str, str]:
    """Physical names by operation, as in {"sendMessage": "chat-local-send-message"}.

    Raises Fault when there is no such stack.
    """
    cloudformation = boto3.client("cloudformation", **target.options)
    try:
        pages = list(
            cloudformation.get_paginator("list_stack_resources").paginate(StackName=target.stack)
        )
    except cloudformation.exceptions.ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        raise Fault(
            f"There is no stack {target.stack}: `make up` creates the local one, "
            "`make deploy ENV=dev` one in AWS."
        ) from error
    return {
        operation(resource["LogicalResourceId"]): resource["PhysicalResourceId"]
        for page in pages
        for resource in page["StackResourceSummaries"]
        if resource["ResourceType"] == "AWS::Lambda::Function"
    }


def one(target: Target, name: str) -> Mapping[str, str]:
    """Like names, for one function: sendMessage, or its logical id. Raises Fault if unknown."""
    known = names(target)
    for each in known:
        if each.lower() == operation(name).lower():
            return {each: known[each]}
    raise Fault(f"OP={name} is unknown: use one of {', '.join(sorted(known))}.")


def operation(logical_id: str) -> str:
    """The operation of a function: sendMessage for SendMessageFunction."""
    stem = logical_id.removesuffix(_SUFFIX)
    return stem[:1].lower() + stem[1:]
