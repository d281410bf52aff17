"""Groups the bot is or was in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.groups import GroupState, GroupView, ListedGroup
from db.groups import GROUP
from db.tables import AuditEntry, GroupChat, OutboxMessage, Staff

#: Supergroups have ids below this; a plain group may still become one (core.telegram.org/bots/api).
_SUPERGROUPS = -1_000_000_000_000
#: What the audit log says of a group the bot left at once; and the subject of what admins hear of those.
UNASKED = "group_unasked"


async def group_at(session: AsyncSession, chat_id: int) -> GroupView | None:
    """The group with this id in Telegram."""
    return await _one(session, col(GroupChat.chat_id) == chat_id)


async def group(session: AsyncSession, group_id: int) -> GroupView | None:
    """The group with this id of ours."""
    return await _one(session, col(GroupChat.id) == group_id)


async def is_dead(session: AsyncSession, chat_id: int) -> bool:
    """Whether this is the id a supergroup had before: what comes late from there is of no account."""
    found = select(col(GroupChat.id)).where(col(GroupChat.migrated_from) == chat_id)
    return await session.scalar(found) is not None


async def may_be_successor(session: AsyncSession, title: str) -> bool:
    """Whether a group of this title, in which the bot still is, may just have become a supergroup."""
    found = select(col(GroupChat.id)).where(
        col(GroupChat.title) == title,
        col(GroupChat.state) != GroupState.LEFT,
        col(GroupChat.chat_id) > _SUPERGROUPS,
    )
    return await session.scalar(found.limit(1)) is not None


async def waiting(session: AsyncSession) -> Sequence[GroupView]:
    """Groups nobody has decided about."""
    return await _groups(session, col(GroupChat.state) == GroupState.WAITING)


async def is_asked(session: AsyncSession, one: GroupView) -> bool:
    """Whether admins were asked since the bot was put there."""
    card = select(col(OutboxMessage.id)).where(
        col(OutboxMessage.subject_type) == GROUP,
        col(OutboxMessage.subject_id) == one.group_id,
        col(OutboxMessage.created_at) >= one.changed_at,
    )
    return await session.scalar(card.limit(1)) is not None


async def left_unasked(session: AsyncSession, *, after: int) -> tuple[int, Sequence[GroupView]]:
    """Groups the bot left at once, as the audit log has it after this entry; and the newest such entry."""
    rows = await session.execute(
        select(col(AuditEntry.id), col(AuditEntry.object_id)).where(
            col(AuditEntry.object_type) == "group",
            col(AuditEntry.action) == UNASKED,
            col(AuditEntry.id) > after,
        )
    )
    entries = [(entry_id or 0, int(group_id)) for entry_id, group_id in rows]
    found = await _groups(session, col(GroupChat.id).in_({group_id for _, group_id in entries}))
    return max((entry_id for entry_id, _ in entries), default=after), found


async def last_told(session: AsyncSession) -> tuple[datetime | None, int]:
    """When admins last heard of groups the bot left at once, and up to which entry of the audit log."""
    newest = select(func.max(OutboxMessage.created_at), func.max(OutboxMessage.subject_id)).where(
        col(OutboxMessage.subject_type) == UNASKED
    )
    told, entry = (await session.execute(newest)).one()
    return told, entry or 0


async def listed(session: AsyncSession, *, left_since: datetime) -> Sequence[ListedGroup]:
    """Every group the bot is in, and those it left since then, the newest change first."""
    is_recent = or_(col(GroupChat.state) != GroupState.LEFT, col(GroupChat.changed_at) >= left_since)
    found = await _groups(session, is_recent)
    adders = {one.added_by for one in found}
    rows = await session.execute(
        select(col(Staff.telegram_id), col(Staff.name)).where(col(Staff.telegram_id).in_(adders))
    )
    names = {telegram_id: name or str(telegram_id) for telegram_id, name in rows}
    newest = sorted(found, key=lambda one: (one.changed_at, one.group_id), reverse=True)
    return [ListedGroup(one, names.get(one.added_by or 0, "")) for one in newest]


async def _one(session: AsyncSession, condition: ColumnElement[bool]) -> GroupView | None:
    found = await _groups(session, condition)
    return found[0] if found else None


async def _groups(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[GroupView]:
    rows = await session.execute(
        select(
            col(GroupChat.id),
            col(GroupChat.chat_id),
            col(GroupChat.title),
            col(GroupChat.state),
            col(GroupChat.added_by_telegram_id),
            col(GroupChat.changed_at),
            col(GroupChat.migrated_from),
        )
        .where(*conditions)
        .order_by(col(GroupChat.id))
    )
    return [
        GroupView(group_id or 0, chat_id, title, state, added_by, changed_at, migrated_from)
        for group_id, chat_id, title, state, added_by, changed_at, migrated_from in rows
    ]
