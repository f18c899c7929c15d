"""Each invariant, contradicted by one change to a sound table."""

import re
from collections.abc import Callable, Mapping
from contextlib import closing
from hashlib import blake2b
from itertools import count
from zlib import crc32

import pytest

from chat_fsck.invariants import INVARIANTS
from chat_fsck.ledger import Ledger
from tests.conftest import ROOT
from tests.faults.chat import ALICE_AND_BOB, ALICE_AND_CAROL, LUNCH, PARTY, TEAM
from tests.fsck.conftest import PATIENCE, TALK, Rows
from tests.people import ALICE, BOB, CAROL, DAVE, MALLORY

type Plant = Callable[[Rows], object]

NOON = "2026-01-01T12:00:00.000Z"

PLANTED: list[tuple[str, str, Plant]] = []


def shard_of(person: str) -> int:
    return crc32(person.encode()) % 16


def plant(code: str) -> Callable[[Plant], Plant]:
    def keep(damage: Plant) -> Plant:
        PLANTED.append((code, damage.__name__, damage))
        return damage

    return keep


@plant("ROW-UNKNOWN")
def an_entity_that_nobody_describes(rows: Rows) -> None:
    rows.put({"PK": f"USER#{ALICE}", "SK": "DRAFT", "entity": "Draft"})


@plant("ROW-UNKNOWN")
def an_attribute_that_nobody_describes(rows: Rows) -> None:
    rows.put(rows.profile(ALICE), nickname="al")


@plant("ROW-UNKNOWN")
def a_value_that_is_none(rows: Rows) -> None:
    rows.put(rows.profile(ALICE), createdAt="yesterday")


@plant("ROW-UNKNOWN")
def a_void_that_is_no_number(rows: Rows) -> None:
    rows.put({**rows.message(LUNCH, 1), "entity": "Void", "SK": "one"})


@plant("ROW-MISPLACED")
def a_message_in_the_wrong_partition(rows: Rows) -> None:
    rows.put(rows.message(LUNCH, 1), PK=f"MESSAGES#{LUNCH}#7")


@plant("ROW-MISPLACED")
def a_void_in_no_log(rows: Rows) -> None:
    rows.void(f"NOTES#{LUNCH}#0", 1)


@plant("ROW-MISPLACED")
def reactions_in_a_shard_that_there_is_not(rows: Rows) -> None:
    rows.put(rows.responses(PARTY, 2, CAROL), SK=f"{2:012}#16")


@plant("ROW-INDEX")
def a_member_whom_the_index_does_not_know(rows: Rows) -> None:
    rows.put(rows.member(BOB, LUNCH), GSI1PK=None, GSI1SK=None)


@plant("ROW-INDEX")
def someone_who_left_in_the_index(rows: Rows) -> None:
    place = {"GSI1PK": f"CONVERSATION#{LUNCH}", "GSI1SK": f"MEMBER#000000000002#{DAVE}"}
    rows.put(rows.member(DAVE, LUNCH), **place)


@plant("ROW-INDEX")
def a_person_listed_under_an_old_name(rows: Rows) -> None:
    rows.put(rows.profile(BOB), displayName="Robert")


@plant("ROW-EXPIRES")
def a_message_that_expires(rows: Rows) -> None:
    rows.put(rows.message(LUNCH, 1), expiresAt=1)


@plant("NUMBER-ABOVE")
def a_void_that_nobody_took(rows: Rows) -> None:
    rows.void(f"MESSAGES#{LUNCH}#0", 6)


@plant("NUMBER-EMPTY")
def a_number_that_nobody_filled(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), lastSeq=6)


@plant("NUMBER-EMPTY")
def a_number_that_was_skipped(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), lastRevision=5)
    rows.void(f"CHANGES#{LUNCH}#0", 5)


@plant("NUMBER-ORPHAN")
def a_log_without_its_conversation(rows: Rows) -> None:
    rows.void(f"CHANGES#{'a' * 26}#0", 1)


@plant("SEND-TWICE")
def a_client_id_used_for_two_messages(rows: Rows) -> None:
    author = rows.member(ALICE, LUNCH)
    first, last = rows.message(LUNCH, 1), rows.message(LUNCH, 5)
    rows.put(last, clientMessageId=first["clientMessageId"])
    sends = bytes(author["sends"])
    rows.put(author, sends=sends[:-19] + sends[:8] + sends[-11:])


@plant("SEND-LOST")
def a_send_remembered_that_nobody_sent(rows: Rows) -> None:
    author = rows.member(ALICE, LUNCH)
    rows.put(author, sends=b"\0" * 8 + bytes(author["sends"])[8:])


@plant("SEND-CONTENT")
def a_message_that_says_something_else(rows: Rows) -> None:
    rows.put(rows.message(LUNCH, 1), body="Goodbye")


@plant("SEND-CONTENT")
def a_text_that_was_another_when_it_was_sent(rows: Rows) -> None:
    rows.put(rows.former(ALICE_AND_CAROL, 1)[0], body="Goodbye")


