import pytest

from chat.domain.errors import Conflict, InvalidArguments
from chat.domain.models import MemberRole, Room
from chat.operations.access import enter
from chat.operations.backend import Backend
from chat.operations.conversations.creation import open_direct, open_group
from chat.operations.members import eligibility
from tests.integration.given import removed
from tests.people import ALICE, BOB, CAROL


def lunch(backend: Backend, *, title: str = "Lunch", by: str = ALICE) -> Room:
    return open_group(
        backend,
        by,
        title=title,
        member_ids=[BOB],
        client_conversation_id="lunch-group",
        history_for_newcomers=True,
    )


def test_the_creator_owns_the_group(backend: Backend) -> None:
    room = lunch(backend)

    assert room.membership.role is MemberRole.OWNER
    assert enter(backend, BOB, room.conversation.id).membership.role is MemberRole.MEMBER


def test_opening_twice_under_one_client_id_opens_one(backend: Backend) -> None:
    assert lunch(backend) == lunch(backend)


def test_a_client_id_opens_no_second_conversation(backend: Backend) -> None:
    lunch(backend)

    with pytest.raises(Conflict):
        lunch(backend, title="Dinner")


def test_two_people_may_use_the_same_client_id(backend: Backend) -> None:
    assert lunch(backend).conversation.id != lunch(backend, by=CAROL).conversation.id


def test_two_people_have_one_direct_conversation_whoever_opens_it(backend: Backend) -> None:
    mine = open_direct(backend, ALICE, member_ids=[BOB])

    theirs = open_direct(backend, BOB, member_ids=[ALICE])

    assert mine.conversation == theirs.conversation
    assert (mine.membership.peer_id, theirs.membership.peer_id) == (BOB, ALICE)


def test_opening_a_direct_conversation_again_brings_back_who_left_it(backend: Backend) -> None:
    room = open_direct(backend, ALICE, member_ids=[BOB])
    removed(backend, room, ALICE, by=ALICE)

    assert open_direct(backend, ALICE, member_ids=[BOB]).membership.is_active


def test_nobody_talks_to_themselves(backend: Backend) -> None:
    with pytest.raises(InvalidArguments, match="memberIds"):
        open_direct(backend, ALICE, member_ids=[ALICE])


def test_a_person_is_in_a_limited_number_of_conversations(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eligibility, "CONVERSATIONS_LIMIT", 1)
    lunch(backend)

    with pytest.raises(Conflict):
        open_direct(backend, CAROL, member_ids=[BOB])
