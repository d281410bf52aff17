"""Requests that wait for staff, what was said about them, and who else asks for the same seat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import TenureKind
from bot.rules.requests import Note, NoteKind, RequestPurpose, Rival, Waiting
from db.tables import Region, RegistrationRequest, RequestNote, RequestState, Seat, Staff, Tenure

_WAITS = col(RegistrationRequest.state) == RequestState.PENDING


async def waiting_request(session: AsyncSession, request_id: int) -> RegistrationRequest | None:
    """One request as the database has it now; None when nothing waits under this number."""
    found = await session.get(RegistrationRequest, request_id, populate_existing=True)
    return found if found is not None and found.state is RequestState.PENDING else None


async def notes_of(session: AsyncSession, request_id: int) -> Sequence[Note]:
    """What was said about a request, in order."""
    rows = await session.execute(
        select(
            col(RequestNote.kind),
            col(RequestNote.said_at),
            col(Staff.name),
            col(RequestNote.text),
            col(RequestNote.staff_id),
        )
        .outerjoin(Staff, col(Staff.id) == col(RequestNote.staff_id))
        .where(col(RequestNote.request_id) == request_id)
        .order_by(col(RequestNote.id))
    )
    return [Note(kind, at, name or "", text, staff_id) for kind, at, name, text, staff_id in rows]


async def rivals_of(session: AsyncSession, request: RegistrationRequest) -> Sequence[Rival]:
    """Who else asks to hold the seat of this request."""
    if request.kind is not TenureKind.HOLDER or request.purpose is not RequestPurpose.SEAT:
        return []
    return [rival for rival in await asking_for(session, request.seat_id) if rival.request_id != request.id]


async def asking_for(session: AsyncSession, seat_id: int) -> Sequence[Rival]:
    """Everybody who asks to hold this seat, in order."""
    rows = await session.execute(
        select(
            col(RegistrationRequest.id),
            col(RegistrationRequest.name),
            col(RegistrationRequest.telegram_id),
            col(RegistrationRequest.requested_at),
        )
        .where(
            _WAITS,
            col(RegistrationRequest.seat_id) == seat_id,
            col(RegistrationRequest.kind) == TenureKind.HOLDER,
            col(RegistrationRequest.purpose) == RequestPurpose.SEAT,
        )
        .order_by(col(RegistrationRequest.id))
    )
    return [Rival(id_ or 0, name, telegram_id, at) for id_, name, telegram_id, at in rows]


async def not_objected(session: AsyncSession, seat_id: int, *, contact_id: int | None) -> Sequence[int]:
    """Requests to hold this seat against which its present holder has not said anything yet."""
    since = (
        select(func.max(col(Tenure.started_at)))
        .where(
            col(Tenure.seat_id) == seat_id,
            col(Tenure.contact_id) == contact_id,
            col(Tenure.kind) == TenureKind.HOLDER,
            col(Tenure.ended_at).is_(None),
        )
        .scalar_subquery()
    )
    objected = select(col(RequestNote.request_id)).where(
        col(RequestNote.kind) == NoteKind.OBJECTION, col(RequestNote.said_at) >= since
    )
    rivals = [rival.request_id for rival in await asking_for(session, seat_id)]
    said = set(await session.scalars(objected.where(col(RequestNote.request_id).in_(rivals))))
    return [request_id for request_id in rivals if request_id not in said]


async def waiting_requests(
    session: AsyncSession, *conditions: ColumnElement[bool], offset: int = 0, most: int | None = None
) -> Sequence[Waiting]:
    """Requests nobody has decided, the oldest first."""
    rows = await session.execute(
        select(RegistrationRequest, col(Seat.title), col(Region.name), col(Region.code), col(Region.zone))
        .join(Seat, col(Seat.id) == col(RegistrationRequest.seat_id))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .where(_WAITS, *conditions)
        .order_by(col(RegistrationRequest.requested_at), col(RegistrationRequest.id))
        .offset(offset)
        .limit(most)
    )
    return [
        Waiting(
            request_id=request.id or 0,
            purpose=request.purpose,
            name=request.name,
            title=title,
            region_name=region,
            region_code=code,
            zone=zone,
            telegram_id=request.telegram_id,
            requested_at=request.requested_at,
            expires_at=request.expires_at,
            has_first=request.first_approved_by_staff_id is not None,
        )
        for request, title, region, code, zone in rows
    ]


async def count_waiting(session: AsyncSession) -> int:
    """How many requests nobody has decided."""
    count = await session.scalar(select(func.count()).select_from(RegistrationRequest).where(_WAITS))
    return count or 0


async def count_asked(session: AsyncSession, *, since: datetime) -> int:
    """How many requests were made after this moment, whatever became of them."""
    count = await session.scalar(select(func.count()).where(col(RegistrationRequest.requested_at) > since))
    return count or 0
