"""A draft while it may be edited: held by its state, its sittings in order, one taken out.

Once Terbitkan was pressed nothing changes any more, unless it is taken back.
"""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlmodel import col

from bot.actions.drafts import known_meeting, preview
from bot.actions.work import Work
from bot.messages import draft_edits as messages
from bot.rules.access import Action, require
from bot.rules.errors import UserMistake
from bot.rules.meeting_mistakes import BeingPublished, MeetingUnknown, NotADraft, OnlySitting
from bot.rules.meeting_pieces import check_meets_none
from bot.rules.outbox import Text
from bot.rules.sittings import MeetingView, SittingView
from db.engine import affected
from db.queries.meetings import sitting_view
from db.tables import AgendaItem, Invitation, Meeting, MeetingState


async def hold(work: Work, meeting_id: int) -> MeetingView:
    """The draft, held until the end of the transaction: Terbitkan cannot come between.

    Raises MeetingUnknown, NotADraft, BeingPublished.
    """
    held = await work.session.execute(
        update(Meeting)
        .where(col(Meeting.id) == meeting_id, col(Meeting.state) == MeetingState.DRAFT)
        .values(state=MeetingState.DRAFT)
    )
    meeting = await known_meeting(work, meeting_id)
    if affected(held) == 1:
        return meeting
    raise _why_not(work, meeting)


def _why_not(work: Work, meeting: MeetingView) -> UserMistake:
    if meeting.publish_at is None:
        return NotADraft()
    return BeingPublished(max(0, int((meeting.publish_at - work.now).total_seconds())))


async def still_open(work: Work, meeting_id: int) -> MeetingView:
    """The draft, if it may be edited, to look at. Raises MeetingUnknown, NotADraft, BeingPublished."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    meeting = await known_meeting(work, meeting_id)
    if not meeting.is_draft or meeting.publish_at is not None:
        raise _why_not(work, meeting)
    return meeting


async def sitting_of_draft(work: Work, item: int) -> tuple[MeetingView, SittingView]:
    """A sitting that may still be edited. Raises MeetingUnknown, NotADraft, BeingPublished."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    found = await sitting_view(work.session, item)
    if found is None:
        raise MeetingUnknown
    meeting, sitting = found
    return await still_open(work, meeting.meeting), sitting


async def sitting_card(work: Work, *, item: int) -> Text:
    """One sitting of a draft with its edit buttons. Raises as ``sitting_of_draft``."""
    meeting, sitting = await sitting_of_draft(work, item)
    return messages.sitting_card(meeting, sitting)


async def take_out_preview(work: Work, *, item: int) -> Text:
    """What Keluarkan sesi would take out of the draft. Raises OnlySitting and as ``sitting_of_draft``."""
    meeting, sitting = await sitting_of_draft(work, item)
    if len(meeting.sittings) == 1:
        raise OnlySitting
    return messages.take_out_preview(sitting)


async def take_out(work: Work, *, item: int) -> None:
    """Take a sitting out of its draft; nobody was told of it. Raises as ``take_out_preview``."""
    meeting, _sitting = await sitting_of_draft(work, item)
    meeting = await hold(work, meeting.meeting)
    if meeting.sitting(item) is None:
        raise MeetingUnknown
    if len(meeting.sittings) == 1:
        raise OnlySitting
    await work.session.execute(delete(Invitation).where(col(Invitation.agenda_item_id) == item))
    await work.session.execute(delete(AgendaItem).where(col(AgendaItem.id) == item))
    await _number(work, await known_meeting(work, meeting.meeting))
    await work.audit("meeting.sitting_out", "meeting", meeting.meeting)
    await work.receipt(await preview(work, meeting_id=meeting.meeting))


async def settle(work: Work, meeting_id: int, *, item: int) -> None:
    """After a sitting of a held draft got another time or other regions: numbers follow the clock.

    Raises PieceMistake when a region would sit in two sittings at a time; nothing is stored then.
    """
    meeting = await known_meeting(work, meeting_id)
    sitting = meeting.sitting(item)
    if sitting is None:
        raise MeetingUnknown
    check_meets_none(sitting, meeting.standing)
    await _number(work, meeting)


async def _number(work: Work, meeting: MeetingView) -> None:
    for position, sitting in enumerate(meeting.sittings, start=1):
        if sitting.number != position:
            await work.session.execute(
                update(AgendaItem).where(col(AgendaItem.id) == sitting.item).values(position=position)
            )
