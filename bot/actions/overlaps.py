"""Where a sitting would meet another one to which the same seats are invited already."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.meeting_checks import Overlap
from bot.rules.sittings import SittingView
from db.tables import AgendaItem, Invitation, ItemState, Meeting, MeetingState, Region, Seat

#: A draft tells nobody anything, so it is in nobody's way.
_TOLD = (MeetingState.PUBLISHING, MeetingState.PUBLISHED)


async def overlaps(work: Work, sittings: Sequence[SittingView]) -> list[Overlap]:
    """Sitting by sitting: each region with the published meeting that it is to attend at the same time."""
    return [found for sitting in sittings for found in await _of_one(work, sitting)]


async def _of_one(work: Work, sitting: SittingView) -> list[Overlap]:
    rows = await work.session.execute(
        select(col(Region.name), col(AgendaItem.meeting_id))
        .join(Seat, col(Seat.region_code) == col(Region.code))
        .join(Invitation, col(Invitation.seat_id) == col(Seat.id))
        .join(AgendaItem, col(AgendaItem.id) == col(Invitation.agenda_item_id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(
            col(Seat.id).in_(sitting.seats),
            col(Invitation.withdrawn_revision).is_(None),
            col(AgendaItem.id) != sitting.item,
            col(AgendaItem.state) == ItemState.PLANNED,
            col(AgendaItem.starts_at) < sitting.ends_at,
            col(AgendaItem.ends_at) > sitting.starts_at,
            col(Meeting.state).in_(_TOLD),
        )
        .distinct()
        .order_by(col(AgendaItem.meeting_id), col(Region.name))
    )
    return [Overlap(sitting.number, region, meeting) for region, meeting in rows]
