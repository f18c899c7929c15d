"""Functions run in worker processes as they would on Lambda."""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from appsync_local.application import Api, Application, AuthMode, Function
from appsync_local.functions import FunctionError
from appsync_local.functions.logs import Line
from appsync_local.functions.workers import WorkerFunctions
from appsync_local.template import load

TODO = Path(__file__).parent / "apps" / "todo" / "template.yaml"

API = Api("Api", "Api", "api", AuthMode.API_KEY, (), (), "type Query { a: Int }")

CODE = """
import os, subprocess, sys, time

print("loading")
calls = 0


def echo(event, context):
    return event


def count(event, context):
    global calls
    calls += 1
    return [os.getpid(), calls]


def nap(event, context):
    time.sleep(event)
    return os.getpid()


def fail(event, context):
    exec(event)


def speak(event, context):
    print("first\\nsecond", end="")
    sys.stderr.write("from stderr\\n")


def surroundings(event, context):
    return {
        "environ": dict(os.environ),
        "cwd": os.getcwd(),
        "path": sys.path[0],
        "descriptors": sorted(int(each) for each in os.listdir("/dev/fd")),
        "modules": sorted(sys.modules),
        "zone": time.tzname,
        "context": {
            name: getattr(context, name)
            for name in (
                "aws_request_id",
                "function_name",
                "function_version",
                "invoked_function_arn",
                "log_group_name",
                "log_stream_name",
                "memory_limit_in_mb",
            )
        },
        "remaining": context.get_remaining_time_in_millis(),
    }


def start_something(event, context):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    print("child", child.pid)
    exec(event or "time.sleep(600)")
"""


class Lines(list[Line]):
    """Logs kept in memory."""

    write = list.append

    def close(self) -> None:
        pass

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self]


@pytest.fixture
def code(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(CODE)
    return tmp_path


type Invoke = Callable[..., Awaitable[Any]]


@asynccontextmanager
async def running(
    code: Path,
    *,
    handler: str = "echo",
    variables: Mapping[str, str] | None = None,
    ours: Mapping[str, str] | None = None,
    lines: Lines | None = None,
    seconds: int = 30,
    log_format: str = "Text",
    **options: Any,
) -> AsyncIterator[Invoke]:
    """Run a handler of the code; calling what this gives invokes it. ours: our environment."""
    function = Function(
        logical_id="F",
        name="physical-f",
        handler=f"app.{handler}",
        code=code,
        environment=variables or {},
        timeout=seconds,
        log_group="/aws/lambda/physical-f",
        log_format=log_format,
    )
    functions = WorkerFunctions(
        Application(API, {}, {"F": function}, "eu-west-1", "123456789012"),
        environment=ours or {},
        logs=Lines() if lines is None else lines,
        **{"preload": ["awslambdaric.bootstrap"], "reload": False, **options},
    )
    try:
        yield partial(functions.invoke, "F")
    finally:
        await functions.close()


async def eventually(is_so: Callable[[], object]) -> None:
    """Wait for what another process does in its own time, and tells nobody but our sockets."""
    async with asyncio.timeout(30):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)


