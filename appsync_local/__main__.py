"""The command: python -m appsync_local.

Serves the AppSync API of a SAM template on this machine until Ctrl-C or SIGTERM.
"""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from socket import socket

import boto3
import uvloop
from botocore.exceptions import BotoCoreError, ClientError

from appsync_local import console, server, template
from appsync_local.application import Application, AuthMode
from appsync_local.asgi import Endpoints, create_app
from appsync_local.authorization.sigv4 import Credential
from appsync_local.functions import Functions
from appsync_local.functions.deployed import DeployedFunctions
from appsync_local.functions.workers import WorkerFunctions
from appsync_local.schema import SchemaError
from appsync_local.template import stack
from appsync_local.template.errors import TemplateError

_DESCRIPTION = """\
Serves the AppSync API of a SAM template on this machine: GraphQL over HTTP, real-time
subscriptions over WebSockets, and the Lambda functions behind it, without AWS.
"""
_EPILOG = """\
examples:
  python -m appsync_local --template template.yaml
  python -m appsync_local --template template.yaml --parameter Stage=test --port 4001
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 python -m appsync_local --stack chat --mode fast

Functions see the credentials of this environment and, where AWS_ENDPOINT_URL is set, the
emulator there; their logs go to its CloudWatch Logs, or to this terminal without one.
"""

_LARGEST_PORT = 65_535
_INTERRUPTED = 128 + signal.SIGINT


class CannotStart(Exception):
    """Why nothing is served; the text says what to do about it."""


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, parsed."""

    template: Path
    port: int
    parameters: Mapping[str, str]
    stack: str
    mode: str
    api: str
    region: str
    jwks_url: str
    reload: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the result is its exit status."""
    options = _options(arguments)
    console.log_to_console()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(options))
    except CannotStart as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    except KeyboardInterrupt:  # before it serves, or once more while it ends
        return _INTERRUPTED
    return 0


async def _serve(options: Options) -> None:
    with _bind(options.port) as listening:
        port = listening.getsockname()[1]
        url = f"http://{server.HOST}:{port}/graphql"
        application = _load(options, url)
        functions = await _functions(application, options)
        try:
            running = server.Server(_app(application, functions, options))
            serving = asyncio.create_task(running.serve([listening]))
            sys.stdout.write(_welcome(application, url))
            sys.stdout.flush()
            await serving
        finally:
            await functions.close()


def _bind(port: int) -> socket:
    try:
        return server.bind(port)
    except OSError as error:
        raise CannotStart(
            f"Port {port} cannot be used ({error.strerror}); stop what uses it, "
            "or choose another with --port."
        ) from None


def _load(options: Options, url: str) -> Application:
    if not options.template.is_file():
        raise CannotStart(
            f"There is no template at {options.template}; give its path with --template."
        )
    try:
        return template.load(
            options.template,
            parameters=options.parameters,
            stack=_stack(options),
            graphql_url=url,
            region=options.region,
            api=options.api,
            deployed=options.mode == "deployed",
        )
    except TemplateError as error:
        raise CannotStart(_listed("The template cannot be served", error.faults)) from None


def _stack(options: Options) -> stack.DeployedStack | None:
    if not options.stack:
        return None
    try:
        client = boto3.client("cloudformation", region_name=options.region)
        return stack.describe(options.stack, client=client)
    except (BotoCoreError, ClientError, ValueError) as error:
        raise CannotStart(
            f"The stack {options.stack} cannot be read ({error}); deploy it first, or leave out "
            "--stack. AWS_ENDPOINT_URL says where it is looked for."
        ) from None


async def _functions(application: Application, options: Options) -> Functions:
    try:
        if options.mode == "deployed":
            return DeployedFunctions(application)
        workers = WorkerFunctions(application, reload=options.reload)
    except ValueError as error:  # botocore's, of an endpoint
        raise CannotStart(
            f"{error}; correct AWS_ENDPOINT_URL to something like http://127.0.0.1:4566."
        ) from None
    await workers.start()
    return workers


def _app(application: Application, functions: Functions, options: Options) -> Endpoints:
    try:
        return create_app(
            application,
            functions,
            jwks_url=options.jwks_url or None,
            credentials=_credentials(application.account_id),
        )
    except SchemaError as error:
        raise CannotStart(_listed("The schema cannot be served", error.faults)) from None


def _credentials(account_id: str) -> list[Credential]:
    """The access key of this environment, which the functions share: its holder is the role."""
    access_key = os.environ.get("AWS_ACCESS_KEY_ID", "")
    secret_key = os.environ.get("AWS_SECRET_ACCESS_KEY", "")
    if not access_key or not secret_key:
        return []
    return [
        Credential(
            access_key=access_key,
            secret_key=secret_key,
            account_id=account_id,
            username="AROALOCAL:local",
            user_arn=f"arn:aws:sts::{account_id}:assumed-role/local/local",
        )
    ]


def _listed(summary: str, faults: Sequence[str]) -> str:
    return "\n".join([f"{summary}:", *(f"  {fault}" for fault in faults)])


def _welcome(application: Application, url: str) -> str:
    api = application.api
    modes = (api.default_mode, *api.additional_modes)
    lines = [
        f"{api.name} is ready",
        f"  GraphQL    {url}",
        f"  real time  {url.replace('http', 'ws', 1)}/realtime",
        f"  callers    {', '.join(modes)}",
        *(f"  API key    {key}" for key in sorted(api.api_keys) if AuthMode.API_KEY in modes),
    ]
    return "\n".join(lines) + "\n"


def _options(arguments: Sequence[str] | None) -> Options:
    given = _parser().parse_args(arguments)
    return Options(
        template=given.template,
        port=given.port,
        parameters=dict(given.parameter),
        stack=given.stack,
        mode=given.mode,
        api=given.api,
        region=given.region,
        jwks_url=given.jwks_url,
        reload=given.reload,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m appsync_local",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    environment = os.environ
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "us-east-1"
    emulator = environment.get("AWS_ENDPOINT_URL_COGNITO_IDP") or environment.get(
        "AWS_ENDPOINT_URL", ""
    )
    add = parser.add_argument
    add(
        "--template",
        type=Path,
        default=Path("template.yaml"),
        metavar="PATH",
        help="the SAM or CloudFormation template (default: template.yaml)",
    )
    add("--port", type=_port, default=4000, help="on 127.0.0.1; 0 takes a free one (default: 4000)")
    add(
        "--parameter",
        type=_parameter,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a template parameter; may be repeated",
    )
    add(
        "--stack",
        default="",
        metavar="NAME",
        help="a deployed stack of this template, whose physical ids and parameters are used",
    )
    add(
        "--mode",
        choices=("fast", "deployed"),
        default="fast",
        help="fast runs the code beside the template, reloaded when it changes; "
        "deployed calls the functions of --stack (default: fast)",
    )
    add("--api", default="", metavar="LOGICAL_ID", help="which API, where the template has several")
    add("--region", default=region, help=f"where the API would be (default: {region})")
    add(
        "--jwks-url",
        default=emulator,
        metavar="URL",
        help="where <pool id>/.well-known/jwks.json lies "
        "(default: AWS_ENDPOINT_URL where set, else Cognito)",
    )
    add(
        "--no-reload",
        dest="reload",
        action="store_false",
        help="keep running the code as it was when a worker started",
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give one from 0 to {_LARGEST_PORT}")
    return int(text)


def _parameter(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not name or not separator:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
