"""Random histories of the chat are allowed; those of a chat with a fault planted in it are not.

`make history OPERATIONS=100000 SEED=7` plays as many as one likes.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from local_cloud.outputs import Outputs
from tests.history.campaign import Tally, stage, until_a_fault
from tests.history.checker import check
from tests.history.planted import FAULTS, Planted
from tests.history.programme import Programme, draw
from tests.history.redelivery import redelivering
from tests.history.telling import told
from tests.history.weather import Trouble

OPERATIONS = 1500
CALM = frozenset({Trouble.LATE, Trouble.PARTIAL})
"""Troubles that leave no hole which takes its time to die."""


async def test_nothing_is_found_in_random_histories(
    outputs: Outputs, figure: Callable[[str], None]
) -> None:
    async with stage(outputs) as here, redelivering(outputs, seed=1):
        tally = await until_a_fault(here, seed=1, operations=OPERATIONS)

    figure(f"{tally.operations:,} operations in {tally.episodes} random histories, nothing found")
    assert tally.failed is None, story(tally)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_a_planted_fault_is_found(fault: Planted, outputs: Outputs, tmp_path: Path) -> None:
    root = fault.plant(tmp_path)

    async with stage(outputs, root=root, writer_timeout_s=10, at_once=2) as here:
        tally = await until_a_fault(here, seed=7, operations=5000, drawn=calm)

    assert fault.promises & {found.promise for found in tally.faults}


def calm(seed: int, episode: int) -> Programme:
    return replace(draw(seed, episode), troubles=CALM)


def story(tally: Tally) -> str:
    assert tally.failed is not None
    return "\n".join(told(tally.failed, check(tally.failed)))
