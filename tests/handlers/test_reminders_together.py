"""Two reminders of one person within 30 minutes become one message; nothing is lost or said twice."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.actions.sitting_deeds import cancel_sitting
from bot.actions.tenures import end_tenures
from bot.rules.actors import TenureKind
from db.queries.people import actor_of
from db.tables import OutboxMessage, PlanState, TenureEnd
from tests.builders import BUDI, JOKO, SARI, official
from tests.fakes import World
from tests.handlers.rakor import plans, published, registered
from tests.handlers.test_returns import sittings

FORM = """/rapat baru
Judul: Rapat koordinasi
Sesi: 11-03-2025 12.00-12.25 WIB; Kota Bontang
Sesi: 11-03-2025 12.30-13.30 WIB; Kota Bontang
Sesi: 11-03-2025 15.00-16.00 WIB; Kota Bontang, Kabupaten Bangka Tengah
Tautan: https://zoom.us/j/90000000000"""
TOGETHER = "<b>Pengingat: {} sesi rapat daring, 11 Maret 2025</b>"


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds), FORM)


async def at(world: World, day: int, hour: int, minute: int = 0) -> None:
    """That day of March in UTC, on which the bot looks once."""
    world.clock.at = world.clock.at.replace(day=day, hour=hour, minute=minute, second=0)
    await world.tick()


def reminded(world: World, who: int = SARI) -> list[str]:
    return [
        text for text in world.texts(who) if text.startswith(("<b>Pengingat", "<b>Menunggu", "<b>Rapat "))
    ]


async def test_what_falls_on_one_morning_is_one_message(rakor):
    await at(rakor, 10, 1)  # H-1, 09.00 WITA; in Bangka Tengah it is 08.00
    [told] = reminded(rakor)
    assert told.startswith(TOGETHER.format(3))
    for hour in ("12.00-12.25 WIB / <b>13.00-13.25 WITA</b>", "12.30-13.30 WIB", "15.00-16.00 WIB"):
        assert hour in told
    assert told.count("zoom.us/j/90000000000</a>") == 3 and "Bangka" not in told
    assert rakor.last(SARI).labels == ["Jawab: 13.00 WITA", "Jawab: 13.30 WITA", "Jawab: 16.00 WITA"]
    await at(rakor, 10, 1, 5)
    assert len(reminded(rakor)) == 1
    states = {number: await plans(rakor, number=number) for number in (1, 2, 3)}
    of_day_before = {
        number: {(state, why) for step, _, state, why in rows if step == "h-1"}
        for number, rows in states.items()
    }
    assert (PlanState.ENQUEUED, "") in of_day_before[1]
    assert (PlanState.SKIPPED, "digabung") in of_day_before[2]


async def test_what_is_due_within_half_an_hour_comes_with_the_first(rakor):
    await at(rakor, 10, 1)
    await at(rakor, 11, 4, 45)  # 15 minutes before the first, 45 before the second
    told = reminded(rakor)[-1]
    assert told.startswith(TOGETHER.format(2)) and "15.00" not in told
    await at(rakor, 11, 5, 15)
    assert reminded(rakor)[-1] == told
    await rakor.press(SARI, "Sudah bergabung: 13.30 WITA")
    assert "sudah bergabung" in rakor.last(SARI).html.casefold()
    await at(rakor, 11, 7, 45)
    assert reminded(rakor)[-1].startswith("<b>Rapat dimulai pukul 16.00 WITA</b>")


async def test_somebody_with_one_of_the_sittings_waits_for_his_own_hour(rakor):
    await at(rakor, 10, 2)  # 09.00 WIB
    [his] = reminded(rakor, BUDI)
    assert his.startswith("<b>Pengingat: rapat daring besok, pukul 15.00 WIB</b>")


async def test_one_who_acts_for_two_posts_reads_of_a_sitting_once(world):
    await registered(world)
    await official(world.sessions, SARI, "64.74", "sekda", kind=TenureKind.ASSISTANT)
    await published(world, FORM)
    await at(world, 10, 1)
    [told] = reminded(world)
    assert told.startswith(TOGETHER.format(3))


async def test_a_change_before_it_leaves_takes_it_back_and_the_rest_is_said(rakor):
    rakor.clock.at = rakor.clock.at.replace(day=10, hour=1, minute=0, second=0)
    await rakor.ticks.round()  # decided, and nothing has left yet
    (item,) = [each.item for each in await sittings(rakor) if each.number == 1]
    async with rakor.working(JOKO) as work:
        await cancel_sitting(work, item=item, revision=1)
    assert reminded(rakor) == []
    await rakor.tick()
    [told] = reminded(rakor)
    assert told.startswith(TOGETHER.format(2)) and "13.00-13.25" not in told


async def test_it_is_for_the_seat_so_that_whoever_is_released_from_it_gets_it_no_more(rakor):
    rakor.clock.at = rakor.clock.at.replace(day=10, hour=1, minute=0, second=0)
    await rakor.ticks.round()
    async with rakor.working() as work:
        contact_id = (await actor_of(work.session, SARI)).contact_id
        await end_tenures(work, contact_id=contact_id, reason=TenureEnd.REVOKED)
    await rakor.tick()
    assert reminded(rakor) == []
    async with rakor.sessions.reading() as session:
        row = await session.scalar(
            select(OutboxMessage).where(col(OutboxMessage.subject_type) == "reminders")
        )
    assert row is not None and row.seat_id is not None and row.reason == "left"
