"""Open alerts in their lives: what is due, what the region said so far, who of staff hears of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Label, Select, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from bot.rules.alert_lives import FollowUp, LiveAlert, PlanMade, ResponseKind
from bot.rules.clocks import zone_named
from bot.rules.criteria import CriterionKey
from bot.rules.follow_through import Said
from db.reference import criteria
from db.tables import Alert, AlertNotice, AlertResponse, AlertState, Region, Staff

#: The beginning of the keys of messages that tell a region once more.
REPEATED = "ax"
#: What is due this soon in the same region goes into the same message.
_TOGETHER = timedelta(hours=24)


#: Columns of many types in one row: there is no narrower word for them than Any.
_COLUMNS: tuple[Mapped[Any] | Label[Any], ...] = (
    col(Alert.id),
    col(Alert.region_code),
    col(Region.name).label("region_name"),
    col(Region.zone),
    col(Alert.criterion),
    col(Alert.batch),
    col(Alert.measurement_id),
    col(Alert.opened_at),
    col(Alert.follow_up),
    col(Alert.due_at),
    col(Alert.snoozed_until),
    col(Alert.snooze_reason),
    col(Staff.name).label("snoozed_by"),
    col(Alert.snoozed_at),
)
#: As the partial index has it, so that the index serves.
_OPEN = col(Alert.state) == literal(AlertState.OPEN.value, literal_execute=True)


def _lives(*which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(Region, col(Region.code) == col(Alert.region_code))
        .outerjoin(Staff, col(Staff.id) == col(Alert.snoozed_by_staff_id))
        .where(_OPEN, *which)
        .order_by(col(Alert.region_code), col(Alert.id))
    )


async def live_alerts(session: AsyncSession, *which: ColumnElement[bool]) -> list[LiveAlert]:
    """Open alerts, by region and then the oldest first; ``which`` narrows them."""
    names = {criterion.key.value: criterion.short_name for criterion in criteria()}
    rows = await session.execute(_lives(*which))
    return [
        LiveAlert(
            id=row.id,
            region_code=row.region_code,
            region_name=row.region_name,
            zone=zone_named(row.zone),
            criterion=CriterionKey(row.criterion),
            name=names[row.criterion],
            batch=row.batch,
            measurement_id=row.measurement_id,
            opened_at=row.opened_at,
            follow_up=row.follow_up,
            due_at=row.due_at,
            snoozed_until=row.snoozed_until,
            snooze_reason=row.snooze_reason,
            snoozed_by=row.snoozed_by or "",
            snoozed_at=row.snoozed_at,
        )
        for row in rows
    ]


async def due_alerts(session: AsyncSession, *, now: datetime) -> list[LiveAlert]:
    """What is due, with what falls due in the same state and region within a day: told in one message."""
    due = await live_alerts(session, col(Alert.due_at) <= now)
    if not due:
        return []
    places = {(alert.region_code, alert.follow_up) for alert in due}
    codes = {code for code, _ in places}
    near = await live_alerts(session, col(Alert.due_at) <= now + _TOGETHER, col(Alert.region_code).in_(codes))
    today = {alert.id for alert in due}
    return [
        alert
        for alert in near
        if alert.id in today
        or ((alert.region_code, alert.follow_up) in places and alert.follow_up is FollowUp.TOLD)
    ]


async def said_to(session: AsyncSession, alert_ids: Collection[int]) -> dict[int, Said]:
    """What was answered so far, disputes left out, and whether the region was told twice."""
    answers = await session.execute(
        select(col(AlertResponse.alert_id), col(AlertResponse.kind), col(AlertResponse.promised_on))
        .where(col(AlertResponse.alert_id).in_(alert_ids), col(AlertResponse.kind) != ResponseKind.DISPUTED)
        .order_by(col(AlertResponse.id))
    )
    said: dict[int, Said] = {}
    for alert_id, kind, on in answers:
        before = said.get(alert_id, Said())
        keeps = kind is ResponseKind.ACKNOWLEDGED and before.kind is not None
        said[alert_id] = before if keeps else Said(kind, on)
    repeated = await session.scalars(
        select(col(AlertNotice.alert_id))
        .where(
            col(AlertNotice.alert_id).in_(alert_ids), col(AlertNotice.outbox_key).startswith(f"{REPEATED}:")
        )
        .distinct()
    )
    again = set(repeated)
    return {
        alert_id: Said(found.kind, found.promised_on, alert_id in again)
        for alert_id in alert_ids
        for found in [said.get(alert_id, Said())]
    }


async def told_of(session: AsyncSession, alert_ids: Collection[int]) -> set[int]:
    """Which of these alerts anybody was told of."""
    rows = await session.scalars(
        select(col(AlertNotice.alert_id)).where(col(AlertNotice.alert_id).in_(alert_ids)).distinct()
    )
    return set(rows)


async def plans_of(session: AsyncSession, alert_ids: Collection[int]) -> dict[int, PlanMade]:
    """The last promise about each of these alerts: the last counts, whoever gave it."""
    rows = await session.execute(
        select(
            col(AlertResponse.alert_id),
            col(AlertResponse.person_in_charge),
            col(AlertResponse.promised_on),
            col(AlertResponse.note),
        )
        .where(col(AlertResponse.alert_id).in_(alert_ids), col(AlertResponse.kind) == ResponseKind.PROMISED)
        .order_by(col(AlertResponse.id))
    )
    return {alert_id: PlanMade(person, on, what) for alert_id, person, on, what in rows}
