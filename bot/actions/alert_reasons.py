"""Mengapa saya menerima ini? What a notice rests on: rule, value, version of the threshold, source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.actions.facts import today_of
from bot.actions.work import Work
from bot.messages import alert_reasons as messages
from bot.rules.access import Action, require
from bot.rules.assessments import assess
from bot.rules.clocks import WIB, local_date
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.sittings import addressee
from bot.rules.status import CriterionLine
from db.engine import rows_of
from db.queries.criteria import VERSIONS, readings_of, region_names, requirement
from db.queries.people import seats_by_id
from db.reference import criteria, scales
from db.tables import Alert, AlertNotice, Threshold


async def why(work: Work, *, batch: str, region_code: str) -> Text:
    """What was told with this batch, criterion by criterion; five queries, however many.

    Raises NotRegistered, Forbidden, and Stale for whoever was not told of it.
    """
    require(work.actor, Action.READ_STATUS, region=region_code)
    alerts = (
        await work.session.scalars(
            select(Alert)
            .where(col(Alert.batch) == batch, col(Alert.region_code) == region_code)
            .order_by(col(Alert.id))
        )
    ).all()
    told = await _seats_told(work, alerts)
    own = {seat.seat_id for seat in work.actor.seats}
    if not alerts or not (work.actor.is_staff or own & {seat for seats in told.values() for seat in seats}):
        raise Stale
    readings = (await readings_of(work.session, [region_code])).get(region_code, [])
    rules = await _versions(work, alerts)
    views = await seats_by_id(work.session, {seat for seats in told.values() for seat in seats})
    posts = {seat_id: addressee(seat).post for seat_id, seat in views.items()}
    names = await region_names(work.session, [region_code])
    reasons = [
        _reason(
            work, alert, readings, rules[alert.threshold_id], [posts[seat] for seat in told[alert.id or 0]]
        )
        for alert in alerts
    ]
    if work.actor.is_staff:
        await work.audit("read_status", "region", region_code)
    return messages.why(reasons, region=names[region_code])


async def _seats_told(work: Work, alerts: Sequence[Alert]) -> dict[int, list[int]]:
    """The seats each alert was told to, in the order they were told."""
    rows = await work.session.execute(
        select(col(AlertNotice.alert_id), col(AlertNotice.seat_id))
        .where(col(AlertNotice.alert_id).in_([alert.id for alert in alerts]))
        .order_by(col(AlertNotice.id))
    )
    told: dict[int, dict[int, None]] = defaultdict(dict)
    for alert_id, seat_id in rows:
        told[alert_id][seat_id] = None
    return defaultdict(list, {alert_id: list(seats) for alert_id, seats in told.items()})


async def _versions(work: Work, alerts: Sequence[Alert]) -> dict[int, Requirement]:
    """The very versions the alerts were opened by, whatever is in force now."""
    asked = VERSIONS.where(col(Threshold.id).in_([alert.threshold_id for alert in alerts]))
    rules = [requirement(row._mapping) for row in await rows_of(work.session, asked, {})]
    return {rule.threshold_id: rule for rule in rules}


def _reason(
    work: Work, alert: Alert, readings: Sequence[Reading], rule: Requirement, posts: Sequence[str]
) -> messages.Reason:
    """What was known when it was told: the value it spoke of, and none recorded after."""
    then = [reading for reading in readings if reading.measurement_id <= alert.measurement_id]
    of = next(each for each in criteria() if each.key is rule.criterion)
    seen = assess(then, [rule], scales(), criterion=rule.criterion, today=today_of(work))
    return messages.Reason(
        CriterionLine(of, seen),
        told_on=local_date(alert.opened_at, WIB),
        posts=tuple(posts),
        ended_on=local_date(alert.closed_at, WIB) if alert.closed_at else None,
    )
