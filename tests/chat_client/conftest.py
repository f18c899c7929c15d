"""A stack without AWS: one fake server that plays AppSync and Cognito."""

from collections.abc import AsyncIterator

import pytest

from chat_client import Chat, Stack, connect
from tests.chat_client.fake_appsync import PASSWORD, FakeAppSync


@pytest.fixture
def appsync() -> FakeAppSync:
    return FakeAppSync()


@pytest.fixture
async def stack(appsync: FakeAppSync) -> AsyncIterator[Stack]:
    async with appsync.running() as stack:
        yield stack


@pytest.fixture
async def chat(stack: Stack) -> AsyncIterator[Chat]:
    async with connect(stack, "alice", PASSWORD) as chat:
        yield chat
