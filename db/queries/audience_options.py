"""What recipients can be chosen by: meetings with their sittings, regions of the programme, saved choices."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.criteria import Stage
from db.tables import AgendaItem, Candidacy, ItemState, Meeting, MeetingState, Region, SavedAudience


async def published_meetings(session: AsyncSession, *, most: int) -> Sequence[tuple[int, str]]:
    """(number, title) of the newest."""
    rows = await session.execute(
        select(col(Meeting.id), col(Meeting.title))
        .where(col(Meeting.state) == MeetingState.PUBLISHED)
        .order_by(col(Meeting.id).desc())
        .limit(most)
    )
    return [(number or 0, title) for number, title in rows]


async def meeting_title(session: AsyncSession, meeting: int) -> str:
    """Of a published one; nothing where there is none."""
    found = select(col(Meeting.title)).where(
        col(Meeting.id) == meeting, col(Meeting.state) == MeetingState.PUBLISHED
    )
    return await session.scalar(found) or ""


async def sittings_of(session: AsyncSession, meeting: int) -> Sequence[tuple[int, int]]:
    """(id, number) of its sittings that stand."""
    rows = await session.execute(
        select(col(AgendaItem.id), col(AgendaItem.position))
        .where(col(AgendaItem.meeting_id) == meeting, col(AgendaItem.state) == ItemState.PLANNED)
        .order_by(col(AgendaItem.position))
    )
    return [(item or 0, number) for item, number in rows]


async def regions_of_programme(session: AsyncSession, cohort: int | None) -> Sequence[tuple[str, str]]:
    """(code, name) of the regions of this cohort, or of all."""
    wanted = [col(Candidacy.stage) != Stage.DICABUT]
    if cohort is not None:
        wanted.append(col(Candidacy.cohort) == cohort)
    rows = await session.execute(
        select(col(Region.code), col(Region.name))
        .join(Candidacy, col(Candidacy.region_code) == col(Region.code))
        .where(*wanted)
        .distinct()
        .order_by(col(Region.name), col(Region.code))
    )
    return [(code, name) for code, name in rows]


async def saved_audiences(session: AsyncSession) -> Sequence[SavedAudience]:
    """Those that were not removed, by name."""
    rows = await session.scalars(
        select(SavedAudience)
        .where(col(SavedAudience.removed_at).is_(None))
        .order_by(col(SavedAudience.name), col(SavedAudience.id))
    )
    return rows.all()
