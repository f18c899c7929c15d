"""What is left of a programme is what it takes to fail."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from tests.history.programme import Programme, Step, draw
from tests.history.shrinking import shrunk


def steps(programme: Programme) -> list[tuple[int, Step]]:
    return [(lane.person, step) for lane in programme.lanes for step in lane.steps]


@given(st.integers(0, 20), st.data())
def test_shrinking_leaves_the_steps_that_are_needed_and_no_other(
    episode: int, data: st.DataObject
) -> None:
    programme = draw(1, episode)
    everything = steps(programme)
    chosen = data.draw(st.sets(st.integers(0, len(everything) - 1), min_size=1, max_size=4))
    needed = {everything[n] for n in chosen}

    async def fails(candidate: Programme) -> bool:
        return needed <= set(steps(candidate))

    smallest = asyncio.run(shrunk(programme, fails))

    assert set(steps(smallest)) == needed
    assert len(steps(smallest)) == len(needed)
    assert not smallest.troubles


def test_what_never_fails_again_stays_as_it_is() -> None:
    programme = draw(1, 1)

    async def fails(_: Programme) -> bool:
        return False

    assert asyncio.run(shrunk(programme, fails)) == programme


def test_an_episode_is_the_same_each_time_it_is_drawn() -> None:
    assert draw(7, 3) == draw(7, 3) != draw(7, 4)
    assert draw(7, 3) != draw(8, 3)


@given(st.integers(0, 1000))
def test_an_episode_is_of_3_to_6_people_and_60_to_200_steps(episode: int) -> None:
    programme = draw(2, episode)

    assert 3 <= programme.people <= 6
    assert {lane.person for lane in programme.lanes} == set(range(programme.people))
    assert 60 <= programme.steps <= 200
