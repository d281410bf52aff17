"""Codes that were printed together: what they would replace, and the sheets there are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.code_batches import Batch
from db.queries.cohorts import seat_ids_of_cohort
from db.tables import Candidacy, InvitationCode, Post, Seat, Staff


async def lock_cohort(session: AsyncSession, cohort: int) -> None:
    """One transaction at a time prints a sheet of this cohort, or gives one of its seats away."""
    await session.execute(
        select(col(Candidacy.id))
        .where(col(Candidacy.cohort) == cohort)
        .order_by(col(Candidacy.id))
        .with_for_update()
    )
    await session.execute(
        select(col(Seat.id))
        .where(col(Seat.id).in_(seat_ids_of_cohort(cohort)))
        .order_by(col(Seat.id))
        .with_for_update()
    )


async def default_posts(session: AsyncSession) -> frozenset[str]:
    """Keys of the posts every region has."""
    rows = await session.scalars(select(col(Post.key)).where(col(Post.is_default).is_(True)))
    return frozenset(rows)


async def open_codes_of_cohort(session: AsyncSession, cohort: int, *, now: datetime) -> dict[int, int]:
    """By seat, the newest code of staff that opens it."""
    rows = await session.execute(
        select(col(InvitationCode.seat_id), func.max(InvitationCode.id))
        .where(
            col(InvitationCode.seat_id).in_(seat_ids_of_cohort(cohort)),
            col(InvitationCode.invited_by_contact_id).is_(None),
            *_is_open(now),
        )
        .group_by(col(InvitationCode.seat_id))
    )
    return {seat_id: code_id or 0 for seat_id, code_id in rows}


def _is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(InvitationCode.used_at).is_(None),
        col(InvitationCode.revoked_at).is_(None),
        col(InvitationCode.expires_at) > now,
    )


async def batches_of_cohort(session: AsyncSession, cohort: int, *, now: datetime) -> list[Batch]:
    """The sheets of this cohort, the newest first."""
    return await _batches(session, col(InvitationCode.batch).like(f"{cohort}-%"), now=now)


async def batch_named(session: AsyncSession, name: str, *, now: datetime) -> Batch | None:
    found = await _batches(session, col(InvitationCode.batch) == name, now=now)
    return found[0] if found else None


async def _batches(session: AsyncSession, wanted: ColumnElement[bool], *, now: datetime) -> list[Batch]:
    used = func.count(col(InvitationCode.used_at))
    is_open = func.sum(case((and_(*_is_open(now)), 1), else_=0))
    rows = await session.execute(
        select(
            col(InvitationCode.batch),
            func.min(InvitationCode.created_at),
            func.max(Staff.name),
            func.count(col(InvitationCode.id)),
            used,
            is_open,
        )
        .outerjoin(Staff, col(Staff.id) == col(InvitationCode.created_by_staff_id))
        .where(wanted)
        .group_by(col(InvitationCode.batch))
        .order_by(func.min(InvitationCode.id).desc())
    )
    return [Batch(name, at, by or "", codes, used, left) for name, at, by, codes, used, left in rows]
