"""Staff as an admin sees them, and what an admin does to one: at once, or once a second admin agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.staff_changes import ask_another, refuse_second_change
from bot.actions.staff_roles import carry_out
from bot.actions.work import Work
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.errors import Forbidden, Stale
from bot.rules.staff import (
    LastAdmin,
    Member,
    NobodyToApprove,
    OpenInvitation,
    StaffEvent,
    WaitingChange,
    Way,
    way_of_change,
)
from db.queries import staff as queries
from db.queries.staff import lock_staff


@dataclass(frozen=True, slots=True)
class Overview:
    """Everybody on the staff, and what waits."""

    members: Sequence[Member]
    waiting: Sequence[WaitingChange]
    invitations: Sequence[OpenInvitation]


async def overview(work: Work) -> Overview:
    """For admins. Raises Forbidden."""
    require(work.actor, Action.SEE_STAFF)
    return Overview(
        await queries.members(work.session),
        await queries.waiting_changes(work.session, now=work.now),
        await queries.open_invitations(work.session, now=work.now),
    )


async def look_at(work: Work, staff_id: int) -> Member:
    """One member of staff. Raises Forbidden, Stale (no longer staff)."""
    require(work.actor, Action.SEE_STAFF)
    return await _member(work, staff_id)


async def consider(work: Work, staff_id: int, *, before: Role, after: Role | None) -> tuple[Member, Way]:
    """How it would come about. Raises Forbidden, Stale, LastAdmin, NobodyToApprove, ChangeWaiting."""
    require(work.actor, Action.CHANGE_STAFF)
    person = await _member(work, staff_id)
    if person.role is not before or after is before:
        raise Stale
    way = way_of_change(
        before,
        after,
        by=work.actor.telegram_id,
        person=person.telegram_id,
        admins=await queries.admins(work.session),
    )
    if way is Way.LAST:
        raise LastAdmin
    if way is Way.NOBODY:
        raise NobodyToApprove
    if way is Way.SECOND:
        await refuse_second_change(work, person.telegram_id)
    return person, way


async def change_role(work: Work, staff_id: int, *, before: Role, after: Role | None) -> tuple[Member, Way]:
    """Do it, or propose it: the same refusals as ``consider``, decided under the lock."""
    me = await lock_for_admin(work)
    person, way = await consider(work, staff_id, before=before, after=after)
    if way is Way.SECOND:
        await ask_another(work, telegram_id=person.telegram_id, name=person.name, after=after, by=me.staff_id)
    else:
        event = StaffEvent(person.name, before, after, by=me.name)
        await carry_out(work, event, telegram_id=person.telegram_id)
    return person, way


async def lock_for_admin(work: Work) -> Member:
    """From here on nobody else decides about staff; who acts is an admin still. Raises Forbidden."""
    require(work.actor, Action.CHANGE_STAFF)
    await lock_staff(work.session)
    me = await queries.member(work.session, work.actor.staff_id)
    if me is None or me.role is not Role.ADMIN:  # demoted while this waited for the lock
        raise Forbidden
    return me


async def _member(work: Work, staff_id: int) -> Member:
    found = await queries.member(work.session, staff_id)
    if found is None:
        raise Stale
    return found
