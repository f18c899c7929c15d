"""The credentials that MiniStack gives its functions, whose signatures the API must accept.

With AUTH=true each function runs as its role. Key and secret are derived from the ARNs of both and
cannot be queried, so the derivation is repeated here. Source: MiniStack 1.5.33,
core/lambda_runtime.py, execution_credentials. A test with a signing function guards it.
"""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3

from appsync_local.authorization.sigv4 import Credential
from local_cloud.environment import ACCOUNT
from local_cloud.target import Target

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationTypeDef


def of_functions(home: Target) -> Iterator[Credential]:
    """One for each function in the embedded AWS."""
    pages = boto3.client("lambda", **home.options).get_paginator("list_functions").paginate()
    for page in pages:
        yield from map(derived, page["Functions"])


def derived(function: "FunctionConfigurationTypeDef") -> Credential:
    """The credential of a function as Lambda's API describes it."""
    role = function["Role"].rsplit("/", 1)[-1]
    session = f"{role}/{function['FunctionName'][:64]}"
    digest = _sha256(f"{function['FunctionArn']}:{function['Role']}")
    return Credential(
        access_key=f"ASIA{digest[:16].upper()}",
        secret_key=_sha256(f"secret:{digest}"),
        account_id=ACCOUNT,
        username=session.replace("/", ":"),
        user_arn=f"arn:aws:sts::{ACCOUNT}:assumed-role/{session}",
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
