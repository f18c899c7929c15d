"""Just enough of Amplify Hosting and CloudFormation to deploy an app by hand.

Paths and answers are those of the API references: CreateDeployment, StartDeployment, GetJob and
StopJob; DescribeStacks.
"""

import json
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from xml.sax.saxutils import escape

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

BRANCH = "/apps/d1app/branches/main"
OUTPUTS = {
    "GraphQLUrl": "https://abc.appsync-api.us-east-1.amazonaws.com/graphql",
    "Region": "us-east-1",
    "UserPoolId": "us-east-1_Pool",
    "UserPoolClientId": "client",
    "WebAppId": "d1app",
    "WebBranchName": "main",
    "WebUrl": "https://main.d1app.amplifyapp.com",
}

type Step = dict[str, str]


@dataclass
class FakeAmplify:
    """outputs: of the stack.  refusal: the code of CloudFormation's refusal to tell them.

    statuses: of the job, look by look; the last one lasts.  steps: what the job then tells of
    them.  upload_status, stop_status: HTTP's.  calls: what was asked of Amplify, in order.
    """

    outputs: Mapping[str, str] = field(default_factory=lambda: OUTPUTS)
    refusal: str | None = None
    statuses: Sequence[str] = ("PENDING", "RUNNING", "SUCCEED")
    steps: Sequence[Step] = ()
    upload_status: int = 200
    stop_status: int = 200
    calls: list[str] = field(default_factory=list)
    uploads: list[bytes] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[str]:
        """Its URL, while it answers."""
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(self._app(), ws="none", log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
            listening.close()

    def _app(self) -> Starlette:
        job = f"{BRANCH}/jobs/7"
        return Starlette(
            routes=[
                Route("/", self._describe_stacks, methods=["POST"]),
                Route(f"{BRANCH}/deployments", self._create, methods=["POST"]),
                Route("/upload/7", self._upload, methods=["PUT"]),
                Route(f"{BRANCH}/deployments/start", self._start, methods=["POST"]),
                Route(job, self._job, methods=["GET"]),
                Route(f"{job}/stop", self._stop, methods=["DELETE"]),
            ]
        )

    async def _describe_stacks(self, _: Request) -> Response:
        if self.refusal:
            error = f"<Error><Code>{self.refusal}</Code><Message>No.</Message></Error>"
            return _xml(f"<ErrorResponse>{error}</ErrorResponse>", status=400)
        members = "".join(
            f"<member><OutputKey>{key}</OutputKey>"
            f"<OutputValue>{escape(value)}</OutputValue></member>"
            for key, value in self.outputs.items()
        )
        return _xml(
            "<DescribeStacksResponse><DescribeStacksResult><Stacks><member>"
            f"<Outputs>{members}</Outputs>"
            "</member></Stacks></DescribeStacksResult></DescribeStacksResponse>"
        )

    async def _create(self, request: Request) -> Response:
        self.calls.append("create")
        url = f"{request.base_url}upload/7?X-Amz-Signature=made-up"
        return JSONResponse({"jobId": "7", "fileUploadUrls": {}, "zipUploadUrl": url})

    async def _upload(self, request: Request) -> Response:
        self.calls.append(f"upload {request.headers['content-type']}")
        self.uploads.append(await request.body())
        return Response(status_code=self.upload_status)

    async def _start(self, request: Request) -> Response:
        self.calls.append(f"start {json.loads(await request.body())['jobId']}")
        return JSONResponse({"jobSummary": _summary("PENDING")})

    async def _job(self, _: Request) -> Response:
        looks = self.calls.count("look")
        self.calls.append("look")
        status = self.statuses[min(looks, len(self.statuses) - 1)]
        return JSONResponse({"job": {"summary": _summary(status), "steps": list(self.steps)}})

    async def _stop(self, _: Request) -> Response:
        self.calls.append("stop")
        return JSONResponse({"jobSummary": _summary("CANCELLED")}, status_code=self.stop_status)


def _summary(status: str) -> dict[str, Any]:
    return {"jobId": "7", "status": status, "jobType": "MANUAL"}


def _xml(body: str, *, status: int = 200) -> Response:
    return Response(body, status_code=status, media_type="text/xml")
