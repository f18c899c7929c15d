"""The commands, as the Makefile calls them."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import chat_client
from local_cloud import (
    cloud,
    functions,
    home,
    logs,
    outputs,
    seed,
    smoke_test,
    storyteller,
    web_deployment,
)
from local_cloud.faults import Fault
from local_cloud.foreground import until_interrupted, watch
from local_cloud.instance import Instance
from local_cloud.outputs import Outputs
from local_cloud.progress import Progress
from local_cloud.stack import Stack
from local_cloud.target import LOCAL, target
from story.steps import Step, Story

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console()

ROOT = Path(__file__).resolve().parent.parent
# Between two reads of the logs: AWS answers only a few such requests a second.
_PAUSE_SECONDS = {"local": 0.5, "dev": 10, "prod": 10}

type Env = Annotated[str, typer.Option(help="local, dev or prod")]
type Operation = Annotated[str | None, typer.Option(help="one function, such as sendMessage")]


@app.command()
def up() -> None:
    """Start the local cloud in the background, deploy to it, seed it and prove that it works."""
    stack = _stack()
    if stack.is_up():
        console.print("The chat is up already, and matches the working tree.")
        _show(stack.instance, outputs.read(stack.instance))
        return
    started = stack.up()
    milliseconds = stack.prove()
    console.print(
        f"\n[green]A message from alice reached bob in {milliseconds:.0f} ms.[/]", highlight=False
    )
    _show(stack.instance, started)


@app.command()
def down() -> None:
    """Stop the local cloud; what was said stays."""
    # By then the embedded AWS is stopping: an interrupt would leave its saved state out of place.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stopped = _stack().down()
    console.print("Stopped; what was said is kept." if stopped else "Nothing is running.")


@app.command()
def reset() -> None:
    """Stop the local cloud and forget all that was said."""
    _stack().reset()
    console.print("Stopped and forgotten; `make up` starts afresh.")


@app.command()
def dev() -> None:
    """Start the local cloud, show its logs, and stop it at Ctrl-C."""
    stack = _stack()
    with until_interrupted(stack):
        _show(stack.instance, stack.up())
        console.print("\n  Logs follow; Ctrl-C stops the chat.\n")
        watch(stack.instance, console)


@app.command()
def deploy(env: Env = LOCAL) -> None:
    """Deploy the working tree to the local stack, or to AWS."""
    stack = _stack()
    if env == LOCAL:
        stack.up()
        console.print("The local stack matches the working tree.")
        return
    cloud.deploy(target(env, stack.instance), ROOT)


@app.command()
def delete(env: Env = LOCAL) -> None:
    """Delete the local stack, with all that was said, or the one in AWS."""
    stack = _stack()
    if env == LOCAL:
        stack.delete()
        console.print("The local stack is deleted; `make up` creates a new one.")
        return
    cloud.delete(target(env, stack.instance), ROOT)


@app.command(name="logs")
def show_logs(
    env: Env = LOCAL, operation: Operation = None, follow: Annotated[bool, typer.Option()] = False
) -> None:
    """Show what the functions logged in the last hour."""
    chosen = home.answering(env, ROOT)
    wanted = functions.one(chosen, operation) if operation else functions.names(chosen)
    for entry in logs.recent(chosen, wanted):
        logs.show(entry, console)
    if follow:
        for entry in logs.follow(chosen, wanted, pause=_PAUSE_SECONDS[env]):
            logs.show(entry, console)


@app.command()
def invoke(env: Env = LOCAL, operation: Operation = None) -> None:
    """Run the story of events/ on the local functions, all of it or up to an event.

    In AWS, where there are other people, run one event alone.
    """
    chosen = home.answering(env, ROOT)
    names = functions.names(chosen)
    story = storyteller.told(ROOT)
    if env == LOCAL:
        steps = storyteller.until(story, operation)
        _tell(story, storyteller.play(story, steps, names, chosen), operation)
    elif operation:
        _print_outcome(storyteller.alone(story, operation, names, chosen))
    else:
        raise Fault("The whole story runs locally only: choose one event, such as OP=sendMessage.")


@app.command()
def smoke(env: Env = LOCAL) -> None:
    """Let two test people talk through the deployed API, and show how long a message took."""
    chosen = home.answering(env, ROOT)
    if env == LOCAL:
        deployed = chat_client.Stack.at(home.found(ROOT).outputs_file)
    else:
        deployed = chat_client.Stack.named(chosen.stack, region=chosen.options["region_name"])
    milliseconds = smoke_test.delivery_ms(chosen, deployed)
    console.print(
        f"[green]A message through {chosen.stack} took {milliseconds:.0f} ms.[/]", highlight=False
    )


@app.command()
def deploy_web(env: Env = LOCAL) -> None:
    """Build the web app and publish it for a stack in AWS, without a repository."""
    if env == LOCAL:
        raise Fault("Locally `make up` serves the web app: choose ENV=dev or ENV=prod.")
    url = web_deployment.deploy_web(target(env, home.found(ROOT)), ROOT, Progress(console))
    console.print(f"\n[green]The web app is at {url}[/]", highlight=False, soft_wrap=True)


def _tell(
    story: Story, told: Iterator[tuple[Step, storyteller.Outcome]], operation: str | None
) -> None:
    """Print each step of the whole story; of a part of it, only the last step's outcome."""
    misfits = 0
    for step, outcome in told:
        misfits += not outcome.fits(step, story.names)
        if operation is None:
            mark = "[green]✓[/]" if outcome.fits(step, story.names) else "[red]✗[/]"
            console.print(f"{mark} {step.name:<48} {outcome.error or ''}", highlight=False)
    if operation is not None:
        _print_outcome(outcome)
    if misfits:
        raise Fault(f"{misfits} steps did not answer as events/story.yaml expects.")


def _print_outcome(outcome: storyteller.Outcome) -> None:
    if outcome.error:
        console.print(f"[yellow]{outcome.error}[/]: {outcome.message}", highlight=False)
    else:
        console.print_json(data=outcome.answer)


def _stack() -> Stack:
    return Stack(home.found(ROOT), Progress(console))


def _show(shown: Instance, stack: Outputs) -> None:
    place = shown.outputs_file.relative_to(shown.root)
    addresses = [
        *((("Web app", stack["webUrl"]),) if stack["webUrl"] else ()),
        ("GraphQL", stack["graphqlUrl"]),
        ("Real time", stack["realtimeUrl"]),
        ("AWS", f"{stack['awsEndpoint']} (all addresses: {place})"),
        *(("Sign in", f"{user['username']} / {user['password']}") for user in stack["users"]),
        ("Codes", f"{seed.SIGN_UP_CODE} to sign up, {seed.RESET_CODE} for a forgotten password"),
    ]
    lines = "\n".join(f"  {label:11} {value}" for label, value in addresses)
    console.print(f"\n{lines}", highlight=False, soft_wrap=True)
