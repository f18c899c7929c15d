"""The chat in a terminal or a pipe: python -m chat_client --as alice."""

import argparse
import asyncio
import getpass
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError, NoRegionError
from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

from chat_client.chat import connect
from chat_client.errors import ChatError
from chat_client.stack import Stack
from chat_client.terminal import Terminal


def main() -> None:
    """Run the client. Exits with a sentence if there is no stack, or no sign-in."""
    arguments = _arguments()
    try:
        stack = Stack.named(arguments.stack) if arguments.stack else Stack.at(arguments.outputs)
        asyncio.run(_talk(stack, arguments.username))
    except FileNotFoundError:
        sys.exit(f"There is no {arguments.outputs}: run make up, or name a stack with --stack.")
    except NoRegionError:
        sys.exit(f"Set the region of {arguments.stack}, as in AWS_DEFAULT_REGION=us-east-1.")
    except (ChatError, BotoCoreError, ClientError) as error:
        sys.exit(str(error))
    except EOFError:
        sys.exit(f"No terminal to ask for {arguments.username}'s password: set CHAT_PASSWORD.")
    except KeyboardInterrupt:
        sys.exit(130)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m chat_client",
        description="The password is CHAT_PASSWORD, the demo person's own, or prompted for.",
    )
    parser.add_argument("--as", dest="username", required=True, help="your username or email")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--stack", help="a deployed CloudFormation stack")
    where.add_argument("--outputs", type=Path, default=Path(".local/outputs.json"))
    return parser.parse_args()


async def _talk(stack: Stack, username: str) -> None:
    known = os.environ.get("CHAT_PASSWORD") or stack.passwords.get(username)
    password = known or getpass.getpass(f"Password of {username}: ")
    lines = _typed() if sys.stdin.isatty() else _piped()
    async with connect(stack, username, password) as chat, aclosing(lines):
        await Terminal(chat, _write).run(lines)


async def _typed() -> AsyncGenerator[str]:
    session = PromptSession[str]("> ")
    with patch_stdout():
        while True:
            try:
                yield await session.prompt_async()
            except EOFError:
                return


async def _piped() -> AsyncGenerator[str]:
    while line := await asyncio.to_thread(sys.stdin.readline):
        yield line.rstrip("\n")


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
