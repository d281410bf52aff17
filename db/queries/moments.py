"""When something is due next: where the movable clock of the practice room must stop on its way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.digests import last_slot, next_slot
from bot.rules.outbox import OutboxState
from db.queries.terms import next_term_moment
from db.tables import (
    AgendaItem,
    Answer,
    Broadcast,
    BroadcastState,
    ItemState,
    Meeting,
    MeetingState,
    OutboxMessage,
    PlanState,
    RegistrationRequest,
    ReminderPlan,
    RequestState,
)


async def next_moment(session: AsyncSession, *, after: datetime) -> datetime | None:
    """The first moment later than this when something is due: reminder, message, term, promise, siaran."""
    plan = select(func.min(col(ReminderPlan.due_at))).where(
        col(ReminderPlan.state) == PlanState.PLANNED, col(ReminderPlan.due_at) > after
    )
    publication = select(func.min(col(Meeting.publish_at))).where(
        col(Meeting.state) == MeetingState.PUBLISHING, col(Meeting.publish_at) > after
    )
    message = select(func.min(col(OutboxMessage.not_before))).where(
        col(OutboxMessage.state) == OutboxState.PENDING, col(OutboxMessage.not_before) > after
    )
    promise = select(func.min(col(RegistrationRequest.answer_by))).where(
        col(RegistrationRequest.state) == RequestState.PENDING, col(RegistrationRequest.answer_by) > after
    )
    siaran = select(func.min(col(Broadcast.starts_at))).where(
        col(Broadcast.state) == BroadcastState.SCHEDULED, col(Broadcast.starts_at) > after
    )
    found = [await session.scalar(query) for query in (plan, publication, message, promise, siaran)]
    if await _is_digest_wanted(session, after=after):
        found.append(next_slot(after))
    found.append(await next_term_moment(session, after=after))
    moments = [moment for moment in found if moment is not None]
    return min(moments) if moments else None


async def _is_digest_wanted(session: AsyncSession, *, after: datetime) -> bool:
    """A published meeting is ahead, and something was answered since the last digest."""
    since = last_slot(after)
    answered = await session.scalar(select(func.max(col(Answer.answered_at))))
    return answered is not None and answered > since and await next_sitting(session, after=after) is not None


async def next_sitting(session: AsyncSession, *, after: datetime) -> datetime | None:
    """The start of the next published sitting."""
    return await session.scalar(
        select(func.min(col(AgendaItem.starts_at)))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(
            col(Meeting.state) == MeetingState.PUBLISHED,
            col(AgendaItem.state) == ItemState.PLANNED,
            col(AgendaItem.starts_at) > after,
        )
    )
