"""What an official answers to a pemberitahuan capaian: received, a plan, or a dispute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.work import Work
from bot.messages import alerts as messages
from bot.messages.seats import through
from bot.rules.access import Action, require
from bot.rules.actors import HeldSeat
from bot.rules.clocks import local_date, zone_named
from bot.rules.errors import Stale
from bot.rules.names import typed_name
from bot.rules.outbox import MessageClass, Text
from bot.rules.promises import explanation, target_date
from bot.rules.sittings import addressee
from db.queries.people import officers_of_region
from db.reference import criteria
from db.tables import Alert, AlertNotice, AlertResponse, AlertState, ResponseKind

ASK_PERSON, ASK_DATE, ASK_EXPLANATION = "plan_person", "plan_date", "dispute_note"


@dataclass(frozen=True, slots=True)
class _Case:
    """The open alerts of one notice, and the seat it was told to."""

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


async def acknowledge(work: Work, *, batch: str, region_code: str) -> None:
    """Terima pemberitahuan: kept once per seat and alert; pressing again says so again."""
    case = await _case(work, batch=batch, region_code=region_code)
    if not case.alerts:
        await work.receipt(messages.already_over())
        return
    for alert in case.alerts:
        if not await _has_answered(work, alert, case.seat, ResponseKind.ACKNOWLEDGED):
            _answer(work, alert, case.seat, ResponseKind.ACKNOWLEDGED)
            await work.audit("alert_acknowledged", "alert", alert.id, seat=case.seat.seat_id)
    await work.receipt(messages.received())


async def ask_plan(work: Work, *, batch: str, region_code: str) -> None:
    """Rencana: asks for the person in charge first."""
    await _ask(work, ASK_PERSON, messages.ask_person(), batch=batch, region_code=region_code)


async def ask_dispute(work: Work, *, batch: str, region_code: str) -> None:
    """Nilai keliru: asks for the right value and its source."""
    await _ask(work, ASK_EXPLANATION, messages.ask_explanation(), batch=batch, region_code=region_code)


async def hear_person(work: Work, *, batch: str, region_code: str, typed: str) -> None:
    """The person in charge; then asks for the date. Raises NameUnusable."""
    person = typed_name(typed)
    await _case(work, batch=batch, region_code=region_code)
    await dialogues.ask(work, ASK_DATE, batch=batch, region=region_code, person=person)
    await work.receipt(messages.ask_date(person))


async def promise(work: Work, *, batch: str, region_code: str, person: str, typed: str) -> None:
    """The date: records the plan and tells the region's officer. Raises PromiseDate."""
    case = await _case(work, batch=batch, region_code=region_code)
    on = target_date(typed, today=_today(work, case.seat))
    await dialogues.close(work)
    if not case.alerts:
        await work.receipt(messages.already_over())
        return
    for alert in case.alerts:
        _answer(work, alert, case.seat, ResponseKind.PROMISED, person=person, on=on)
        await work.audit("alert_promised", "alert", alert.id, text=person, on=on.isoformat())
    text = messages.staff_planned(case.speaker, case.names, person=person, on=on)
    await _tell_officers(work, case, text, key=f"ap:{batch}:{region_code}:{work.update_id}")
    await work.receipt(messages.planned(person, on))


async def dispute(work: Work, *, batch: str, region_code: str, typed: str) -> None:
    """The explanation: records the dispute and asks the region's officer to check. Raises NoteUnusable."""
    note = explanation(typed)
    case = await _case(work, batch=batch, region_code=region_code)
    await dialogues.close(work)
    if not case.alerts:
        await work.receipt(messages.already_over())
        return
    for alert in case.alerts:
        _answer(work, alert, case.seat, ResponseKind.DISPUTED, note=note)
        await work.audit("alert_disputed", "alert", alert.id, text=note)
    text = messages.staff_disputed(case.speaker, case.names, note=note)
    await _tell_officers(work, case, text, key=f"ad:{batch}:{region_code}:{work.update_id}")
    await work.receipt(messages.disputed())


async def _ask(work: Work, step: str, question: Text, *, batch: str, region_code: str) -> None:
    case = await _case(work, batch=batch, region_code=region_code)
    if not case.alerts:
        await work.receipt(messages.already_over())
        return
    await dialogues.ask(work, step, batch=batch, region=region_code)
    await work.receipt(question)


async def _case(work: Work, *, batch: str, region_code: str) -> _Case:
    """The notice as this person got it, its open alerts locked. Raises NotRegistered, Forbidden, Stale."""
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
    return _Case(seats[seat_id], alerts.all())


async def _has_answered(work: Work, alert: Alert, seat: HeldSeat, kind: ResponseKind) -> bool:
    found = await work.session.scalar(
        select(col(AlertResponse.id)).where(
            col(AlertResponse.alert_id) == alert.id,
            col(AlertResponse.seat_id) == seat.seat_id,
            col(AlertResponse.kind) == kind,
        )
    )
    return found is not None


def _answer(
    work: Work,
    alert: Alert,
    seat: HeldSeat,
    kind: ResponseKind,
    *,
    person: str = "",
    on: date | None = None,
    note: str = "",
) -> None:
    if alert.id is None or work.actor.contact_id is None:
        raise Stale
    work.session.add(
        AlertResponse(
            alert_id=alert.id,
            seat_id=seat.seat_id,
            contact_id=work.actor.contact_id,
            capacity=seat.kind,
            kind=kind,
            person_in_charge=person,
            promised_on=on,
            note=note,
            responded_at=work.now,
        )
    )


async def _tell_officers(work: Work, case: _Case, text: Text, *, key: str) -> None:
    for officer in await officers_of_region(work.session, case.seat.region_code):
        await work.tell(officer, text, key=f"{key}:{officer.staff_id}", message_class=MessageClass.REQUEST)


def _today(work: Work, seat: HeldSeat) -> date:
    return local_date(work.now, zone_named(seat.zone))
