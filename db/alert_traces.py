"""What is left of promises and disputes when somebody is erased: that the post answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.alert_lives import ResponseKind
from db.answer_traces import forget_in_messages
from db.tables import Alert, AlertEvidence, AlertResponse
from db.traces import NOBODY


async def forget_in_alerts(
    session: AsyncSession, contact_ids: Sequence[int], *, names: Sequence[str]
) -> None:
    """His disputes lose their words and files; his name goes from what others promised and decided."""
    own = select(col(AlertResponse.id)).where(
        col(AlertResponse.contact_id).in_(contact_ids), col(AlertResponse.kind) == ResponseKind.DISPUTED
    )
    words = set(await session.scalars(select(col(AlertResponse.note)).where(col(AlertResponse.id).in_(own))))
    await forget_in_messages(session, words - {""})
    await session.execute(delete(AlertEvidence).where(col(AlertEvidence.response_id).in_(own)))
    await session.execute(update(AlertResponse).where(col(AlertResponse.id).in_(own)).values(note=""))
    for name in names:
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        await _in_responses(session, name, whole)
        await _in_delays(session, name, whole)


async def _in_responses(session: AsyncSession, name: str, whole: re.Pattern[str]) -> None:
    columns = (AlertResponse.person_in_charge, AlertResponse.note, AlertResponse.decision_note)
    rows = await session.execute(
        select(
            col(AlertResponse.id),
            col(AlertResponse.person_in_charge),
            col(AlertResponse.note),
            col(AlertResponse.decision_note),
        ).where(or_(*(col(one).contains(name, autoescape=True) for one in columns)))
    )
    for response_id, person, note, decision in rows.all():
        row = update(AlertResponse).where(col(AlertResponse.id) == response_id)
        await session.execute(
            row.values(
                person_in_charge=whole.sub(NOBODY, person),
                note=whole.sub(NOBODY, note),
                decision_note=whole.sub(NOBODY, decision),
            )
        )


async def _in_delays(session: AsyncSession, name: str, whole: re.Pattern[str]) -> None:
    named = col(Alert.snooze_reason).contains(name, autoescape=True)
    rows = await session.execute(select(col(Alert.id), col(Alert.snooze_reason)).where(named))
    for alert_id, reason in rows.all():
        row = update(Alert).where(col(Alert.id) == alert_id)
        await session.execute(row.values(snooze_reason=whole.sub(NOBODY, reason)))
