"""What counts as the text that we sent."""

from __future__ import annotations

import pytest

from bot.rules.same_words import Came, Likeness, Ours, is_mostly_own, likeness

CODE = "k7m2q9x4pa"
HTML = '<b>Undangan</b>\nRapat Jumat, pukul 09.00 &amp; tautan <a href="https://zoom.us/j/1">zoom.us/j/1</a>'
TWICE = "<i>Mungkin diterima dua kali.</i>"
END = f"Periksa keaslian pesan: /cek_{CODE}"
OURS = Ours(CODE, [f"{HTML}\n\n<i>Periksa keaslian pesan:</i> /cek_{CODE}"], [TWICE])
WORDS = "Undangan\nRapat Jumat, pukul 09.00 & tautan zoom.us/j/1"
QUESTION = f"Mengenai /cek_{CODE}: bolehkah kami hadir lewat video dari kantor?"


@pytest.mark.parametrize(
    "words",
    [
        f"{WORDS}\n\n{END}",
        f"{WORDS} {END}",
        f"*Undangan*\n\u200b{WORDS.partition(chr(10))[2]}\n{END}\n\nMungkin diterima dua kali.",
        f"{WORDS}\n\nMungkin diterima dua kali.\n\n{END}",
        f"Apakah ini asli?\n{WORDS}\n{END}",
    ],
)
def test_the_same(words):
    assert likeness(Came(words), OURS) is Likeness.SAME


@pytest.mark.parametrize(
    "words",
    [
        f"{WORDS.replace('Jumat', 'Senin')}\n{END}",
        f"{WORDS}\nSegera transfer\n{END}",
        f"{WORDS}\n{END} /cek_aaaaaaaaaa",
        f"Undangan\n{END}",
        f"Segera transfer {END}",
    ],
)
def test_different(words):
    assert likeness(Came(words), OURS) is Likeness.DIFFERENT


@pytest.mark.parametrize(
    "words", [f"/cek_{CODE}", f"cek_{CODE}", "K7M2 Q9X4 PA", f"Apakah pesan ini asli, Pak? /cek_{CODE}"]
)
def test_only_the_number(words):
    assert likeness(Came(words), OURS) is Likeness.ALONE


def test_links_files_and_senders_count():
    words = f"{WORDS}\n{END}"
    assert likeness(Came(words, links=("https://zoom.us/j/1/",)), OURS) is Likeness.SAME
    assert likeness(Came(words, links=("https://zoom.example/j/1",)), OURS) is Likeness.DIFFERENT
    assert likeness(Came(words, has_file=True), OURS) is Likeness.DIFFERENT
    assert likeness(Came(words, is_from_another_bot=True), OURS) is Likeness.DIFFERENT
    assert likeness(Came("disunting", is_from_us=True), OURS) is Likeness.SAME


def test_what_is_gone_cannot_be_compared():
    gone = Ours(CODE, [""])
    assert likeness(Came(f"{WORDS}\n{END}"), gone) is Likeness.UNKNOWN
    assert likeness(Came(f"/cek_{CODE}"), gone) is Likeness.ALONE


def test_any_of_several_messages_up_to_the_last():
    parts = Ours(CODE, ["Satu", "Dua", f"Tiga {END}"])
    for words, expected in (("Satu Dua Tiga", "same"), ("Dua\nTiga", "same"), ("Satu Tiga", "different")):
        assert likeness(Came(f"{words} {END}"), parts) == expected


def test_a_question_has_words_of_its_own():
    assert is_mostly_own(Came(QUESTION), OURS)
    assert not is_mostly_own(Came(f"{WORDS} bolehkah hadir {END}"), OURS)
    assert not is_mostly_own(Came(f"Apakah ini asli? /cek_{CODE}"), OURS)
