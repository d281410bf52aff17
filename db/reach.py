"""Who can be written to, as the traffic shows, and when somebody was last here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, case, func, literal, null, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import SQLModel, col

from db.engine import affected
from db.tables import Contact, Reachability

_CONTACT = SQLModel.metadata.tables["contact"]
_STAFF = SQLModel.metadata.tables["staff"]
_EVERYBODY = (_CONTACT, _STAFF)

GONE = (Reachability.BLOCKED, Reachability.DEACTIVATED, Reachability.NEVER_STARTED)


async def heard_from(session: AsyncSession, telegram_ids: Collection[int], *, now: datetime) -> None:
    """These people wrote to us: they can be written to, and were here in this hour.

    One question a batch; something is written at most once a person and hour. Since when somebody
    could not be written to stays: the chore needs it.
    """
    if not telegram_ids:
        return
    hour = now.replace(minute=0, second=0, microsecond=0)
    connection = await session.connection()
    asked = {"telegram_ids": list(telegram_ids), "hour": hour}
    news = {telegram_id for (telegram_id,) in await connection.execute(_NEWS, asked)}
    if news:
        for table in _EVERYBODY:
            seen = update(table).where(table.c.telegram_id.in_(news))
            await connection.execute(seen.values(_BACK[table.name] | {"last_seen_at": hour}))


async def came_back(connection: AsyncConnection, telegram_ids: Collection[int]) -> int:
    """These people can be written to; returns how many records say something else now."""
    changed = 0
    for table in _EVERYBODY:
        gone = update(table).where(table.c.telegram_id.in_(telegram_ids), table.c.reachability.in_(GONE))
        changed += affected(await connection.execute(gone.values(_BACK[table.name])))
    return changed


async def went(connection: AsyncConnection, telegram_id: int, state: Reachability, *, now: datetime) -> int:
    """This person cannot be written to, and why; returns how many records say something else now.

    Since when is kept from the first time on, whatever else is refused later.
    """
    changed = 0
    for table in _EVERYBODY:
        one = update(table).where(table.c.telegram_id == telegram_id, table.c.reachability != state)
        since = _since(now) if table is _CONTACT else {}
        changed += affected(await connection.execute(one.values({"reachability": state} | since)))
    return changed


def _since(now: datetime) -> dict[str, object]:
    """A person who was reachable is gone from now on, and nobody has been told of it."""
    was_here = _CONTACT.c.reachability == Reachability.REACHABLE
    at = literal(now, _CONTACT.c.unreachable_at.type)
    return {
        "unreachable_at": case((was_here, at), else_=func.coalesce(_CONTACT.c.unreachable_at, at)),
        "review_told_at": case((was_here, null()), else_=_CONTACT.c.review_told_at),
    }


async def is_gone(session: AsyncSession, telegram_id: int) -> bool:
    """Whether this person is known as one who cannot be written to."""
    connection = await session.connection()
    return (await connection.execute(_IS_GONE, {"telegram_id": telegram_id})).first() is not None


_BACK: dict[str, dict[str, object]] = {
    "contact": {"reachability": Reachability.REACHABLE, "review_told_at": None},
    "staff": {"reachability": Reachability.REACHABLE},
}
_IDS: BindParameter[list[int]] = bindparam("telegram_ids", expanding=True)
_HOUR: BindParameter[datetime] = bindparam("hour", type_=_CONTACT.c.last_seen_at.type)
#: Asked with every batch of updates, so built once.
_NEWS = union_all(
    *(
        select(table.c.telegram_id).where(
            table.c.telegram_id.in_(_IDS),
            or_(
                table.c.reachability.in_(GONE),
                table.c.last_seen_at.is_(None),
                table.c.last_seen_at < _HOUR,
            ),
        )
        for table in _EVERYBODY
    )
)
#: Asked with every /start, so built once.
_IS_GONE = union_all(
    *(
        select(table.c.id).where(
            table.c.telegram_id == bindparam("telegram_id"), table.c.reachability.in_(GONE)
        )
        for table in _EVERYBODY
    )
)


async def back_again(session: AsyncSession) -> list[int]:
    """Contacts who can be written to again and have not been told yet what still matters."""
    found = await session.scalars(
        select(col(Contact.id)).where(
            col(Contact.reachability) == Reachability.REACHABLE, col(Contact.unreachable_at).is_not(None)
        )
    )
    return [contact_id for contact_id in found if contact_id is not None]


async def greeted(session: AsyncSession, contact_id: int) -> None:
    """This contact has been told what still matters."""
    await session.execute(
        update(Contact).where(col(Contact.id) == contact_id).values(unreachable_at=None, review_told_at=None)
    )
