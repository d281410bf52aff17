"""A notice as the person who presses got it: the seat it was told to, and its open alerts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from bot.actions.alert_repeats import take_back
from bot.actions.work import Work
from bot.messages.seats import through
from bot.rules.access import Action, require
from bot.rules.actors import HeldSeat
from bot.rules.alert_lives import ResponseKind
from bot.rules.clocks import local_date, zone_named
from bot.rules.errors import Stale
from bot.rules.follow_through import Next, answered
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import addressee
from db.queries.days_off import days_off
from db.queries.people import officers_of_region
from db.reference import criteria
from db.tables import Alert, AlertNotice, AlertResponse, AlertState


@dataclass(frozen=True, slots=True)
class Case:
    """The open alerts of one notice, locked, and the seat that speaks."""

    seat: HeldSeat
    alerts: Sequence[Alert]

    @property
    def speaker(self) -> str:
        """The post, and through whom it speaks where that is not its holder."""
        return f"{addressee(self.seat).post}{through(self.seat.kind)}"

    @property
    def names(self) -> list[str]:
        keys = {alert.criterion for alert in self.alerts}
        return [criterion.short_name for criterion in criteria() if criterion.key.value in keys]

    @property
    def ids(self) -> list[int]:
        return [alert.id for alert in self.alerts if alert.id is not None]

    @property
    def zone(self) -> ZoneInfo:
        return zone_named(self.seat.zone)

    def today(self, now: datetime) -> date:
        return local_date(now, self.zone)


async def case_of(work: Work, *, batch: str, region_code: str) -> Case:
    """What the notice spoke of and is still open. Raises NotRegistered, Forbidden, Stale."""
    require(work.actor, Action.RESPOND, region=region_code)
    seats = {seat.seat_id: seat for seat in work.actor.seats if seat.region_code == region_code}
    of_batch = (col(Alert.batch) == batch, col(Alert.region_code) == region_code)
    told = await work.session.scalars(
        select(col(AlertNotice.seat_id))
        .join(Alert, col(Alert.id) == col(AlertNotice.alert_id))
        .where(*of_batch, col(AlertNotice.seat_id).in_(seats))
        .order_by(col(AlertNotice.id))
    )
    seat_id = told.first()
    if seat_id is None:
        raise Stale
    alerts = await work.session.scalars(
        select(Alert)
        .where(*of_batch, col(Alert.state) == AlertState.OPEN)
        .order_by(col(Alert.id))
        .with_for_update()
    )
    return Case(seats[seat_id], alerts.all())


async def answer(
    work: Work,
    case: Case,
    alert: Alert,
    kind: ResponseKind,
    *,
    person: str = "",
    on: date | None = None,
    note: str = "",
) -> AlertResponse:
    """Keep what was said, and give the next step to whoever has it now. Raises Stale."""
    if alert.id is None:
        raise Stale
    by_staff = work.actor.staff_id if work.actor.contact_id is None else None
    said = AlertResponse(
        alert_id=alert.id,
        seat_id=case.seat.seat_id,
        contact_id=work.actor.contact_id,
        recorded_by_staff_id=by_staff,
        capacity=case.seat.kind if by_staff is None else None,
        kind=kind,
        person_in_charge=person,
        promised_on=on,
        note=note,
        responded_at=work.now,
    )
    work.session.add(said)
    extra = await days_off(work.session)
    step = answered(alert.follow_up, kind, at=work.now, zone=case.zone, promised_on=on, extra=extra)
    if step is not None:
        put(alert, step)
    await take_back(work, batch=alert.batch, region_code=alert.region_code)
    return said


def put(alert: Alert, step: Next) -> None:
    """The next step of an alert that is locked; a delay ends with it."""
    alert.follow_up, alert.due_at = step.state, step.due_at
    alert.snoozed_until, alert.snooze_reason = None, ""
    alert.snoozed_by_staff_id = alert.snoozed_at = None


async def tell_officers(work: Work, case: Case, text: Text, *, key: str) -> None:
    """To the region's officer, or all of them; not to whoever did it himself."""
    for officer in await officers_of_region(work.session, case.seat.region_code):
        if officer.staff_id != work.actor.staff_id:
            await work.tell(
                officer, text, key=f"{key}:{officer.staff_id}", message_class=MessageClass.REQUEST
            )
