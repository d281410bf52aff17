"""The seats of a cohort with what decides whether they can be reached. A constant number of questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Label, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from bot.rules.actors import Scope, TenureKind
from bot.rules.clocks import local_date, zone_named
from bot.rules.coverage import CoveredSeat, state_of
from bot.rules.sheets import CoverageLine, CoverageState
from db.queries.cohorts import seat_ids_of_cohort
from db.tables import (
    Contact,
    InvitationCode,
    Post,
    Reachability,
    Region,
    RegistrationRequest,
    RequestPurpose,
    RequestState,
    Seat,
    Tenure,
)
from db.tenancy import in_scope

#: Columns of many types in one row: there is no narrower word for them than Any.
_COLUMNS: tuple[Mapped[Any] | Label[Any], ...] = (
    col(Seat.id).label("seat_id"),
    col(Seat.region_code),
    col(Region.name).label("region"),
    col(Region.zone),
    col(Seat.post),
    col(Seat.title),
    col(Seat.office_phone),
    col(Contact.id).label("contact_id"),
    col(Contact.name).label("holder"),
    col(Contact.telegram_id),
    col(Contact.reachability),
    col(Contact.unreachable_at),
    col(Contact.last_seen_at),
    col(Contact.phone),
    col(Tenure.prefix),
    col(Tenure.until_on),
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of seats besides their holders."""

    others: dict[int, int]  #: assistants and delegates who can be written to
    codes: dict[int, datetime]  #: until when the longest open code opens the seat
    requests: frozenset[int]


async def seats_of_cohort(
    session: AsyncSession, cohort: int, *, within: Scope, now: datetime
) -> list[CoveredSeat]:
    """Every seat of every region of this cohort, the empty ones too, in the order of regions and posts."""
    return await _covered(session, seat_ids_of_cohort(cohort), within=within, now=now)


async def covered_seats(
    session: AsyncSession, seat_ids: Collection[int], *, within: Scope, now: datetime
) -> dict[int, CoveredSeat]:
    """These seats by id."""
    wanted = select(col(Seat.id)).where(col(Seat.id).in_(seat_ids))
    found = await _covered(session, wanted, within=within, now=now)
    return {seat.line.seat_id: seat for seat in found}


async def covered_seat(
    session: AsyncSession, seat_id: int, *, within: Scope, now: datetime
) -> CoveredSeat | None:
    """One seat; None where there is no such seat in this scope."""
    wanted = select(col(Seat.id)).where(col(Seat.id) == seat_id)
    found = await _covered(session, wanted, within=within, now=now)
    return found[0] if found else None


async def _covered(
    session: AsyncSession, wanted: Select[int | None], *, within: Scope, now: datetime
) -> list[CoveredSeat]:
    around = await _around(session, wanted, now=now)
    rows = await session.execute(
        select(*_COLUMNS)
        .select_from(Seat)
        .join(Region, col(Region.code) == col(Seat.region_code))
        .outerjoin(Post, col(Post.key) == col(Seat.post))
        .outerjoin(
            Tenure,
            (col(Tenure.seat_id) == col(Seat.id))
            & col(Tenure.ended_at).is_(None)
            & (col(Tenure.kind) == TenureKind.HOLDER),
        )
        .outerjoin(Contact, col(Contact.id) == col(Tenure.contact_id))
        .where(col(Seat.id).in_(wanted), in_scope(col(Seat.region_code), within))
        .order_by(col(Region.code), col(Post.position), col(Seat.id))
    )
    return [_seat(row, around) for row in rows]


def _seat(row: Row[*tuple[Any, ...]], around: _Around) -> CoveredSeat:
    state = state_of(
        is_held=row.contact_id is not None,
        has_telegram=row.telegram_id is not None,
        reachability=row.reachability.value if row.reachability else "",
    )
    is_away = state in (CoverageState.BLOCKED, CoverageState.DEACTIVATED, CoverageState.NEVER_STARTED)
    prefix = row.prefix or ""
    code_until = around.codes.get(row.seat_id)
    own_phone = row.phone or ""
    line = CoverageLine(
        seat_id=row.seat_id,
        region_code=row.region_code,
        region=row.region,
        zone=row.zone,
        title=row.title,
        holder=" ".join(part for part in (row.holder or "", f"({prefix})" if prefix else "") if part),
        state=state,
        since=row.unreachable_at if is_away else None,
        last_seen_at=row.last_seen_at,
        phone=row.office_phone or own_phone,
        others=around.others.get(row.seat_id, 0),
        code_until=local_date(code_until, zone_named(row.zone)) if code_until else None,
        until_on=row.until_on,
    )
    return CoveredSeat(
        line=line,
        post=row.post,
        contact_id=row.contact_id,
        prefix=prefix,
        office_phone=row.office_phone,
        own_phone=own_phone,
        is_asked_for=row.seat_id in around.requests,
    )


async def _around(session: AsyncSession, wanted: Select[int | None], *, now: datetime) -> _Around:
    others = await session.execute(
        select(col(Tenure.seat_id), func.count())
        .join(Contact, col(Contact.id) == col(Tenure.contact_id))
        .where(
            col(Tenure.seat_id).in_(wanted),
            col(Tenure.ended_at).is_(None),
            col(Tenure.kind) != TenureKind.HOLDER,
            col(Contact.telegram_id).is_not(None),
            col(Contact.reachability) == Reachability.REACHABLE,
        )
        .group_by(col(Tenure.seat_id))
    )
    codes = await session.execute(
        select(col(InvitationCode.seat_id), func.max(col(InvitationCode.expires_at)))
        .where(
            col(InvitationCode.seat_id).in_(wanted),
            col(InvitationCode.kind).is_(None),  # those of a holder for his assistants fill no seat
            col(InvitationCode.used_at).is_(None),
            col(InvitationCode.revoked_at).is_(None),
            col(InvitationCode.expires_at) > now,
        )
        .group_by(col(InvitationCode.seat_id))
    )
    requests = await session.scalars(
        select(col(RegistrationRequest.seat_id)).where(
            col(RegistrationRequest.seat_id).in_(wanted),
            col(RegistrationRequest.state) == RequestState.PENDING,
            col(RegistrationRequest.purpose) != RequestPurpose.NAME,
            col(RegistrationRequest.expires_at) > now,
        )
    )
    return _Around(
        others=dict(others.all()),
        codes=dict(codes.all()),
        requests=frozenset(requests),
    )
