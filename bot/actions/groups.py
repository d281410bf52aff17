"""The bot is put into a group, or found in one: admins are asked, or it goes at once."""

from __future__ import annotations

from sqlalchemy import insert, update
from sqlmodel import col

from bot.actions.cards import overwrite_cards
from bot.actions.staff_roles import as_recipient
from bot.actions.work import Subject, Work
from bot.messages import groups as words
from bot.rules.actors import Role
from bot.rules.groups import (
    DECISION,
    Entry,
    GroupOutcome,
    GroupState,
    GroupView,
    next_stamp,
)
from bot.rules.outbox import MessageClass, Text
from db.engine import affected
from db.groups import GROUP, lock
from db.queries import groups as queries
from db.queries.people import Recipient, staff_at_least
from db.queries.staff import member_by_telegram
from db.tables import GroupChat


async def came_in(work: Work, entry: Entry) -> None:
    """The bot is in this group now. What nobody allowed says nothing, and admins are asked or it goes."""
    await lock(await work.session.connection())
    if await queries.is_dead(work.session, entry.chat_id):
        return
    known = await queries.group_at(work.session, entry.chat_id)
    if known is not None and _is_settled(known, entry):
        return
    group = await _enter(work, entry, known)
    await work.audit("group_added", "group", group.group_id)
    if entry.is_channel:
        await _leave_unasked(work, group)
    elif not (entry.is_supergroup and await queries.may_be_successor(work.session, entry.title)):
        await consider(work, group)


def _is_settled(known: GroupView, entry: Entry) -> bool:
    """Nothing new: other rights in a group it is in, or what follows when that became a supergroup."""
    is_in = known.state is not GroupState.LEFT
    return is_in and (
        known.state is GroupState.WAITING or not entry.is_new or known.migrated_from is not None
    )


async def _enter(work: Work, entry: Entry, known: GroupView | None) -> GroupView:
    entered = {
        "title": entry.title,
        "state": GroupState.WAITING,
        "added_by_telegram_id": entry.by,
        "allowed_by_staff_id": None,
        "changed_at": next_stamp(work.now, known.changed_at if known else None),
    }
    if known is None:
        row = {"chat_id": entry.chat_id, "first_seen_at": work.now}
        await work.session.execute(insert(GroupChat).values(entered | row))
    else:
        there = update(GroupChat).where(col(GroupChat.id) == known.group_id)
        await work.session.execute(there.values(entered))
    group = await queries.group_at(work.session, entry.chat_id)
    assert group is not None  # noqa: S101 - just written
    return group


async def consider(work: Work, group: GroupView) -> None:
    """Ask admins where one of the staff put the bot there, or nobody knows who; else go."""
    adder = await member_by_telegram(work.session, group.added_by) if group.added_by else None
    if group.added_by and adder is None:
        await _leave_unasked(work, group)
        return
    until = group.changed_at + DECISION
    admins = await staff_at_least(work.session, Role.ADMIN)
    by = (adder.name or str(adder.telegram_id)) if adder else ""
    for admin in admins:
        await _tell(work, admin, words.card(group, by=by, until=until), group, "grp")
    if adder is not None and adder.role is not Role.ADMIN:
        await _tell(work, as_recipient(adder), words.asked(group.title, until=until), group, "grn")


async def _tell(work: Work, person: Recipient, text: Text, group: GroupView, kind: str) -> None:
    await work.tell(
        person,
        text,
        key=f"{kind}:{group.group_id}:{group.stamp}:{person.staff_id}",
        message_class=MessageClass.REQUEST,
        subject=Subject(GROUP, group.group_id),
    )


async def _leave_unasked(work: Work, group: GroupView) -> None:
    if await end(work, group, before=GroupState.WAITING):
        await work.audit("group_unasked", "group", group.group_id)


async def end(work: Work, group: GroupView, *, before: GroupState) -> bool:
    """The bot goes, if the group is still as it was seen; whether it was."""
    there = (
        col(GroupChat.id) == group.group_id,
        col(GroupChat.state) == before,
        col(GroupChat.changed_at) == group.changed_at,
    )
    gone = {"state": GroupState.LEFT, "changed_at": next_stamp(work.now, group.changed_at)}
    if affected(await work.session.execute(update(GroupChat).where(*there).values(gone))) != 1:
        return False
    await leave(work, group)
    return True


async def leave(work: Work, group: GroupView) -> None:
    """By the outbox: what Telegram does not hear now it hears later."""
    await work.tell(
        Recipient(group.chat_id, ""),
        Text(""),
        key=f"grl:{group.group_id}:{group.stamp}",
        message_class=MessageClass.CORRECTION,
        method="leaveChat",
    )


async def tell_outcome(work: Work, group: GroupView, outcome: GroupOutcome, *, by: str = "") -> None:
    """On the cards, and to whoever put the bot there, unless that is who decided."""
    text = words.outcome(group.title, outcome, by=by)
    await overwrite_cards(work, subject_type=GROUP, subject_id=group.group_id, text=text)
    adder = await member_by_telegram(work.session, group.added_by) if group.added_by else None
    if adder is not None and adder.telegram_id != work.actor.telegram_id:
        await work.tell(
            as_recipient(adder),
            words.outcome(group.title, outcome),
            key=f"gro:{group.group_id}:{group.stamp}:{outcome}",
            message_class=MessageClass.REQUEST,
        )
