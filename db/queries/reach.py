"""What silent checks found out, and which cohorts a meeting is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.criteria import Stage
from bot.rules.outbox import OutboxState
from bot.rules.sheets import CoverageState
from db.tables import AgendaItem, Candidacy, Invitation, ItemState, OutboxMessage, Seat

CHECK = "reach_check"  #: subject of the chat actions of one check
#: Why a chat action was refused -> what that says of the person.
_REFUSED = {
    "blocked": CoverageState.BLOCKED,
    "deactivated": CoverageState.DEACTIVATED,
    "never_started": CoverageState.NEVER_STARTED,
    "chat_not_found": CoverageState.NEVER_STARTED,
}


async def answers_of_check(
    session: AsyncSession, check: int, *, until: datetime
) -> Mapping[int, CoverageState]:
    """What Telegram answered about each contact up to this moment. Whoever is missing had no answer."""
    rows = await session.execute(
        select(col(OutboxMessage.contact_id), col(OutboxMessage.state), col(OutboxMessage.reason)).where(
            col(OutboxMessage.subject_type) == CHECK,
            col(OutboxMessage.subject_id) == check,
            col(OutboxMessage.contact_id).is_not(None),
            col(OutboxMessage.finished_at) <= until,
        )
    )
    found: dict[int, CoverageState] = {}
    for contact, state, reason in rows:
        if state is OutboxState.SENT:
            found[contact or 0] = CoverageState.REACHABLE
        elif state is OutboxState.UNDELIVERABLE and reason in _REFUSED:
            found[contact or 0] = _REFUSED[reason]
    return found


async def cohorts_of_meetings(session: AsyncSession, meetings: Collection[int]) -> Mapping[int, list[int]]:
    """The cohorts of the regions each of these meetings invites, newest first; a region has its newest."""
    newest = (
        select(col(AgendaItem.meeting_id), func.max(col(Candidacy.cohort)))
        .join(Invitation, col(Invitation.agenda_item_id) == col(AgendaItem.id))
        .join(Seat, col(Seat.id) == col(Invitation.seat_id))
        .join(Candidacy, col(Candidacy.region_code) == col(Seat.region_code))
        .where(
            col(AgendaItem.meeting_id).in_(meetings),
            col(AgendaItem.state) == ItemState.PLANNED,
            col(Invitation.withdrawn_revision).is_(None),
            col(Candidacy.stage) != Stage.DICABUT,
        )
        .group_by(col(AgendaItem.meeting_id), col(Seat.region_code))
    )
    found: dict[int, set[int]] = defaultdict(set)
    for meeting, cohort in await session.execute(newest):
        found[meeting].add(cohort)
    return {meeting: sorted(cohorts, reverse=True) for meeting, cohorts in found.items()}
