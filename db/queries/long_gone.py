"""People who act for a seat and cannot be written to, since before a given moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import Scope, TenureKind
from db.tables import Contact, Reachability, Region, Seat, Tenure
from db.tenancy import in_scope


@dataclass(frozen=True, slots=True)
class LongGone:
    """One person in one seat."""

    contact_id: int
    name: str
    kind: TenureKind
    seat_id: int
    region_code: str
    region: str
    zone: str  #: IANA name
    title: str
    prefix: str
    reachability: Reachability
    since: datetime
    office_phone: str


async def long_gone(
    session: AsyncSession, *, before: datetime, within: Scope, is_untold: bool = False
) -> Sequence[LongGone]:
    """By region and post. ``is_untold``: only those staff have not been told of."""
    wanted: Select[*tuple[Any, ...]] = (
        select(
            col(Contact.id),
            col(Contact.name),
            col(Tenure.kind),
            col(Seat.id),
            col(Region.code),
            col(Region.name),
            col(Region.zone),
            col(Seat.title),
            col(Tenure.prefix),
            col(Contact.reachability),
            col(Contact.unreachable_at),
            col(Seat.office_phone),
        )
        .join(Tenure, col(Tenure.contact_id) == col(Contact.id))
        .join(Seat, col(Seat.id) == col(Tenure.seat_id))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .where(
            col(Tenure.ended_at).is_(None),
            col(Contact.reachability) != Reachability.REACHABLE,
            col(Contact.unreachable_at) <= before,
            in_scope(col(Seat.region_code), within),
        )
        .order_by(col(Region.name), col(Seat.id), col(Contact.id))
    )
    if is_untold:
        wanted = wanted.where(col(Contact.review_told_at).is_(None))
    return [LongGone(*row) for row in (await session.execute(wanted)).all()]
