"""Messages about sittings as they stand in the outbox: for whoever asks why one came, or did not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Label, RowMapping, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from bot.rules.outbox import OutboxState
from db.tables import Contact, OutboxMessage, ToldSitting

#: Subjects of messages about one sitting, as bot.actions.telling names them.
ABOUT = ("agenda_item", "agenda_item_gone")


@dataclass(frozen=True, slots=True)
class Sent:
    """One official message about a sitting. ``at``: when it left or was decided, else when it was made."""

    number: int
    key: str
    item: int
    time_revision: int | None
    seat: int
    contact_id: int | None
    name: str
    title: str
    state: OutboxState
    reason: str
    may_be_duplicate: bool
    made_at: datetime
    at: datetime


async def sent_about(session: AsyncSession, items: Collection[int], *, seats: Collection[int]) -> list[Sent]:
    """Everything official about these sittings for these seats, the oldest first."""
    found = await _of_one(session, _ITEM.in_(items), _SEAT.in_(seats))
    found += await _of_several(session, _TOLD_ITEM.in_(items), _TOLD_SEAT.in_(seats))
    return sorted(found, key=lambda one: one.number)


async def sent_to(
    session: AsyncSession,
    contact_id: int,
    *,
    seats: Collection[int],
    limit: int,
    message_id: int | None = None,
) -> list[Sent]:
    """What reached this person about sittings of these seats, the newest first; one message, if given."""
    own = [
        col(OutboxMessage.contact_id) == contact_id,
        col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.UNCERTAIN]),
    ]
    if message_id is not None:
        own.append(col(OutboxMessage.message_id) == message_id)
    found = await _of_one(session, *own, _SEAT.in_(seats), newest=limit)
    found += await _of_several(session, *own, _TOLD_SEAT.in_(seats), newest=limit)
    return sorted(found, key=lambda one: -one.number)[:limit]


_ITEM, _SEAT = col(OutboxMessage.subject_id), col(OutboxMessage.seat_id)
_TOLD_ITEM, _TOLD_SEAT = col(ToldSitting.agenda_item_id), col(ToldSitting.seat_id)
#: Columns of many types in one row: there is no narrower word for them than Any.
_COLUMNS: tuple[Mapped[Any], ...] = (
    col(OutboxMessage.id),
    col(OutboxMessage.key),
    col(OutboxMessage.contact_id),
    col(Contact.name),
    col(OutboxMessage.title),
    col(OutboxMessage.state),
    col(OutboxMessage.reason),
    col(OutboxMessage.may_be_duplicate),
    col(OutboxMessage.created_at),
    col(OutboxMessage.finished_at),
)


async def _of_one(
    session: AsyncSession, *conditions: ColumnElement[bool], newest: int | None = None
) -> list[Sent]:
    """Messages about one sitting say themselves which."""
    what: tuple[Label[Any], ...] = (
        _ITEM.label("item"),
        col(OutboxMessage.subject_rev).label("revision"),
        _SEAT.label("seat"),
    )
    wanted = select(*_COLUMNS, *what).where(col(OutboxMessage.subject_type).in_(ABOUT), *conditions)
    return await _read(session, wanted, newest)


async def _of_several(
    session: AsyncSession, *conditions: ColumnElement[bool], newest: int | None = None
) -> list[Sent]:
    """Those about several things of a meeting: one for each sitting and seat that they tell of."""
    what: tuple[Label[Any], ...] = (
        _TOLD_ITEM.label("item"),
        col(ToldSitting.time_revision).label("revision"),
        _TOLD_SEAT.label("seat"),
    )
    wanted = select(*_COLUMNS, *what).join(ToldSitting, col(ToldSitting.outbox_id) == col(OutboxMessage.id))
    return await _read(session, wanted.where(*conditions), newest)


async def _read(session: AsyncSession, wanted: Select[*tuple[Any, ...]], newest: int | None) -> list[Sent]:
    official = (
        wanted.outerjoin(Contact, col(Contact.id) == col(OutboxMessage.contact_id))
        .where(col(OutboxMessage.proof_code).is_not(None))
        .order_by(col(OutboxMessage.id).desc())
        .limit(newest)
    )
    return [_one(row._mapping) for row in await session.execute(official)]


def _one(row: RowMapping) -> Sent:
    return Sent(
        number=row["id"],
        key=row["key"],
        item=row["item"],
        time_revision=row["revision"],
        seat=row["seat"],
        contact_id=row["contact_id"],
        name=row["name"] or "",
        title=row["title"],
        state=row["state"],
        reason=row["reason"],
        may_be_duplicate=row["may_be_duplicate"],
        made_at=row["created_at"],
        at=row["finished_at"] or row["created_at"],
    )