@plant("SEND-CONTENT")
def an_answer_to_something_else(rows: Rows) -> None:
    rows.put(rows.message(PARTY, 4), replyTo=3)


@plant("SEND-CONTENT")
def a_forward_that_passes_for_a_text_of_ones_own(rows: Rows) -> None:
    rows.put(rows.message(PARTY, 5), forwardedFromId=None, forwardedFromAt=None)


@plant("SEND-FORGOTTEN")
def a_send_that_is_not_remembered(rows: Rows) -> None:
    author = rows.member(ALICE, LUNCH)
    rows.put(author, sends=bytes(author["sends"])[19:])


@plant("ROW-EXPIRES")
def a_mention_that_expires_at_another_time(rows: Rows) -> None:
    rows.put(rows.mention(BOB, TEAM, 2), expiresAt=1)


@plant("ROW-MISPLACED")
def a_mention_under_the_key_of_another(rows: Rows) -> None:
    rows.put(rows.mention(BOB, TEAM, 2), conversationId=LUNCH)


@plant("MENTION-MEMBER")
def a_message_that_mentions_a_stranger(rows: Rows) -> None:
    rows.put(rows.message(TEAM, 1), mentions=[BOB, MALLORY])


@plant("MENTION-TARGET")
def a_mention_in_a_message_that_does_not_mention_the_person(rows: Rows) -> None:
    mention = rows.mention(BOB, TEAM, 2)
    rows.put(mention, PK=f"MENTIONS#{CAROL}")


@plant("MENTION-TARGET")
def a_mention_counted_above_the_last_number(rows: Rows) -> None:
    rows.put(rows.member(BOB, TEAM), mentionedIn=b"\0\0\0\0\x63")


@plant("MENTION-TARGET")
def a_mention_of_everyone_that_was_deleted_long_ago(rows: Rows) -> None:
    rows.put(rows.message(TEAM, 3), deletedAt="2026-01-01T10:00:00.000Z")
    rows.put(rows.details(TEAM), mentionedIn=b"\0\0\0\0\3")


@plant("MENTION-TARGET")
def a_sender_told_of_their_own_message(rows: Rows) -> None:
    mention = rows.mention(BOB, TEAM, 2)
    rows.put(mention, PK=f"MENTIONS#{ALICE}")


@plant("MENTION-LOST")
def a_mention_that_nobody_recorded_for_an_hour(rows: Rows) -> None:
    mention = rows.mention(BOB, TEAM, 2)
    rows.now += 3600
    del rows[mention["PK"], mention["SK"]]


@plant("SENDER-UNKNOWN")
def a_message_of_someone_who_was_never_in(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), lastSeq=6)
    rows.put(rows.message(LUNCH, 1), SK=f"{6:012}", seq=6, senderId=MALLORY)


@plant("CHANGER-UNKNOWN")
def a_text_changed_by_someone_who_was_never_in(rows: Rows) -> None:
    rows.put(rows.message(ALICE_AND_CAROL, 2), changedBy=MALLORY, deletedBy=MALLORY)


@plant("CHANGER-UNKNOWN")
def a_reaction_of_someone_who_was_never_in(rows: Rows) -> None:
    rows.put(rows.responses(PARTY, 1, BOB), changedBy=MALLORY)


@plant("CHANGER-UNKNOWN")
def a_text_pinned_by_someone_who_was_never_in(rows: Rows) -> None:
    rows.put(rows.message(PARTY, 3), pinnedBy=MALLORY)


@plant("READ-RANGE")
def a_read_marker_beyond_the_end(rows: Rows) -> None:
    rows.put(rows.member(BOB, LUNCH), readSeq=6)


@plant("READ-RANGE")
def a_beginning_in_the_middle_of_nothing(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), newcomersFrom=3)
    rows.put(rows.member(BOB, LUNCH), fromSeq=3)


@plant("NEWCOMERS-FROM")
def newcomers_who_begin_beyond_the_end(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), newcomersFrom=6)


@plant("NEWCOMERS-FROM")
def a_newcomer_who_begins_after_the_number_for_newcomers(rows: Rows) -> None:
    rows.put(rows.member(DAVE, LUNCH), fromSeq=2)


@plant("MEMBER-COUNT")
def a_member_too_many_in_the_count(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), memberCount=4)


@plant("MEMBER-ORPHAN")
def a_row_in_no_conversation(rows: Rows) -> None:
    nowhere = "a" * 26
    rows.put(
        rows.member(BOB, LUNCH),
        SK=f"CONVERSATION#{nowhere}",
        GSI1PK=f"CONVERSATION#{nowhere}",
        conversationId=nowhere,
    )


@plant("MEMBER-ORPHAN")
def a_row_of_another_kind(rows: Rows) -> None:
    rows.put(rows.member(BOB, LUNCH), kind="DIRECT", peerId=ALICE)


@plant("MEMBER-NOBODY")
def a_member_without_a_profile(rows: Rows) -> None:
    del rows[f"USER#{CAROL}", "PROFILE"]


@plant("MEMBER-EVENT")
def a_member_told_of_a_removal(rows: Rows) -> None:
    rows.put(rows.member(BOB, LUNCH), inboxEvent="REMOVED")


