"""Staff as they are now, what waits to change about them, and the lock under which that is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import Role
from bot.rules.staff import Member, OpenInvitation, WaitingChange
from db.tables import ChangeState, Reachability, Staff, StaffChange, StaffInvitation

#: Any number of its own; the same in every process of this bot ("staff" on a telephone's keys).
_LOCK = 78233


async def lock_staff(session: AsyncSession) -> None:
    """Let one transaction at a time decide about staff (SQLite has one writer anyway).

    A lock and not the rows: what is counted are the admins there are, and there may be none to lock.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


async def members(session: AsyncSession) -> Sequence[Member]:
    """All active staff: admins, then officers, then viewers, each by name."""
    found = await _members(session, col(Staff.is_active).is_(True))
    order = {Role.ADMIN: 0, Role.OFFICER: 1, Role.VIEWER: 2}
    return sorted(found, key=lambda one: (order[one.role], one.name.casefold(), one.staff_id))


async def member(session: AsyncSession, staff_id: int | None) -> Member | None:
    """One active member of staff."""
    found = await _members(session, col(Staff.is_active).is_(True), col(Staff.id) == staff_id)
    return found[0] if found else None


async def member_by_telegram(session: AsyncSession, telegram_id: int) -> Member | None:
    """The active member of staff behind a Telegram account."""
    found = await _members(session, col(Staff.is_active).is_(True), col(Staff.telegram_id) == telegram_id)
    return found[0] if found else None


async def admins(session: AsyncSession) -> Sequence[Member]:
    """Active admins, whether they can be reached or not."""
    return await _members(session, col(Staff.is_active).is_(True), col(Staff.role) == Role.ADMIN)


async def _members(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[Member]:
    rows = await session.execute(
        select(
            col(Staff.id),
            col(Staff.telegram_id),
            col(Staff.name),
            col(Staff.role),
            col(Staff.reachability),
            col(Staff.last_seen_at),
        )
        .where(*conditions)
        .order_by(col(Staff.id))
    )
    return [
        Member(staff_id or 0, telegram_id, name, role, reach is Reachability.REACHABLE, seen)
        for staff_id, telegram_id, name, role, reach, seen in rows
    ]


async def waiting_changes(session: AsyncSession, *, now: datetime) -> Sequence[WaitingChange]:
    """Changes nobody has decided yet, the oldest first."""
    rows = await session.scalars(
        select(StaffChange)
        .where(col(StaffChange.state) == ChangeState.PENDING, col(StaffChange.expires_at) > now)
        .order_by(col(StaffChange.id))
    )
    return [await _waiting(session, change) for change in rows.all()]


async def waiting_change(session: AsyncSession, change_id: int, *, now: datetime) -> WaitingChange | None:
    """One of them, as the database has it now."""
    change = await session.get(StaffChange, change_id, populate_existing=True)
    if change is None or change.state is not ChangeState.PENDING or change.expires_at <= now:
        return None
    return await _waiting(session, change)


async def _waiting(session: AsyncSession, change: StaffChange) -> WaitingChange:
    person = await member_by_telegram(session, change.telegram_id)
    return WaitingChange(
        change_id=change.id or 0,
        telegram_id=change.telegram_id,
        name=change.name,
        before=person.role if person else None,
        after=change.role,
        proposed_by=await member(session, change.proposed_by_staff_id),
        expires_at=change.expires_at,
    )


async def open_invitations(session: AsyncSession, *, now: datetime) -> Sequence[OpenInvitation]:
    """Links for colleagues that can still be used, the oldest first."""
    rows = await session.execute(
        select(
            col(StaffInvitation.id),
            col(StaffInvitation.role),
            col(Staff.name),
            col(StaffInvitation.bound_telegram_id),
            col(StaffInvitation.expires_at),
        )
        .join(Staff, col(Staff.id) == col(StaffInvitation.created_by_staff_id))
        .where(
            col(StaffInvitation.used_at).is_(None),
            col(StaffInvitation.revoked_at).is_(None),
            col(StaffInvitation.expires_at) > now,
        )
        .order_by(col(StaffInvitation.id))
    )
    return [
        OpenInvitation(invitation_id or 0, role, name, bound is not None, expires_at)
        for invitation_id, role, name, bound, expires_at in rows
    ]
