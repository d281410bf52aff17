"""Early notices that still stand: who was told of which value. Always for given regions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey
from db.tables import EarlyKind, EarlyNotice


@dataclass(frozen=True, slots=True)
class EarlyTold:
    """What one person was told early about one value, in which message."""

    id: int
    region_code: str
    criterion: CriterionKey
    kind: EarlyKind
    measurement_id: int
    contact_id: int
    outbox_key: str
    told_on: date  #: on the clock of the capital


async def early_told(session: AsyncSession, codes: Collection[str]) -> list[EarlyTold]:
    """Early notices about values in these regions that nothing has taken back, oldest first."""
    if not codes:
        return []
    rows = await session.execute(
        select(
            col(EarlyNotice.id),
            col(EarlyNotice.region_code),
            col(EarlyNotice.criterion),
            col(EarlyNotice.kind),
            col(EarlyNotice.measurement_id),
            col(EarlyNotice.contact_id),
            col(EarlyNotice.outbox_key),
            col(EarlyNotice.told_at),
        )
        .where(
            col(EarlyNotice.region_code).in_(codes),
            col(EarlyNotice.withdrawn_at).is_(None),
            col(EarlyNotice.measurement_id).is_not(None),
            col(EarlyNotice.kind) != EarlyKind.RULE_CHANGED,  # it spoke of the rule
        )
        .order_by(col(EarlyNotice.id))
    )
    return [
        EarlyTold(
            id_ or 0, region, CriterionKey(key), kind, measurement or 0, contact, outbox, local_date(at, WIB)
        )
        for id_, region, key, kind, measurement, contact, outbox, at in rows
    ]