@plant("MEMBER-STATE")
def someone_who_is_in_though_removed(rows: Rows) -> None:
    rows.put(
        rows.member(DAVE, LUNCH),
        status="ACTIVE",
        inboxEvent=None,
        GSI1PK=f"CONVERSATION#{LUNCH}",
        GSI1SK=f"MEMBER#000000000002#{DAVE}",
    )
    rows.put(rows.details(LUNCH), memberCount=4)


@plant("MEMBER-JOINED")
def someone_who_joined_at_a_text(rows: Rows) -> None:
    rows.put(rows.member(BOB, LUNCH), joinedSeq=1, GSI1SK=f"MEMBER#000000000001#{BOB}")


@plant("MEMBER-REVISION")
def a_row_changed_by_a_change_of_someone_else(rows: Rows) -> None:
    rows.put(rows.member(BOB, LUNCH), revision=1)


@plant("OWNER-COUNT")
def two_owners(rows: Rows) -> None:
    rows.put(rows.member(BOB, LUNCH), role="OWNER")


@plant("OWNER-COUNT")
def no_owner(rows: Rows) -> None:
    rows.put(rows.member(ALICE, LUNCH), role="MEMBER")


@plant("RESTRICTED")
def a_reader_of_whom_the_conversation_does_not_know(rows: Rows) -> None:
    rows.put(rows.member(BOB, LUNCH), role="READER")


@plant("RESTRICTED")
def a_muted_member_of_whom_the_conversation_does_not_know(rows: Rows) -> None:
    rows.put(rows.details(TEAM), isRestricted=None)


@plant("CREATOR-MISSING")
def a_conversation_opened_by_a_stranger(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), createdBy=MALLORY)


@plant("DIRECT-PEOPLE")
def a_peer_who_is_someone_else(rows: Rows) -> None:
    rows.put(rows.member(ALICE, ALICE_AND_CAROL), peerId=DAVE)


@plant("DIRECT-ABSENT")
def someone_who_left_and_is_not_known_as_absent(rows: Rows) -> None:
    rows.put(rows.details(ALICE_AND_BOB), absent=None)


@plant("CHANGE-TEXT")
def a_change_that_quotes(rows: Rows) -> None:
    rows.put(rows.change(LUNCH, 3), title="Late lunch")


@plant("CHANGE-PAIR")
def a_record_whose_change_is_a_void(rows: Rows) -> None:
    rows.void(f"CHANGES#{LUNCH}#0", 3)


@plant("CHANGE-PAIR")
def a_change_without_a_record(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), lastRevision=4)
    rows.put(rows.change(LUNCH, 3), SK=f"{4:012}", revision=4)


@plant("CHANGE-PAIR")
def a_record_that_names_someone_else(rows: Rows) -> None:
    added = rows.message(LUNCH, 2)
    rows.put(added, memberIds=[*added["memberIds"], CAROL])


@plant("CHANGE-TARGET")
def a_change_of_someone_without_a_row(rows: Rows) -> None:
    rows.put(rows.details(ALICE_AND_CAROL), lastRevision=4)
    place = {"PK": f"CHANGES#{ALICE_AND_CAROL}#0", "SK": f"{4:012}", "revision": 4}
    rows.put(rows.change(LUNCH, 1), **place, memberIds=[MALLORY])


@plant("CHANGE-MESSAGE")
def a_change_of_a_record(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), lastRevision=4)
    rows.put(
        rows.change(ALICE_AND_CAROL, 1), PK=f"CHANGES#{LUNCH}#0", SK=f"{4:012}", revision=4, seq=2
    )


@plant("CHANGE-MESSAGE")
def a_change_of_nothing(rows: Rows) -> None:
    rows.put(rows.details(ALICE_AND_CAROL), lastRevision=4)
    rows.put(rows.change(ALICE_AND_CAROL, 1), SK=f"{4:012}", revision=4, seq=9)


@plant("CHANGE-MESSAGE")
def a_change_that_was_not_made(rows: Rows) -> None:
    rows.put(rows.details(ALICE_AND_CAROL), lastRevision=4)
    rows.put(rows.change(ALICE_AND_CAROL, 1), SK=f"{4:012}", revision=4)


@plant("CHANGE-MESSAGE")
def a_change_that_nothing_points_to(rows: Rows) -> None:
    rows.void(f"CHANGES#{ALICE_AND_CAROL}#0", 3)


@plant("CHANGE-MESSAGE")
def an_edit_that_passed_a_later_one(rows: Rows) -> None:
    rows.put(rows.message(ALICE_AND_CAROL, 1), revision=1)


@plant("CHANGE-MESSAGE")
def a_reaction_that_is_lost(rows: Rows) -> None:
    kept = rows.responses(PARTY, 1, CAROL)
    rows.put(kept, people=None, changes=None, revision=None, changedBy=None)


@plant("CHANGE-MESSAGE")
def a_reaction_under_the_number_of_another_message(rows: Rows) -> None:
    rows.put(rows.responses(PARTY, 1, CAROL), revision=4)


