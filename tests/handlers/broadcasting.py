"""A confirmed broadcast, as the officer who wrote it leaves it, and what the outbox holds of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.broadcast_departures import start_due
from bot.actions.work import SYSTEM, Work
from bot.rules.actors import TenureKind
from bot.rules.outbox import OutboxState
from db.last_checks import BROADCAST
from db.tables import Broadcast, BroadcastState, Contact, OutboxMessage, Reachability, Staff
from tests.builders import JOKO, budi, joko, official, sari
from tests.fakes import START, Shown, World

RINA = 7_000_000_050  # assistant of the Inspektur of Kota Bontang
TUTI = 7_000_000_051  # Sekretaris Daerah of Kota Bontang; has blocked the bot
_OF = update(OutboxMessage).where(col(OutboxMessage.subject_type) == BROADCAST)
EVERYONE = {"regions": ["64.74", "19.04"]}


async def registered(world: World) -> World:
    """Sari and her assistant Rina, Tuti who has blocked the bot, and Budi of another region."""
    await joko(world.sessions)
    await sari(world.sessions)
    await official(world.sessions, RINA, "64.74", "inspektur", name="Rina", kind=TenureKind.ASSISTANT)
    await official(world.sessions, TUTI, "64.74", "sekda", name="Tuti")
    await budi(world.sessions)
    async with world.sessions.writing() as session:
        who = update(Contact).where(col(Contact.telegram_id) == TUTI)
        await session.execute(who.values(reachability=Reachability.BLOCKED))
    return world


async def confirmed(world: World, **given: object) -> int:
    """A broadcast that leaves now, with the usual text; returns its id."""
    async with world.sessions.writing() as session:
        officer = await session.scalar(select(col(Staff.id)).where(col(Staff.telegram_id) == JOKO))
        usual: dict[str, object] = {
            "state": BroadcastState.SCHEDULED,
            "title": "Permintaan data dukung",
            "html": "Mohon mengirim data dukung paling lambat <b>14 Maret 2025</b>.",
            "audience": EVERYONE,
            "created_by_staff_id": officer,
            "confirmed_by_staff_id": officer,
            "created_at": START,
            "confirmed_at": START,
            "starts_at": world.clock(),
        }
        row = Broadcast(**usual | given)
        session.add(row)
        await session.flush()
        assert row.id is not None
        return row.id


async def begun(world: World, **given: object) -> int:
    """The same, started; its messages stay where they are until ``let_go``, and its officer has the card."""
    broadcast = await confirmed(world, **given)
    async with world.sessions.writing() as session:
        await start_due(Work(session, world.clock(), SYSTEM))
        await session.execute(_OF.values(not_before=START + timedelta(days=9)))
    await world.deliver()
    return broadcast


async def let_go(world: World) -> None:
    """What waits may leave, and leaves; then the chores look at it."""
    async with world.sessions.writing() as session:
        await session.execute(_OF.values(not_before=None))
    await world.deliver()
    await world.tick()


async def sent(world: World, **given: object) -> int:
    """The same, delivered and over."""
    broadcast = await confirmed(world, **given)
    await world.tick()
    await world.tick()
    return broadcast


async def rows(world: World, broadcast: int, *, type_: str = BROADCAST) -> Sequence[OutboxMessage]:
    async with world.sessions.reading() as session:
        of = (col(OutboxMessage.subject_type) == type_, col(OutboxMessage.subject_id) == broadcast)
        found = await session.scalars(select(OutboxMessage).where(*of).order_by(col(OutboxMessage.id)))
        return found.all()


async def states(world: World, broadcast: int) -> dict[int, OutboxState]:
    """The state of the newest message to each chat."""
    return {row.chat_id: row.state for row in await rows(world, broadcast)}


async def set_state(world: World, broadcast: int, chat_id: int, **values: object) -> None:
    """What came of the message to this chat, otherwise than it did."""
    async with world.sessions.writing() as session:
        of = (col(OutboxMessage.subject_type) == BROADCAST, col(OutboxMessage.subject_id) == broadcast)
        await session.execute(
            update(OutboxMessage).where(*of, col(OutboxMessage.chat_id) == chat_id).values(**values)
        )


async def row_of(world: World, broadcast: int) -> Broadcast:
    async with world.sessions.reading() as session:
        found = await session.get(Broadcast, broadcast)
        assert found is not None
        return found


async def reachable(world: World, user: int) -> None:
    """Has started the bot again."""
    async with world.sessions.writing() as session:
        who = update(Contact).where(col(Contact.telegram_id) == user)
        await session.execute(who.values(reachability=Reachability.REACHABLE))


def card(world: World, user: int = JOKO) -> Shown:
    """The newest card of a broadcast that can be acted on in this chat."""
    return next(
        shown
        for shown in reversed(world.telegram.chats[user])
        if any(str(button.get("callback_data", "")).startswith("kirim_") for button in shown.buttons)
    )
