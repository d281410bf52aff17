"""A link for a colleague to come: made by an admin, opened by one account, agreed to by an admin in the end.

Why a link: a number or a name that somebody types can be anybody's, and a forwarded message may hide its
sender. With a link the colleague's own Telegram account proves which one it is. Should the link fall into
other hands, nothing has happened yet: an admin sees name and number on the card before the role is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlmodel import col

from bot.actions.staff import lock_for_admin
from bot.actions.staff_changes import ask_another
from bot.actions.staff_roles import as_recipient
from bot.actions.work import Work
from bot.messages import staff_entry as words
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.codes import hashed, new_invitation_code
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass, Text
from bot.rules.staff import INVITATION_LASTS
from db.engine import affected
from db.queries import staff as queries
from db.queries.staff import lock_staff
from db.tables import StaffInvitation

#: As Telegram gives it, unchanged: what is odd about it is said on the card.
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class NewStaffCode:
    """A fresh code. It is shown once and stored nowhere."""

    code: str
    role: Role
    expires_at: datetime


async def newest_invitation(work: Work) -> int:
    """The last link that was made, 0 without any. Raises Forbidden."""
    require(work.actor, Action.CHANGE_STAFF)
    return await work.session.scalar(select(func.max(col(StaffInvitation.id)))) or 0


async def invite_colleague(work: Work, role: Role, *, after: int) -> NewStaffCode:
    """Make a link for one colleague, once for each list of roles shown. Raises Forbidden, Stale."""
    me = await lock_for_admin(work)
    if await newest_invitation(work) != after:
        raise Stale
    code = new_invitation_code()
    row = StaffInvitation(
        code_hash=hashed(code),
        role=role,
        created_by_staff_id=me.staff_id,
        created_at=work.now,
        expires_at=work.now + INVITATION_LASTS,
    )
    work.session.add(row)
    await work.session.flush()
    await work.audit("invite_staff", "staff_invitation", row.id, role=role.value)
    return NewStaffCode(code, role, row.expires_at)


async def revoke_invitation(work: Work, invitation_id: int) -> None:
    """The link opens nothing any more. Raises Forbidden, Stale (used, revoked or expired before)."""
    await lock_for_admin(work)
    await _end(work, invitation_id, revoked_at=work.now)
    await work.audit("revoke_staff_invitation", "staff_invitation", invitation_id)


async def open_invitation(work: Work, code: str) -> Text | None:
    """What whoever opens this link reads; None where it opens nothing, which looks like any wrong code.

    The first account that opens it is the only one it is for. Another one is refused, and staff hear of it.
    """
    found = await work.session.scalar(
        select(StaffInvitation).where(col(StaffInvitation.code_hash) == hashed(code), *_is_open(work))
    )
    maker = await queries.member(work.session, found.created_by_staff_id) if found else None
    if found is None or found.id is None or maker is None:
        return None
    if work.actor.is_staff:
        return words.already_staff()
    bound = (
        update(StaffInvitation)
        .where(col(StaffInvitation.id) == found.id, *_is_open(work), _is_for(work))
        .values(bound_telegram_id=work.actor.telegram_id)
    )
    if affected(await work.session.execute(bound)) != 1:
        await work.tell(
            as_recipient(maker),
            words.invitation_opened_twice(telegram_id=work.actor.telegram_id),
            key=f"sti2:{found.id}:{work.actor.telegram_id}",
            message_class=MessageClass.REQUEST,
        )
        return None
    return words.invitation_opened(
        found.id, role=found.role, by=maker.name, telegram_id=work.actor.telegram_id
    )


async def accept_invitation(work: Work, invitation_id: int, *, name: str) -> None:
    """The colleague agrees: the link is used up, and admins are asked. Raises Stale, ChangeWaiting."""
    await lock_staff(work.session)
    if work.actor.is_staff:
        raise Stale
    found = await _end(work, invitation_id, _is_for(work), used_at=work.now)
    await work.audit("accept_staff_invitation", "staff_invitation", invitation_id)
    await ask_another(
        work,
        telegram_id=work.actor.telegram_id,
        name=name[:_LONGEST_NAME],
        after=found.role,
        by=found.created_by_staff_id,
    )


async def decline_invitation(work: Work, invitation_id: int) -> None:
    """The link came to somebody it was not meant for: it opens nothing any more. Raises Stale."""
    found = await _end(work, invitation_id, _is_for(work), revoked_at=work.now)
    await work.audit("decline_staff_invitation", "staff_invitation", invitation_id)
    maker = await queries.member(work.session, found.created_by_staff_id)
    if maker is not None:
        await work.tell(
            as_recipient(maker),
            words.invitation_declined(telegram_id=work.actor.telegram_id),
            key=f"sti0:{invitation_id}",
            message_class=MessageClass.REQUEST,
        )


def _is_open(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (
        col(StaffInvitation.used_at).is_(None),
        col(StaffInvitation.revoked_at).is_(None),
        col(StaffInvitation.expires_at) > work.now,
    )


def _is_for(work: Work) -> ColumnElement[bool]:
    """Nobody has opened it, or this account was the first."""
    bound = col(StaffInvitation.bound_telegram_id)
    return or_(bound.is_(None), bound == work.actor.telegram_id)


async def _end(
    work: Work, invitation_id: int, *more: ColumnElement[bool], **values: datetime
) -> StaffInvitation:
    ended: StaffInvitation | None = await work.session.scalar(
        update(StaffInvitation)
        .where(col(StaffInvitation.id) == invitation_id, *_is_open(work), *more)
        .values(values)
        .returning(StaffInvitation)
    )
    if ended is None:
        raise Stale
    return ended