@plant("REACTION-TARGET")
def a_reaction_to_a_text_that_is_not_open(rows: Rows) -> None:
    rows.put(rows.message(PARTY, 1), isOpen=None)


@plant("REACTION-CLOSED")
def a_shard_of_a_deleted_text_that_is_open(rows: Rows) -> None:
    rows.put(rows.responses(PARTY, 2, CAROL), closed=None)


@plant("REACTION-CLOSED")
def a_closed_shard_of_a_text_that_is_there(rows: Rows) -> None:
    rows.put(rows.responses(PARTY, 1, CAROL), people=None, closed=True)


@plant("PIN-LISTED")
def a_pin_that_is_listed_and_not_there(rows: Rows) -> None:
    rows.put(rows.pins(PARTY), numbers={f"{1:012}", f"{3:012}"})


@plant("PIN-LISTED")
def a_pin_that_is_not_listed(rows: Rows) -> None:
    rows.put(rows.pins(PARTY), numbers=None)


@plant("PIN-LISTED")
def a_list_of_pins_that_is_lost(rows: Rows) -> None:
    del rows[f"PINS#{PARTY}", "LIST"]


@plant("QUOTE-TARGET")
def an_answer_to_nothing(rows: Rows) -> None:
    rows.put(rows.message(ALICE_AND_CAROL, 1), replyTo=9)


@plant("QUOTE-TARGET")
def an_answer_to_what_was_said_later(rows: Rows) -> None:
    rows.put(rows.message(ALICE_AND_CAROL, 1), replyTo=2)


@plant("VERSION-KEPT")
def a_former_text_that_is_lost(rows: Rows) -> None:
    lost = rows.former(ALICE_AND_CAROL, 1)[1]
    del rows[lost["PK"], lost["SK"]]


@plant("VERSION-KEPT")
def a_former_text_of_a_deleted_message(rows: Rows) -> None:
    (_, kept) = rows.former(ALICE_AND_CAROL, 1)
    rows.put(kept, SK=f"{2:012}#01", seq=2)


@plant("VERSION-KEPT")
def a_former_text_of_nothing(rows: Rows) -> None:
    (kept, _) = rows.former(ALICE_AND_CAROL, 1)
    rows.put(kept, SK=f"{9:012}#00", seq=9)


@plant("VERSION-KEPT")
def a_former_text_too_old(rows: Rows) -> None:
    (_, kept) = rows.former(ALICE_AND_CAROL, 1)
    rows.put(kept, SK=f"{1:012}#02", edits=2)
    del rows[kept["PK"], kept["SK"]]


@plant("VERSION-EDITOR")
def a_former_text_of_somebody_else(rows: Rows) -> None:
    rows.put(rows.former(ALICE_AND_CAROL, 1)[0], editedBy=CAROL)


@plant("ROW-MISPLACED")
def a_void_in_the_thread_of_no_number(rows: Rows) -> None:
    rows.void(f"MESSAGES#{TALK}/01#0", 1)


@plant("ROW-MISPLACED")
def a_counter_of_another_thread(rows: Rows) -> None:
    rows.put(rows.thread(TALK, 1), PK=f"THREAD#{TALK}#3")


@plant("ROW-MISPLACED")
def a_follow_of_somebody_else(rows: Rows) -> None:
    rows.put(rows.follow(CAROL, TALK, 1), PK=f"FOLLOWS#{DAVE}")


@plant("ROW-EXPIRES")
def a_follow_that_expires_too_early(rows: Rows) -> None:
    follow = rows.follow(CAROL, TALK, 1)
    rows.put(follow, expiresAt=follow["expiresAt"] - 86400)


@plant("NUMBER-ABOVE")
def a_counter_below_its_replies(rows: Rows) -> None:
    rows.put(rows.thread(TALK, 1), lastSeq=2)


@plant("NUMBER-EMPTY")
def a_number_of_a_thread_that_nobody_filled(rows: Rows) -> None:
    rows.put(rows.thread(TALK, 1), lastSeq=4)
    rows.now += 40


@plant("NUMBER-ORPHAN")
def a_reply_in_no_conversation(rows: Rows) -> None:
    rows.void(f"MESSAGES#{'a' * 26}/1#0", 1)


@plant("SEND-LOST")
def a_reply_remembered_under_another_number(rows: Rows) -> None:
    author = rows.member(BOB, TALK)
    rows.put(author, sends=bytes(author["sends"])[:-5] + b"\0\0\0\0\x09")


@plant("SEND-CONTENT")
def a_reply_that_says_something_else(rows: Rows) -> None:
    rows.put(rows.message(TALK, 1, root=2), body="Ill")


@plant("SEND-CONTENT")
def a_reply_that_was_another_when_it_was_sent(rows: Rows) -> None:
    rows.put(rows.former(TALK, 1, root=1)[0], body="Bye")


@plant("SEND-CONTENT")
def a_reply_remembered_as_a_text_of_the_conversation(rows: Rows) -> None:
    author, reply = rows.member(BOB, TALK), rows.message(TALK, 1, root=2)
    content = blake2b(f"TEXT\x1f{reply['body']}".encode(), digest_size=6).digest()
    sends = bytes(author["sends"])
    rows.put(author, sends=sends[:-11] + content + sends[-5:])


