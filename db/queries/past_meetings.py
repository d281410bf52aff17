"""Published meetings that lie behind: nothing of them is planned ahead any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.sittings import MeetingView
from db.queries.meetings import meetings_of_ids, sittings_ahead
from db.tables import AgendaItem, Meeting, MeetingState


async def meetings_past(
    session: AsyncSession, *, now: datetime, skip: int, most: int
) -> Sequence[MeetingView]:
    """A page of them, by the last sitting, the newest first."""
    rows = await session.execute(
        select(col(AgendaItem.meeting_id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(col(Meeting.state) == MeetingState.PUBLISHED, col(Meeting.id).not_in(sittings_ahead(now)))
        .group_by(col(AgendaItem.meeting_id))
        .order_by(func.max(col(AgendaItem.starts_at)).desc(), col(AgendaItem.meeting_id).desc())
        .offset(skip)
        .limit(most)
    )
    numbers = list(rows.scalars())
    found = {meeting.meeting: meeting for meeting in await meetings_of_ids(session, numbers)}
    return [found[number] for number in numbers if number in found]
