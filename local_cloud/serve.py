"""`python -m local_cloud.serve`: appsync_local for the local stack.

It serves as the command of appsync_local would, but also accepts the signatures of the functions
that run in the embedded AWS.
"""

import asyncio
import sys
from pathlib import Path

import uvloop

from appsync_local import console, server, template
from appsync_local.asgi import create_app
from appsync_local.functions.workers import WorkerFunctions
from appsync_local.schema import SchemaError
from appsync_local.template import stack
from appsync_local.template.errors import TemplateError
from local_cloud import credentials, instance
from local_cloud.environment import REGION
from local_cloud.instance import Instance
from local_cloud.target import at_home


async def serve(served: Instance) -> None:
    """Serve until a signal. Raises TemplateError or SchemaError when there is nothing to serve."""
    home = at_home(served)
    with server.bind(served.port) as listening:
        application = template.load(
            served.root / "template.yaml",
            parameters={},
            stack=stack.describe(home.stack),
            graphql_url=served.graphql_url,
            region=REGION,
        )
        functions = WorkerFunctions(application)
        believed = credentials.of_functions(home)
        try:
            app = create_app(
                application, functions, jwks_url=served.aws_endpoint, credentials=believed
            )
            await server.Server(app).serve([listening])
        finally:
            await functions.close()


def main() -> int:
    """Serve the instance that the environment names; the result is the exit status."""
    console.log_to_console()
    served = instance.from_environment(Path(__file__).resolve().parent.parent)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(served))
    except (TemplateError, SchemaError) as fault:
        sys.stderr.write("\n".join(["The template cannot be served:", *fault.faults]) + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
