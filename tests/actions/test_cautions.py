"""What is to be looked at twice about sittings as they are to become, whatever is stored of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.actions.cautions import cautions_about
from bot.rules.cautions import Caution, Cautions, Doubled, Overlap, Where
from db.queries.days_off import add_day_off
from db.queries.meetings import meeting_view
from tests.builders import JOKO, SARI, official, seat_id
from tests.fakes import START, World
from tests.handlers.rakor import registered

FORM = """/rapat baru
Judul: Tiga sesi
Sesi: 08-07-2025 09.00-10.00 WIB; Kota Bontang
Sesi: 08-07-2025 11.00-12.00 WIB; Kota Bontang, Kabupaten Maros
Sesi: 09-07-2025 09.00-10.00 WIB; Kabupaten Maros
Tautan: https://zoom.us/j/90000000000"""


@pytest.fixture
async def drafted(world: World) -> World:
    return await draft(world)


async def draft(world: World) -> World:
    await registered(world)
    await world.say(JOKO, FORM)
    return world


async def sittings(world: World):
    async with world.sessions.reading() as session:
        meeting = await meeting_view(session, 1)
        assert meeting is not None
        return meeting.standing


def at_the_time_of(one, other):
    return replace(one, starts_at=other.starts_at, ends_at=other.ends_at)


async def about(world: World, *those) -> Cautions:
    async with world.working(JOKO) as work:
        return await cautions_about(work, those)


async def test_nothing_is_wrong_with_an_ordinary_meeting(drafted):
    assert not await about(drafted, *await sittings(drafted))


async def test_two_sittings_of_one_draft_at_one_time_are_told_once(drafted):
    first, second, third = await sittings(drafted)
    found = await about(drafted, first, at_the_time_of(second, first), third)
    assert found.overlaps == (Overlap(1, Where.HERE, 1, 2, ("Kota Bontang",)),)


async def test_a_change_of_one_is_held_against_what_is_stored_of_the_others(drafted):
    first, second, _third = await sittings(drafted)
    inspektur = await seat_id(drafted.sessions, "64.74", "inspektur")
    found = await about(drafted, at_the_time_of(second, first))
    assert found.overlaps == (Overlap(2, Where.HERE, 1, 1, ("Kota Bontang",)),)
    alone = replace(at_the_time_of(first, second), seats=(inspektur,))
    assert (await about(drafted, alone)).overlaps == (Overlap(1, Where.HERE, 1, 2, ("Kota Bontang",)),)


async def test_a_swap_in_one_call_is_not_held_against_the_times_before(drafted):
    first, second, _third = await sittings(drafted)
    assert not (await about(drafted, at_the_time_of(first, second), at_the_time_of(second, first))).overlaps


async def test_one_post_of_a_region_is_named_where_the_other_is_free(drafted):
    first, _second, third = await sittings(drafted)
    inspektur = await seat_id(drafted.sessions, "64.74", "inspektur")
    joined = replace(at_the_time_of(third, first), seats=(*third.seats, inspektur))
    (found,) = (await about(drafted, first, joined)).overlaps
    assert found == Overlap(1, Where.HERE, 1, 3, ("Inspektur Kota Bontang",))


async def test_somebody_with_two_seats(both_worlds):
    drafted = await draft(both_worlds)
    await official(drafted.sessions, SARI, "73.09", "sekda")
    first, _second, third = await sittings(drafted)
    found = await about(drafted, first, at_the_time_of(third, first))
    assert found.overlaps == ()
    assert found.doubled == (
        Doubled(1, "Inspektur Kota Bontang", Where.HERE, 1, 3, "Sekretaris Daerah Kabupaten Maros"),
    )


async def test_a_day_off_of_our_own_has_its_name(drafted):
    async with drafted.sessions.writing() as session:
        await add_day_off(session, date(2025, 7, 9), name="Hari Jadi", staff_id=None, now=START)
    (warned,) = (await about(drafted, *await sittings(drafted))).warned
    assert (warned.caution, warned.number, warned.detail) == (Caution.HOLIDAY, 3, "Hari Jadi")
