"""/libur over a fake Telegram: listed, added by a line or by the button, removed; plans follow."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.clocks import WITA
from bot.rules.days_off import DayOffUnusable
from bot.rules.errors import Forbidden, Stale
from db.queries.days_off import add_day_off, days_off
from db.tables import AuditEntry
from tests.builders import JOKO, SARI, staff
from tests.fakes import START, World
from tests.handlers.rakor import first_lines, published, registered

LIA = 900_000_005
DAY = "10-03-2025 Hari Jadi Praktik"


@pytest.fixture
async def rakor(world: World) -> World:
    return await published(await registered(world))


async def stored(world: World) -> frozenset[date]:
    async with world.sessions.reading() as session:
        return await days_off(session)


async def test_a_day_typed_after_the_command_is_listed_and_removed_by_its_button(rakor):
    (added,) = await rakor.say(JOKO, f"/libur {DAY}")
    assert added.startswith("<b>Senin, 10 Maret 2025</b> dicatat sebagai hari libur: Hari Jadi Praktik.")
    (shown,) = await rakor.say(JOKO, "/libur")
    assert "Senin, 10 Maret 2025: Hari Jadi Praktik\n" in shown
    assert "Senin, 31 Maret 2025: Hari Raya Idul Fitri\n" in shown
    assert "Jumat, 2 Mei 2025" not in shown and "Kamis, 1 Januari 2026: Tahun Baru Masehi\n" in shown
    card = rakor.last(JOKO)
    assert card.labels == ["Hapus 10-03-2025", "Tambah hari libur"]
    assert await stored(rakor) == {date(2025, 3, 10)}
    (removed,) = await rakor.press(JOKO, "Hapus 10-03-2025", on=card)
    assert removed.startswith("<b>Senin, 10 Maret 2025</b> tidak lagi dicatat sebagai hari libur.")
    assert await rakor.press(JOKO, "Hapus 10-03-2025", on=card) == [mistake(Stale())]
    assert await stored(rakor) == frozenset()
    async with rakor.sessions.reading() as session:
        entries = await session.execute(
            select(col(AuditEntry.action), col(AuditEntry.object_id)).where(
                col(AuditEntry.object_type) == "day_off"
            )
        )
        assert [tuple(row) for row in entries] == [
            ("day_off.add", "2025-03-10"),
            ("day_off.remove", "2025-03-10"),
        ]


async def test_reminders_of_that_day_go_on_another_and_come_back(rakor):
    (added,) = await rakor.say(JOKO, f"/libur {DAY}")
    moved = int(added.split("\n\n")[1].partition(" ")[0])
    rakor.clock.at = datetime(2025, 3, 7, 9, 0, tzinfo=WITA)
    await rakor.tick()
    assert first_lines(rakor, SARI)[-1] == "<b>Pengingat: rapat daring 11 Maret 2025, pukul 14.00 WITA</b>"
    assert moved == 24  # four steps of the four seats of that Tuesday, two of those of Wednesday
    (removed,) = await rakor.say(JOKO, "/libur") and await rakor.press(JOKO, "Hapus 10-03-2025")
    assert "pengingat dijadwalkan ulang." in removed


async def test_by_the_button_and_a_bad_answer_leaves_the_question_open(rakor):
    await rakor.say(JOKO, "libur")
    (asked,) = await rakor.press(JOKO, "Tambah hari libur")
    assert asked.startswith("<b>Hari libur tambahan</b>")
    (refused,) = await rakor.say(JOKO, "Hari Jadi saja")
    assert refused == mistake(DayOffUnusable("Hari Jadi saja", example="11-03-2025"))
    (added,) = await rakor.say(JOKO, "11 Maret 2025 Hari Jadi Praktik")
    on_that_day = "sesi 1 rapat 1 dan sesi 2 rapat 1 berlangsung pada hari itu dan tidak dipindahkan."
    assert added.endswith(f"Perlu diperhatikan: {on_that_day}")
    assert "Hapus 11-03-2025" in (await rakor.say(JOKO, "libur") and rakor.last(JOKO).labels)


async def test_the_same_day_again_changes_nothing(both_worlds):
    async with both_worlds.sessions.writing() as session:
        first = await add_day_off(session, date(2025, 7, 4), name="Satu", staff_id=None, now=START)
        again = await add_day_off(session, date(2025, 7, 4), name="Dua", staff_id=None, now=START)
    assert (first, again) == (True, False)
    assert await stored(both_worlds) == {date(2025, 7, 4)}


async def test_a_viewer_sees_and_an_official_does_not(rakor):
    await staff(rakor.sessions, LIA, Role.VIEWER, name="Lia")
    assert (await rakor.say(LIA, "/libur"))[0].startswith("<b>Hari libur</b>")
    assert rakor.last(LIA).labels == []
    assert await rakor.say(LIA, f"/libur {DAY}") == [mistake(Forbidden())]
    assert await rakor.press_data(LIA, "libur_tambah") == [mistake(Stale())]
    assert await rakor.say(SARI, f"/libur {DAY}") == [mistake(Forbidden())]
    assert await rakor.press_data(JOKO, "libur_hapus:2025-13-01") == [mistake(Stale())]
    assert await stored(rakor) == frozenset()
