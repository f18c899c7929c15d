"""Every cell of docs/authorization.md, asked of the running API over HTTP or a WebSocket."""

import pytest

from chat_client.documents import DOCUMENTS
from tests.authorization import page
from tests.authorization.callers import Callers
from tests.authorization.calls import Scene, outcome
from tests.authorization.door import Door
from tests.authorization.page import GRANTED, Cell
from tests.authorization.world import World
from tests.conftest import ROOT
from tests.figures import Figure

PAGE = page.read((ROOT / page.PAGE).read_text())


@pytest.fixture(scope="module")
def confirmed() -> set[Cell]:
    """The cells that turned out as they are written."""
    return set()


@pytest.mark.parametrize("cell", PAGE.asked, ids=str)
def test_the_api_answers_as_the_page_says(cell: Cell, world: World, confirmed: set[Cell]) -> None:
    granted = cell.outcome in GRANTED
    room = world.new_room() if granted and cell.is_mutation else world.room
    before = None if granted else world.stored()

    came = outcome(cell.coordinate, cell.situation, Scene(cell.caller, room, world))

    assert came == cell.outcome
    assert granted or world.stored() == before
    confirmed.add(cell)


def test_no_cell_was_left_out(confirmed: set[Cell], figure: Figure) -> None:
    assert confirmed == set(PAGE.asked)
    figure(f"authorization matrix: {len(confirmed)} cells asked of the API, all as written")


def test_every_caller_on_the_page_can_knock(callers: Callers) -> None:
    assert PAGE.callers == callers.by_name.keys()


def test_an_expired_token_has_no_other_fault(door: Door, callers: Callers) -> None:
    young, old = (
        door.ask(callers.bearer(callers.signed_by_the_pool(expired=expired)), DOCUMENTS["me"], {})
        for expired in (False, True)
    )

    assert young.outcome == "yes"
    assert old.message == "Token has expired."
