"""/permohonan, many requests at once, and those that wait longer than promised."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.actions.applicants import Draft
from bot.actions.requests import ask_for_seat
from bot.actions.work import Work
from bot.messages.render import mistake
from bot.rules.actors import Actor
from bot.rules.errors import Forbidden
from db.tables import RegistrationRequest
from tests.builders import BUDI, JOKO, SARI, joko, sari, seat_id
from tests.fakes import ADMIN, START, World

CROWD = range(7_200_000_000, 7_200_000_020)


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    return world


async def asked(world: World, *people: int, region: str = "64.74", post: str = "inspektur") -> None:
    """Each asks for the same seat, one after the other."""
    seat = await seat_id(world.sessions, region, post)
    for person in people:
        async with world.sessions.writing() as session:
            work = Work(session, world.clock(), Actor(telegram_id=person))
            await ask_for_seat(work, Draft(seat, f"Pemohon {person % 100}"))
    await world.deliver()


def single(world: World, person: int) -> int:
    return sum("Setujui" in shown.labels for shown in world.telegram.chats[person])


async def test_the_list_has_the_oldest_first_and_opens_each(office):
    assert await office.say(JOKO, "/permohonan") == ["Tidak ada permohonan yang menunggu keputusan."]
    await asked(office, *CROWD[:3])
    (text,) = await office.say(JOKO, "permohonan")
    assert text.startswith("<b>Permohonan yang menunggu keputusan: 3</b>")
    assert text.index("Pemohon 0") < text.index("Pemohon 1") < text.index("Pemohon 2")
    (card,) = await office.press(JOKO, "Pemohon 1, Inspektur Kota Bontang")
    assert "ditulis pemohon): <b>Pemohon 1</b>" in card
    await office.press(JOKO, "Setujui")
    assert single(office, JOKO) == 2  # every card of that request is closed, the opened one too


async def test_the_list_turns_its_pages(office):
    await asked(office, *CROWD)
    await office.say(JOKO, "/permohonan")
    shown = office.last(JOKO)
    assert len(shown.labels) == 9 and shown.labels[-1] == "Berikutnya"
    await office.press(JOKO, "Berikutnya", on=shown)
    assert "Halaman 2" in shown.html and shown.labels[-2:] == ["Sebelumnya", "Berikutnya"]
    await office.press(JOKO, "Berikutnya", on=shown)
    assert shown.labels[0].startswith("Pemohon 16,") and shown.labels[-1] == "Sebelumnya"
    await office.press_data(JOKO, "prm:page:999", on=shown)
    assert shown.labels[-1] == "Sebelumnya"


async def test_the_list_is_for_whoever_decides(office):
    await sari(office.sessions)
    await asked(office, *CROWD[:1])
    for person in (SARI, BUDI):
        assert await office.say(person, "/permohonan") == [mistake(Forbidden())]
        for data in ("prm:page:0", "prm:open:1"):
            assert "Pemohon" not in "".join(await office.press_data(person, data))


async def test_a_flood_comes_as_one_notice_an_hour(office):
    await asked(office, *CROWD)
    assert single(office, JOKO) == single(office, ADMIN) == 5
    notices = [text for text in office.texts(JOKO) if "permohonan menunggu keputusan</b>" in text]
    assert [text.splitlines()[0] for text in notices] == ["<b>6 permohonan menunggu keputusan</b>"]
    await office.press(JOKO, "Lihat permohonan")
    office.clock.forward(hours=2)
    await asked(office, BUDI)
    assert single(office, JOKO) == 6


async def test_the_holder_hears_of_a_flood_once_an_hour_and_his_word_counts_for_all(office):
    await sari(office.sessions)
    await asked(office, *CROWD[:12])
    assert len(office.texts(SARI)) == 6
    await office.press(SARI, "Saya masih menjabat")
    assert single(office, JOKO) == 5  # of those that had cards; the others still have none
    await office.say(JOKO, "/permohonan")
    await office.press(JOKO, "Pemohon 7, Inspektur Kota Bontang")
    assert "menyatakan masih menjabat" in office.last(JOKO).html


async def test_what_was_promised_has_passed_and_staff_are_reminded_once(office):
    await asked(office, *CROWD[:2])
    await office.tick()
    office.clock.at = START + timedelta(hours=31)  # Tuesday 15.00 WIB, 16.00 WITA
    await office.tick()
    await office.tick()
    (text,) = [text for text in office.texts(JOKO) if "melewati waktu yang dijanjikan" in text]
    assert "Pemohon 0" in text and "Pemohon 1" in text
    (told,) = [text for text in office.texts(CROWD[0]) if "belum selesai diperiksa" in text]
    assert "Senin, 10 Maret 2025" in told
    await office.press(JOKO, "Pemohon 0, Inspektur Kota Bontang")
    assert "ditulis pemohon): <b>Pemohon 0</b>" in office.last(JOKO).html
    async with office.sessions.reading() as session:
        assert None not in list(await session.scalars(select(col(RegistrationRequest.reminded_at))))


async def test_nobody_is_reminded_of_what_is_decided_or_at_night(office):
    await asked(office, *CROWD[:2])
    await office.press(JOKO, "Setujui")
    office.clock.at = START + timedelta(hours=38)  # Tuesday 22.00
    await office.tick()
    assert "melewati waktu" not in "".join(office.texts(JOKO))
    office.clock.at = START + timedelta(hours=49)
    await office.tick()
    (text,) = [text for text in office.texts(JOKO) if "melewati waktu yang dijanjikan" in text]
    assert text.count("•") == 1