@plant("SEND-FORGOTTEN")
def a_reply_that_is_not_remembered(rows: Rows) -> None:
    author = rows.member(BOB, TALK)
    rows.put(author, sends=bytes(author["sends"])[19:])


@plant("SEND-TWICE")
def a_client_id_used_in_two_threads(rows: Rows) -> None:
    author = rows.member(BOB, TALK)
    first, last = rows.message(TALK, 1, root=1), rows.message(TALK, 1, root=2)
    rows.put(last, clientMessageId=first["clientMessageId"])
    sends = bytes(author["sends"])
    rows.put(author, sends=sends[:-19] + sends[:8] + sends[-11:])


@plant("MENTION-MEMBER")
def a_reply_that_mentions_a_stranger(rows: Rows) -> None:
    reply = rows.message(TALK, 1, root=1)
    rows.put(reply, mentions=[MALLORY], follow="THREAD MENTIONS")


@plant("MENTION-TARGET")
def a_mention_in_a_reply_that_does_not_mention_the_person(rows: Rows) -> None:
    rows.put(rows.mention(CAROL, TALK, 2, root=1), PK=f"MENTIONS#{BOB}")


@plant("MENTION-TARGET")
def a_mention_in_a_reply_that_is_counted(rows: Rows) -> None:
    rows.put(rows.member(CAROL, TALK), mentionedIn=b"\0\0\0\0\2")
    rows.now += 3601


@plant("MENTION-LOST")
def a_mention_in_a_reply_that_nobody_recorded_for_an_hour(rows: Rows) -> None:
    mention = rows.mention(CAROL, TALK, 2, root=1)
    rows.now += 3600
    rows.put(rows.member(CAROL, TALK), joinedAt="2026-01-01T00:00:00.000Z")
    del rows[mention["PK"], mention["SK"]]


@plant("CHANGER-UNKNOWN")
def a_reply_edited_by_someone_who_was_never_in(rows: Rows) -> None:
    rows.put(rows.message(TALK, 3, root=1), changedBy=MALLORY, deletedBy=MALLORY)


@plant("CHANGE-MESSAGE")
def a_reply_that_nothing_points_to(rows: Rows) -> None:
    rows.void(f"CHANGES#{TALK}#0", rows.message(TALK, 2, root=1)["revision"])


@plant("CHANGE-MESSAGE")
def a_change_of_a_reply_that_there_is_not(rows: Rows) -> None:
    revision = int(rows.details(TALK)["lastRevision"]) + 1
    rows.put(rows.details(TALK), lastRevision=revision)
    last = rows.change(TALK, revision - 1)
    rows.put(last, SK=f"{revision:012}", revision=revision, seq=2, rootSeq=2)


@plant("CHANGE-MESSAGE")
def a_reply_that_was_no_change_of_its_root(rows: Rows) -> None:
    kept = rows.responses(TALK, 1, ALICE)
    rows.put(kept, changes=kept["changes"] + 1)


@plant("CHANGE-MESSAGE")
def a_root_under_the_number_of_a_reply(rows: Rows) -> None:
    replied = rows.message(TALK, 1, root=1)["revision"]
    rows.put(rows.responses(TALK, 1, ALICE), revision=replied, changedBy=ALICE)


@plant("REACTION-TARGET")
def a_reaction_to_a_reply_that_is_not_open(rows: Rows) -> None:
    revision = rows.responses(TALK, 2, CAROL, root=1)["revision"]
    rows.put(rows.message(TALK, 2, root=1), isOpen=None, revision=revision)


@plant("QUOTE-TARGET")
def a_reply_that_answers_a_text_outside_of_its_thread(rows: Rows) -> None:
    rows.put(rows.message(TALK, 1, root=1), replyTo=2)


@plant("VERSION-KEPT")
def a_former_text_of_a_reply_that_is_lost(rows: Rows) -> None:
    (lost,) = rows.former(TALK, 1, root=1)
    del rows[lost["PK"], lost["SK"]]


@plant("VERSION-EDITOR")
def a_former_text_of_a_reply_of_somebody_else(rows: Rows) -> None:
    rows.put(rows.former(TALK, 1, root=1)[0], editedBy=CAROL)


@plant("THREAD-ROOT")
def a_thread_that_hangs_on_nothing(rows: Rows) -> None:
    rows.put(rows.thread(TALK, 1), PK=f"THREAD#{TALK}#9", rootSeq=9, lastSeq=1)
    rows.void(f"MESSAGES#{TALK}/9#0", 1)


@plant("THREAD-ROOT")
def a_thread_that_hangs_on_a_record(rows: Rows) -> None:
    rows.put(
        rows.thread(TALK, 1),
        PK=f"THREAD#{LUNCH}#2",
        conversationId=LUNCH,
        rootSeq=2,
        lastSeq=1,
    )
    rows.void(f"MESSAGES#{LUNCH}/2#0", 1)


