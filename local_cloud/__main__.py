"""`python -m local_cloud`: what the Makefile's commands call."""

from typing import NoReturn

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from rich.console import Console
from rich.text import Text

from local_cloud.commands import app
from local_cloud.faults import Fault


def main() -> None:
    """Run a command; expected failures are shown as one sentence."""
    try:
        app()
    except Fault as fault:
        _end(str(fault))
    except NoCredentialsError:
        _end("There are no AWS credentials: sign in (`aws configure`, `aws sso login`) first.")
    except (BotoCoreError, ClientError) as error:
        _end(f"A call to AWS, or to the embedded AWS, failed: {error}")


def _end(sentence: str) -> NoReturn:
    Console(stderr=True).print(Text.assemble(("✗ ", "red"), sentence), soft_wrap=True)
    raise SystemExit(1) from None


if __name__ == "__main__":
    main()
