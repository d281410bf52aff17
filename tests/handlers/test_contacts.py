"""/kontak: who sees the seats of a region, and what is written down about it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from bot.messages.render import mistake
from bot.rules.actors import Role, TenureKind
from bot.rules.errors import Forbidden
from db.tables import AuditEntry, Contact
from tests.builders import BUDI, JOKO, SARI, STRANGER, joko, official, sari, staff
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, maros
from tests.fakes import World

VIEWER = 900_000_003


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await staff(world.sessions, VIEWER, Role.VIEWER, name="Lia")
    await maros(world)
    return world


async def test_the_regions_of_the_newest_cohort_are_offered(office):
    await office.say(JOKO, "/kontak")
    assert office.last(JOKO).labels == [
        "Kabupaten Bangka Tengah",
        "Kabupaten Manggarai Barat",
        "Kabupaten Maros",
        "Kota Bontang",
        "Ekspor kontak",
        "Templat kontak",
    ]


async def test_region_seat_and_back(office):
    (shown,) = await office.say(JOKO, "/kontak maros")
    assert "Pj. Sekretaris Daerah Kabupaten Maros" in shown and "<b>Rahma</b>, sejak 3 Maret 2025" in shown
    card = office.last(JOKO)
    assert card.labels[:2] == ["Sekretaris Daerah", "Inspektur"]
    assert await office.press(JOKO, "Inspektur") == []  # the same message is edited
    assert card.html.startswith("<b>Inspektur Kabupaten Maros</b>")
    await office.press(JOKO, "Kembali")
    assert card.html == shown
    await office.press(JOKO, "Kembali")
    assert card.html.startswith("<b>Jabatan daerah, angkatan 2026</b>")


async def test_a_name_of_two_regions_is_asked_apart(office):
    (asked,) = await office.say(JOKO, "kontak blitar")
    assert asked.startswith("Daerah mana yang dimaksud dengan <b>blitar</b>")
    assert office.last(JOKO).labels == ["Kabupaten Blitar", "Kota Blitar"]
    assert "tidak ditemukan" in (await office.say(JOKO, "/kontak atlantis"))[0]


async def test_a_viewer_reads_but_may_do_nothing_and_sees_no_own_number(office):
    async with office.sessions.writing() as session:
        await session.execute(
            update(Contact).where(Contact.telegram_id == SEKDA_MAROS).values(phone="+62 811 0000 0000")
        )
    assert "+62 811" not in (await office.say(VIEWER, "/kontak maros"))[0]
    assert "+62 811" in (await office.say(JOKO, "/kontak maros"))[0]
    await office.press(VIEWER, "Inspektur")
    assert office.last(VIEWER).labels == ["Kembali"]


async def test_every_look_at_somebody_is_written_down(office):
    await official(office.sessions, BUDI, "73.09", "inspektur", name="Budi", kind=TenureKind.DELEGATE)
    await office.say(VIEWER, "/kontak maros")
    await office.press(VIEWER, "Sekretaris Daerah")
    async with office.sessions.reading() as session:
        people = {row.telegram_id: row.id for row in await session.scalars(select(Contact))}
        rows = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == "read_contacts").order_by(AuditEntry.number)
        )
        found = [(row.object_id, row.about_contact_id) for row in rows]
    inspektur, sekda, budi = people[INSPEKTUR_MAROS], people[SEKDA_MAROS], people[BUDI]
    assert sorted(found[:3]) == [("73.09", who) for who in sorted((inspektur, sekda, budi))]
    assert found[3:] == [("73.09", sekda)]


@pytest.mark.parametrize("person", [SARI, STRANGER])
async def test_nobody_else_has_it(office, person):
    await sari(office.sessions)
    assert await office.say(person, "/kontak maros") == [mistake(Forbidden())]
    for data in ("kontak:73.09", "kontak_semua", "jabatan:1"):
        (answer,) = await office.press_data(person, data)
        assert answer.startswith("Tombol ini sudah tidak berlaku")
