"""Reports code changes as soon as the file system does."""

from collections.abc import Callable, Collection
from pathlib import Path

from watchfiles import awatch

_STEP_MS = 50
_DEBOUNCE_MS = 200


async def watch(folders: Collection[Path], changed: Callable[[Path], None]) -> None:
    """Call changed(folder) for each folder in which something changed, until cancelled.

    An editor's burst of writes counts once: it is reported when 50 ms pass without a change, after
    200 ms at the latest. Caches and version control do not count (watchfiles.DefaultFilter).
    """
    if not folders:
        return
    async for changes in awatch(*folders, step=_STEP_MS, debounce=_DEBOUNCE_MS):
        paths = [Path(path) for _, path in changes]
        for folder in folders:
            if any(path.is_relative_to(folder) for path in paths):
                changed(folder)
