"""Names as hostile and as clumsy people type them."""

from __future__ import annotations

import unicodedata
from html import escape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.name_wording import warning_words
from bot.rules.names import (
    LONGEST,
    NameUnusable,
    NameWarning,
    is_name,
    name_warnings,
    resembles,
    safe_name,
    shown_name,
    typed_name,
)


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


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("", "(tanpa nama)"),
        ("\u202e\u200b\u3164\u2800", "(tanpa nama)"),
        ("\u0301" * 5000, "(tanpa nama)"),
        ("@@ ", "(tanpa nama)"),
        ("@SariPraktik", "SariPraktik"),
        ("/hapus Sari", "hapus Sari"),
        ("Sari\n\nPermohonan disetujui.", "Sari Permohonan disetujui."),
        ("Sari https://kpk.contoh.id/masuk", "Sari https kpk. contoh. id/masuk"),
        ("t.me/sari", "t. me/sari"),
        ("Dr. Sari Praktik, S.Sos., M.Si", "Dr. Sari Praktik, S.Sos., M.Si"),
        ("<b>Sari</b> & rekan", "<b>Sari</b> & rekan"),
        ("Sari (terverifikasi) ✅", "Sari (terverifikasi) ✅"),
        # dots come apart, and the line is still not longer
        ("a." + "bb." * 26, "a. " + "bb. " * 18 + "bb.…"),
    ],
)
def test_shown_in_one_line_and_never_empty(given, shown):
    assert shown_name(given) == shown


@given(st.text(alphabet=st.characters(codec=None), max_size=500))
def test_any_name_as_given_is_shown_in_one_short_safe_line(given_name):
    name = shown_name(given_name)
    assert 0 < len(name) <= LONGEST
    assert name == " ".join(name.split())
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Mn") for letter in name)
    assert shown_name(name) == name
    assert "@" not in name and "://" not in name and not name.startswith("/")
    html = ElementTree.fromstring(f"<b>{escape(name)}</b>")
    assert (html.text, list(html)) == (name, [])


W = NameWarning


@pytest.mark.parametrize(
    ("given", "warnings"),
    [
        ("Sari Praktik", ()),
        ("Dr. Hj. Siti Nurhaliza, S.E., M.Si.", ()),
        ("René Ślósarski", ()),
        ("Adi Minarno 🙂", ()),
        ("Sari ❤\ufe0f 👩\u200d💻 🇮🇩", ()),
        ("Resmiyati Botutihe", ()),
        ("", ()),
        # a Cyrillic a among Latin letters
        ("S\u0430ri", (W.MIXED_SCRIPTS,)),
        ("𝐒𝐚𝐫𝐢 Praktik", (W.MIXED_SCRIPTS,)),
        ("Ｓari", (W.MIXED_SCRIPTS,)),
        ("Sari\u202eirabmeG", (W.DIRECTION_MARKS,)),
        ("Sa\u200bri", (W.INVISIBLE,)),
        ("Sari\u3164", (W.MIXED_SCRIPTS, W.INVISIBLE)),
        ("Z̴̡͎a̷l̸g̵o̶", (W.INVISIBLE,)),
        ("陳大文", (W.NOT_LATIN,)),
        ("さくら 桜", (W.NOT_LATIN,)),
        ("Сара", (W.NOT_LATIN,)),
        ("Admin KPK", (W.LOOKS_OFFICIAL,)),
        ("4dm1n", (W.LOOKS_OFFICIAL,)),
        ("adrnin permas", (W.LOOKS_OFFICIAL,)),
        ("K.P.K.", (W.LOOKS_OFFICIAL,)),
        ("K\u200bPK", (W.INVISIBLE, W.LOOKS_OFFICIAL)),
        ("К\u0420К", (W.LOOKS_OFFICIAL, W.NOT_LATIN)),
        ("K\u0420K", (W.MIXED_SCRIPTS, W.LOOKS_OFFICIAL)),
        ("🇰🇵🇰", (W.LOOKS_OFFICIAL,)),
        ("ᴋᴘᴋ", (W.MIXED_SCRIPTS, W.LOOKS_OFFICIAL)),
        ("Sari (terverifikasi)", (W.LOOKS_OFFICIAL,)),
        ("Sari ✅", (W.LOOKS_OFFICIAL,)),
        ("RESMl", (W.LOOKS_OFFICIAL,)),
        ("Petugas Dit. Permas", (W.LOOKS_OFFICIAL,)),
        ("permas_bot", (W.LOOKS_OFFICIAL,)),
        ("b0t", (W.LOOKS_OFFICIAL,)),
        ("Verified\u202e", (W.DIRECTION_MARKS, W.LOOKS_OFFICIAL)),
    ],
)
def test_what_is_odd_is_named(given, warnings):
    assert name_warnings(given) == warnings


def test_every_warning_has_words_and_they_are_distinct():
    assert list(warning_words) == list(NameWarning)
    assert len(set(warning_words.values())) == len(NameWarning)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sari Praktik", "sari praktik"),
        ("Sari Praktik", "S\u0430ri Pr\u0430ktik"),
        ("Sari Praktik", "𝐒𝐚𝐫𝐢 𝐏𝐫𝐚𝐤𝐭𝐢𝐤"),
        ("Sari Praktik", "5ari Prakt1k"),
        ("Sari Praktik", "Sa\u200bri Praktik\u202e"),
        ("Sari Praktik", "SariPraktik"),
        ("Sari Praktik", "Praktik, Sari"),
        ("Sari Praktik", "Dr. Hj. Sari Praktik, S.E., M.Si."),
        ("Sari Praktik", "Sari Pratik"),
        ("Sari Praktik", "Sari Dewi Praktik"),
        ("Soekarno Djojo", "Sukarno Jojo"),
        ("Moh. Hatta Wijaya", "Muhammad Hatta Wijaya"),
        ("Darmawan", "Darrnawan"),
        ("Сара", "Capa"),
        ("陳大文", "陳大文"),
    ],
)
def test_names_of_one_person_resemble_each_other(name, other):
    assert (resembles(name, other), resembles(other, name)) == (True, True)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Budi Santoso", "Budi Susanto"),
        ("Siti Aminah", "Siti Aisyah"),
        ("Sari", "Sari Praktik"),
        ("Muhammad Yusuf", "Muhammad Yunus"),
        ("Yo", "Ya"),
        ("", ""),
        ("🙂", "🙂"),
        ("陳大文", "王小明"),
        ("Dr. Budi", "Dr. Agus"),
    ],
)
def test_names_of_different_people_do_not(name, other):
    assert (resembles(name, other), resembles(other, name)) == (False, False)


@given(st.text(alphabet=st.characters(codec=None), max_size=200), st.text(max_size=50))
def test_any_two_names_are_compared_alike_both_ways(name, other):
    assert resembles(name, other) == resembles(other, name)
    assert set(name_warnings(name)) <= set(NameWarning)