@plant("THREAD-ROOT")
def a_follow_of_a_thread_of_nothing(rows: Rows) -> None:
    follow = rows.follow(CAROL, TALK, 1)
    rows.put(follow, SK=f"{TALK}#{9:012}", rootSeq=9, readSeq=0)


@plant("THREAD-COUNTER")
def a_thread_without_its_counter(rows: Rows) -> None:
    del rows[f"THREAD#{TALK}#2", "COUNTER"]
    for person in (ALICE, BOB):
        rows.put(rows.follow(person, TALK, 2), readSeq=0)


@plant("THREAD-COUNT")
def a_reply_too_many_in_the_count(rows: Rows) -> None:
    rows.put(rows.responses(TALK, 1, ALICE), replies=2)


@plant("THREAD-COUNT")
def a_deleted_reply_that_is_counted(rows: Rows) -> None:
    rows.put(rows.responses(TALK, 1, BOB), replies=2)


@plant("THREAD-COUNT")
def replies_counted_for_somebody_else(rows: Rows) -> None:
    rows.put(rows.responses(TALK, 1, ALICE), replies=0)
    rows.put(rows.responses(TALK, 1, BOB), replies=2)


@plant("THREAD-LAST")
def a_last_reply_that_is_not_the_last(rows: Rows) -> None:
    first = rows.message(TALK, 1, root=1)
    rows.put(rows.responses(TALK, 1, BOB), lastReplySeq=1, lastReplyAt=first["createdAt"])


@plant("THREAD-LAST")
def a_last_reply_of_another_time(rows: Rows) -> None:
    rows.put(rows.responses(TALK, 1, BOB), lastReplyAt=NOON)


@plant("THREAD-NAMED")
def someone_named_who_never_replied(rows: Rows) -> None:
    twin = next(each for n in count() if shard_of(each := f"twin-{n}") == shard_of(BOB))
    rows.put(rows.responses(TALK, 1, BOB), repliers={BOB, twin})


@plant("THREAD-NAMED")
def someone_who_replied_and_is_not_named(rows: Rows) -> None:
    rows.put(rows.responses(TALK, 1, BOB), repliers=None)


@plant("SENDER-UNKNOWN")
def a_reply_of_someone_who_was_never_in(rows: Rows) -> None:
    stranger = next(each for n in count() if shard_of(each := f"twin-{n}") == shard_of(ALICE))
    author = rows.member(ALICE, TALK)
    rows.put(author, sends=bytes(author["sends"])[:-19])
    rows.put(rows.message(TALK, 2, root=1), senderId=stranger)
    rows.put(rows.responses(TALK, 1, ALICE), repliers={stranger})


@plant("FOLLOW-MEMBER")
def a_follow_of_someone_who_was_never_in(rows: Rows) -> None:
    rows.put(rows.follow(CAROL, TALK, 1), PK=f"FOLLOWS#{MALLORY}", userId=MALLORY)


@plant("FOLLOW-RANGE")
def a_thread_read_beyond_its_end(rows: Rows) -> None:
    rows.put(rows.follow(CAROL, TALK, 1), readSeq=4)


@plant("FOLLOW-RANGE")
def a_thread_read_that_never_began(rows: Rows) -> None:
    place = {"SK": f"{LUNCH}#{1:012}", "conversationId": LUNCH, "rootSeq": 1}
    rows.put(rows.follow(CAROL, TALK, 1), **place, readSeq=1)


@plant("TITLE-STALE")
def a_title_that_nobody_gave(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), title="Dinner")


@plant("TITLE-STALE")
def a_title_of_an_older_revision(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), titleRevision=2)


@plant("CHANNEL-VERSION")
def a_version_without_a_departure(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), channelVersion=3)


@plant("CHANNEL-REUSED")
def a_channel_that_was_replaced_by_itself(rows: Rows) -> None:
    rows.put(rows.message(LUNCH, 3), channel=rows.details(LUNCH)["channel"])


def test_a_chat_as_it_should_be_contradicts_nothing(rows: Rows) -> None:
    assert rows.judged().findings == ()


@pytest.mark.parametrize(
    ("code", "damage"),
    [pytest.param(code, damage, id=f"{code}: {name}") for code, name, damage in PLANTED],
)
def test_one_damage_is_found_by_its_code_and_no_other(rows: Rows, code: str, damage: Plant) -> None:
    damage(rows)

    assert {finding.code for finding in rows.judged().findings} == {code}


@pytest.mark.parametrize(
    ("attribute", "value", "rule"),
    [
        ("readSeq", "2", "readSeq: Value error, is of another type"),
        ("readSeq", True, "readSeq: Value error, is of another type"),
        ("readSeq", 10**30, "readSeq: Input should be less than 1000000000000"),
        ("joinedAt", 1_767_268_800, "joinedAt: Value error, is of another type"),
        ("sends", "x" * 19, "sends: Value error, is of another type"),
        ("sends", 19, "sends: Value error, is of another type"),
    ],
)
def test_a_value_of_another_type_is_told_by_its_attribute(
    rows: Rows, attribute: str, value: object, rule: str
) -> None:
    row = rows.put(rows.member(BOB, LUNCH), **{attribute: value})

    unknown = [each for each in rows.judged().findings if each.code == "ROW-UNKNOWN"]

    assert [(each.place, each.detail) for each in unknown] == [(f"{row['PK']} {row['SK']}", rule)]


