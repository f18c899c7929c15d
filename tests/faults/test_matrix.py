"""Whatever befalls a call, and whoever repeats it: the promises hold."""

import pytest

from tests.contract import rights
from tests.contract.project import ROOT, Project
from tests.faults.matrix import Matrix, Tally
from tests.faults.scenarios import SCENARIOS, Scenario
from tests.faults.world import Saved, World
from tests.figures import Figure

_SHOWN = 20


def test_every_function_is_in_the_matrix(world: World) -> None:
    functions = {world.functions[scenario.coordinate] for scenario in SCENARIOS}

    assert functions == Project(ROOT).functions.keys()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_whatever_befalls_it_the_table_is_sound_and_a_retry_completes_it(
    world: World, begun: Saved, tally: Tally, scenario: Scenario
) -> None:
    complaints = [*Matrix(world, scenario, begun, tally).complaints()]
    tally.complaints += len(complaints)

    assert not complaints, "\n".join([f"{len(complaints)} complaints", *complaints[:_SHOWN]])


def test_whatever_befell_it_no_function_used_what_its_role_does_not_grant(world: World) -> None:
    used = {function: frozenset(uses) for function, uses in world.used.items()}

    assert [*rights.lacking(Project(ROOT), used)] == []


def test_all_of_the_matrix_was_sound(world: World, tally: Tally, figure: Figure) -> None:
    assert (tally.scenarios, tally.complaints) == (len(SCENARIOS), 0)
    operations = len({world.functions[scenario.coordinate] for scenario in SCENARIOS})
    figure(
        f"fault matrix: {operations} operations in {tally.scenarios} scenarios, "
        f"{tally.calls} calls, {tally.faults} faults, "
        f"{tally.follow_ups} follow-ups, all sound"
    )
