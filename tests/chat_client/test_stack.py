"""Where a stack is, from what make up wrote or from CloudFormation."""

import asyncio

import pytest
from aiohttp import web

from chat_client import Stack

OUTPUTS = {
    "GraphQLUrl": "https://api.example.com/graphql",
    "RealtimeUrl": "wss://api.example.com/graphql/realtime",
    "Region": "eu-central-1",
    "UserPoolClientId": "client",
    "TableName": "table",
}


def test_the_demo_peoples_passwords_are_known_but_not_shown() -> None:
    stack = Stack.from_outputs(
        {
            "graphqlUrl": "http://localhost:4000/graphql",
            "realtimeUrl": "ws://localhost:4000/graphql/realtime",
            "awsEndpoint": "http://localhost:4001",
            "region": "us-east-1",
            "userPoolClientId": "client",
            "users": [{"username": "alice", "password": "secret-of-alice", "userId": "1"}],
        }
    )

    assert stack.passwords == {"alice": "secret-of-alice"}
    assert "secret-of-alice" not in repr(stack)


async def test_a_deployed_stack_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    members = "".join(
        f"<member><OutputKey>{key}</OutputKey><OutputValue>{value}</OutputValue></member>"
        for key, value in OUTPUTS.items()
    )

    async def describe(request: web.Request) -> web.Response:
        form = await request.post()
        assert (form["Action"], form["StackName"]) == ("DescribeStacks", "serverless-chat-dev")
        return web.Response(
            content_type="text/xml",
            text="<DescribeStacksResponse><DescribeStacksResult><Stacks><member>"
            f"<Outputs>{members}</Outputs></member></Stacks></DescribeStacksResult>"
            "</DescribeStacksResponse>",
        )

    app = web.Application()
    app.router.add_post("/", describe)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{runner.addresses[0][1]}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    stack = await asyncio.to_thread(Stack.named, "serverless-chat-dev")
    await runner.cleanup()

    assert stack == Stack(
        graphql_url="https://api.example.com/graphql",
        realtime_url="wss://api.example.com/graphql/realtime",
        region="eu-central-1",
        user_pool_client_id="client",
    )
