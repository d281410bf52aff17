"""Change a whole published meeting: each deed is one revision."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import col

from bot.actions.drafts import store_sitting
from bot.actions.revisions import changeable_meeting, close_revision, open_revision, set_item
from bot.actions.telling import reached_by
from bot.actions.work import Work
from bot.messages import meeting_changes as messages
from bot.rules.meeting_form import SittingDraft
from bot.rules.meeting_mistakes import NothingAhead, SameWords
from bot.rules.outbox import Text
from bot.rules.sittings import MeetingView, SittingView
from db.tables import Invitation, ItemState, Meeting

_ACTIONS = {ItemState.CANCELLED: "meeting.cancel", ItemState.POSTPONED: "meeting.postpone"}


async def off_preview(work: Work, *, meeting_id: int, revision: int, state: ItemState) -> Text:
    """What cancelling or postponing the whole meeting would do. Raises as ``call_off``."""
    meeting = await changeable_meeting(work, meeting_id=meeting_id, revision=revision)
    ahead = _ahead(work, meeting, state)
    told = await reached_by(work, {seat for sitting in ahead for seat in sitting.seats})
    return messages.off_preview(meeting, ahead, is_cancelled=state is ItemState.CANCELLED, told=told)


async def call_off(work: Work, *, meeting_id: int, revision: int, state: ItemState) -> None:
    """Cancel or postpone every sitting that has not begun, as one act. Raises NothingAhead."""
    meeting = await changeable_meeting(work, meeting_id=meeting_id, revision=revision)
    ahead = _ahead(work, meeting, state)
    number = await open_revision(work, meeting)
    for sitting in ahead:
        await set_item(work, sitting.item, revision=number, state=state)
    await close_revision(work, meeting, action=_ACTIONS[state])


def _ahead(work: Work, meeting: MeetingView, state: ItemState) -> Sequence[SittingView]:
    """What has not begun; a postponed one may still be cancelled."""
    found = [
        sitting
        for sitting in meeting.sittings
        if (sitting.is_standing and sitting.starts_at > work.now)
        or (sitting.is_postponed and not sitting.is_cancelled and state is ItemState.CANCELLED)
    ]
    if not found:
        raise NothingAhead
    return found


async def rename(work: Work, *, meeting_id: int, revision: int, title: str) -> None:
    """Later texts say the new title; nobody is told of it by itself. Raises SameWords."""
    meeting = await changeable_meeting(work, meeting_id=meeting_id, revision=revision)
    if title == meeting.title:
        raise SameWords
    await open_revision(work, meeting)
    await work.session.execute(update(Meeting).where(col(Meeting.id) == meeting.meeting).values(title=title))
    await close_revision(work, meeting, action="meeting.rename")


async def add_sitting(work: Work, *, meeting_id: int, revision: int, draft: SittingDraft) -> None:
    """One more sitting, told to those invited to it."""
    meeting = await changeable_meeting(work, meeting_id=meeting_id, revision=revision)
    number = await open_revision(work, meeting)
    position = max((sitting.number for sitting in meeting.sittings), default=0) + 1
    item = await store_sitting(work, draft, meeting_id=meeting.meeting, position=position)
    await set_item(work, item, revision=number)
    await work.session.execute(
        update(Invitation).where(col(Invitation.agenda_item_id) == item).values(invited_revision=number)
    )
    await close_revision(work, meeting, action="meeting.add_sitting", item=item)
