"""/audit: admins see who did what, whether the log holds, and take it away as a file."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text

from bot.messages.render import mistake
from bot.rules.errors import Forbidden, Stale
from db.tables import AuditEntry
from tests.builders import JOKO, SARI, STRANGER, joko, sari
from tests.fakes import ADMIN, World


async def actions(world: World) -> list[str]:
    async with world.sessions.reading() as session:
        return list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))


async def tamper(world: World, statement: str) -> None:
    """As somebody could who has the database, and takes its triggers away."""
    async with world.sessions.writing() as session:
        if world.sessions.is_sqlite:
            await session.execute(text("DROP TRIGGER audit_entry_no_update"))
            await session.execute(text("DROP TRIGGER audit_entry_no_delete"))
        else:
            await session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        await session.execute(text(statement))


async def test_an_admin_reads_the_newest_first_and_the_older_by_button(world: World) -> None:
    await joko(world.sessions)
    for _ in range(11):
        await world.say(JOKO, "/status bontang")
    await world.say(JOKO, "/undang 64.74 sekda")
    (page,) = await world.say(ADMIN, "/audit")
    assert page.startswith("<b>Jejak audit</b> (waktu WIB, terbaru lebih dahulu)\n\n<b>12</b> · ")
    assert "Joko (petugas 2)\nmembuat kode undangan · <code>jabatan " in page
    await world.press(ADMIN, "Lebih lama")
    assert world.last(ADMIN).html.split("\n\n")[1].startswith("<b>2</b> · ")


async def test_reading_the_log_is_logged(world: World) -> None:
    await world.say(ADMIN, "/audit")
    await world.press(ADMIN, "Berkas XLSX")
    assert await actions(world) == ["read_audit", "export_audit"]


@pytest.mark.parametrize("person", [JOKO, SARI, STRANGER])
async def test_nobody_else_learns_that_there_is_a_log(world: World, person: int) -> None:
    await joko(world.sessions)
    await sari(world.sessions)
    assert await world.say(person, "/audit") == [mistake(Forbidden())]
    for data in ("aud:older:5", "aud:check", "aud:file"):
        assert await world.press_data(person, data) == [mistake(Stale())]
    assert await actions(world) == []


async def test_staff_who_look_at_a_region_are_recorded_and_officials_at_home_are_not(world: World) -> None:
    await joko(world.sessions)
    await sari(world.sessions)
    await world.say(JOKO, "/status bontang")
    await world.say(SARI, "/status")
    async with world.sessions.reading() as session:
        rows = await session.scalars(select(AuditEntry))
        assert [(row.actor_kind, row.action, row.object_id) for row in rows] == [
            ("staff", "read_status", "64.74")
        ]


async def test_the_chain_is_checked_on_both_databases(both_worlds: World) -> None:
    world = both_worlds
    for _ in range(3):
        await world.say(ADMIN, "/audit")
    await world.say(ADMIN, "/audit")
    (sound,) = await world.press(ADMIN, "Periksa rantai")
    assert sound.startswith("<b>Rantai jejak audit utuh</b>, dari nomor 1 sampai nomor 4.")
    await tamper(world, "UPDATE audit_entry SET action = 'answer' WHERE number = 2")
    (broken,) = await world.press(ADMIN, "Periksa rantai")
    assert broken.startswith(
        "<b>Rantai jejak audit tidak utuh</b>\nNomor 2: catatan ini, atau yang sebelumnya, telah diubah.\n"
    )


async def test_the_file_opens_in_another_program(world: World) -> None:
    await world.say(ADMIN, "/audit")
    await world.press(ADMIN, "Berkas XLSX")
    sent = world.last(ADMIN)
    assert sent.filename == "jejak-audit-2025-03-03.xlsx"
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sent.content)).get_sheet_by_index(0).to_python()
    assert [row[3] for row in rows[1:]] == ["membaca jejak audit"]
