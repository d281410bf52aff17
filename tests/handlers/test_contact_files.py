"""Officials as files, from the chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.pictures.sheet_reading import read_sheet
from bot.rules.actors import Role
from db.tables import AuditEntry
from tests.builders import JOKO, joko, staff
from tests.criteria import maros
from tests.fakes import World

VIEWER = 900_000_003


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await staff(world.sessions, VIEWER, Role.VIEWER, name="Lia")
    await maros(world)
    return world


async def test_every_seat_is_exported_and_everybody_shown_is_written_down(office):
    await office.say(JOKO, "/kontak")
    await office.press(JOKO, "Ekspor kontak")
    rows = await read_sheet("kontak.xlsx", office.last(JOKO).content)
    assert rows[0][:5] == ["kode wilayah", "daerah", "jabatan", "nama", "sebutan"]
    assert len(rows) == 1 + 8
    held = [row[:5] for row in rows if row[0] == "73.09"]
    assert held[0] == ["73.09", "Kabupaten Maros", "Sekretaris Daerah", "Andi", "Pj."]
    async with office.sessions.reading() as session:
        entries = (
            await session.scalars(select(AuditEntry).where(AuditEntry.action == "export_contacts"))
        ).all()
    assert len({entry.about_contact_id for entry in entries}) == len(entries) >= 2


async def test_the_empty_sheet_begins_with_the_headings_of_the_export(office):
    await office.say(JOKO, "/kontak")
    await office.press(JOKO, "Templat kontak")
    rows = await read_sheet("kontak.xlsx", office.last(JOKO).content)
    assert rows[0][:3] == ["kode wilayah", "daerah", "jabatan"]


async def test_a_viewer_gets_no_file(office):
    await office.say(VIEWER, "/kontak")
    assert "Ekspor kontak" not in office.last(VIEWER).labels
