"""What people write, all the way through the API and back."""

import uuid

import pytest

from chat_client import Chat, ChatError, Stack, connect
from chat_client.documents import Json
from local_cloud.outputs import Outputs
from local_cloud.seed import sign_up
from tests.e2e.conftest import PASSWORD, People, group

UNSEEN = {
    "a zero-width space alone": ("\u200b", "something to see"),
    "a filler alone": ("\u3164", "something to see"),
    "a null": ("a\x00b", "U+0000"),
    "an escape": ("\x1b[2Jcls", "U+001B"),
    "an override": ("\u202egnp.exe", "U+202E"),
}
IN_NAMES = UNSEEN | {
    "a zero-width space alone": ("\u200b", "U+200B"),
    "a filler alone": ("\u3164", "U+3164"),
    "a line end": ("Ali\nce", "U+000A"),
    "a tab": ("Ali\tce", "U+0009"),
    "an isolate": ("\u2067Alice\u2069", "U+2067"),
}
WRITTEN = (
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0915\u094d\u200d\u0937",
    "\u05e9\u05dc\u05d5\u05dd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "1\ufe0f\u20e3",
    "na\u00efve",
)


@pytest.mark.parametrize(("text", "reason"), UNSEEN.values(), ids=UNSEEN.keys())
async def test_a_body_that_hides_or_acts_is_refused_with_the_reason(
    people: People, text: str, reason: str
) -> None:
    person, other = await people(2)
    room = await group(person, other)

    with pytest.raises(ChatError) as refused:
        await person.send(room["id"], text)

    assert refused.value.code == "InvalidArguments"
    assert refused.value.message.startswith("input.body: must ")
    assert reason in refused.value.message


@pytest.mark.parametrize(("text", "reason"), IN_NAMES.values(), ids=IN_NAMES.keys())
async def test_a_name_or_title_that_hides_or_acts_is_refused_with_the_reason(
    people: People, text: str, reason: str
) -> None:
    person, other = await people(2)
    room = await group(person, other)
    title = {"conversationId": room["id"], "title": text, "clientMessageId": "rename-it"}
    opening = {
        "kind": "GROUP",
        "title": text,
        "memberIds": [other.user_id],
        "clientConversationId": "open-it-now",
    }

    for field, given in (
        ("updateProfile", {"displayName": text}),
        ("updateConversation", title),
        ("createConversation", opening),
    ):
        with pytest.raises(ChatError) as refused:
            await person.call(field, input=given)
        assert refused.value.code == "InvalidArguments"
        assert reason in refused.value.message


async def test_every_script_and_emoji_comes_back_as_it_was_written(people: People) -> None:
    person, other = await people(2)
    room = await group(person, other)

    for text in WRITTEN:
        named = await person.call("updateProfile", input={"displayName": text})
        sent = await person.send(room["id"], text)
        assert (named["displayName"], sent["body"]) == (text, text)
    page = await other.messages(room["id"])

    assert [message["body"] for message in page["messages"]] == [*WRITTEN]


async def test_what_can_be_put_in_order_is(people: People) -> None:
    person, other = await people(2)
    room = await group(person, other)

    sent = await person.send(room["id"], "nai\u0308ve\r\nand on")
    again = await person.call("updateProfile", input={"displayName": " Zoe\u0308 \u00a0 Ann "})

    assert sent["body"] == "na\u00efve\nand on"
    assert again["displayName"] == "Zo\u00eb Ann"


async def test_whoever_signs_up_under_a_name_that_hides_something_gets_no_profile(
    stack: Stack, outputs: Outputs
) -> None:
    username = f"alice\u2800{uuid.uuid4().hex[:8]}"
    sign_up(outputs, username, PASSWORD)

    with pytest.raises(ChatError, match=r"username must not contain U\+2800"):
        async with connect(stack, username, PASSWORD) as person:
            await person.call("me")


async def test_an_own_message_leaves_nothing_unread_and_others_count(people: People) -> None:
    person, other, newcomer = await people(3)
    room = await group(person, other)
    own: dict[str, Json] = {
        "updateConversation": {"title": "Renamed"},
        "addMembers": {"memberIds": [newcomer.user_id]},
        "removeMember": {"memberId": newcomer.user_id},
    }

    for field, given in own.items():
        await other.send(room["id"], f"before {field}")
        identity = {"conversationId": room["id"], "clientMessageId": f"own-{field}"}
        await person.call(field, input=identity | given)
        assert await unread(person, room["id"]) == 0
    await other.send(room["id"], "are you there?")
    before = await unread(person, room["id"])
    await person.send(room["id"], "I am")

    assert (before, await unread(person, room["id"]), await unread(other, room["id"])) == (1, 0, 1)


async def unread(person: Chat, conversation_id: str) -> int:
    page = await person.call("inbox")
    [entry] = [each for each in page["entries"] if each["conversationId"] == conversation_id]
    count: int = entry["unread"]
    return count
