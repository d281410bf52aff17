"""The recipients of a broadcast by name: what each got, and who has read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.broadcast_progress import Fate
from db.queries.broadcast_fates import fates_of, of_broadcast
from db.queries.capacities import capacity_at
from db.queries.people import seats_by_id
from db.tables import Broadcast, BroadcastRecipient, Contact, OutboxMessage, Reachability, Region, Seat


@dataclass(frozen=True, slots=True)
class Recipient:
    """One who was to have a broadcast, and what became of it."""

    contact_id: int
    seat_id: int
    region_code: str
    region: str
    zone: str  #: IANA name
    title: str  #: of the post
    name: str
    fate: Fate
    attempt: int | None  #: None: nothing was ever written to him
    is_reachable: bool  #: now
    was_reachable: bool  #: when it left
    kind: TenureKind | None  #: as what he acted for the seat when it left
    read_at: datetime | None
    asked_at: datetime | None


async def recipients_by_fate(
    session: AsyncSession,
    broadcast_id: int,
    *,
    fates: Collection[Fate] = tuple(Fate),
    is_read: bool | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Sequence[Recipient]:
    """Recipients of these fates by name, in the order of regions and seats."""
    found = fates_of(broadcast_id)
    fate = func.coalesce(found.c.fate, int(Fate.UNREACHABLE))
    statement = (
        select(
            col(BroadcastRecipient.contact_id),
            col(BroadcastRecipient.seat_id),
            col(BroadcastRecipient.region_code),
            col(Region.name),
            col(Region.zone),
            col(Seat.title),
            col(Contact.name),
            fate,
            found.c.attempt,
            col(Contact.reachability),
            col(BroadcastRecipient.read_at),
            col(BroadcastRecipient.asked_at),
            col(BroadcastRecipient.is_reachable),
            capacity_at(
                col(BroadcastRecipient.contact_id),
                col(BroadcastRecipient.seat_id),
                col(Broadcast.started_at),
            ),
        )
        .join(Broadcast, col(Broadcast.id) == col(BroadcastRecipient.broadcast_id))
        .join(Region, col(Region.code) == col(BroadcastRecipient.region_code))
        .join(Seat, col(Seat.id) == col(BroadcastRecipient.seat_id))
        .join(Contact, col(Contact.id) == col(BroadcastRecipient.contact_id))
        .outerjoin(found, found.c.contact_id == col(BroadcastRecipient.contact_id))
        .where(col(BroadcastRecipient.broadcast_id) == broadcast_id, fate.in_([int(each) for each in fates]))
        .where(*_read(is_read))
        .order_by(col(BroadcastRecipient.region_code), col(Seat.id), col(BroadcastRecipient.id))
        .limit(limit)
        .offset(offset)
    )
    return [
        Recipient(
            contact_id=contact_id,
            seat_id=seat_id,
            region_code=code,
            region=region,
            zone=zone,
            title=title,
            name=name,
            fate=Fate(number),
            attempt=attempt,
            is_reachable=reachability is Reachability.REACHABLE,
            read_at=read_at,
            asked_at=asked_at,
            was_reachable=was_reachable,
            kind=kind,
        )
        for (
            contact_id,
            seat_id,
            code,
            region,
            zone,
            title,
            name,
            number,
            attempt,
            reachability,
            read_at,
            asked_at,
            was_reachable,
            kind,
        ) in await session.execute(statement)
    ]


async def vacant_seats(
    session: AsyncSession, broadcast: Broadcast, *, most: int | None = None
) -> Sequence[HeldSeat]:
    """Chosen seats that nobody acted for when it left, as they were then in order; ``most`` of them."""
    wanted = (broadcast.vacant_seats or [])[:most]
    seats = await seats_by_id(session, wanted) if wanted else {}
    return [seats[seat_id] for seat_id in wanted if seat_id in seats]


async def counted_reading(session: AsyncSession, broadcast_id: int) -> tuple[int, int]:
    """How many have said that they read it, and how many have it and have not."""
    found = fates_of(broadcast_id)
    is_read = col(BroadcastRecipient.read_at).is_not(None)
    has_it = found.c.fate == int(Fate.SENT)
    rows = await session.execute(
        select(is_read, func.count())
        .select_from(BroadcastRecipient)
        .outerjoin(found, found.c.contact_id == col(BroadcastRecipient.contact_id))
        .where(col(BroadcastRecipient.broadcast_id) == broadcast_id, or_(is_read, has_it))
        .group_by(is_read)
    )
    counts = {bool(read): number for read, number in rows}
    return counts.get(True, 0), counts.get(False, 0)


async def newest_copies(
    session: AsyncSession, broadcast_id: int, *, contact_id: int | None = None
) -> dict[int, OutboxMessage]:
    """The message with the code that each recipient was last sent, by contact; of one, if given."""
    newest = (
        select(func.max(col(OutboxMessage.id)))
        .where(*of_broadcast(broadcast_id), col(OutboxMessage.proof_code).is_not(None))
        .group_by(col(OutboxMessage.contact_id))
    )
    if contact_id is not None:
        newest = newest.where(col(OutboxMessage.contact_id) == contact_id)
    found = await session.scalars(select(OutboxMessage).where(col(OutboxMessage.id).in_(newest)))
    return {row.contact_id: row for row in found if row.contact_id is not None}


def _read(is_read: bool | None) -> tuple[ColumnElement[bool], ...]:
    if is_read is None:
        return ()
    read_at = col(BroadcastRecipient.read_at)
    return (read_at.is_not(None) if is_read else read_at.is_(None),)
