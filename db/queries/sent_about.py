"""Messages about sittings as they stand in the outbox: for whoever asks why one came, or did not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from bot.rules.outbox import OutboxState
from db.tables import Contact, OutboxMessage

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
    return await _sent(
        session, [col(OutboxMessage.subject_id).in_(items), col(OutboxMessage.seat_id).in_(seats)]
    )


async def sent_to(
    session: AsyncSession, contact_id: int, *, seats: Collection[int], limit: int
) -> list[Sent]:
    """What reached this person about sittings of these seats, the newest first."""
    return await _sent(
        session,
        [
            col(OutboxMessage.contact_id) == contact_id,
            col(OutboxMessage.seat_id).in_(seats),
            col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.UNCERTAIN]),
        ],
        newest=limit,
    )


#: Columns of many types in one row: there is no narrower word for them than Any.
_COLUMNS: tuple[Mapped[Any], ...] = (
    col(OutboxMessage.id),
    col(OutboxMessage.key),
    col(OutboxMessage.subject_id),
    col(OutboxMessage.subject_rev),
    col(OutboxMessage.seat_id),
    col(OutboxMessage.contact_id),
    col(Contact.name),
    col(OutboxMessage.title),
    col(OutboxMessage.state),
    col(OutboxMessage.reason),
    col(OutboxMessage.may_be_duplicate),
    col(OutboxMessage.created_at),
    col(OutboxMessage.finished_at),
)


async def _sent(
    session: AsyncSession, conditions: list[ColumnElement[bool]], *, newest: int | None = None
) -> list[Sent]:
    wanted = (
        select(*_COLUMNS)
        .outerjoin(Contact, col(Contact.id) == col(OutboxMessage.contact_id))
        .where(
            col(OutboxMessage.subject_type).in_(ABOUT),
            col(OutboxMessage.proof_code).is_not(None),
            *conditions,
        )
        .order_by(col(OutboxMessage.id) if newest is None else col(OutboxMessage.id).desc())
        .limit(newest)
    )
    return [_one(row._mapping) for row in await session.execute(wanted)]


def _one(row: RowMapping) -> Sent:
    return Sent(
        number=row["id"],
        key=row["key"],
        item=row["subject_id"],
        time_revision=row["subject_rev"],
        seat=row["seat_id"],
        contact_id=row["contact_id"],
        name=row["name"] or "",
        title=row["title"],
        state=row["state"],
        reason=row["reason"],
        may_be_duplicate=row["may_be_duplicate"],
        made_at=row["created_at"],
        at=row["finished_at"] or row["created_at"],
    )
