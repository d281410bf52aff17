"""A revision that meets messages which have not left, or are just leaving: the last one read is true."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.actions import sitting_deeds as deeds
from bot.actions.swaps import swap
from bot.actions.work import Work
from bot.rules.meetings import Join
from bot.rules.outbox import OutboxState
from db.queries.people import actor_of
from db.tables import OutboxMessage
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import START, World
from tests.handlers.rakor import first_lines, published, registered

DAY = START.replace(day=13, hour=3)  # 10.00 WIB, 11.00 WITA


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


@asynccontextmanager
async def undelivered(world: World) -> AsyncIterator[Work]:
    """Joko acts, and nothing leaves for now."""
    async with world.sessions.writing() as session:
        yield Work(session, world.clock(), await actor_of(session, JOKO), update_id=1)


async def move(world: World, *, revision: int, to: datetime, item: int = 2) -> None:
    async with undelivered(world) as work:
        end = to + timedelta(hours=2)
        await deeds.move_sitting(work, item=item, revision=revision, starts_at=to, ends_at=end)


async def waiting(world: World) -> list[str]:
    """First lines of what waits for Sari, in the order in which it will leave."""
    async with world.sessions.reading() as session:
        rows = await session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.chat_id == SARI, OutboxMessage.state == OutboxState.PENDING)
            .where(OutboxMessage.method == "sendMessage")
            .order_by(OutboxMessage.priority, OutboxMessage.id)
        )
        return [str(row.payload["text"]).splitlines()[0] for row in rows]


async def turn(world: World, key: str, state: OutboxState, **more: bool) -> None:
    """What is in Sari's chat, or on its way there."""
    async with world.sessions.writing() as session:
        await session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.chat_id == SARI, OutboxMessage.key.like(key))
            .values(state=state, **more)
        )


@pytest.mark.parametrize("state", [OutboxState.SENDING, OutboxState.UNCERTAIN])
async def test_an_invitation_that_is_leaving_is_followed_by_the_change(small, state):
    await turn(small, "inv:%", state)
    await move(small, revision=1, to=DAY)
    assert await waiting(small) == ["<b>Perubahan jadwal rapat daring, 13 Maret 2025</b>"]


@pytest.mark.parametrize("state", [OutboxState.SENDING, OutboxState.UNCERTAIN])
async def test_an_invitation_that_is_leaving_is_followed_by_the_cancellation(small, state):
    await turn(small, "inv:%", state)
    async with undelivered(small) as work:
        await deeds.cancel_sitting(work, item=2, revision=1)
    assert await waiting(small) == ["<b>Pembatalan rapat daring, 11 Maret 2025</b>"]


@pytest.mark.parametrize("state", [OutboxState.SENDING, OutboxState.UNCERTAIN])
async def test_an_invitation_that_is_leaving_is_followed_by_the_swap(small, state):
    await turn(small, "inv:%", state)
    async with undelivered(small) as work:
        await swap(work, (2, 1), ("64.74", "19.04"), revision=1)
    assert await waiting(small) == ["<b>Perubahan jadwal rapat daring, 11 Maret 2025</b>"]


async def test_an_invitation_that_may_have_arrived_is_followed_by_what_changed(small):
    """It was in flight at a crash and waits to be sent again: whoever has it must not keep it."""
    await turn(small, "inv:%", OutboxState.PENDING, may_be_duplicate=True)
    await move(small, revision=1, to=DAY)
    assert await waiting(small) == ["<b>Perubahan jadwal rapat daring, 13 Maret 2025</b>"]


async def test_an_invitation_that_may_have_arrived_is_followed_by_the_cancellation(small):
    await turn(small, "inv:%", OutboxState.PENDING, may_be_duplicate=True)
    async with undelivered(small) as work:
        await deeds.cancel_sitting(work, item=2, revision=1)
    assert await waiting(small) == ["<b>Pembatalan rapat daring, 11 Maret 2025</b>"]


