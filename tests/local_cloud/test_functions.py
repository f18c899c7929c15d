from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from botocore.exceptions import ClientError

from local_cloud import functions
from local_cloud.faults import Fault
from local_cloud.target import Target
from tests.local_cloud.fake_amplify import FakeAmplify


@contextmanager
def _refusing(code: str) -> Iterator[Target]:
    """A stack in an AWS that refuses to tell of it."""
    with FakeAmplify(refusal=code).running() as url:
        options = {
            "region_name": "us-east-1",
            "endpoint_url": url,
            "aws_access_key_id": "made-up",
            "aws_secret_access_key": "made-up",
        }
        yield Target("default", "serverless-chat-dev", options, {})


def test_a_stack_that_does_not_exist_is_told_how_to_make_it() -> None:
    with (
        _refusing("ValidationError") as target,
        pytest.raises(Fault, match=r"no stack serverless-chat-dev: .*make deploy ENV=dev"),
    ):
        functions.names(target)


def test_credentials_that_have_expired_are_not_taken_for_a_missing_stack() -> None:
    with _refusing("ExpiredToken") as target, pytest.raises(ClientError, match="ExpiredToken"):
        functions.names(target)
