"""/grup and what admins decide there; and what is answered when somebody gives a command in a group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col

from bot.actions.groups import came_in, end, leave, tell_outcome
from bot.actions.work import Work
from bot.messages import groups as words
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.groups import Entry, GroupOutcome, GroupState, GroupView, ListedGroup, next_stamp
from bot.rules.outbox import MessageClass
from db.engine import affected
from db.groups import lock
from db.queries import groups as queries
from db.queries.people import Recipient
from db.tables import GroupChat

#: Groups the bot left are listed so long.
_LISTED = timedelta(days=30)


async def overview(work: Work) -> Sequence[ListedGroup]:
    """Every group the bot is in or lately was. Raises Forbidden."""
    require(work.actor, Action.ALLOW_GROUPS)
    return await queries.listed(work.session, left_since=work.now - _LISTED)


async def allow(work: Work, group_id: int, *, stamp: int) -> None:
    """Izinkan. Raises Forbidden, Stale."""
    group = await _pressed(work, group_id, stamp)
    waits = (
        col(GroupChat.id) == group.group_id,
        col(GroupChat.state) == GroupState.WAITING,
        col(GroupChat.changed_at) == group.changed_at,
    )
    allowed = {
        "state": GroupState.ALLOWED,
        "allowed_by_staff_id": work.actor.staff_id,
        "changed_at": next_stamp(work.now, group.changed_at),
    }
    if affected(await work.session.execute(update(GroupChat).where(*waits).values(allowed))) != 1:
        raise Stale
    await work.audit("group_allowed", "group", group_id)
    await _say(work, group, GroupOutcome.ALLOWED)


async def refuse(work: Work, group_id: int, *, stamp: int) -> None:
    """Keluar, of a group that waits. Raises Forbidden, Stale."""
    group = await _pressed(work, group_id, stamp)
    if not await end(work, group, before=GroupState.WAITING):
        raise Stale
    await work.audit("group_refused", "group", group_id)
    await _say(work, group, GroupOutcome.REFUSED)


async def revoke(work: Work, group_id: int, *, stamp: int) -> None:
    """Cabut izin: the bot goes. Raises Forbidden, Stale."""
    group = await _pressed(work, group_id, stamp)
    if not await end(work, group, before=GroupState.ALLOWED):
        raise Stale
    await work.audit("group_revoked", "group", group_id)
    await _say(work, group, GroupOutcome.REVOKED)


async def _pressed(work: Work, group_id: int, stamp: int) -> GroupView:
    """The group as the button saw it."""
    require(work.actor, Action.ALLOW_GROUPS)
    await lock(await work.session.connection())
    group = await queries.group(work.session, group_id)
    if group is None or group.stamp != stamp:
        raise Stale
    return group


async def _say(work: Work, group: GroupView, outcome: GroupOutcome) -> None:
    await tell_outcome(work, group, outcome, by=work.actor.name)
    await work.receipt(words.outcome(group.title, outcome))


async def is_allowed(work: Work, chat_id: int) -> bool:
    """Whether a command in this group is answered at all."""
    group = await queries.group_at(work.session, chat_id)
    return group is not None and group.state is GroupState.ALLOWED


async def heard_where_not_allowed(work: Work, entry: Entry) -> None:
    """The bot is somewhere it was not told of, or has not managed to leave."""
    group = await queries.group_at(work.session, entry.chat_id)
    if group is None:
        await came_in(work, entry)
    elif group.state is GroupState.LEFT:
        await leave(work, group)


async def point_to_private(work: Work, chat_id: int) -> None:
    """One neutral line in the group for whoever cannot be written to yet; at most one an hour."""
    group = await queries.group_at(work.session, chat_id)
    if group is not None and group.state is GroupState.ALLOWED:
        hour = int(work.now.timestamp()) // 3600
        await work.tell(
            Recipient(group.chat_id, ""),
            words.in_private(work.bot_username),
            key=f"grs:{group.group_id}:{hour}",
            message_class=MessageClass.REPLY,
        )
