"""Answers that meet a change: words that come too late, old buttons, and through whom an answer came."""

from __future__ import annotations

import pytest

from bot.rules.actors import TenureKind
from tests import builders
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import at_sitting, card, moved, published, registered
from tests.handlers.test_answers import given


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


@pytest.mark.parametrize("label", ["Diwakilkan", "Tidak hadir"])
async def test_words_for_a_sitting_moved_meanwhile_are_answered_once_with_the_new_card(rakor, label):
    await rakor.press(SARI, label)
    await moved(rakor)
    [text] = await rakor.say(SARI, "Rina, Sekretaris")
    assert "pukul 10.00-12.30 WIB / 11.00-13.30 WITA" in text
    shown = rakor.last(SARI)
    assert (await rakor.say(SARI, "jadwal"))[0].startswith("<b>Jadwal Bapak/Ibu</b>")
    await rakor.press(SARI, "Hadir", on=shown)
    assert [(choice, note) for *_, choice, note in await given(rakor)][1:] == [("hadir", "")]


async def test_words_for_a_sitting_cancelled_meanwhile_close_the_question(small):
    await small.press(SARI, "Tidak hadir")
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Batalkan sesi")
    await small.press(JOKO, "Konfirmasi")
    assert (await small.say(SARI, "Mendampingi Wali Kota"))[0].startswith("Sesi tersebut sudah dibatalkan")
    assert (await small.say(SARI, "jadwal"))[0].startswith("Belum ada rapat mendatang")
    assert [note for *_, note in await given(small)] == [""]


async def test_ubah_jawaban_of_before_a_move_opens_the_card_of_the_new_time(small):
    await small.press(SARI, "Hadir")
    receipt = small.last(SARI)
    await moved(small)
    [text] = await small.press(SARI, "Ubah jawaban", on=receipt)
    assert "11.00-13.30 WITA" in text and "Belum ada jawaban" in text
    await small.press(SARI, "Hadir")
    assert [revision for _, revision, *_ in await given(small)] == [1, 2]


@pytest.mark.parametrize(
    ("kind", "words"), [(TenureKind.ASSISTANT, "oleh ajudan"), (TenureKind.DELEGATE, "oleh wakil")]
)
async def test_staff_and_the_reader_see_through_whom_an_answer_came(small, kind, words):
    await builders.official(small.sessions, 77, "73.09", "sekda", name="Rina", kind=kind)
    await small.say(77, "/jadwal")
    await small.press(77, "Jawab: Sekretaris Daerah Kabupaten Maros, 12 Maret 2025")
    [receipt] = await small.press(77, "Hadir")
    assert f"<b>Hadir, disampaikan {words}</b>" in receipt
    board = card(small, JOKO, "<b>Jawaban rapat 1</b>")
    assert f"- Sekretaris Daerah: Hadir, disampaikan {words}" in board.html
