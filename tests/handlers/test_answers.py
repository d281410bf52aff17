"""Answers of seats, what is asked next, buttons pressed months later, the card, digests, attendance."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.rules.actors import TenureKind
from db.tables import Answer
from tests import builders
from tests.builders import BUDI, JOKO, SARI, STRANGER
from tests.fakes import World
from tests.handlers.rakor import card, first_lines, moved, published, registered

BOARD = "<b>Jawaban rapat 1</b>"


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


async def given(world):
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(Answer.agenda_item_id, Answer.time_revision, Answer.choice, Answer.note).order_by(
                Answer.id
            )
        )
        return [(item, revision, str(choice), note) for item, revision, choice, note in rows]


async def test_all_answers_are_kept_and_the_last_counts(rakor):
    await rakor.press(SARI, "Menunggu arahan")
    [receipt] = await rakor.press(SARI, "Hadir")
    assert receipt.startswith("Jawaban Inspektur Kota Bontang kami catat: <b>Hadir</b>\n")
    assert await given(rakor) == [(2, 1, "menunggu_arahan", ""), (2, 1, "hadir", "")]
    assert "Kota Bontang (sebagian)\n- Sekretaris Daerah: belum menjawab\n- Inspektur: Hadir\n" in (
        card(rakor, JOKO, BOARD).html
    )


async def test_diwakilkan_asks_for_name_and_post(rakor):
    await rakor.press(SARI, "Diwakilkan")
    await rakor.say(SARI, "  Rina,\nSekretaris Inspektorat ")
    assert await given(rakor) == [
        (2, 1, "diwakilkan", ""),
        (2, 1, "diwakilkan", "Rina, Sekretaris Inspektorat"),
    ]
    assert "- Inspektur: Diwakilkan (Rina, Sekretaris Inspektorat)\n" in card(rakor, JOKO, BOARD).html


async def test_tidak_hadir_asks_for_a_reason_by_button_or_in_words(small):
    await small.press(SARI, "Tidak hadir")
    await small.press(SARI, "Dinas luar")
    await small.press(SARI, "Ubah jawaban")
    await small.press(SARI, "Tidak hadir")
    await small.say(SARI, "Mendampingi Wali Kota")
    assert [note for *_, note in await given(small)] == ["", "Dinas luar", "Mendampingi Wali Kota"]


async def test_a_note_too_long_leaves_the_question_open(small):
    await small.press(SARI, "Diwakilkan")
    assert await small.say(SARI, "a" * 201) == ["Tulisan itu terlalu panjang; mohon paling banyak 200 huruf."]
    await small.say(SARI, "Rina, Sekretaris")
    assert [note for *_, note in await given(small)] == ["", "Rina, Sekretaris"]


@pytest.mark.parametrize("who", [BUDI, STRANGER, JOKO])
async def test_nobody_answers_for_another_seat(small, who):
    seat = await builders.seat_id(small.sessions, "64.74", "inspektur")
    for data in (f"jawab:hadir:2:1:{seat}", f"masuk:joined:2:1:{seat}", f"ubah:2:{seat}"):
        texts = await small.press_data(who, data)
        assert await given(small) == [], data
        assert not any("Bontang" in text for text in texts), data


MADE_UP = (
    "jawab:datang:2:1:{seat}",
    "jawab:hadir:2:1",
    "jawab:hadir:x:1:{seat}",
    "jawab:hadir:999999:1:{seat}",
    "jawab:hadir:99999999999999999999:1:{seat}",
    "jawab:hadir:1:1:{seat}",
    "jawab:hadir:٢:1:{seat}",  # two, in Arabic
    "alasan:9:2:1:{seat}",
    "kalender:1:{seat}",
    "jawab",
)


async def test_a_made_up_button_gets_a_sentence_and_changes_nothing(small):
    seat = await builders.seat_id(small.sessions, "64.74", "inspektur")
    for data in MADE_UP:
        texts = await small.press_data(SARI, data.format(seat=seat))
        assert len(texts) == 1, data
        assert "kami mohon maaf, terjadi" not in texts[0].casefold(), data
        assert await given(small) == [], data


async def test_a_button_of_the_former_time_says_the_new_one(small):
    invitation = small.last(SARI)
    buttons = list(invitation.buttons)
    await moved(small)
    invitation.buttons = buttons  # an old client still shows them
    [text] = await small.press(SARI, "Hadir", on=invitation)
    assert text.startswith("Waktu sesi tersebut sudah berubah")
    assert "pukul 10.00-12.30 WIB / 11.00-13.30 WITA" in text
    assert await given(small) == []


async def test_a_button_after_the_end_says_so(small):
    small.clock.forward(days=60)
    assert await small.press(SARI, "Hadir") == [
        "Sesi tersebut sudah selesai, sehingga jawaban atau perubahan tidak dapat dicatat lagi. "
        "Jadwal berikutnya: /jadwal"
    ]
    assert await given(small) == []


async def test_an_assistant_answers_for_the_seat_and_is_named(small):
    await builders.official(small.sessions, 77, "73.09", "sekda", name="Rina", kind=TenureKind.ASSISTANT)
    await small.say(77, "/jadwal")
    await small.press(77, "Jawab: Sekretaris Daerah Kabupaten Maros, 12 Maret 2025")
    await small.press(77, "Hadir")
    assert await given(small) == [(3, 1, "hadir", "")]


async def test_the_card_is_edited_in_place_and_only_when_it_changes(small):
    before = len(small.telegram.chats[JOKO])
    await small.press(SARI, "Hadir")
    await small.press(BUDI, "Hadir")
    assert len(small.telegram.chats[JOKO]) == before
    edits = [call for call in small.telegram.calls if call[0] == "editMessageText"]
    await small.press(BUDI, "Hadir")
    assert [call for call in small.telegram.calls if call[0] == "editMessageText"] == edits


async def test_two_digests_a_day_and_only_when_something_changed(small):
    small.clock.forward(hours=1)  # Monday 09.00: nobody has answered
    await small.tick()
    await small.press(SARI, "Hadir")
    small.clock.forward(hours=6)  # 15.00
    await small.tick()
    await small.tick()
    small.clock.forward(hours=18)  # Tuesday 09.00: nothing new
    await small.tick()
    digests = [shown for shown in small.telegram.chats[JOKO] if shown.html.startswith("<b>Rangkuman")]
    assert [shown.html.splitlines()[0] for shown in digests] == [
        "<b>Rangkuman jawaban rapat, pukul 15.00 WIB</b>"
    ]
    assert "- Inspektur Kota Bontang: Hadir" in digests[0].html


async def on_the_day(world):
    world.clock.at = world.clock.at.replace(day=11, hour=5, minute=45, second=0)
    await world.tick()


async def test_joined_and_trouble_on_the_day(small):
    await on_the_day(small)
    await small.press(SARI, "Terkendala masuk")
    await small.press(SARI, "Terkendala masuk")
    told = [line for line in first_lines(small, JOKO) if line.startswith("<b>Terkendala")]
    assert told == ["<b>Terkendala masuk: Inspektur Kota Bontang</b>"]
    await small.press(SARI, "Sudah bergabung")
    assert "- Inspektur: belum menjawab; sudah bergabung\n" in card(small, JOKO, BOARD).html


async def test_joining_hours_before_is_too_early(small):
    seat = await builders.seat_id(small.sessions, "64.74", "inspektur")
    assert (await small.press_data(SARI, f"masuk:joined:2:1:{seat}"))[0].startswith(
        "Sesi tersebut belum dibuka."
    )
