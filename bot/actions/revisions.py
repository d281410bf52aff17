"""Publish a draft, and change what was published: one transaction makes revision n and all it entails."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.boards import refresh_boards, show_board
from bot.actions.cards import overwrite_cards
from bot.actions.changes import tell_changes
from bot.actions.plans import replan
from bot.actions.publication import PUBLISHING
from bot.actions.telling import tell_invitations
from bot.actions.work import Work
from bot.messages import sitting_changes as messages
from bot.messages.meetings import published
from bot.rules.access import Action, require
from bot.rules.clocks import zone_label
from bot.rules.errors import Problem
from bot.rules.meeting_form import FormProblem
from bot.rules.meeting_mistakes import (
    MeetingChanged,
    MeetingUnknown,
    SameTime,
    SittingCancelled,
    SittingOver,
    SittingTimeMistake,
)
from bot.rules.meeting_reading import misplaced_start
from bot.rules.sittings import MeetingView, SittingView
from bot.rules.snapshots import snapshot
from bot.rules.typed_times import example_day
from db.engine import affected
from db.queries.meetings import meeting_view, meetings_to_publish, sitting_view
from db.tables import AgendaItem, Meeting, MeetingState, Revision


async def publish_due(work: Work) -> None:
    """Chore: publish what can no longer be taken back."""
    for meeting_id in await meetings_to_publish(work.session, now=work.now):
        await publish(work, meeting_id=meeting_id)


async def publish(work: Work, *, meeting_id: int) -> None:
    """Revision 1: invitations, plans, cards. Does nothing when it was taken back or published meanwhile."""
    changed = await work.session.execute(
        update(Meeting)
        .where(col(Meeting.id) == meeting_id, col(Meeting.state) == MeetingState.PUBLISHING)
        .values(state=MeetingState.PUBLISHED, revision=1, publish_at=None)
    )
    meeting = await meeting_view(work.session, meeting_id)
    if affected(changed) != 1 or meeting is None:
        return
    await _keep_snapshot(work, meeting)
    await replan(work, meeting)
    told = await tell_invitations(work, meeting)
    await show_board(work, meeting)
    await overwrite_cards(
        work, subject_type=PUBLISHING, subject_id=meeting_id, text=published(meeting, told=told)
    )
    await work.audit("meeting.publish", "meeting", meeting_id, revision=1, told=told.people)


async def _keep_snapshot(work: Work, meeting: MeetingView) -> None:
    """How the meeting stands in this revision; by whom: whoever acts, or whoever made the draft."""
    author = work.actor.staff_id or await work.session.scalar(
        select(col(Meeting.created_by_staff_id)).where(col(Meeting.id) == meeting.meeting)
    )
    work.session.add(
        Revision(
            meeting_id=meeting.meeting,
            number=meeting.revision,
            snapshot=snapshot(meeting.edition()),
            published_by_staff_id=author,
            published_at=work.now,
        )
    )
    await work.session.flush()


#: What ``changeable`` says when a question or a card has been overtaken.
OVERTAKEN = (MeetingUnknown, MeetingChanged, SittingCancelled, SittingOver)


async def changeable(
    work: Work, *, item: int, revision: int | None = None
) -> tuple[MeetingView, SittingView]:
    """A published sitting that has not started, as staff may change it.

    Raises MeetingUnknown, MeetingChanged (the card is of another revision), SittingCancelled, SittingOver.
    """
    require(work.actor, Action.ARRANGE_MEETINGS)
    found = await sitting_view(work.session, item)
    if found is None or not found[0].is_published:
        raise MeetingUnknown
    meeting, sitting = found
    if revision is not None and meeting.revision != revision:
        raise MeetingChanged(meeting.meeting)
    if sitting.is_cancelled:
        raise SittingCancelled
    if sitting.starts_at <= work.now and not sitting.is_postponed:
        raise SittingOver
    return meeting, sitting


async def changeable_meeting(work: Work, *, meeting_id: int, revision: int) -> MeetingView:
    """A published meeting as staff may change it. Raises MeetingUnknown, MeetingChanged."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    meeting = await meeting_view(work.session, meeting_id)
    if meeting is None or not meeting.is_published:
        raise MeetingUnknown
    if meeting.revision != revision:
        raise MeetingChanged(meeting.meeting)
    return meeting


def check_new_time(sitting: SittingView, *, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises SittingTimeMistake for a past or far-off time, SameTime for no change."""
    if misplaced := misplaced_start(starts_at, now=now):
        shown = f"{starts_at.astimezone(sitting.zone):%d-%m-%Y %H.%M} {zone_label(sitting.zone)}"
        raise SittingTimeMistake(Problem(FormProblem(misplaced), value=shown), day=example_day(now))
    is_same = (starts_at, ends_at) == (sitting.starts_at, sitting.ends_at)
    if is_same and not sitting.is_postponed:
        raise SameTime


async def open_revision(work: Work, meeting: MeetingView) -> int:
    """Make this transaction the one that changes the meeting; returns the number of the new revision.

    Raises MeetingChanged when another came first.
    """
    changed = await work.session.execute(
        update(Meeting)
        .where(
            col(Meeting.id) == meeting.meeting,
            col(Meeting.revision) == meeting.revision,
            col(Meeting.state) == MeetingState.PUBLISHED,
        )
        .values(revision=meeting.revision + 1)
    )
    if affected(changed) != 1:
        raise MeetingChanged(meeting.meeting)
    return meeting.revision + 1


async def set_item(work: Work, item: int, *, revision: int, **values: object) -> None:
    """Change one sitting; the SEQUENCE of its calendar file grows with the revision."""
    await work.session.execute(
        update(AgendaItem).where(col(AgendaItem.id) == item).values(sequence=revision - 1, **values)
    )


async def close_revision(
    work: Work, old: MeetingView, *, action: str, item: int | None = None, other: int | None = None
) -> None:
    """All that follows from what was changed since ``open_revision``: plans, messages, cards, receipt."""
    new = await meeting_view(work.session, old.meeting)
    if new is None:
        raise MeetingUnknown
    await _keep_snapshot(work, new)
    await replan(work, new)
    told = await tell_changes(work, old, new)
    await refresh_boards(work, meeting_id=new.meeting)
    about = ("meeting", new.meeting) if item is None else ("agenda_item", item)
    if other is None:
        await work.audit(action, *about, revision=new.revision, told=told.people)
    else:
        await work.audit(action, *about, revision=new.revision, told=told.people, other_item=other)
    await work.receipt(messages.revised(new, told=told))
