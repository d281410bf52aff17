"""Rapat lampau, and a meeting copied as a draft."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from bot.rules.actors import Role
from bot.rules.criteria import Stage
from db.queries.meetings import meeting_view
from db.tables import Candidacy, Meeting
from tests import builders
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import FORM, PDF, published, registered

SHORT = "/rapat baru\nJudul: Rapat {n}\nSesi: {day:02}-03-2025 09.00-10.00; Kota Bontang"


@pytest.fixture
async def held(world: World) -> World:
    """The rakor of 11 and 12 March lies ten weeks back."""
    await published(await registered(world), letter=PDF)
    world.clock.forward(days=79)  # Wednesday, 21 May 2025
    return world


async def copy(world: World) -> str:
    await world.say(JOKO, "/rapat 1")
    return (await world.press(JOKO, "Salin sebagai konsep"))[0]


async def view(world: World, number: int):
    async with world.sessions.reading() as session:
        meeting = await meeting_view(session, number)
    assert meeting is not None
    return meeting


async def test_a_past_meeting_is_found_and_opened(held):
    assert "Belum ada rapat mendatang." in (await held.say(JOKO, "/rapat"))[0]
    await held.press(JOKO, "Rapat lampau")
    assert held.last(JOKO).html.startswith(
        "<b>Rapat lampau</b>\n\n<b>1. Rapat Koordinasi Pembentukan Percontohan "
        "Kabupaten/Kota Antikorupsi Tahun 2026</b>\n11 Maret 2025 sampai 12 Maret 2025, 4 sesi\n"
    )
    [card] = await held.press(JOKO, "Rapat 1")
    assert card.startswith("<b>Rapat 1</b>\n")
    [said] = await held.say(JOKO, "/rapat lampau")
    assert said.startswith("<b>Rapat lampau</b>")


async def test_the_copy_has_the_same_sittings_some_weeks_later_without_letter_and_link(held):
    said = await copy(held)
    assert said.startswith(
        "<b>Rapat 1 disalin sebagai konsep rapat 2.</b>\nWaktu setiap sesi digeser 12 pekan"
    )
    assert "\n<b>Konsep rapat 2, belum terkirim</b>\n" in said
    old, new = await view(held, 1), await view(held, 2)
    assert [
        (each.starts_at - was.starts_at).days for each, was in zip(new.sittings, old.sittings, strict=True)
    ] == [84] * 4
    assert [(each.seats, each.regions, each.zone) for each in new.sittings] == [
        (was.seats, was.regions, was.zone) for was in old.sittings
    ]
    assert (new.title, new.surat_undangan, new.letter_attachment_id) == (old.title, "", None)
    assert not any(each.join for each in new.sittings)
    assert new.is_draft and len(held.texts(SARI)) == 2  # letter and invitation of long ago


async def test_the_copy_is_edited_and_published_like_any_draft(held):
    await copy(held)
    await held.press(JOKO, "Ubah sesi 2")
    await held.press(JOKO, "Tautan")
    await held.say(JOKO, "https://zoom.us/j/1")
    await held.press(JOKO, "Terbitkan")
    held.clock.forward(seconds=31)
    await held.tick()
    assert "<b>Undangan rapat daring, 3 Juni 2025</b>" in held.last(SARI).html


async def test_copying_twice_makes_one_draft_and_says_where_it_is(held):
    await copy(held)
    assert await copy(held) == "Rapat ini sudah disalin; konsepnya masih terbuka: <code>/rapat 2</code>"
    async with held.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Meeting)) == 2


async def test_a_region_that_left_the_programme_is_not_invited_and_named(held):
    async with held.sessions.writing() as session:
        await session.execute(
            update(Candidacy).where(col(Candidacy.region_code) == "73.09").values(stage=Stage.DICABUT)
        )
    assert "sehingga tidak ikut diundang: Kabupaten Maros." in await copy(held)
    assert (await view(held, 2)).sittings[2].seats == ()


async def test_a_draft_is_not_copied_and_whoever_only_looks_copies_nothing(held):
    await held.say(JOKO, FORM.replace("-03-2025", "-07-2025"))
    stale = await held.press_data(JOKO, "rapat_salin:x:1")
    assert await held.press_data(JOKO, "rapat_salin:2:0") == stale
    assert await held.press_data(JOKO, "rapat_salin:1:7") == stale
    await builders.staff(held.sessions, 5, Role.VIEWER)
    for who in (5, SARI):
        await held.press_data(who, "rapat_salin:1:1")
    async with held.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Meeting)) == 2


async def test_past_meetings_come_in_pages_the_newest_first(world):
    await registered(world)
    for number in range(1, 11):
        await world.say(JOKO, SHORT.format(n=number, day=number + 9))
    async with world.sessions.writing() as session:
        await session.execute(update(Meeting).values(state="published", revision=1))
    world.clock.forward(days=40)
    await world.say(JOKO, "/rapat lampau")
    page = world.last(JOKO)
    assert page.labels == [*(f"Rapat {number}" for number in range(10, 2, -1)), "Lebih lama"]
    assert await world.press(JOKO, "Lebih lama") == []
    assert page.labels == ["Rapat 2", "Rapat 1", "Lebih baru"]
    await world.press(JOKO, "Lebih baru")
    assert page.labels[-1] == "Lebih lama"
