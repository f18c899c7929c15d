"""Random histories of the chat are allowed; those of a chat with a fault planted in it are not.

`make history OPERATIONS=100000 SEED=7` plays as many as one likes.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import boto3
import pytest

from local_cloud import environment
from local_cloud.outputs import Outputs
from tests.figures import Figure
from tests.history.campaign import stage, until_a_fault
from tests.history.checker import check
from tests.history.planted import FAULTS, Planted
from tests.history.programme import draw
from tests.history.redelivery import redelivering
from tests.history.telling import told
from tests.history.weather import Trouble

OPERATIONS = 1500
EPISODES = 12
"""At most, to find a planted fault; it takes one to three."""

CALM = frozenset({Trouble.LATE, Trouble.PARTIAL})
"""Troubles that leave no hole which takes its time to die."""


async def test_nothing_is_found_in_random_histories(outputs: Outputs, figure: Figure) -> None:
    async with stage(outputs, at_once=4) as here, redelivering(outputs, seed=1):
        tally = await until_a_fault(here, seed=1, operations=OPERATIONS)

    assert tally.failed is None, "\n".join(told(tally.failed, tally.faults))
    figure(f"{tally.operations:,} operations in {tally.episodes} random histories, nothing found")


@pytest.fixture
def leaves_nothing(outputs: Outputs) -> Iterator[None]:
    """The rows that a faulty chat writes are removed: tests/fsck audits the table after all."""
    dynamodb = boto3.resource("dynamodb", **environment.options_at(outputs["awsEndpoint"]))
    table = dynamodb.Table(outputs["tableName"])

    def keys() -> set[tuple[str, str]]:
        pages = table.meta.client.get_paginator("scan").paginate(
            TableName=table.name, ProjectionExpression="PK, SK"
        )
        return {(str(item["PK"]), str(item["SK"])) for page in pages for item in page["Items"]}

    before = keys()
    yield
    with table.batch_writer() as batch:
        for partition, sort in keys() - before:
            batch.delete_item(Key={"PK": partition, "SK": sort})


@pytest.mark.usefixtures("leaves_nothing")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_a_planted_fault_is_found(fault: Planted, outputs: Outputs, tmp_path: Path) -> None:
    root = fault.plant(tmp_path)
    found: set[str] = set()

    async with stage(outputs, root=root, writer_timeout_s=10, at_once=2) as here:
        for episode in range(EPISODES):
            programme = replace(draw(7, episode, often=fault.shows_in), troubles=CALM)
            found |= {each.promise for each in check(await here.play(programme))}
            if found & fault.promises:
                break

    assert found & fault.promises
