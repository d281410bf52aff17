"""Which reminders a meeting has and when its way in is told: chosen by staff, published or not."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.drafts import known_meeting
from bot.actions.plans import replan
from bot.actions.work import Work
from bot.messages import ladders as messages
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.ladders import ALWAYS, CHOOSABLE, REVEALS, steps_of
from bot.rules.meeting_mistakes import MeetingUnknown
from bot.rules.outbox import Text
from bot.rules.reminders import Step
from bot.rules.sittings import MeetingView
from db.tables import Meeting


async def card(work: Work, *, meeting_id: int) -> Text:
    """The card Pengingat. Raises MeetingUnknown."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    return messages.card(await _arrangeable(work, meeting_id))


async def set_step(work: Work, *, meeting_id: int, step: Step, is_set: bool) -> Text:
    """Put one step in or take it out; the card as it is then. Tells nobody. Raises MeetingUnknown, Stale."""
    meeting = await _locked(work, meeting_id)
    if step not in CHOOSABLE or step is ALWAYS:
        raise Stale
    chosen = set(steps_of(meeting.ladder))
    if (step in chosen) is not is_set:
        wanted = chosen ^ {step}
        ladder = [each.value for each in CHOOSABLE if each in wanted]
        meeting = await _store(work, meeting_id, ladder=ladder)
        await work.audit("meeting.ladder", "meeting", meeting_id, step=step, is_set=is_set)
    return messages.card(meeting)


async def set_reveal(work: Work, *, meeting_id: int, minutes: int) -> Text:
    """Tell the way in so many minutes before the start, 0: from H-1 on. Raises as ``set_step``."""
    meeting = await _locked(work, meeting_id)
    if minutes and minutes not in REVEALS:
        raise Stale
    if {sitting.reveal_minutes or 0 for sitting in meeting.sittings} != {minutes}:
        meeting = await _store(work, meeting_id, reveal_minutes=minutes or None)
        await work.audit("meeting.reveal", "meeting", meeting_id, minutes=minutes)
    return messages.card(meeting)


async def _locked(work: Work, meeting_id: int) -> MeetingView:
    """Of two presses at once the second finds what the first has done."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    await work.session.execute(select(col(Meeting.id)).where(col(Meeting.id) == meeting_id).with_for_update())
    return await _arrangeable(work, meeting_id)


async def _arrangeable(work: Work, meeting_id: int) -> MeetingView:
    meeting = await known_meeting(work, meeting_id)
    if not (meeting.is_draft or meeting.is_published):
        raise MeetingUnknown
    return meeting


async def _store(work: Work, meeting_id: int, **values: object) -> MeetingView:
    await work.session.execute(update(Meeting).where(col(Meeting.id) == meeting_id).values(**values))
    meeting = await known_meeting(work, meeting_id)
    if meeting.is_published:
        await replan(work, meeting)
    return meeting
