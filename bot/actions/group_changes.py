"""A group moves, is renamed or puts the bot out; and what time brings: nobody decided, admins are told."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col

from bot.actions.cards import overwrite_cards
from bot.actions.groups import consider, end, leave, tell_outcome
from bot.actions.work import Subject, Work
from bot.messages import groups as words
from bot.rules.actors import Role
from bot.rules.groups import (
    DECISION,
    SUCCESSION,
    TOLD_EVERY,
    GroupOutcome,
    GroupState,
    GroupView,
    next_stamp,
)
from bot.rules.outbox import MessageClass
from db.groups import GROUP, follow, lock
from db.queries import groups as queries
from db.queries.people import staff_at_least
from db.tables import GroupChat


async def went_out(work: Work, chat_id: int) -> None:
    """Somebody of the group put the bot out, or the group ended; or the bot has gone by itself."""
    await lock(await work.session.connection())
    group = await queries.group_at(work.session, chat_id)
    if group is None or group.state is GroupState.LEFT:
        return
    gone = {"state": GroupState.LEFT, "changed_at": next_stamp(work.now, group.changed_at)}
    await work.session.execute(update(GroupChat).where(col(GroupChat.id) == group.group_id).values(gone))
    await work.audit("group_removed", "group", group.group_id)
    if group.state is GroupState.WAITING:
        text = words.outcome(group.title, GroupOutcome.REMOVED)
        await overwrite_cards(work, subject_type=GROUP, subject_id=group.group_id, text=text)


async def moved(work: Work, *, old: int, new: int) -> None:
    """The group has become a supergroup: what was allowed stays allowed, what was left is left."""
    group_id = await follow(await work.session.connection(), old=old, new=new, now=work.now)
    if group_id is None:
        return
    await work.audit("group_migrated", "group", group_id)
    group = await queries.group(work.session, group_id)
    if group is not None and group.state is GroupState.LEFT:
        await leave(work, group)


async def renamed(work: Work, chat_id: int, title: str) -> None:
    """The group has another title."""
    named = update(GroupChat).where(col(GroupChat.chat_id) == chat_id)
    await work.session.execute(named.values(title=title))


async def settle_groups(work: Work) -> None:
    """A chore: ask about what may have been a supergroup in the making, and go where nobody decided."""
    for group in await queries.waiting(work.session):
        if group.changed_at + DECISION <= work.now:
            await _lapse(work, group)
        elif group.changed_at + SUCCESSION <= work.now and not await queries.is_asked(work.session, group):
            await consider(work, group)
    await _tell_of_unasked(work)


async def _lapse(work: Work, group: GroupView) -> None:
    if not await end(work, group, before=GroupState.WAITING):
        return
    await work.audit("group_lapsed", "group", group.group_id)
    await tell_outcome(work, group, GroupOutcome.LAPSED)


async def _tell_of_unasked(work: Work) -> None:
    """One message an hour at most, however many groups somebody puts the bot into."""
    told, entry = await queries.last_told(work.session)
    if told is not None and told + TOLD_EVERY > work.now:
        return
    newest, groups = await queries.left_unasked(work.session, after=entry)
    if not groups:
        return
    text = words.unasked([(group.title, group.chat_id) for group in groups])
    for admin in await staff_at_least(work.session, Role.ADMIN):
        await work.tell(
            admin,
            text,
            key=f"gru:{newest}:{admin.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject(queries.UNASKED, newest),
        )
