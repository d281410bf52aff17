"""The officers of many regions at once: a constant number of questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import Role
from db.queries.people import Recipient, staff_at_least
from db.tables import Candidacy, Reachability, Staff


async def officers_of_regions(
    session: AsyncSession, codes: Collection[str]
) -> dict[str, Sequence[Recipient]]:
    """For each region the officer who accompanies it, if he can be reached; else all officers and admins."""
    rows = await session.execute(
        select(col(Candidacy.region_code), col(Staff.id), col(Staff.telegram_id), col(Staff.name))
        .join(Staff, col(Staff.id) == col(Candidacy.officer_id))
        .where(
            col(Candidacy.region_code).in_(codes),
            col(Staff.is_active).is_(True),
            col(Staff.role).in_([Role.OFFICER, Role.ADMIN]),
            col(Staff.reachability) == Reachability.REACHABLE,
        )
        .order_by(col(Candidacy.cohort))
    )
    own: dict[str, Sequence[Recipient]] = {
        code: [Recipient(chat_id=chat_id, name=name, staff_id=staff_id)]
        for code, staff_id, chat_id, name in rows
    }
    missing = set(codes) - set(own)
    everybody = await staff_at_least(session, Role.OFFICER) if missing else []
    return own | dict.fromkeys(missing, everybody)
