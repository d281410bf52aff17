"""Seats with everybody who acts for them, and who did before. Always within a scope."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Label, RowMapping, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from bot.rules.actors import Scope
from bot.rules.criteria import Stage
from bot.rules.seat_views import Acting, Past, SeatView
from bot.rules.sheets import CoverageState
from db.tables import Candidacy, Contact, InvitationCode, Post, Reachability, Region, Seat, Tenure
from db.tenancy import in_scope

#: Columns of many types in one row: there is no narrower word for them than Any.
_SEAT: tuple[Mapped[Any] | Label[Any], ...] = (
    col(Seat.id).label("seat_id"),
    col(Seat.region_code),
    col(Region.name).label("region_name"),
    col(Region.province),
    col(Region.zone),
    col(Seat.post),
    col(Seat.title),
    col(Seat.office_phone),
)
_ACTING: tuple[Mapped[Any] | Label[Any], ...] = (
    col(Tenure.id).label("tenure_id"),
    col(Tenure.contact_id),
    col(Contact.name),
    col(Tenure.kind),
    col(Tenure.prefix),
    col(Tenure.started_at),
    col(Tenure.until_on),
    col(Contact.telegram_id),
    col(Contact.reachability),
    col(Contact.unreachable_at),
    col(Contact.last_seen_at),
    col(Contact.phone),
    col(Tenure.invited_by_contact_id),
)


async def seats_of_region(session: AsyncSession, region_code: str, *, within: Scope) -> list[SeatView]:
    """The seats of one region in the order of their posts, the empty ones too."""
    return await _views(session, col(Seat.region_code) == region_code, within=within)


async def seats_of_cohort(session: AsyncSession, cohort: int, *, within: Scope) -> list[SeatView]:
    """The seats of all regions of a cohort, region by region, the empty ones too."""
    regions = select(col(Candidacy.region_code)).where(
        col(Candidacy.cohort) == cohort, col(Candidacy.stage) != Stage.DICABUT
    )
    found = await _views(session, col(Seat.region_code).in_(regions), within=within)
    return sorted(found, key=lambda seat: seat.region_code)


async def lock_seats(session: AsyncSession, region_codes: Collection[str]) -> None:
    """One transaction at a time gives seats of these regions away (SQLite has one writer anyway)."""
    await session.execute(
        select(col(Seat.id))
        .where(col(Seat.region_code).in_(region_codes))
        .order_by(col(Seat.id))
        .with_for_update()
    )


async def seats_of_regions(
    session: AsyncSession, region_codes: Collection[str], *, within: Scope
) -> list[SeatView]:
    """The seats of several regions, with everybody who acts for them."""
    return await _views(session, col(Seat.region_code).in_(region_codes), within=within)


async def seat_view(session: AsyncSession, seat_id: int, *, within: Scope) -> SeatView | None:
    """One seat; None where there is no such seat in this scope."""
    found = await _views(session, col(Seat.id) == seat_id, within=within)
    return found[0] if found else None


async def _views(session: AsyncSession, wanted: ColumnElement[bool], *, within: Scope) -> list[SeatView]:
    rows = await session.execute(
        select(*_SEAT, *_ACTING)
        .select_from(Seat)
        .join(Region, col(Region.code) == col(Seat.region_code))
        .outerjoin(Post, col(Post.key) == col(Seat.post))
        .outerjoin(Tenure, (col(Tenure.seat_id) == col(Seat.id)) & col(Tenure.ended_at).is_(None))
        .outerjoin(Contact, col(Contact.id) == col(Tenure.contact_id))
        .where(wanted, in_scope(col(Seat.region_code), within))
        .order_by(col(Post.position), col(Seat.id), col(Tenure.kind).desc(), col(Tenure.id))
    )
    found: dict[int, SeatView] = {}
    for row in rows.mappings():
        seat = found.get(row["seat_id"]) or SeatView(**{column: row[column] for column in _SEAT_FIELDS})
        people = (*seat.acting, _acting(row)) if row["tenure_id"] is not None else seat.acting
        found[seat.seat_id] = replace(seat, acting=people)
    return list(found.values())


_SEAT_FIELDS = (
    "seat_id",
    "region_code",
    "region_name",
    "province",
    "zone",
    "post",
    "title",
    "office_phone",
)


def _acting(row: RowMapping) -> Acting:
    return Acting(
        tenure_id=row["tenure_id"],
        contact_id=row["contact_id"],
        name=row["name"],
        kind=row["kind"],
        prefix=row["prefix"] or "",
        started_at=row["started_at"],
        until_on=row["until_on"],
        state=reach(row["telegram_id"], row["reachability"]),
        unreachable_at=row["unreachable_at"],
        last_seen_at=row["last_seen_at"],
        phone=row["phone"] or "",
        invited_by=row["invited_by_contact_id"],
    )


def reach(telegram_id: int | None, reachability: Reachability) -> CoverageState:
    """Whether this person can be written to, and if not, why."""
    return CoverageState.NO_TELEGRAM if telegram_id is None else CoverageState(reachability.value)


async def history_of_seat(session: AsyncSession, seat_id: int, *, most: int) -> Sequence[Past]:
    """Whoever acted for this seat and does no longer, the last first."""
    rows = await session.execute(
        select(
            col(Contact.name),
            col(Tenure.kind),
            col(Tenure.prefix),
            col(Tenure.started_at),
            col(Tenure.ended_at),
            col(Tenure.end_reason),
        )
        .join(Contact, col(Contact.id) == col(Tenure.contact_id))
        .where(col(Tenure.seat_id) == seat_id, col(Tenure.ended_at).is_not(None))
        .order_by(col(Tenure.ended_at).desc(), col(Tenure.id).desc())
        .limit(most)
    )
    return [
        Past(name, kind, prefix or "", started_at, ended_at, reason)
        for name, kind, prefix, started_at, ended_at, reason in rows
        if ended_at is not None
    ]


async def open_codes_of(session: AsyncSession, seat_id: int, *, now: datetime) -> int:
    """How many codes would open this seat now."""
    found = await session.scalar(
        select(func.count()).where(
            col(InvitationCode.seat_id) == seat_id,
            col(InvitationCode.used_at).is_(None),
            col(InvitationCode.revoked_at).is_(None),
            col(InvitationCode.expires_at) > now,
        )
    )
    return found or 0
