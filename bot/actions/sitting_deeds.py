"""Change one published sitting: each deed is one revision."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.actions.invitees import invite_seats, uninvite_seats
from bot.actions.revisions import changeable, check_new_time, close_revision, open_revision, set_item
from bot.actions.work import Work
from bot.rules.meeting_mistakes import SameInvitees, SittingPostponed
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


async def postpone_sitting(work: Work, *, item: int, revision: int) -> None:
    """Its time does not hold any more, and there is no other one yet. Raises SittingPostponed."""
    meeting, sitting = await changeable(work, item=item, revision=revision)
    if sitting.is_postponed:
        raise SittingPostponed
    number = await open_revision(work, meeting)
    await set_item(work, item, revision=number, state=ItemState.POSTPONED)
    await close_revision(work, meeting, action="sitting.postpone", item=item)


async def set_agenda(work: Work, *, item: int, revision: int, agenda: str) -> None:
    """What the sitting is about; answers and reminders stay."""
    meeting, _sitting = await changeable(work, item=item, revision=revision)
    number = await open_revision(work, meeting)
    await set_item(work, item, revision=number, agenda=agenda)
    await close_revision(work, meeting, action="sitting.agenda", item=item)


async def invite_to(work: Work, *, item: int, revision: int, seats: Collection[int]) -> None:
    """Invite more seats. Raises SameInvitees where all are invited already."""
    meeting, sitting = await changeable(work, item=item, revision=revision)
    wanted = dict.fromkeys(sorted(set(seats) - set(sitting.seats)), "")
    if not wanted:
        raise SameInvitees
    number = await open_revision(work, meeting)
    await invite_seats(work, meeting, item, wanted, revision=number)
    await close_revision(work, meeting, action="sitting.invite", item=item)


async def uninvite_from(work: Work, *, item: int, revision: int, seats: Collection[int]) -> None:
    """Take invitations back. Raises SameInvitees where none of these seats is invited."""
    meeting, sitting = await changeable(work, item=item, revision=revision)
    gone = set(seats) & set(sitting.seats)
    if not gone:
        raise SameInvitees
    number = await open_revision(work, meeting)
    await uninvite_seats(work, meeting, item, gone, revision=number)
    await close_revision(work, meeting, action="sitting.uninvite", item=item)
