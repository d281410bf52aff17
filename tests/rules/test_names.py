"""Names as hostile and as clumsy people type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.names import LONGEST, NameUnusable, is_name, safe_name, typed_name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Dr.  Sari\nPraktik, S.E. ", "Dr. Sari Praktik, S.E."),
        # right-to-left override would turn the line around
        ("Sari\u202eirabmeG", "SariirabmeG"),
        ("Sa\u200bri\u2060 \ufeffPraktik", "Sari Praktik"),
        ("Z̴̡͎a̷l̸g̵o̶", "Zalgo"),
        # an accent that belongs there is kept
        ("Rene\u0301", "René"),
        ("Sari\u2028Praktik\x00\x07", "Sari Praktik"),
        ("<b>Sari</b>", "<b>Sari</b>"),
        ("\ud800Sari", "Sari"),
        ("🙂", "🙂"),
        ("", ""),
    ],
)
def test_shown_safely(typed, shown):
    assert safe_name(typed) == shown


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "7", "-", "🙂🙂", "\u202e\u200b", "/batal", "A" * 81, "Sari " * 1000, "\u0301" * 5000],
)
def test_no_name(typed):
    with pytest.raises(NameUnusable):
        typed_name(typed)


def test_the_longest_name():
    assert typed_name("A" * LONGEST) == "A" * LONGEST


@given(st.text(alphabet=st.characters(codec=None), max_size=500))
def test_any_name_is_one_short_line_without_tricks(typed):
    name = safe_name(typed)
    assert len(name) <= LONGEST
    assert name == " ".join(name.split())
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Mn") for letter in name)
    assert safe_name(name) == name


def test_two_letters_are_a_name():
    assert [is_name(name) for name in ("Yo", "Y", "Y.", "/Yo", "陳")] == [True, False, False, False, False]
