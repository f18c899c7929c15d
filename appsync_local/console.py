"""What a server prints to the terminal that it was started in."""

import logging

_QUIET = ("botocore", "watchfiles")


def log_to_console() -> None:
    """Log to stderr, a line for each request.

    A line shows neither thread, process, task nor caller, so they are not looked up.
    Source: Python logging HOWTO, "Optimization".
    """
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S", level=logging.INFO)
    logging._srcfile = None
    logging.logThreads = False
    logging.logProcesses = False
    logging.logMultiprocessing = False
    logging.logAsyncioTasks = False  # type: ignore[attr-defined]
    for library in _QUIET:
        logging.getLogger(library).setLevel(logging.WARNING)
