"""What is under way for a seat, whoever holds it: read by the seat and never by the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.actions.status import report_of
from bot.actions.work import Work
from bot.rules.actors import HeldSeat, Scope
from bot.rules.answers import standing
from bot.rules.handovers import ComingSitting, Matters, OpenCase, Promise
from bot.rules.seats import NOTIFIED_POSTS
from db.queries.action_points import open_points
from db.queries.alerts import open_alerts
from db.queries.answers import answers_of
from db.queries.meetings import meetings_of_seats
from db.reference import criteria
from db.tables import Alert, AlertResponse, AlertState, ResponseKind


async def matters_of(work: Work, seat: HeldSeat) -> Matters:
    """Sittings ahead, open alerts where the post hears of them, open promises and action points."""
    return Matters(
        sittings=await _sittings(work, seat),
        cases=await _cases(work, seat) if seat.post in NOTIFIED_POSTS else (),
        promises=await _promises(work, seat),
        points=tuple(await open_points(work.session, of_seats=[seat.seat_id])),
    )


async def _sittings(work: Work, seat: HeldSeat) -> tuple[ComingSitting, ...]:
    meetings = await meetings_of_seats(work.session, [seat.seat_id], now=work.now)
    ahead = [
        (meeting, sitting)
        for meeting in meetings
        for sitting in meeting.standing
        if seat.seat_id in sitting.seats and sitting.ends_at > work.now
    ]
    answers = await answers_of(work.session, [sitting.item for _, sitting in ahead])
    found = [
        ComingSitting(
            meeting,
            sitting,
            standing(answers.get((sitting.item, seat.seat_id), []), time_revision=sitting.time_revision),
        )
        for meeting, sitting in ahead
    ]
    return tuple(sorted(found, key=lambda each: each.sitting.starts_at))


async def _cases(work: Work, seat: HeldSeat) -> tuple[OpenCase, ...]:
    alerts = await open_alerts(work.session, [seat.region_code])
    within = Scope(region_codes=frozenset({seat.region_code}))
    report = await report_of(work, seat.region_code, within=within) if alerts else None
    lines = {line.criterion.key: line for line in report.lines} if report else {}
    return tuple(
        OpenCase(alert.id, alert.batch, lines[alert.criterion])
        for alert in alerts
        if alert.criterion in lines and lines[alert.criterion].assessment.reading
    )


async def _promises(work: Work, seat: HeldSeat) -> tuple[Promise, ...]:
    rows = await work.session.execute(
        select(col(Alert.criterion), col(AlertResponse.person_in_charge), col(AlertResponse.promised_on))
        .join(Alert, col(Alert.id) == col(AlertResponse.alert_id))
        .where(
            col(AlertResponse.seat_id) == seat.seat_id,
            col(AlertResponse.kind) == ResponseKind.PROMISED,
            col(Alert.state) == AlertState.OPEN,
        )
        .order_by(col(AlertResponse.id))
    )
    names = {criterion.key.value: criterion.short_name for criterion in criteria()}
    last = {key: Promise(names[key], person, on) for key, person, on in rows}
    return tuple(last[key] for key in names if key in last)