def is_gone(pid: int) -> bool:
    """A zombie is gone too: whoever inherits it has yet to look."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def started(lines: Lines) -> list[str]:
    """The invocations begun so far."""
    return [text for text in lines.texts if text.startswith("START")]


def error_of(caught: pytest.ExceptionInfo[FunctionError]) -> tuple[str, str]:
    return caught.value.error_type, caught.value.message


async def test_an_application_runs_from_its_template(tmp_path: Path) -> None:
    parameters = {"StateFile": str(tmp_path / "todos.jsonl")}
    functions = WorkerFunctions(load(TODO, parameters=parameters), logs=Lines(), reload=False)
    wanted = {"list": "home", "title": "Sweep"}

    try:
        added = await functions.invoke("AddTodoFunction", {"arguments": {"input": wanted}})
        found = await functions.invoke("TodosFunction", {"arguments": {"list": "home"}})
        with pytest.raises(FunctionError) as caught:
            await functions.invoke("FailTodoFunction", {"arguments": {"kind": "notFound"}})
    finally:
        await functions.close()

    assert found == [added]
    assert error_of(caught) == ("TodoNotFound", "No to-do has this id.")


async def test_an_event_comes_back_as_json_carries_it(code: Path) -> None:
    event: dict[str, object] = {
        "text": "é\u2028😀",
        "numbers": [1, 1.5, -(2**60)],
        "nothing": None,
        "deep": [[{}]],
    }

    async with running(code) as invoke:
        assert await invoke(event) == event


async def test_a_worker_is_kept_for_the_next_call(code: Path) -> None:
    async with running(code, handler="count") as invoke:
        first, second = await invoke(None), await invoke(None)

    assert first == [second[0], 1]
    assert second[1] == 2


async def test_calls_at_a_time_get_a_worker_each(code: Path) -> None:
    async with running(code, handler="nap") as invoke:
        pids = await asyncio.gather(*(invoke(0.2) for _ in range(3)))

    assert len(set(pids)) == 3


async def test_calls_beyond_the_bound_wait_for_a_worker(code: Path) -> None:
    async with running(code, handler="nap", limit=2) as invoke:
        pids = await asyncio.gather(*(invoke(0.05) for _ in range(6)))

    assert len(set(pids)) == 2


async def test_a_worker_that_nobody_uses_ends(code: Path) -> None:
    async with running(code, handler="count", idle_seconds=0.05) as invoke:
        pid, _ = await invoke(None)
        await eventually(lambda: is_gone(pid))
        next_pid, calls = await invoke(None)

    assert next_pid != pid
    assert calls == 1


@pytest.mark.parametrize(
    ("statement", "error_type", "message"),
    [
        ("raise ValueError('bad thing')", "ValueError", "bad thing"),
        ("class NoSuchRoom(Exception): ...\nraise NoSuchRoom('x')", "NoSuchRoom", "x"),
        ("{}['key']", "KeyError", "'key'"),
    ],
)
async def test_an_exception_is_its_class_and_text(
    code: Path, statement: str, error_type: str, message: str
) -> None:
    async with running(code, handler="fail") as invoke:
        with pytest.raises(FunctionError) as caught:
            await invoke(statement)

        assert error_of(caught) == (error_type, message)
        assert await invoke("pass") is None


@pytest.mark.parametrize(
    ("body", "handler", "error_type", "message"),
    [
        ("import gone", "f", "Runtime.ImportModuleError", "No module named 'gone'"),
        ("def (", "f", "Runtime.UserCodeSyntaxError", "invalid syntax"),
        ("1 / 0", "f", "ZeroDivisionError", "division by zero"),
        ("", "f", "Runtime.HandlerNotFound", "Handler 'f' missing on module 'app'"),
        ("def f(e, c): return {1, 2}", "f", "Runtime.MarshalError", "set is not JSON seri"),
        ("def f(e, c): return 'x' * 6_300_000", "f", "Function.ResponseSizeTooLarge", "6291556"),
        ("def f(e, c): return b'{'", "f", "Lambda:Unhandled", "is not JSON"),
        ("import sys\ndef f(e, c): sys.exit(3)", "f", "Runtime.ExitError", "exit status 3"),
        ("import os\ndef f(e, c): os._exit(0)", "f", "Runtime.ExitError", "without providing"),
        ("import os\ndef f(e, c): os.kill(os.getpid(), 9)", "f", "Runtime.ExitError", "killed"),
    ],
)
async def test_code_that_cannot_answer_fails_with_lambdas_error(
    code: Path, body: str, handler: str, error_type: str, message: str
) -> None:
    (code / "app.py").write_text(body)

    async with running(code, handler=handler) as invoke:
        for _ in range(2):
            with pytest.raises(FunctionError, match=message) as caught:
                await invoke(None)

            assert caught.value.error_type == error_type


async def test_a_call_longer_than_the_functions_timeout_is_ended(code: Path) -> None:
    lines = Lines()

    async with running(code, handler="nap", seconds=1, lines=lines) as invoke:
        began = time.perf_counter()
        with pytest.raises(FunctionError) as caught:
            await invoke(60)
        took = time.perf_counter() - began
        after = await invoke(0)

    error_type, message = error_of(caught)
    assert error_type == "Sandbox.Timedout"
    assert message.endswith(" Task timed out after 1.00 seconds")
    assert message in lines.texts
    assert took < 30
    assert after


async def test_a_worker_that_can_answer_no_more_is_ended(code: Path) -> None:
    async with running(code, handler="fail") as invoke:
        with pytest.raises(FunctionError, match="signal: killed"):
            await invoke("os.closerange(3, 9)\ntime.sleep(600)")

        assert await invoke("pass") is None


async def test_what_a_timed_out_worker_started_ends_with_it(code: Path) -> None:
    lines = Lines()

    async with running(code, handler="start_something", seconds=3, lines=lines) as invoke:
        with pytest.raises(FunctionError):
            await invoke(None)
        child = next(int(text.split()[1]) for text in lines.texts if text.startswith("child"))

        await eventually(lambda: is_gone(child))


@pytest.mark.parametrize("statement", ["pass", "os._exit(3)"])
async def test_what_an_idle_or_crashed_worker_started_ends_with_it(
    code: Path, statement: str
) -> None:
    lines = Lines()

    async with running(code, handler="start_something", idle_seconds=0.05, lines=lines) as invoke:
        with suppress(FunctionError):
            await invoke(statement)
        child = next(int(text.split()[1]) for text in lines.texts if text.startswith("child"))

        await eventually(lambda: is_gone(child))


async def test_appsync_gives_up_on_a_slow_function_which_goes_on(code: Path) -> None:
    lines = Lines()

    async with running(code, handler="nap", cap_seconds=0.2, lines=lines) as invoke:
        with pytest.raises(FunctionError) as caught:
            await invoke(0.5)
        await eventually(lambda: any(text.startswith("REPORT") for text in lines.texts))

    assert error_of(caught) == ("Lambda:ExecutionTimeoutException", "Execution timed out.")
    assert "Status" not in lines.texts[-1]


async def test_an_event_above_six_megabytes_is_refused(code: Path) -> None:
    async with running(code) as invoke:
        with pytest.raises(FunctionError, match="Request must be smaller than 6291456 bytes"):
            await invoke("x" * 6_291_456)


async def test_a_worker_sees_lambdas_environment_and_not_ours(code: Path) -> None:
    ours = {
        "PATH": os.environ["PATH"],
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:1",
        "AWS_REGION": "elsewhere",
        "EDITOR": "vi",
        "PYTHONPATH": "/nowhere",
    }
    variables = {"TABLE": "t", "AWS_REGION": "mine"}

    async with running(code, handler="surroundings", variables=variables, ours=ours) as invoke:
        environ = (await invoke(None))["environ"]

    stream = environ.pop("AWS_LAMBDA_LOG_STREAM_NAME")
    environ.pop("_X_AMZN_TRACE_ID")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert "[$LATEST]" in stream
    assert environ == {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:1",
        "AWS_EXECUTION_ENV": f"AWS_Lambda_python{version}",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
        "AWS_LAMBDA_FUNCTION_NAME": "physical-f",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_FORMAT": "Text",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/physical-f",
        "AWS_REGION": "eu-west-1",
        "LAMBDA_TASK_ROOT": str(code),
        "LANG": "en_US.UTF-8",
        "PATH": os.environ["PATH"],
        "TABLE": "t",
        "TZ": ":UTC",
        "_HANDLER": "app.surroundings",
    }


async def test_a_handler_learns_its_context(code: Path) -> None:
    async with running(code, handler="surroundings", seconds=70) as invoke:
        first, second = await invoke(None), await invoke(None)

    context = first["context"]
    assert context.pop("aws_request_id") != second["context"]["aws_request_id"]
    assert context.pop("log_stream_name") == first["environ"]["AWS_LAMBDA_LOG_STREAM_NAME"]
    assert context == {
        "function_name": "physical-f",
        "function_version": "$LATEST",
        "invoked_function_arn": "arn:aws:lambda:eu-west-1:123456789012:function:physical-f",
        "log_group_name": "/aws/lambda/physical-f",
        "memory_limit_in_mb": "128",
    }
    assert 40_000 < first["remaining"] <= 70_000


async def test_a_worker_stands_alone_in_its_code(code: Path) -> None:
    async with running(code, handler="surroundings") as invoke:
        found = await invoke(None)

    assert found["cwd"] == found["path"] == str(code)
    assert found["zone"] == ["UTC", "UTC"]
    assert not [each for each in found["modules"] if each.startswith("appsync_local")]
    listing = 4
    assert found["descriptors"] == [0, 1, 2, 3, listing]


async def test_nothing_is_left_of_it_after_close(code: Path) -> None:
    lines = Lines()

    async with running(code, handler="nap", lines=lines) as invoke:
        worker = await invoke(0)
        parent = psutil.Process(worker).ppid()
        busy = asyncio.ensure_future(invoke(60))
        await eventually(lambda: len(started(lines)) == 2)

    with pytest.raises(asyncio.CancelledError):
        await busy
    with pytest.raises(FunctionError, match="is stopping"):
        await invoke(0)
    assert not psutil.pid_exists(parent)
    await eventually(lambda: is_gone(worker))


async def test_the_workers_end_with_the_runtime_even_when_it_is_killed(code: Path) -> None:
    program = f"""
