"""The environment of what the local cloud starts, and how to reach the embedded AWS.

The person's own AWS settings never reach the local cloud, so nothing there can touch an account.
"""

import os
from typing import Any

from botocore.config import Config

from local_cloud.instance import Instance

REGION = "us-east-1"
# MiniStack takes a 12-digit access key for the account, and gives its functions this one.
ACCOUNT = "000000000000"
_SECRET = "test"  # noqa: S105 - the emulator requires one and checks none
_KEPT_FOR_FUNCTIONS = ("PATH", "HOME", "LANG", "LC_ALL")


def for_clients(instance: Instance) -> dict[str, str]:
    """The person's environment, with the embedded AWS in place of their AWS."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return own | _credentials() | {"AWS_ENDPOINT_URL": instance.aws_endpoint}


def for_emulator() -> dict[str, str]:
    """What MiniStack needs; its functions inherit it, so it has nothing else of the person's."""
    own = {name: os.environ[name] for name in _KEPT_FOR_FUNCTIONS if name in os.environ}
    return own | _credentials()


def options(instance: Instance) -> dict[str, Any]:
    """The keyword arguments that make `boto3.client` a client of the embedded AWS."""
    retries = Config(retries={"total_max_attempts": 3, "mode": "standard"})
    return {**options_at(instance.aws_endpoint), "config": retries}


def options_at(endpoint: str) -> dict[str, Any]:
    """The same for an address, with as many attempts as the SDK makes by itself."""
    return {
        "region_name": REGION,
        "endpoint_url": endpoint,
        "aws_access_key_id": ACCOUNT,
        "aws_secret_access_key": _SECRET,
    }


def _credentials() -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": _SECRET,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
