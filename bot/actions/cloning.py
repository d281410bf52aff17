"""Salin sebagai konsep: a meeting held before becomes a draft, some weeks later, without letter and link."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.drafts import circumstances, known_meeting, preview, store
from bot.actions.work import Work
from bot.messages import past_meetings as messages
from bot.rules.access import Action, require
from bot.rules.cloning import sittings_to_copy, weeks_later
from bot.rules.errors import Stale
from bot.rules.meeting_form import MeetingDraft, SittingDraft
from bot.rules.meeting_mistakes import AlreadyCopied
from bot.rules.meetings import Join
from bot.rules.outbox import Text
from bot.rules.sittings import MeetingView, SittingView
from db.engine import affected
from db.tables import AgendaItem, Invitation, Meeting, MeetingState, Region, Seat


async def copy(work: Work, *, meeting_id: int, revision: int) -> None:
    """Make the draft and show its card. Raises MeetingUnknown, Stale, AlreadyCopied."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    source = await _hold(work, meeting_id, revision)
    originals = sittings_to_copy(source)
    weeks = weeks_later(originals[0].starts_at, now=work.now)
    await _refuse_a_twin(work, source, starts_at=originals[0].starts_at + timedelta(weeks=weeks))
    drafts = [_later(sitting, weeks=weeks) for sitting in originals]
    number = await store(work, MeetingDraft(source.title, surat_undangan="", sittings=tuple(drafts)))
    left_out = await _invite_the_same(work, number, originals)
    await work.session.execute(
        update(Meeting)
        .where(col(Meeting.id) == number)
        .values(
            ladder=list(source.ladder) if source.ladder is not None else None,
            reveal_minutes=originals[0].reveal_minutes,
        )
    )
    card = await preview(work, meeting_id=number)
    note = messages.copied(source, number=number, weeks=weeks, left_out=left_out)
    await work.receipt(Text(f"{note}\n\n{card.html}", card.buttons))


async def _hold(work: Work, meeting_id: int, revision: int) -> MeetingView:
    """The meeting, one copy at a time: of two presses the second sees the draft of the first."""
    await known_meeting(work, meeting_id)
    held = await work.session.execute(
        update(Meeting)
        .where(
            col(Meeting.id) == meeting_id,
            col(Meeting.revision) == revision,
            col(Meeting.state) == MeetingState.PUBLISHED,
        )
        .values(revision=revision)
    )
    meeting = await known_meeting(work, meeting_id)
    if affected(held) != 1 or not meeting.sittings:
        raise Stale
    return meeting


async def _refuse_a_twin(work: Work, source: MeetingView, *, starts_at: datetime) -> None:
    twin = await work.session.scalar(
        select(col(Meeting.id))
        .join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id))
        .where(
            col(Meeting.title) == source.title,
            col(Meeting.state).in_([MeetingState.DRAFT, MeetingState.PUBLISHING]),
            col(AgendaItem.starts_at) == starts_at,
        )
        .limit(1)
    )
    if twin is not None:
        raise AlreadyCopied(twin)


def _later(sitting: SittingView, *, weeks: int) -> SittingDraft:
    """The same weekday and hour: no zone of Indonesia has summer time."""
    later = timedelta(weeks=weeks)
    return SittingDraft(
        sitting.starts_at + later,
        sitting.ends_at + later,
        sitting.zone,
        regions=(),
        join=Join(),
        agenda=sitting.agenda,
    )


async def _invite_the_same(work: Work, number: int, originals: Collection[SittingView]) -> list[str]:
    """The seats of each sitting, except of regions that have left the programme; those are named."""
    invitable = (await circumstances(work)).invitable
    every = {seat for sitting in originals for seat in sitting.seats}
    rows = await work.session.execute(
        select(col(Seat.id), col(Region.code), col(Region.name))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .where(col(Seat.id).in_(every))
        .order_by(col(Region.code))
    )
    where = {seat: (code, name) for seat, code, name in rows}
    copies = (await known_meeting(work, number)).sittings
    for copied, original in zip(copies, originals, strict=True):
        for seat in original.seats:
            if where[seat][0] in invitable:
                work.session.add(Invitation(agenda_item_id=copied.item, seat_id=seat, invited_revision=1))
    await work.session.flush()
    return list(dict.fromkeys(name for code, name in where.values() if code not in invitable))
