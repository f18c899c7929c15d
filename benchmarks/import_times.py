"""What imports cost, by package, as `python -X importtime` tells it."""

import re
import subprocess
import sys
from collections.abc import Mapping

from benchmarks.lambda_disk import PYTHON, Disk

STANDARD_LIBRARY = "the standard library"

_LINE = re.compile(r"import time: +(\d+) \| +\d+ \| +(\w+)")


def of(module: str, disk: Disk, *, rounds: int) -> Mapping[str, float]:
    """Milliseconds by package, the fewest of several rounds, without those of awslambdaric.

    The profile itself makes them longer: they are for comparing with each other.
    """
    before, after = (
        [_once(imports, disk) for _ in range(rounds)]
        for imports in ("awslambdaric.bootstrap", f"awslambdaric.bootstrap, {module}")
    )
    packages = {package for times in after for package in times}
    return {
        package: min(times.get(package, 0) for times in after)
        - min(times.get(package, 0) for times in before)
        for package in packages
    }


def _once(imports: str, disk: Disk) -> Mapping[str, float]:
    done = subprocess.run(  # noqa: S603 - our own arguments
        [*PYTHON, "-X", "importtime", "-c", f"import {imports}"],
        cwd=disk.bundle,
        env=disk.variables,
        check=True,
        capture_output=True,
        text=True,
    )
    times: dict[str, float] = {}
    for microseconds, package in _LINE.findall(done.stderr):
        name = STANDARD_LIBRARY if package in sys.stdlib_module_names else package
        times[name] = times.get(name, 0) + int(microseconds) / 1000
    return times
