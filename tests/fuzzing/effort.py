"""How hard the fuzzing tries: always the same examples, or FUZZ=long for many new ones."""

import os

from hypothesis import HealthCheck, settings

_LONG = os.environ.get("FUZZ") == "long"
_TIMES = 50


def effort(examples: int) -> settings:
    """The settings of a test that tries so many examples in `make test`."""
    return settings(
        max_examples=examples * _TIMES if _LONG else examples,
        derandomize=not _LONG,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
