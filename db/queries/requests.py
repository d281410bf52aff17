"""Requests that wait for staff, what was said about them, and who else asks for the same seat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import TenureKind
from bot.rules.requests import Note, RequestPurpose, Rival
from db.tables import RegistrationRequest, RequestNote, RequestState, Staff

_WAITS = col(RegistrationRequest.state) == RequestState.PENDING


async def waiting_request(session: AsyncSession, request_id: int) -> RegistrationRequest | None:
    """One request as the database has it now; None when nothing waits under this number."""
    found = await session.get(RegistrationRequest, request_id, populate_existing=True)
    return found if found is not None and found.state is RequestState.PENDING else None


async def notes_of(session: AsyncSession, request_id: int) -> Sequence[Note]:
    """What was said about a request, in order."""
    rows = await session.execute(
        select(col(RequestNote.kind), col(RequestNote.said_at), col(Staff.name), col(RequestNote.text))
        .outerjoin(Staff, col(Staff.id) == col(RequestNote.staff_id))
        .where(col(RequestNote.request_id) == request_id)
        .order_by(col(RequestNote.id))
    )
    return [Note(kind, said_at, name or "", text) for kind, said_at, name, text in rows]


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


async def count_asked(session: AsyncSession, *, since: datetime) -> int:
    """How many requests were made after this moment, whatever became of them."""
    count = await session.scalar(select(func.count()).where(col(RegistrationRequest.requested_at) > since))
    return count or 0
