"""Who acts for a seat beside its holder, and who was invited to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.deputies import Applicant, Deputy, OpenInvitation, SeatDeputies
from db.tables import Contact, InvitationCode, Reachability, RegistrationRequest, RequestState, Tenure


async def count_acting(session: AsyncSession, seat_id: int, kind: TenureKind) -> int:
    """How many act for this seat in this capacity now."""
    count = await session.scalar(
        select(func.count())
        .select_from(Tenure)
        .where(col(Tenure.seat_id) == seat_id, col(Tenure.kind) == kind, col(Tenure.ended_at).is_(None))
    )
    return count or 0


async def deputies_of(
    session: AsyncSession, seats: Sequence[HeldSeat], *, holder_id: int, now: datetime
) -> list[SeatDeputies]:
    """The own seats of a holder with whoever acts, was invited by him, or waits for staff."""
    seat_ids = [seat.seat_id for seat in seats]
    people = await _people(session, seat_ids)
    codes = await _codes(session, seat_ids, holder_id=holder_id)
    applicants = await _applicants(session, seat_ids, holder_id=holder_id)
    return [
        SeatDeputies(
            seat,
            people[seat.seat_id],
            [
                OpenInvitation(id_, kind, until)
                for id_, kind, until, is_new in codes[seat.seat_id]
                if is_new and until > now
            ],
            applicants[seat.seat_id],
            version=max((code[0] for code in codes[seat.seat_id]), default=0),
        )
        for seat in seats
    ]


async def _people(session: AsyncSession, seat_ids: Sequence[int]) -> dict[int, list[Deputy]]:
    rows = await session.execute(
        select(Tenure, col(Contact.name), col(Contact.reachability), col(Contact.telegram_id))
        .join(Contact, col(Contact.id) == col(Tenure.contact_id))
        .where(
            col(Tenure.seat_id).in_(seat_ids),
            col(Tenure.kind) != TenureKind.HOLDER,
            col(Tenure.ended_at).is_(None),
        )
        .order_by(col(Tenure.kind), col(Tenure.id))
    )
    found: dict[int, list[Deputy]] = defaultdict(list)
    for tenure, name, reachability, telegram_id in rows:
        is_reachable = telegram_id is not None and reachability is Reachability.REACHABLE
        found[tenure.seat_id].append(
            Deputy(tenure.id or 0, tenure.kind, name, tenure.started_at, is_reachable)
        )
    return found


_Code = tuple[int, TenureKind, datetime, bool]


async def _codes(session: AsyncSession, seat_ids: Sequence[int], *, holder_id: int) -> dict[int, list[_Code]]:
    """Every code this holder made for these seats, the used and revoked ones too."""
    rows = await session.execute(
        select(InvitationCode)
        .where(
            col(InvitationCode.seat_id).in_(seat_ids), col(InvitationCode.invited_by_contact_id) == holder_id
        )
        .order_by(col(InvitationCode.id))
    )
    found: dict[int, list[_Code]] = defaultdict(list)
    for code in rows.scalars():
        is_new = code.used_at is None and code.revoked_at is None
        kind = code.kind or TenureKind.ASSISTANT
        found[code.seat_id].append((code.id or 0, kind, code.expires_at, is_new))
    return found


async def _applicants(
    session: AsyncSession, seat_ids: Sequence[int], *, holder_id: int
) -> dict[int, list[Applicant]]:
    rows = await session.execute(
        select(col(RegistrationRequest.seat_id), col(RegistrationRequest.kind), col(RegistrationRequest.name))
        .where(
            col(RegistrationRequest.seat_id).in_(seat_ids),
            col(RegistrationRequest.invited_by_contact_id) == holder_id,
            col(RegistrationRequest.state) == RequestState.PENDING,
        )
        .order_by(col(RegistrationRequest.id))
    )
    found: dict[int, list[Applicant]] = defaultdict(list)
    for seat_id, kind, name in rows:
        found[seat_id].append(Applicant(kind, name))
    return found