@pytest.mark.parametrize(
    ("seq", "changes", "rule"),
    [
        (1, {"edits": None}, "an edited text counts its edits, and was changed"),
        (1, {"changedBy": CAROL}, "only its sender edits a text"),
        (1, {"changedBy": None}, "who changed a text is known exactly where it has a revision"),
        (2, {"body": "Hello"}, "texts that are not deleted, and new titles, have a body"),
        (2, {"deletedBy": None}, "a deletion has a time and a person, and is of a text"),
        (2, {"changedBy": CAROL}, "a deletion has a time and a person, and is of a text"),
        (2, {"edits": 1, "editedAt": NOON}, "an edited text counts its edits, and was changed"),
        (2, {"replyTo": 1}, "only a text answers something"),
        (1, {"changes": None}, "a text counts its changes exactly where it has a revision"),
    ],
)
def test_a_changed_message_that_contradicts_itself_is_told_by_the_rule(
    rows: Rows, seq: int, changes: Mapping[str, object], rule: str
) -> None:
    rows.put(rows.message(ALICE_AND_CAROL, seq), **changes)

    (unknown,) = (each for each in rows.judged().findings if each.code == "ROW-UNKNOWN")

    assert unknown.detail.endswith(rule)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"pinnedBy": None}, "a pin has a time and a person, and is of a text"),
        ({"textRevision": None}, "a pin notes the revision of the text"),
        ({"textRevision": 7}, "a text is no newer than its message"),
        ({"textRevision": 1}, "an edited one has a number"),
    ],
)
def test_a_pin_that_contradicts_itself_is_told_by_the_rule(
    rows: Rows, changes: Mapping[str, object], rule: str
) -> None:
    rows.put(rows.message(PARTY, 3), **changes)

    (unknown,) = (each for each in rows.judged().findings if each.code == "ROW-UNKNOWN")

    assert rule in unknown.detail


def test_what_is_pinned_may_be_edited(rows: Rows) -> None:
    pinned = rows.message(PARTY, 3)
    rows.put(pinned, textRevision=None, edits=1, editedAt=pinned["pinnedAt"])

    assert not [each for each in rows.judged().findings if each.code == "ROW-UNKNOWN"]


@pytest.mark.parametrize(
    "changes",
    [
        {"forwardedFromAt": None},
        {"edits": 1, "editedAt": NOON, "revision": 7, "changedBy": ALICE, "changes": 1},
    ],
)
def test_a_forward_that_contradicts_itself_is_told_by_the_rule(
    rows: Rows, changes: Mapping[str, object]
) -> None:
    rows.put(rows.message(PARTY, 5), **changes)

    unknown = [each for each in rows.judged().findings if each.code == "ROW-UNKNOWN"]

    assert len(unknown) == 1
    assert "what was forwarded has a person and a time" in unknown[0].detail


def test_more_pins_than_there_may_be_are_told(rows: Rows) -> None:
    rows.put(rows.pins(PARTY), numbers={f"{number:012}" for number in range(1, 52)})

    (unknown,) = (each for each in rows.judged().findings if each.code == "ROW-UNKNOWN")

    assert unknown.detail.startswith("numbers: ")


@pytest.mark.parametrize(
    ("person", "changes", "rule"),
    [
        (BOB, {"people": {f"👍 {CAROL}"}}, "everyone is in the shard of their id"),
        (BOB, {"closed": True}, "a closed shard holds nobody"),
        (BOB, {"changedBy": None}, "under which number and by whom"),
        (
            BOB,
            {"changes": None, "revision": None, "changedBy": None},
            "who reacts has changed something",
        ),
        (BOB, {"people": {"👍"}}, "$-~]+$'"),
    ],
)
def test_reactions_that_contradict_themselves_are_told_by_the_rule(
    rows: Rows, person: str, changes: Mapping[str, object], rule: str
) -> None:
    rows.put(rows.responses(PARTY, 1, person), **changes)

    unknown = [each for each in rows.judged().findings if each.code == "ROW-UNKNOWN"]

    assert [each.detail[-len(rule) :] for each in unknown] == [rule]


@pytest.mark.parametrize(
    ("seq", "changes", "rule"),
    [
        (2, {"revision": None}, "a reply is a text with a revision, neither"),
        (2, {"mentionsEveryone": True}, "nor to everyone"),
        (2, {"pinnedAt": NOON, "pinnedBy": BOB}, "neither pinned nor forwarded"),
        (2, {"follow": "MENTIONS"}, "a reply is followed for its thread, and nothing else is"),
        (2, {"follow": "THREAD"}, "only a text mentions people, nobody twice, and is followed"),
        (2, {"changedBy": ALICE}, "who changed a text is known exactly where it has a revision"),
        (1, {"changedBy": None}, "who changed a text is known exactly where it has a revision"),
    ],
)
def test_a_reply_that_contradicts_itself_is_told_by_the_rule(
    rows: Rows, seq: int, changes: Mapping[str, object], rule: str
) -> None:
    rows.put(rows.message(TALK, seq, root=1), **changes)

    (unknown,) = (each for each in rows.judged().findings if each.code == "ROW-UNKNOWN")

    assert rule in unknown.detail


