"""The commands, as the Makefile calls them."""

from pathlib import Path

import typer
from rich.console import Console

from local_cloud import instance, outputs, seed
from local_cloud.outputs import Outputs
from local_cloud.progress import Progress
from local_cloud.stack import Stack

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console()

ROOT = Path(__file__).resolve().parent.parent


@app.command()
def up() -> None:
    """Start the local cloud in the background, deploy to it, seed it and prove that it works."""
    stack = _stack()
    if stack.is_up():
        console.print("The chat is up already, and as the working tree has it.")
        _show(outputs.read(stack.instance))
        return
    started = stack.up()
    milliseconds = stack.prove()
    console.print(f"\n[green]✓[/] alice said it, bob heard it {milliseconds:.0f} ms later.")
    _show(started)


@app.command()
def down() -> None:
    """Stop the local cloud; what was said stays."""
    stopped = _stack().down()
    console.print("Stopped; what was said is kept." if stopped else "Nothing is running.")


@app.command()
def reset() -> None:
    """Stop the local cloud and forget all that was said."""
    _stack().reset()
    console.print("Stopped and forgotten; `make up` starts afresh.")


def _stack() -> Stack:
    return Stack(instance.from_environment(ROOT), Progress(console))


def _show(stack: Outputs) -> None:
    console.print(
        f"""
  GraphQL    {stack["graphqlUrl"]}
  Real time  {stack["realtimeUrl"]}
  AWS        {stack["awsEndpoint"]} (all of it: .local/outputs.json)
""",
        highlight=False,
    )
    for user in stack["users"]:
        console.print(f"  Sign in as {user['username']:8} {user['password']}", highlight=False)
    console.print(
        f"  New people confirm with {seed.SIGN_UP_CODE}, forgotten passwords "
        f"with {seed.RESET_CODE}.",
        highlight=False,
    )
