"""Terbitkan, Urungkan and Batal on a draft: what may still be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import col

from bot.actions.cards import overwrite_cards
from bot.actions.drafts import known_meeting
from bot.actions.work import Subject, Work
from bot.messages import meetings as messages
from bot.rules.access import Action, require
from bot.rules.clocks import Clock, both_clocks, zone_label, zone_named
from bot.rules.errors import UserMistake
from bot.rules.meeting_mistakes import BeingPublished, NotADraft, NotBeingPublished, NothingToPublish
from bot.rules.sittings import MeetingView
from bot.rules.working_days import may_disturb
from db.engine import affected
from db.queries.people import seats_by_id
from db.tables import Meeting, MeetingState

#: Subject of the message that counts down, so that it can say how it ended.
PUBLISHING = "publishing"
#: How long Terbitkan can be taken back.
TAKE_BACK = timedelta(seconds=30)


async def discard(work: Work, *, meeting_id: int) -> None:
    """Throw a draft away. Raises NotADraft, BeingPublished."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    meeting = await _still_a_draft(work, meeting_id)
    await _change_state(work, meeting_id, MeetingState.DRAFT, MeetingState.DISCARDED, NotADraft())
    await work.audit("meeting.discard", "meeting", meeting_id)
    await work.receipt(messages.discarded(meeting.title))


async def publish_soon(work: Work, *, meeting_id: int) -> None:
    """Terbitkan: publish in 30 seconds unless taken back.

    Raises NotADraft, BeingPublished, NothingToPublish.
    """
    require(work.actor, Action.ARRANGE_MEETINGS)
    meeting = await _still_a_draft(work, meeting_id)
    if all(sitting.starts_at <= work.now for sitting in meeting.standing):
        raise NothingToPublish
    at = work.now + TAKE_BACK
    await _change_state(
        work, meeting_id, MeetingState.DRAFT, MeetingState.PUBLISHING, NotADraft(), publish_at=at
    )
    await work.audit("meeting.publish_soon", "meeting", meeting_id)
    await work.receipt(
        messages.publishing(
            meeting, seconds=int(TAKE_BACK.total_seconds()), resting=await _resting(work, meeting, at=at)
        ),
        subject=Subject(PUBLISHING, meeting_id),
    )


async def _resting(work: Work, meeting: MeetingView, *, at: datetime) -> list[Clock]:
    """The clocks of invited zones where it is night or a day off: staff decide, and are told."""
    seats = await seats_by_id(work.session, {seat for each in meeting.standing for seat in each.seats})
    zones = sorted({zone_named(seat.zone) for seat in seats.values()}, key=zone_label)
    return [
        both_clocks(at, reader=zone).local
        for zone in zones
        if not may_disturb(at, zone=zone, extra=meeting.days_off)
    ]


async def _still_a_draft(work: Work, meeting_id: int) -> MeetingView:
    meeting = await known_meeting(work, meeting_id)
    if meeting.publish_at is not None:
        raise BeingPublished(max(0, int((meeting.publish_at - work.now).total_seconds())))
    return meeting


async def take_back(work: Work, *, meeting_id: int) -> None:
    """Urungkan. Raises NotBeingPublished when the invitations are out."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    meeting = await known_meeting(work, meeting_id)
    await _change_state(
        work, meeting_id, MeetingState.PUBLISHING, MeetingState.DRAFT, NotBeingPublished(), publish_at=None
    )
    await work.audit("meeting.take_back", "meeting", meeting_id)
    await overwrite_cards(
        work, subject_type=PUBLISHING, subject_id=meeting_id, text=messages.taken_back(meeting)
    )


async def _change_state(
    work: Work, meeting_id: int, old: MeetingState, new: MeetingState, mistake: UserMistake, **more: object
) -> None:
    """By conditional update: of two presses, only one finds the old state."""
    changed = await work.session.execute(
        update(Meeting)
        .where(col(Meeting.id) == meeting_id, col(Meeting.state) == old)
        .values(state=new, **more)
    )
    if affected(changed) != 1:
        raise mistake
