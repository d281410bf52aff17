"""What is next, who is invited later, and where the practice clock stops."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.actions.newcomers import invite_newcomer
from bot.rules.clocks import WIB, WITA
from db.queries.moments import next_moment, next_sitting
from db.queries.people import people_of_seats
from tests import builders
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import PDF, at_sitting, first_lines, moved, published, registered

H3 = datetime(2025, 3, 6, 9, 0, tzinfo=WITA)
H1 = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


async def test_somebody_registered_later_is_invited_once_with_the_letter(rakor):
    world = rakor
    await published(world, "/rapat baru\nJudul: Dua\nSesi: 14-03-2025 09.00-11.30; Maros", letter=PDF)
    await builders.official(world.sessions, 77, "73.09", "sekda", name="Rina")
    seat = await builders.seat_id(world.sessions, "73.09", "sekda")
    for _ in range(2):
        async with world.working() as work:
            [person] = await people_of_seats(work.session, [seat])
            await invite_newcomer(work, recipient=person)
    assert first_lines(world, 77) == [
        "<b>Undangan rapat daring, 12 Maret 2025</b>",
        "Surat undangan, Dua",
        "<b>Undangan rapat daring, 14 Maret 2025</b>",
    ]


async def test_invited_after_h_1_the_link_is_told_at_once(small):
    small.clock.at = H1 + timedelta(days=1, hours=3)
    await builders.official(small.sessions, 77, "73.09", "sekda", name="Rina")
    seat = await builders.seat_id(small.sessions, "73.09", "sekda")
    async with small.working() as work:
        [person] = await people_of_seats(work.session, [seat])
        await invite_newcomer(work, recipient=person)
    assert "<code>Bontang25</code>" in small.last(77).html


async def test_the_schedule_shows_the_own_and_to_staff_all(rakor):
    await rakor.press(SARI, "Hadir")
    [own] = await rakor.say(SARI, "/jadwal")
    assert own.count("<blockquote>") == 1
    assert "Jawaban: <b>Hadir</b>" in own
    [everything] = await rakor.say(JOKO, "jadwal")
    assert everything.count("\nSesi ") == 4
    assert "1 dari 2 menjawab, 1 hadir atau diwakilkan" in everything
    rakor.clock.forward(days=30)
    assert (await rakor.say(SARI, "/jadwal"))[0].startswith("Belum ada rapat mendatang untuk Bapak/Ibu.")


async def test_a_stranger_learns_nothing_of_the_schedule(small):
    texts = await small.say(12345, "/jadwal")
    assert not any("Bontang" in text or "zoom" in text for text in texts)


async def test_the_practice_clock_finds_every_due_moment(small):
    await small.press(SARI, "Hadir")
    async with small.sessions.reading() as session:
        moments = []
        after = small.clock()
        for _ in range(4):
            found = await next_moment(session, after=after)
            moments.append(found.astimezone(WIB).strftime("%d %H.%M"))
            after = found
        # one digest of the answer, then H-3 in WITA and in WIB, then the next day's H-3
        assert moments == ["03 09.00", "06 08.00", "06 09.00", "07 08.00"]
        assert await next_sitting(session, after=after) == datetime(2025, 3, 11, 9, 0, tzinfo=WIB)


async def test_a_link_once_told_stays_in_the_schedule_after_a_move(small):
    small.clock.at = H1
    await small.tick()
    await moved(small, to="25-03-2025 10.00-12.30 WIB")
    [text] = await small.say(SARI, "/jadwal")
    assert 'href="https://zoom.us/j/90000000000"' in text
    await small.press(SARI, "Perbarui kalender")
    assert b"zoom.us/j/90000000000" in small.last(SARI).content.replace(b"\r\n ", b"")


async def test_a_new_link_is_told_to_who_knows_the_old_one_though_h_1_lies_ahead_again(small):
    small.clock.at = H1
    await small.tick()
    await moved(small, to="25-03-2025 10.00-12.30 WIB")
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Ubah tautan")
    assert "1 orang sudah mengetahui" in (await small.say(JOKO, "https://zoom.us/j/8"))[0]
    await small.press(JOKO, "Konfirmasi")
    assert first_lines(small, SARI)[-1].startswith("<b>Perubahan tautan rapat daring")