import asyncio, sys
from pathlib import Path
from tests.runtime.test_functions import running
async def main():
    async with running(Path({str(code)!r}), handler="nap", seconds=60) as invoke:
        await invoke(0)
        print("ready", flush=True)
        await asyncio.gather(invoke(60), invoke(60))
asyncio.run(main())
"""
    root = Path(__file__).parents[2]
    runtime = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program), cwd=root, stdout=asyncio.subprocess.PIPE
    )
    assert runtime.stdout
    await runtime.stdout.readline()
    await eventually(lambda: len(psutil.Process(runtime.pid).children(recursive=True)) == 3)
    family = psutil.Process(runtime.pid).children(recursive=True)

    runtime.kill()
    await runtime.wait()

    await eventually(lambda: all(is_gone(each.pid) for each in family))


async def test_the_workers_end_with_their_parent_and_the_next_call_gets_new_ones(
    code: Path,
) -> None:
    async with running(code, handler="count") as invoke:
        worker, _ = await invoke(None)
        os.kill(psutil.Process(worker).ppid(), signal.SIGKILL)
        await eventually(lambda: is_gone(worker))
        next_worker, calls = await invoke(None)

    assert next_worker != worker
    assert calls == 1


async def test_an_edit_reaches_the_next_call(code: Path) -> None:
    async with running(code, handler="count", reload=True) as invoke:
        worker, _ = await invoke(None)
        (code / "app.py").write_text("def count(event, context): return 'edited'")
        await eventually(lambda: is_gone(worker))

        assert await invoke(None) == "edited"


async def test_an_edit_lets_a_call_finish_on_the_old_code(code: Path) -> None:
    lines = Lines()

    async with running(code, handler="nap", reload=True, lines=lines) as invoke:
        worker = await invoke(0)
        busy = asyncio.ensure_future(invoke(3))
        await eventually(lambda: len(started(lines)) == 2)
        (code / "other.py").write_text("")

        assert await busy == worker
        assert await invoke(0) != worker


async def test_an_edit_changes_nothing_without_reload(code: Path) -> None:
    async with running(code, handler="count") as invoke:
        worker, _ = await invoke(None)
        (code / "app.py").write_text("def count(event, context): return 'edited'")

        assert await invoke(None) == [worker, 2]


async def test_what_a_handler_prints_stands_between_start_and_end(code: Path) -> None:
    lines = Lines()

    async with running(code, handler="speak", lines=lines) as invoke:
        await invoke(None)
        await invoke(None)

    request_id = lines.texts[1].split()[2]
    report = lines.texts[5]
    assert lines.texts[:5] == [
        "loading",
        f"START RequestId: {request_id} Version: $LATEST",
        "first",
        "secondfrom stderr",
        f"END RequestId: {request_id}",
    ]
    assert report.startswith(f"REPORT RequestId: {request_id}\tDuration: ")
    assert "\tInit Duration: " in report
    assert "Init Duration" not in lines.texts[-1]
    assert len({line.stream for line in lines}) == 1
    assert {line.group for line in lines} == {"/aws/lambda/physical-f"}


async def test_a_line_without_an_end_is_logged_too(code: Path) -> None:
    lines = Lines()

    async with running(code, handler="fail", lines=lines) as invoke:
        await invoke("print('half a line', end='')")

    assert lines.texts[2] == "half a line"


async def test_a_traceback_is_one_log_event(code: Path) -> None:
    lines = Lines()

    async with running(code, handler="fail", lines=lines) as invoke:
        with pytest.raises(FunctionError):
            await invoke("raise ValueError('bad thing')")

    (event,) = [text for text in lines.texts if "bad thing" in text]
    assert event.startswith("[ERROR] ValueError: bad thing\nTraceback (most recent call last):\n")


async def test_a_function_that_logs_in_json_gets_lambdas_lines_in_json(code: Path) -> None:
    lines = Lines()
    log = "import logging; logging.getLogger().warning('careful')"

    async with running(code, handler="fail", lines=lines, log_format="JSON") as invoke:
        await invoke(log)

    start, logged, report = [json.loads(text) for text in lines.texts[1:]]
    assert start["type"] == "platform.start"
    assert logged["message"] == "careful"
    assert logged["requestId"] == start["record"]["requestId"]
    assert report["type"] == "platform.report"
    assert report["record"]["status"] == "success"
    assert report["record"]["metrics"]["durationMs"] > 0


async def test_the_log_of_a_worker_that_ended_says_why(code: Path) -> None:
    lines = Lines()

    async with running(code, handler="fail", lines=lines) as invoke:
        with pytest.raises(FunctionError) as caught:
            await invoke("print('last words'); os._exit(3)")

    assert caught.value.message in lines.texts
    assert lines.texts.index("last words") < lines.texts.index(caught.value.message)
    assert lines.texts[-1].endswith("\tStatus: error")
