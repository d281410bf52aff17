"""Whom a change of an alert is told to, and how: Inspektur, the Sekda's copy, the region's officer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from bot.actions.work import Subject, Work
from bot.messages import alerts as messages
from bot.rules.alerts import Verdict
from bot.rules.clocks import zone_named
from bot.rules.notices import notice_at
from bot.rules.outbox import MessageClass, Text
from bot.rules.recording import Outcome
from bot.rules.sittings import addressee
from bot.rules.status import CriterionLine
from db.outbox import withdraw
from db.queries.alerts import OpenAlert, seats_of
from db.queries.criteria import readings_of, region_names
from db.queries.people import Recipient, officers_of_region, people_of_seats
from db.reference import criteria
from db.tables import Alert, AlertNotice, AlertState

INSPEKTUR, SEKDA = "inspektur", "sekda"

People = Mapping[str, Sequence[Recipient]]

#: How an open alert ends.
CLOSED = {Verdict.RECOVERED: AlertState.RECOVERED, Verdict.CORRECTED: AlertState.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Ended:
    """An alert that is over, and what it said."""

    alert: OpenAlert
    outcome: Outcome


async def people_of(work: Work, codes: Collection[str]) -> dict[str, list[Recipient]]:
    """Whoever acts for Inspektur and Sekda of these regions and can be written to, Inspektur first."""
    seats = await seats_of(work.session, sorted(codes), (INSPEKTUR, SEKDA))
    found: dict[str, list[Recipient]] = {code: [] for code in codes}
    for person in await people_of_seats(work.session, seats):
        if person.seat is not None and person.is_reachable:
            found[person.seat.region_code].append(person)
    return {code: sorted(those, key=lambda p: not _is(p, INSPEKTUR)) for code, those in found.items()}


def already_told(people: People, case: OpenAlert | None) -> list[Recipient]:
    if case is None:
        return []
    return [person for person in people[case.region_code] if person.contact_id in case.contact_ids]


async def notify(
    work: Work, drops: Sequence[tuple[Alert, Outcome]], people: Sequence[Recipient], *, batch: str
) -> list[str]:
    """One notice to the Inspektur, and one copy, named as such, to the Sekda."""
    code = drops[0][1].region_code
    lines = [_line(outcome) for _, outcome in drops]
    copied = next((post_of(person) for person in people if _is(person, SEKDA)), "")
    main = next((post_of(person) for person in people if _is(person, INSPEKTUR)), "")
    for person in people:
        if person.seat is None:
            continue
        to = addressee(person.seat, name=person.name)
        if _is(person, INSPEKTUR):
            text = messages.notice(lines, to=to, copied=copied, batch=batch, region_code=code)
        else:
            text = messages.copy(lines, to=to, main=main)
        key = f"al:{batch}:{code}:{person.contact_id}"
        await _tell(work, person, text, key=key, title=messages.TITLE_NOTICE)
        for alert, _ in drops:
            _remember(work, person, alert_id=alert.id or 0, state=AlertState.OPEN, key=key)
    return [post_of(person) for person in people]


async def tell_end(
    work: Work,
    over: Sequence[Ended],
    verdict: Verdict,
    people: People,
    *,
    batch: str,
) -> list[str]:
    """Say once, to those who were told of the fall, that it is over; unsent notices are taken back."""
    if not over:
        return []
    code = over[0].alert.region_code
    known = {r.measurement_id: r for r in (await readings_of(work.session, [code]))[code]}
    posts = []
    for person in people[code]:
        own = [e for e in over if person.contact_id in e.alert.contact_ids]
        own = [e for e in own if not await _taken_back(work, e.alert, person)]
        if not own or person.seat is None:
            continue
        said = [
            messages.Said(_line(e.outcome), known.get(e.alert.measurement_id), e.alert.opened_on) for e in own
        ]
        to = addressee(person.seat, name=person.name)
        is_correction = verdict is Verdict.CORRECTED
        text = messages.corrected(said, to=to) if is_correction else messages.recovered(said, to=to)
        title = messages.TITLE_CORRECTED if is_correction else messages.TITLE_RECOVERED
        key = f"{'aw' if is_correction else 'ar'}:{batch}:{code}:{person.contact_id}"
        await _tell(work, person, text, key=key, title=title, is_correction=is_correction)
        for e in own:
            _remember(work, person, alert_id=e.alert.id, state=CLOSED[verdict], key=key)
        posts.append(post_of(person))
    return posts


async def _taken_back(work: Work, alert: OpenAlert, person: Recipient) -> bool:
    """Withdraw a notice that has not left yet and spoke of this alert only; whether that was enough."""
    key = await work.session.scalar(
        select(col(AlertNotice.outbox_key))
        .where(col(AlertNotice.alert_id) == alert.id, col(AlertNotice.contact_id) == person.contact_id)
        .order_by(col(AlertNotice.id))
        .limit(1)
    )
    spoke_of = await work.session.scalar(
        select(func.count()).select_from(AlertNotice).where(col(AlertNotice.outbox_key) == key)
    )
    if key is None or spoke_of != 1:
        return False
    return await withdraw(work.session, keys=[key], reason="alert_over", now=work.now) == 1


async def inform_staff(work: Work, code: str, outcomes: Sequence[Outcome], *, batch: str) -> None:
    """Below a threshold nobody has confirmed: the region's officer hears of it, the region does not."""
    lines = [_line(outcome) for outcome in outcomes if outcome.verdict is Verdict.STAFF_ONLY]
    if not lines:
        return
    region = (await region_names(work.session, [code]))[code]
    for officer in await officers_of_region(work.session, code):
        if officer.staff_id != work.actor.staff_id:
            await work.tell(
                officer,
                messages.below_unconfirmed(lines, region=region),
                key=f"as:{batch}:{code}:{officer.staff_id}",
                message_class=MessageClass.REQUEST,
            )


async def _tell(
    work: Work, person: Recipient, text: Text, *, key: str, title: str, is_correction: bool = False
) -> None:
    zone = zone_named(person.seat.zone) if person.seat else None
    await work.tell(
        person,
        text,
        key=key,
        message_class=MessageClass.CORRECTION if is_correction else MessageClass.ALERT,
        title=title,
        subject=Subject("alert_batch", int(key.split(":")[1])),
        not_before=notice_at(work.now, zone=zone) if zone else None,
    )


def _remember(work: Work, person: Recipient, *, alert_id: int, state: AlertState, key: str) -> None:
    if person.seat is not None and person.contact_id is not None:
        work.session.add(
            AlertNotice(
                alert_id=alert_id,
                seat_id=person.seat.seat_id,
                contact_id=person.contact_id,
                told=state,
                told_at=work.now,
                outbox_key=key,
            )
        )


def _is(person: Recipient, post: str) -> bool:
    return person.seat is not None and person.seat.post == post


def post_of(person: Recipient) -> str:
    return addressee(person.seat).post if person.seat else ""


def _line(outcome: Outcome) -> CriterionLine:
    of = next(criterion for criterion in criteria() if criterion.key is outcome.assessment.criterion)
    return CriterionLine(of, outcome.assessment)
