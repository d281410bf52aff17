"""``python -m bot import meetings``: drafts, published at once with --publish, all of a file or nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.actions.file_imports import ImportKind, import_file
from bot.messages.terminal import console
from db.tables import Meeting
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import first_lines, registered
from tests.handlers.test_meeting_sheets import HEAD, RAKOR, workbook


async def imported(world: World, content: str | bytes, **options: bool) -> str:
    raw = content.encode() if isinstance(content, str) else content
    chosen = {"is_dry_run": False, "is_quiet": False, **options}
    async with world.working() as work:
        outcome = await import_file(
            work, kind=ImportKind.MEETINGS, filename="rapat.csv", content=raw, **chosen
        )
    return console(outcome)


async def count(world: World) -> int:
    async with world.sessions.reading() as session:
        return await session.scalar(select(func.count()).select_from(Meeting)) or 0


@pytest.fixture
async def small(world: World) -> World:
    return await registered(world)


async def test_a_file_makes_drafts_that_tell_nobody(small):
    assert await imported(small, RAKOR) == (
        "Drafted 1: Rakor (2)\n"
        "1 meeting(s), with the number of sittings in brackets.\n"
        "Nobody was told: see /rapat."
    )
    assert (await small.say(JOKO, "/rapat 1"))[0].startswith("<b>Konsep rapat 1, belum terkirim</b>")
    assert small.texts(SARI) == []


async def test_publish_invites_through_the_running_bot(both_worlds):
    world = await registered(both_worlds)
    said = await imported(world, RAKOR, is_published=True)
    assert said.splitlines()[0] == "Published 1: Rakor (2)"
    assert first_lines(world, SARI) == ["<b>Undangan rapat daring, 11 Maret 2025</b>"]
    assert len(world.texts(BUDI)) == 1
    assert (await world.say(JOKO, "/rapat 1"))[0].startswith("<b>Rapat 1</b>")


async def test_the_same_file_is_not_imported_twice(small):
    await imported(small, RAKOR, is_published=True)
    assert await imported(small, RAKOR, is_published=True) == (
        "'Rakor' is already there, as meeting 1; nothing is invited to twice\n"
        "Nothing was imported: 1 problem(s)."
    )
    assert (await count(small), len(small.texts(SARI))) == (1, 1)


async def test_a_dry_run_stores_nothing(small):
    said = await imported(small, RAKOR, is_dry_run=True, is_published=True)
    assert said.splitlines()[0] == "Would publish Rakor (2)"
    assert (await count(small), small.texts(SARI)) == (0, [])


async def test_every_bad_row_is_named(small):
    bad = RAKOR + "Rakor,,30-02-2025,9,,,Blitar,,,\nX,,12-03-2024,9,10,,Atlantis,http://x,,\n"
    assert (await imported(small, bad)).splitlines() == [
        "Row 4: nothing in the column selesai (end)",
        "Row 4: 'Blitar' may be several regions: Kabupaten Blitar; Kota Blitar",
        "Row 5: 'http://x' is no https address",
        "Row 5: '12-03-2024 9-10' has passed",
        "Row 5: no region is called 'Atlantis'",
        "Nothing was imported: 5 problem(s).",
    ]
    assert await count(small) == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD, "rapat.csv has no row below its headings"),
        (
            "title,start\nRakor,9\n",
            "the first row lacks these headings: tanggal (date), selesai (end), daerah (regions)",
        ),
    ],
)
async def test_what_is_no_sheet_of_meetings_is_said(small, content, said):
    assert said.lower() in (await imported(small, content)).lower()


async def test_a_workbook_is_read_too(small):
    head = ["judul", "tanggal", "mulai", "selesai", "daerah"]
    said = await imported(small, workbook(head, ["Rakor", "11-03-2025", "09.00", "10.00", "semua"]))
    assert said.startswith("Drafted 1: Rakor (1)")
