"""Disputes about values: the card of one, its files, and which wait for a decision."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.rules.alert_lives import ResponseKind
from bot.rules.disputes import Evidence
from db.tables import (
    Alert,
    AlertEvidence,
    AlertResponse,
    AlertState,
    Measurement,
    Region,
    Staff,
)

_DECIDER, _RECORDER = aliased(Staff), aliased(Staff)
#: The names at its end are missing where nobody is known.
DisputeRow = Row[AlertResponse, Alert, Measurement, str, str, str]


async def dispute_row(session: AsyncSession, response_id: int) -> DisputeRow | None:
    """A dispute with its alert, the value, the region, who decided it and who recorded the value."""
    rows = await session.execute(
        select(
            AlertResponse,
            Alert,
            Measurement,
            col(Region.name),
            col(_DECIDER.name),
            col(_RECORDER.name),
        )
        .join(Alert, col(Alert.id) == col(AlertResponse.alert_id))
        .join(Measurement, col(Measurement.id) == col(Alert.measurement_id))
        .join(Region, col(Region.code) == col(Alert.region_code))
        .outerjoin(_DECIDER, col(_DECIDER.id) == col(AlertResponse.decided_by_staff_id))
        .outerjoin(_RECORDER, col(_RECORDER.id) == col(Measurement.recorded_by_staff_id))
        .where(col(AlertResponse.id) == response_id, col(AlertResponse.kind) == ResponseKind.DISPUTED)
    )
    return rows.first()


async def evidence_of(session: AsyncSession, response_id: int) -> Sequence[Evidence]:
    """The files of a dispute, in the order they were sent."""
    rows = await session.execute(
        select(
            col(AlertEvidence.kind),
            col(AlertEvidence.file_id),
            col(AlertEvidence.filename),
            col(AlertEvidence.size),
        )
        .where(col(AlertEvidence.response_id) == response_id)
        .order_by(col(AlertEvidence.id))
    )
    return [Evidence(kind, file_id, name, size) for kind, file_id, name, size in rows]


async def waiting_disputes(session: AsyncSession, alert_ids: Collection[int]) -> dict[int, int]:
    """The newest undecided dispute of each of these alerts that are open: its id by the alert's."""
    rows = await session.execute(
        select(col(AlertResponse.alert_id), func.max(col(AlertResponse.id)))
        .join(Alert, col(Alert.id) == col(AlertResponse.alert_id))
        .where(
            col(AlertResponse.alert_id).in_(alert_ids),
            col(AlertResponse.kind) == ResponseKind.DISPUTED,
            col(AlertResponse.decided_at).is_(None),
            col(Alert.state) == AlertState.OPEN,
        )
        .group_by(col(AlertResponse.alert_id))
    )
    return {alert_id: response_id for alert_id, response_id in rows if response_id is not None}
