"""What fell due in the missing time waits for a person, at whatever hour the bot starts again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.chores import CHORES, IN_WORKING_HOURS, catch_up
from bot.fence import stand_at_the_fence
from bot.rules.fences import RESTORED_MARK
from bot.rules.outbox import MessageClass, OutboxState
from db.outbox import Outgoing, enqueue
from db.tables import Installation, OutboxMessage, Tenure
from tests.builders import JOKO, SARI, joko, sari
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, maros
from tests.fakes import ADMIN, World
from tests.handlers.alerting import REPEAT, fallen, forget, heard
from tests.handlers.rakor import FORM, published, registered

TO_ADMINS = "pesan ditahan"


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """On the clock of Maros and Bontang (WITA)."""
    return datetime(2025, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


async def begin(world: World) -> None:
    """What `run` does before its first message leaves."""
    await stand_at_the_fence(world.house, partial(catch_up, world.ticks))
    await world.deliver()


async def last_used(world: World, when: datetime) -> None:
    """The backup: as the database was then."""
    await begin(world)
    world.clock.at = when
    await world.tick()
    forget(world)


async def restored(world: World, when: datetime) -> None:
    async with world.sessions.writing() as session:
        await session.execute(update(Installation).values(identity=RESTORED_MARK))
    world.clock.at = when
    await begin(world)


async def held(world: World) -> list[tuple[str, bool]]:
    """What is held, by the first part of its key, and whether it may have arrived before."""
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(col(OutboxMessage.key), col(OutboxMessage.may_be_duplicate))
            .where(col(OutboxMessage.state) == OutboxState.HELD)
            .order_by(col(OutboxMessage.id))
        )
        return [(key.split(":")[0], marked) for key, marked in rows]


async def test_a_repeat_of_the_morning_is_held_at_night_and_not_said_the_next_morning(both_worlds: World):
    world = await fallen(both_worlds)
    await last_used(world, at(3, 9, 22))
    await restored(world, at(3, 10, 22))  # on the 10th, at 09.00, the original said it
    assert TO_ADMINS in world.last(ADMIN).html
    assert await held(world) and all(marked for _, marked in await held(world))
    world.clock.at = at(3, 11, 9, 5)
    await world.tick()
    assert REPEAT not in heard(world, INSPEKTUR_MAROS)


async def test_what_comes_due_later_than_the_restore_is_said_by_itself(world: World):
    world = await fallen(world)
    await last_used(world, at(3, 6, 22))
    await restored(world, at(3, 7, 22))
    assert {key for key, _ in await held(world)} == {"vr"}  # of the 7th
    world.clock.at = at(3, 10, 9, 5)
    await world.tick()
    assert REPEAT in heard(world, INSPEKTUR_MAROS)


async def test_the_letter_about_a_term_is_held(world: World):
    await joko(world.sessions)
    await maros(world)
    async with world.sessions.writing() as session:
        await session.execute(update(Tenure).where(Tenure.prefix == "Pj.").values(until_on=date(2025, 9, 3)))
    await last_used(world, at(8, 26, 22))
    await restored(world, at(8, 28, 5))  # on the 27th a week was left
    assert [key for key, _ in await held(world)] == ["term"] * 3
    world.clock.at = at(8, 28, 9, 5)
    await world.tick()
    assert heard(world, JOKO) == heard(world, SEKDA_MAROS) == []


async def test_questions_that_waited_too_long_are_held(world: World):
    await joko(world.sessions)
    await sari(world.sessions)
    await world.say(SARI, "/tanya Kapan hasil penilaian akan diumumkan?")
    await last_used(world, at(3, 3, 22))
    await restored(world, at(3, 7, 22))
    assert [key for key, _ in await held(world)] == ["qr"] * 2
    world.clock.at = at(3, 10, 9, 5)
    await world.tick()
    assert heard(world, JOKO) == []


@pytest.mark.parametrize("is_restored", [True, False])
async def test_a_late_reminder_that_would_wait_for_the_morning_is_held(world: World, is_restored: bool):
    form = "\n".join(line for line in FORM.splitlines() if "Bontang" in line or "Sesi" not in line)
    world = await published(await registered(world), form)
    await last_used(world, at(3, 7, 22))
    if is_restored:
        await restored(world, at(3, 10, 22))  # at 09.00 it was said that it is tomorrow, 14.00
    else:
        world.clock.at = at(3, 10, 22)
        await begin(world)
    found = await held(world)
    assert ("rem", is_restored) in found and TO_ADMINS in world.last(ADMIN).html
    world.clock.at = at(3, 11, 7, 30)
    await world.tick()
    assert heard(world, SARI) == []


async def test_after_a_sleep_a_round_of_all_chores_leaves_the_fence_up(both_worlds: World):
    world = await registered(both_worlds)
    await last_used(world, at(3, 4, 10))
    await put(world, "waits", to=SARI)
    world.clock.forward(hours=4)
    await begin(world)
    assert await held(world) == [("waits", False)]
    assert TO_ADMINS in world.last(ADMIN).html


async def put(world: World, key: str, *, to: int, **more: object) -> None:
    one = {"key": key, "chat_id": to, "html": "Isi", "message_class": MessageClass.CORRECTION}
    async with world.sessions.writing() as session:
        await enqueue(session, Outgoing(**one | more), now=world.clock())


async def test_chores_that_take_some_at_once_are_asked_until_they_find_no_more(world: World):
    """A broadcast a round, two hundred reminders a round; and some of it would go next morning."""
    world = await registered(world)
    await last_used(world, at(3, 4, 22))
    world.clock.forward(hours=5)
    left = ["third", "second", "first"]

    async def chores(missed) -> None:
        if left:
            await put(world, left.pop(), to=SARI, not_before=at(3, 5, 9))

    await stand_at_the_fence(world.house, chores)
    assert [key for key, _ in await held(world)] == ["first", "second", "third"]


def test_what_keeps_working_hours_is_among_the_chores():
    assert set(IN_WORKING_HOURS) < set(CHORES)
