"""A confirmed broadcast begins: its recipients are frozen, its text stored, everything enqueued."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, update
from sqlmodel import col

from bot.actions.broadcast_cards import open_cards
from bot.actions.broadcast_rows import Part, Target, hold, outgoing, put, store_body
from bot.actions.work import Work
from bot.messages.broadcasts import salutation_of
from bot.rules.audiences import Addressee, Found
from bot.rules.broadcast_progress import LATE
from db.engine import affected
from db.outbox import Outgoing
from db.tables import Broadcast, BroadcastRecipient, BroadcastState


async def start(work: Work, broadcast: Broadcast, found: Found, parts: Sequence[Part]) -> bool:
    """Freeze the recipients and enqueue the messages; False where it was taken back or has begun."""
    if not await begin(work, broadcast, parts):
        return False
    broadcast.vacant_seats = [seat.seat_id for seat in found.empty]
    targets = [
        Target(person.contact_id, person.seat_id, person.chat_id, salutation_of(person))
        for person in found.reached
        if person.chat_id is not None
    ]
    messages = [one for target in targets for one in outgoing(broadcast, target, parts)]
    await leave(work, broadcast, found.people, messages)
    return True


async def begin(work: Work, broadcast: Broadcast, parts: Sequence[Part]) -> bool:
    """Whoever sets the state starts it: once, and not after it was taken back. Its text is stored."""
    if not await _turn(work, broadcast):
        return False
    broadcast.body_id = await store_body(work, parts)
    return True


async def leave(
    work: Work, broadcast: Broadcast, people: Sequence[Addressee], messages: Sequence[Outgoing]
) -> None:
    """Recipients, messages, the record that it left, and the card in which its officers follow it."""
    await _freeze(work, broadcast, people)
    await put(work, messages)
    if broadcast.state is BroadcastState.PAUSED:
        await hold(work, broadcast)
    unreachable = sum(not person.is_reachable for person in people)
    await work.audit(
        "broadcast_started", "broadcast", broadcast.id, recipients=len(people), unreachable=unreachable
    )
    await open_cards(work, broadcast)


async def _freeze(work: Work, broadcast: Broadcast, people: Sequence[Addressee]) -> None:
    """Who was to have it, those who cannot be reached included."""
    rows = [
        {
            "broadcast_id": broadcast.id,
            "contact_id": person.contact_id,
            "seat_id": person.seat_id,
            "region_code": person.region_code,
            "is_reachable": person.is_reachable,
        }
        for person in people
    ]
    if rows:
        await work.session.execute(insert(BroadcastRecipient), rows)


async def _turn(work: Work, broadcast: Broadcast) -> bool:
    is_late = broadcast.starts_at is not None and work.now - broadcast.starts_at > LATE
    begun = (
        update(Broadcast)
        .where(
            col(Broadcast.id) == broadcast.id,
            col(Broadcast.state) == BroadcastState.SCHEDULED,
            col(Broadcast.starts_at) <= work.now,
        )
        .values(
            state=BroadcastState.PAUSED if is_late else BroadcastState.SENDING,
            version=col(Broadcast.version) + 1,
            started_at=work.now,
        )
        .execution_options(synchronize_session=False)
    )
    if not affected(await work.session.execute(begun)):
        return False
    await work.session.refresh(broadcast)
    return True