async def test_a_change_that_is_leaving_is_followed_by_the_next(small):
    await move(small, revision=1, to=DAY)
    await turn(small, "mov:%", OutboxState.SENDING)
    await move(small, revision=2, to=DAY + timedelta(days=1))
    assert await waiting(small) == ["<b>Perubahan jadwal rapat daring, 14 Maret 2025</b>"]


async def test_an_invitation_that_never_left_gives_way_to_the_one_that_holds(small):
    await turn(small, "inv:%", OutboxState.PENDING)
    async with undelivered(small) as work:
        await swap(work, (2, 1), ("64.74", "19.04"), revision=1)
    assert await waiting(small) == ["<b>Undangan rapat daring, 11 Maret 2025</b>"]
    async with undelivered(small) as work:
        await deeds.cancel_sitting(work, item=1, revision=2)
    assert await waiting(small) == []


async def test_of_two_moves_only_the_last_is_told_from_the_time_that_was_known(small):
    await move(small, revision=1, to=DAY)
    await move(small, revision=2, to=DAY + timedelta(days=1))
    await small.deliver()
    assert first_lines(small, SARI)[1:] == ["<b>Perubahan jadwal rapat daring, 14 Maret 2025</b>"]
    notice = small.last(SARI).html
    assert "<b>Semula</b>\nSelasa, 11 Maret 2025" in notice and "13 Maret" not in notice


async def test_a_move_that_was_never_told_and_a_cancellation_are_one_cancellation(small):
    await move(small, revision=1, to=DAY)
    async with undelivered(small) as work:
        await deeds.cancel_sitting(work, item=2, revision=2)
    await small.deliver()
    assert first_lines(small, SARI)[1:] == ["<b>Pembatalan rapat daring, 11 Maret 2025</b>"]


async def test_a_swap_that_was_never_told_and_a_move_are_one_change(small):
    async with undelivered(small) as work:
        await swap(work, (2, 1), ("64.74", "19.04"), revision=1)
    await move(small, revision=2, to=DAY, item=1)
    await small.deliver()
    assert first_lines(small, SARI)[1:] == ["<b>Perubahan jadwal rapat daring, 13 Maret 2025</b>"]
    assert "<b>Semula</b>\nSelasa, 11 Maret 2025\npukul 13.00-15.30 WIB" in small.last(SARI).html
    assert len(small.texts(BUDI)) == 2


async def test_there_and_back_before_anything_left_ends_with_what_holds(small):
    await move(small, revision=1, to=DAY)
    async with undelivered(small) as work:
        start = START.replace(day=11, hour=6)
        end = start + timedelta(hours=2, minutes=30)
        await deeds.move_sitting(work, item=2, revision=2, starts_at=start, ends_at=end)
    await small.deliver()
    assert first_lines(small, SARI)[-1] == "<b>Undangan rapat daring, 11 Maret 2025</b>"
    await small.press(SARI, "Hadir")


async def test_two_seats_whose_message_never_left_hear_of_both_changes_at_once(world):
    await registered(world)
    await builders.official(world.sessions, SARI, "64.74", "sekda", name="Sari")
    await published(world)
    await move(world, revision=1, to=DAY)
    await move(world, revision=2, to=DAY + timedelta(days=1))
    await world.deliver()
    assert first_lines(world, SARI)[2:] == ["<b>Perubahan jadwal rapat daring, 14 Maret 2025</b>"]
    assert "Semula</b>\nSelasa, 11 Maret 2025" in world.last(SARI).html


async def test_a_reminder_with_the_old_link_is_sent_with_the_new_one(small):
    small.clock.at = small.clock.at.replace(day=10, hour=1, minute=0, second=0)
    await small.ticks.round()
    assert len(await waiting(small)) == 1
    async with undelivered(small) as work:
        await deeds.relink_sitting(work, item=2, revision=1, join=Join("https://zoom.us/j/8"))
    await small.tick()
    assert 'href="https://zoom.us/j/8"' in small.last(SARI).html
    assert not any("zoom.us/j/90000000000" in text for text in small.texts(SARI))
    assert sum("Pengingat" in line for line in first_lines(small, SARI)) == 1
