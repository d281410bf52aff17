"""Change one published sitting: each deed is one revision."""

from __future__ import annotations

from datetime import datetime

from bot.actions.revisions import changeable, check_new_time, close_revision, open_revision, set_item
from bot.actions.work import Work
from bot.rules.meetings import Join
from db.tables import ItemState


async def move_sitting(
    work: Work, *, item: int, revision: int, starts_at: datetime, ends_at: datetime
) -> None:
    """A new time: a new time revision, so that answers and reminders start anew. What was postponed is on."""
    meeting, sitting = await changeable(work, item=item, revision=revision)
    check_new_time(sitting, starts_at=starts_at, ends_at=ends_at, now=work.now)
    number = await open_revision(work, meeting)
    await set_item(
        work,
        item,
        revision=number,
        starts_at=starts_at,
        ends_at=ends_at,
        time_revision=sitting.time_revision + 1,
        state=ItemState.PLANNED,
    )
    await close_revision(work, meeting, action="sitting.move", item=item)


async def cancel_sitting(work: Work, *, item: int, revision: int) -> None:
    """The sitting does not take place."""
    meeting, _sitting = await changeable(work, item=item, revision=revision)
    number = await open_revision(work, meeting)
    await set_item(work, item, revision=number, state=ItemState.CANCELLED)
    await close_revision(work, meeting, action="sitting.cancel", item=item)


async def relink_sitting(work: Work, *, item: int, revision: int, join: Join) -> None:
    """Another way in; answers and reminders stay."""
    meeting, _sitting = await changeable(work, item=item, revision=revision)
    number = await open_revision(work, meeting)
    await set_item(
        work, item, revision=number, link=join.link, conference_id=join.meeting_id, passcode=join.passcode
    )
    await close_revision(work, meeting, action="sitting.relink", item=item)
