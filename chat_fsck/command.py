"""The command. Exits with 0 for a sound table, 1 for a broken one, 2 if it could not be read."""

import time
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from chat_fsck.audit import Verdict, audit
from chat_fsck.invariants import INVARIANTS, Patience
from chat_fsck.table import Pace, Table
from local_cloud import home, template_outputs
from local_cloud.faults import Fault
from local_cloud.target import LOCAL, Target

SOUND, BROKEN, UNREADABLE = 0, 1, 2

ROOT = Path(__file__).resolve().parent.parent

_WRITER_TIMEOUT = 10.0
"""The template's default, for a table that is named without its stack."""

_SHOWN = 20
"""Findings of one code: the rest is counted."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
console = Console()


def main() -> None:
    """Check a table; if it cannot be read, print why in one sentence."""
    try:
        app()
    except Fault as fault:
        _refuse(str(fault))
    except (BotoCoreError, ClientError) as error:
        _refuse(f"The table could not be read: {error}")


@app.command()
def fsck(
    table: Annotated[str | None, typer.Option(help="a table; by default the stack's")] = None,
    env: Annotated[str, typer.Option(help="the stack: local, dev or prod")] = LOCAL,
    writer_timeout: Annotated[
        float | None, typer.Option(min=0, help="seconds a writing function may run")
    ] = None,
    segments: Annotated[int, typer.Option(min=1, help="parts that are read side by side")] = 4,
    page: Annotated[int, typer.Option(min=1, help="items per request")] = 1000,
    rate: Annotated[float | None, typer.Option(min=1, help="read units a second, at most")] = None,
) -> None:
    """Read every row of a chat's table, and report broken promises. Nothing is written."""
    if table:
        client, timeout = boto3.client("dynamodb"), _WRITER_TIMEOUT
    else:
        client, table, timeout = _of_stack(home.answering(env, ROOT))
    if writer_timeout is not None:
        timeout = writer_timeout
    verdict = _watched(Table(client, table), Patience(timeout), Pace(segments, page, rate))
    _tell(verdict, table)
    raise typer.Exit(SOUND if verdict.is_sound else BROKEN)


def _of_stack(chosen: Target) -> tuple[Any, str, float]:
    table = template_outputs.read(chosen)["TableName"]
    cloudformation = boto3.client("cloudformation", **chosen.options)
    (stack,) = cloudformation.describe_stacks(StackName=chosen.stack)["Stacks"]
    parameters = {each["ParameterKey"]: each["ParameterValue"] for each in stack["Parameters"]}
    timeout = float(parameters.get("WriterTimeout", _WRITER_TIMEOUT))
    return boto3.client("dynamodb", **chosen.options), table, timeout


def _watched(table: Table, patience: Patience, pace: Pace) -> Verdict:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("reading", total=table.size() or None)
        return audit(
            table,
            patience,
            pace=pace,
            now=time.time(),
            progress=lambda rows: progress.advance(task, rows),
        )


def _tell(verdict: Verdict, table: str) -> None:
    counts = Counter(finding.code for finding in verdict.findings)
    for code in INVARIANTS:
        if code not in counts:
            continue
        console.print(f"\n[bold]{code}[/] {INVARIANTS[code].sentence}", highlight=False)
        shown = [finding for finding in verdict.findings if finding.code == code][:_SHOWN]
        for finding in shown:
            where = f"{finding.conversation} {finding.place}".removeprefix("None ")
            console.print(f"  {where}: {finding.detail}", markup=False, soft_wrap=True)
        if counts[code] > len(shown):
            console.print(f"  … and {counts[code] - len(shown)} more")
    broken = sum(finding.is_broken for finding in verdict.findings)
    waiting = len(verdict.findings) - broken
    console.print(
        f"{table}: {verdict.rows} rows, {broken} broken, {waiting} waiting for a reader.",
        soft_wrap=True,
    )


def _refuse(sentence: str) -> None:
    Console(stderr=True).print(f"✗ {sentence}", style="red", soft_wrap=True, markup=False)
    raise SystemExit(UNREADABLE) from None
