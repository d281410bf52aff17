"""Who is who: the actor behind a Telegram id, and who is reached for a seat."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Label, RowMapping, bindparam, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from bot.rules.actors import Actor, HeldSeat, Role, TenureKind
from db.engine import rows_of
from db.tables import (
    Candidacy,
    Contact,
    Reachability,
    Region,
    RegistrationRequest,
    RequestState,
    Seat,
    Staff,
    Tenure,
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who is written to, for a seat or as staff."""

    chat_id: int
    name: str
    contact_id: int | None = None
    staff_id: int | None = None
    seat: HeldSeat | None = None
    is_reachable: bool = True


async def actor_of(session: AsyncSession, telegram_id: int) -> Actor:
    """Everything about one person that decides what he may do; a stranger has neither role nor seat."""
    found = await rows_of(session, _ACTOR, {"telegram_id": telegram_id})
    rows = [row._mapping for row in found]
    return Actor(
        telegram_id=telegram_id,
        staff_id=rows[0]["staff_id"],
        role=rows[0]["role"],
        contact_id=rows[0]["contact_id"],
        name=rows[0]["contact_name"] or rows[0]["staff_name"] or "",
        seats=tuple(_held_seat(row) for row in rows if row["id"] is not None),
        is_pending=rows[0]["request_id"] is not None,
    )


_HOLDING = aliased(Tenure)
#: Columns of many types in one row: there is no narrower word for them than Any.
_SEAT_COLUMNS: tuple[Mapped[Any] | Label[Any], ...] = (
    col(Seat.id),
    col(Seat.region_code),
    col(Region.name).label("region_name"),
    col(Region.zone),
    col(Seat.post),
    col(Seat.title),
    col(_HOLDING.prefix),
)
#: Who holds the seat, whoever acts for it: the prefix belongs to the post, also "melalui" an assistant.
_IS_HELD = (
    (col(_HOLDING.seat_id) == col(Seat.id))
    & col(_HOLDING.ended_at).is_(None)
    & (col(_HOLDING.kind) == literal(TenureKind.HOLDER.value, literal_execute=True))
)
#: Always one row, so that a stranger has one too; an official has one for each seat held.
#: Asked with every update, so built once: building a statement costs more than running it.
_ACTOR = (
    select(
        col(Staff.id).label("staff_id"),
        col(Staff.role),
        col(Staff.name).label("staff_name"),
        col(Contact.id).label("contact_id"),
        col(Contact.name).label("contact_name"),
        col(RegistrationRequest.id).label("request_id"),
        *_SEAT_COLUMNS,
        col(Tenure.kind),
    )
    .select_from(select(literal(1).label("one")).subquery())
    .outerjoin(Staff, (col(Staff.telegram_id) == bindparam("telegram_id")) & col(Staff.is_active).is_(True))
    .outerjoin(Contact, col(Contact.telegram_id) == bindparam("telegram_id"))
    .outerjoin(
        RegistrationRequest,
        (col(RegistrationRequest.telegram_id) == bindparam("telegram_id"))
        & (col(RegistrationRequest.state) == literal(RequestState.PENDING.value, literal_execute=True)),
    )
    .outerjoin(Tenure, (col(Tenure.contact_id) == col(Contact.id)) & col(Tenure.ended_at).is_(None))
    .outerjoin(Seat, col(Seat.id) == col(Tenure.seat_id))
    .outerjoin(Region, col(Region.code) == col(Seat.region_code))
    .outerjoin(_HOLDING, _IS_HELD)
    .order_by(col(Seat.id))
)


def _held_seat(row: RowMapping, *, kind: TenureKind | None = None) -> HeldSeat:
    return HeldSeat(
        seat_id=row["id"],
        region_code=row["region_code"],
        region_name=row["region_name"],
        zone=row["zone"],
        post=row["post"],
        title=row["title"],
        kind=kind or row["kind"],
        prefix=row["prefix"] or "",
    )


async def seats_by_id(session: AsyncSession, seat_ids: Collection[int]) -> dict[int, HeldSeat]:
    """Seats with the holder's prefix, also the empty ones, by id. For addressing a text to a post."""
    rows = await session.execute(
        select(*_SEAT_COLUMNS)
        .select_from(Seat)
        .join(Region, col(Region.code) == col(Seat.region_code))
        .outerjoin(_HOLDING, _IS_HELD)
        .where(col(Seat.id).in_(seat_ids))
    )
    return {row["id"]: _held_seat(row, kind=TenureKind.HOLDER) for row in rows.mappings()}


async def people_of_seats(session: AsyncSession, seat_ids: Collection[int]) -> Sequence[Recipient]:
    """Everybody who acts for these seats now (holder first), with a Telegram id, reachable or not."""
    rows = await session.execute(
        select(
            *_SEAT_COLUMNS,
            col(Tenure.kind),
            col(Contact.telegram_id),
            col(Contact.id).label("contact_id"),
            col(Contact.name).label("contact_name"),
            col(Contact.reachability),
        )
        .join(Tenure, col(Tenure.seat_id) == col(Seat.id))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .join(Contact, col(Contact.id) == col(Tenure.contact_id))
        .outerjoin(_HOLDING, _IS_HELD)
        .where(
            col(Seat.id).in_(seat_ids), col(Tenure.ended_at).is_(None), col(Contact.telegram_id).is_not(None)
        )
        .order_by(col(Seat.id), col(Tenure.kind).desc(), col(Tenure.id))
    )
    return [
        Recipient(
            chat_id=row["telegram_id"],
            name=row["contact_name"],
            contact_id=row["contact_id"],
            seat=_held_seat(row),
            is_reachable=row["reachability"] is Reachability.REACHABLE,
        )
        for row in rows.mappings()
    ]


async def staff_at_least(session: AsyncSession, role: Role) -> Sequence[Recipient]:
    """Active staff with at least this role."""
    wanted = {
        Role.VIEWER: [Role.VIEWER, Role.OFFICER, Role.ADMIN],
        Role.OFFICER: [Role.OFFICER, Role.ADMIN],
        Role.ADMIN: [Role.ADMIN],
    }[role]
    rows = await session.execute(
        select(col(Staff.id), col(Staff.telegram_id), col(Staff.name))
        .where(col(Staff.is_active).is_(True), col(Staff.role).in_(wanted))
        .order_by(col(Staff.id))
    )
    return [Recipient(chat_id=chat_id, name=name, staff_id=staff_id) for staff_id, chat_id, name in rows]


async def officers_of_region(session: AsyncSession, region_code: str) -> Sequence[Recipient]:
    """The officer who accompanies this region, if he can be reached; else all officers and admins."""
    rows = (
        await session.execute(
            select(col(Staff.id), col(Staff.telegram_id), col(Staff.name))
            .join(Candidacy, col(Candidacy.officer_id) == col(Staff.id))
            .where(
                col(Candidacy.region_code) == region_code,
                col(Staff.is_active).is_(True),
                col(Staff.role).in_([Role.OFFICER, Role.ADMIN]),
                col(Staff.reachability) == Reachability.REACHABLE,
            )
            .order_by(col(Candidacy.cohort).desc())
            .limit(1)
        )
    ).all()
    if rows:
        return [Recipient(chat_id=chat_id, name=name, staff_id=staff_id) for staff_id, chat_id, name in rows]
    return await staff_at_least(session, Role.OFFICER)
