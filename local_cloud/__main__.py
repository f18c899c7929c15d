"""`python -m local_cloud`: what the Makefile's commands call."""

from rich.console import Console

from local_cloud.commands import app
from local_cloud.faults import Fault


def main() -> None:
    """Run a command; a Fault is shown as one sentence."""
    try:
        app()
    except Fault as fault:
        Console(stderr=True).print(f"[red]✗[/] {fault}", highlight=False, soft_wrap=True)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
