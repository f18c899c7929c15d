"""The built app on this machine, with the headers and rewrites that Amplify Hosting gives it.

`python web/hosting/serve.py --dist web/dist --outputs .local/outputs.json --port 4002`. What is
served, and how, stands in hosting.json; which stack the app talks to stands in the outputs, which
are read at every visit: neither a new stack nor a new build needs a restart.
"""

import argparse
import json
import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

HOSTING = Path(__file__).with_name("hosting.json")

type Json = dict[str, Any]


def web_app(*, dist: Path, outputs_file: Path) -> Starlette:
    """The ASGI application. dist: the build.  outputs_file: `.local/outputs.json`."""
    hosting = json.loads(HOSTING.read_text())

    async def config(request: Request) -> Response:
        return _with_headers(JSONResponse(_config(_outputs(outputs_file))), request.url.path)

    async def file(request: Request) -> Response:
        path = rewritten(request.url.path, hosting["rewrites"])
        found = _file(dist, path)
        if found is None:
            return _with_headers(Response("Not found", status_code=404), path)
        return _with_headers(FileResponse(found), path)

    def _with_headers(response: Response, path: str) -> Response:
        for name, value in headers_for(path, hosting["headers"]).items():
            response.headers[name] = _with_endpoints(value, _outputs(outputs_file))
        return response

    return Starlette(
        routes=[Route("/config.json", config), Route("/{path:path}", file, methods=["GET"])]
    )


def rewritten(path: str, rules: list[Json]) -> str:
    """The path that the first matching rule leads to; `</…/>` holds a regular expression.

    Source: Amplify Hosting user guide, "Setting up redirects and rewrites".
    """
    for rule in rules:
        source = rule["source"]
        pattern = source[2:-2] if source.startswith("</") else f"^{re.escape(source)}$"
        if re.search(pattern, path):
            return str(rule["target"])
    return path


def headers_for(path: str, rules: list[Json]) -> dict[str, str]:
    """The headers of every rule whose pattern fits; a later rule overrides an earlier one."""
    fitting = [rule["headers"] for rule in rules if fnmatchcase(path, rule["pattern"])]
    return {name: value for headers in fitting for name, value in headers.items()}


def _with_endpoints(value: str, outputs: Json) -> str:
    origins = {
        "graphql": _origin(outputs["graphqlUrl"]),
        "realtime": _origin(outputs["realtimeUrl"]),
        "cognito": _origin(outputs["awsEndpoint"]),
    }
    return re.sub(r"\{(\w+)\}", lambda name: origins[name[1]], value)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _outputs(outputs_file: Path) -> Json:
    try:
        outputs: Json = json.loads(outputs_file.read_text())
    except FileNotFoundError as error:
        raise HTTPException(503, "The chat is not running: start it with `make up`.") from error
    return outputs


def _config(outputs: Json) -> Json:
    names = ("graphqlUrl", "region", "userPoolId", "userPoolClientId")
    return {name: outputs[name] for name in names} | {"userPoolEndpoint": outputs["awsEndpoint"]}


def _file(dist: Path, path: str) -> Path | None:
    """A file of the build; nothing outside of it."""
    found = (dist / path.lstrip("/")).resolve()
    return found if found.is_file() and found.is_relative_to(dist.resolve()) else None


def main() -> None:
    """Serve on this machine only."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dist", type=Path, required=True)
    parser.add_argument("--outputs", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    app = web_app(dist=given.dist, outputs_file=given.outputs)
    uvicorn.run(app, host="127.0.0.1", port=given.port, log_level="warning")


if __name__ == "__main__":
    main()
