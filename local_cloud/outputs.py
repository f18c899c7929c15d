"""What a client needs to know of a running local cloud: `.local/outputs.json`."""

import json
from collections.abc import Sequence
from typing import TypedDict, cast

from local_cloud import template_outputs
from local_cloud.instance import Instance
from local_cloud.target import at_home


class DemoUser(TypedDict):
    """A person who can sign in. userId: the subject of their tokens."""

    username: str
    password: str
    userId: str


class Outputs(TypedDict):
    """The addresses of a stack. webUrl: None where the web app is not served."""

    graphqlUrl: str
    realtimeUrl: str
    awsEndpoint: str
    region: str
    userPoolId: str
    userPoolClientId: str
    tableName: str
    stackName: str
    webUrl: str | None
    users: Sequence[DemoUser]


def describe(instance: Instance) -> Outputs:
    """The outputs of the deployed stack, with this machine's addresses and no people yet."""
    deployed = template_outputs.read(at_home(instance))
    return {
        "graphqlUrl": instance.graphql_url,
        "realtimeUrl": f"ws://localhost:{instance.port}/graphql/realtime",
        "awsEndpoint": instance.aws_endpoint,
        "region": deployed["Region"],
        "userPoolId": deployed["UserPoolId"],
        "userPoolClientId": deployed["UserPoolClientId"],
        "tableName": deployed["TableName"],
        "stackName": deployed["StackName"],
        "webUrl": None,
        "users": (),
    }


def write(instance: Instance, outputs: Outputs) -> None:
    """Write the outputs where clients look for them: all of them, or nothing."""
    instance.outputs_file.parent.mkdir(parents=True, exist_ok=True)
    draft = instance.outputs_file.with_suffix(".draft")
    draft.write_text(json.dumps(outputs, indent=2) + "\n")
    draft.replace(instance.outputs_file)


def read(instance: Instance) -> Outputs:
    """The outputs as last written. Raises FileNotFoundError where none were."""
    return cast(Outputs, json.loads(instance.outputs_file.read_text()))


def forget(instance: Instance) -> None:
    """Remove the outputs: there is no stack to talk to any more."""
    instance.outputs_file.unlink(missing_ok=True)
