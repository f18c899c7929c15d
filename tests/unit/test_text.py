"""The rules for names and bodies, over all of Unicode."""

import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain import text
from chat_client.terminal_text import shown

EVERY = [chr(point) for point in range(sys.maxunicode + 1)]
BIDI_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"

type Rule = Callable[[str], str]

BOTH = pytest.mark.parametrize("rule", [text.name, text.body])


def fits(rule: Rule, written: str) -> bool:
    try:
        rule(written)
    except text.Unfit:
        return False
    return True


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "something to see"),
        (" \u00a0\u3000", "something to see"),
        ("\u200b", "U+200B (ZERO WIDTH SPACE)"),
        ("\u3164", "U+3164 (HANGUL FILLER)"),
        ("\u2800", "U+2800 (BRAILLE PATTERN BLANK)"),
        ("\u202eecilA", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("Ali\u2066ce", "U+2066 (LEFT-TO-RIGHT ISOLATE)"),
        ("Ali\nce", "U+000A (a control character)"),
        ("Ali\tce", "U+0009 (a control character)"),
        ("Ali\x1b[31mce", "U+001B (a control character)"),
        ("Alice\u2028", "U+2028 (LINE SEPARATOR)"),
        ("Ali\u200dce", "U+200D (ZERO WIDTH JOINER)"),
        ("Ali\u200cce", "U+200C (ZERO WIDTH NON-JOINER)"),
        ("Ali\U000e0041ce", "U+E0041 (TAG LATIN CAPITAL LETTER A)"),
        ("Alice\ufe0f", "U+FE0F (VARIATION SELECTOR-16)"),
        ("1\ufe0f", "U+FE0F (VARIATION SELECTOR-16)"),
        ("A\u0301\u0302\u0303\u0304\u0305\u0306", "4 marks"),
        ("\u0301", "something to see"),
        ("lone \ud800", "U+D800"),
    ],
)
def test_a_name_that_hides_something_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(text.Unfit) as refused:
        text.name(written)

    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "something to see"),
        (" \r\n\t", "something to see"),
        ("\u200b", "something to see"),
        ("\u3164", "something to see"),
        ("\u2800\u2800", "something to see"),
        ("a\x00b", "U+0000 (a control character)"),
        ("a\x1b[2Jb", "U+001B (a control character)"),
        ("a\x07b", "U+0007 (a control character)"),
        ("a\x9bb", "U+009B (a control character)"),
        ("\u202egnp.exe", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("lone \ud800", "U+D800"),
        ("a\ufffeb", "U+FFFE"),
    ],
)
def test_a_body_that_does_something_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(text.Unfit) as refused:
        text.body(written)

    assert reason in str(refused.value)


@BOTH
@pytest.mark.parametrize(
    "written",
    [
        "Zoë O\u2019Neill-Smith, Ph. D.",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "क\u094d\u200dष",
        "ක\u0dca\u200dෂ",
        "ஸ்ரீ",
        "שרה",
        "עֲבֵרָה",
        "สวัสดี",
        "နေကောင်းလား",
        "李小龍",
        "がぎぐ",
        "한국어",
        FAMILY,
        ENGLAND,
        "1\ufe0f\u20e3",
        "\U0001f1e9\U0001f1ea",
        "\u2764\ufe0f\u200d\U0001f525",
        "\U0001f44d\U0001f3fd",
        "Launch \U0001f680",
    ],
)
def test_every_script_and_every_emoji_is_kept_as_it_is(rule: Rule, written: str) -> None:
    assert rule(written) == unicodedata.normalize("NFC", written)


@BOTH
def test_what_looks_the_same_is_stored_the_same(rule: Rule) -> None:
    assert rule("Zoe\u0308") == "Zo\u00eb"


def test_spaces_of_a_name_are_single_and_within() -> None:
    assert text.name(" \u3000Mary\u00a0 Ann ") == "Mary Ann"


def test_lines_of_a_body_end_in_one_way() -> None:
    assert text.body("a\r\nb\rc\u2028d\u0085e\n\tf") == "a\nb\nc\nd\ne\n\tf"


def test_a_body_may_be_written_in_both_directions() -> None:
    written = "\u2067שבת\u2069, \u200fAlice\u200e"

    assert text.body(written) == written


def test_no_character_of_unicode_hides_in_a_name() -> None:
    accepted = {each for each in EVERY if fits(text.name, f"a{each}b")}

    hidden = {each for each in accepted if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl"}}
    # Signs of Arabic, Syriac, Kaithi and Egyptian that enclose numbers or signs: drawn, though Cf.
    assert {unicodedata.name(each).split()[0] for each in hidden} <= {
        "ARABIC",
        "SYRIAC",
        "KAITHI",
        "EGYPTIAN",
    }
    assert not accepted & BIDI_CONTROLS


def test_alone_a_character_of_unicode_is_accepted_only_if_it_is_seen() -> None:
    for rule in (text.name, text.body):
        accepted = {each for each in EVERY if fits(rule, each)}

        assert not accepted & {*"\u115f\u1160\u3164\uffa0\u2800\u00ad\u200b\ufeff \u3000\n\t"}
        categories = {unicodedata.category(each) for each in accepted}
        assert not categories & {"Cc", "Cs", "Zs", "Zl", "Zp"}


@BOTH
@given(st.text())
def test_what_is_accepted_is_accepted_as_it_was_stored(rule: Rule, written: str) -> None:
    if fits(rule, written):
        stored = rule(written)
        assert rule(stored) == stored
        assert stored.encode().decode() == stored


@given(st.text())
def test_a_terminal_is_told_nothing_but_text(written: str) -> None:
    for line in shown(written).split("\n"):
        inner = line.strip(" ").removeprefix("\u2068").removesuffix("\u2069")
        assert not {unicodedata.category(each) for each in inner} & {"Cc", "Cs", "Zl", "Zp"}
        assert not BIDI_CONTROLS & {*inner}
