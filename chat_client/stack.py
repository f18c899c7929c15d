"""Where to find a stack of the chat."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import boto3


@dataclass(frozen=True, kw_only=True)
class Stack:
    """The addresses of one stack.

    aws_endpoint: of the emulator, None for AWS.  passwords: of the demo people, by username.
    """

    graphql_url: str
    realtime_url: str
    region: str
    user_pool_client_id: str
    aws_endpoint: str | None = None
    passwords: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def from_outputs(cls, outputs: Mapping[str, Any]) -> Self:
        """The stack that make up describes in .local/outputs.json."""
        return cls(
            graphql_url=outputs["graphqlUrl"],
            realtime_url=outputs["realtimeUrl"],
            region=outputs["region"],
            user_pool_client_id=outputs["userPoolClientId"],
            aws_endpoint=outputs.get("awsEndpoint"),
            passwords={user["username"]: user["password"] for user in outputs.get("users", ())},
        )

    @classmethod
    def at(cls, path: Path) -> Self:
        """As from_outputs; raises FileNotFoundError where nothing has been deployed."""
        return cls.from_outputs(json.loads(path.read_text()))

    @classmethod
    def named(cls, name: str, *, region: str | None = None) -> Self:
        """A CloudFormation stack on AWS, in the environment's account.

        region: None for the environment's.  Raises botocore's ClientError if there is none of that
        name.
        """
        cloudformation = boto3.client("cloudformation", region_name=region)
        described = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}
        return cls(
            graphql_url=outputs["GraphQLUrl"],
            realtime_url=outputs["RealtimeUrl"],
            region=outputs["Region"],
            user_pool_client_id=outputs["UserPoolClientId"],
        )