@pytest.mark.parametrize(
    ("root", "seq", "changes", "rule"),
    [
        (None, 1, {"replies": None}, "the last reply has a number and a time"),
        (None, 1, {"lastReplyAt": None}, "the last reply has a number and a time"),
        (None, 1, {"repliers": {BOB}}, "everyone is in the shard of their id"),
        (
            None,
            1,
            {"changes": None, "revision": None, "changedBy": None},
            "what has changed says how often",
        ),
        (1, 2, {"replies": 1, "lastReplySeq": 1, "lastReplyAt": NOON}, "to a reply nobody replies"),
    ],
)
def test_responses_of_replies_that_contradict_themselves_are_told_by_the_rule(
    rows: Rows, root: int | None, seq: int, changes: Mapping[str, object], rule: str
) -> None:
    rows.put(rows.responses(TALK, seq, CAROL if root else ALICE, root=root), **changes)

    (unknown,) = (each for each in rows.judged().findings if each.code == "ROW-UNKNOWN")

    assert rule in unknown.detail


def test_a_change_in_a_thread_of_no_reply_is_told_by_the_rule(rows: Rows) -> None:
    rows.put(rows.change(LUNCH, 1), rootSeq=1)

    assert "a change in a thread is of a reply" in str(rows.judged().findings)


def test_a_number_of_a_thread_that_is_young_is_waited_for(rows: Rows) -> None:
    rows.put(rows.thread(TALK, 1), lastSeq=4)

    assert rows.judged().findings == ()


def test_a_client_id_may_come_again_in_a_thread_under_the_same_number(rows: Rows) -> None:
    for seq in range(6, 27):
        rows.say(seq, f"client-{seq}")

    place = {"PK": f"MESSAGES#{LUNCH}/1#0", "rootSeq": 1, "revision": 1, "follow": "THREAD"}
    rows.put(rows.message(LUNCH, 6), **place, body="Yes")
    rows.remember(6, "client-6", "THREAD\x1f1\x1fYes")

    codes = {finding.code for finding in rows.judged().findings}
    assert not {code for code in codes if code.startswith("SEND-")}


def test_a_text_may_be_open_to_reactions_that_never_came(rows: Rows) -> None:
    rows.put(rows.message(PARTY, 3), isOpen=True)

    assert rows.judged().findings == ()


def test_every_invariant_was_seen_to_be_contradicted() -> None:
    assert {code for code, _, _ in PLANTED} == set(INVARIANTS)


def test_a_young_number_is_waited_for(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), lastSeq=6)
    rows.now -= 30

    assert rows.judged().findings == ()


def test_a_number_that_was_empty_for_an_hour_is_a_void(rows: Rows) -> None:
    rows.put(rows.details(LUNCH), lastSeq=6)
    rows.now += 3700

    assert rows.judged().findings == ()


def test_a_client_id_may_come_again_after_twenty_other_messages(rows: Rows) -> None:
    for seq in range(6, 27):
        rows.say(seq, f"client-{seq}")

    rows.say(27, "client-6")

    assert rows.judged().findings == ()


def test_the_docs_list_every_invariant_in_its_own_words() -> None:
    page = (ROOT / "docs" / "fsck.md").read_text()

    listed = re.findall(r"^\| `([A-Z-]+)` \| (.+) \|$", page, flags=re.MULTILINE)

    assert listed == [(each.code, each.sentence) for each in INVARIANTS.values()]


def test_numbers_of_mentions_that_do_not_ascend_are_told_by_the_rule(rows: Rows) -> None:
    rows.put(rows.member(BOB, TEAM), mentionedIn=b"\0\0\0\0\2" * 2)

    assert "mentionedIn: Value error, ascend" in str(rows.judged().findings)


def test_a_message_that_mentions_people_and_is_not_followed_is_told_by_the_rule(rows: Rows) -> None:
    rows.put(rows.message(TEAM, 2), follow=None)

    assert "only a text mentions people" in str(rows.judged().findings)


def test_a_ledger_that_forgot_finds_what_is_wrong_with_the_next_table(rows: Rows) -> None:
    with closing(Ledger()) as ledger:
        for item in rows.stored():
            ledger.add(item)
        assert [*ledger.findings(now=rows.now, patience=PATIENCE)] == []
        rows.put(rows.details(LUNCH), memberCount=9)
        del rows[f"USER#{ALICE}", "PROFILE"]

        ledger.forget()
        for item in rows.stored():
            ledger.add(item)

        assert ledger.rows == len(rows)
        assert {*ledger.findings(now=rows.now, patience=PATIENCE)} == {*rows.judged().findings}
        assert "MEMBER-COUNT" in {each.code for each in rows.judged().findings}
