"""Whom a change of an alert is told to, and how: Inspektur, the Sekda's copy, the region's officer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import SQLModel

from bot.actions.work import Subject, Work
from bot.messages import alerts as messages
from bot.rules.alerts import Verdict
from bot.rules.clocks import zone_named
from bot.rules.errors import Stale
from bot.rules.notices import notice_at
from bot.rules.outbox import MessageClass, Text
from bot.rules.outcomes import Outcome
from bot.rules.seats import NOTIFIED_POSTS
from bot.rules.sittings import Addressee, addressee
from bot.rules.status import CriterionLine
from db.queries.alerts import OpenAlert, seats_of
from db.queries.criteria import region_names
from db.queries.days_off import days_off
from db.queries.officers import officers_of_regions
from db.queries.people import Recipient, people_of_seats
from db.reference import criteria
from db.tables import AlertNotice, AlertState

INSPEKTUR, SEKDA = NOTIFIED_POSTS

People = Mapping[str, Sequence[Recipient]]


@dataclass(frozen=True, slots=True)
class Occasion:
    """One recording: its name in the keys of messages, and the days off staff added."""

    batch: str
    extra: AbstractSet[date]
    kept: list[SQLModel] = field(default_factory=list)  #: who was told what, to be stored at the end


@dataclass(frozen=True, slots=True)
class Drop:
    """An open alert, and the judgement it is told with."""

    alert_id: int
    outcome: Outcome


async def people_of(work: Work, codes: Collection[str]) -> dict[str, list[Recipient]]:
    """Whoever acts for Inspektur and Sekda of these regions and can be written to, Inspektur first."""
    seats = await seats_of(work.session, sorted(codes), NOTIFIED_POSTS)
    found: dict[str, list[Recipient]] = {code: [] for code in codes}
    for person in await people_of_seats(work.session, seats):
        if person.seat is not None and person.is_reachable:
            found[person.seat.region_code].append(person)
    return {code: sorted(those, key=lambda p: not is_post(p, INSPEKTUR)) for code, those in found.items()}


def already_told(people: People, case: OpenAlert | None) -> list[Recipient]:
    if case is None:
        return []
    return [person for person in people[case.region_code] if person.contact_id in case.contact_ids]


async def notify(
    work: Work,
    drops: Sequence[Drop],
    people: Sequence[Recipient],
    *,
    batch: str,
    occasion: Occasion,
    only: Recipient | None = None,
) -> list[str]:
    """One notice to the Inspektur, and one copy, named as such, to the Sekda; or to one of them ``only``."""
    code = drops[0].outcome.region_code
    lines = [line_of(drop.outcome) for drop in drops]
    copied = next((post_of(person) for person in people if is_post(person, SEKDA)), "")
    main = next((post_of(person) for person in people if is_post(person, INSPEKTUR)), "")
    corrects = {
        drop.outcome.assessment.criterion: drop.outcome.corrects
        for drop in drops
        if drop.outcome.corrects is not None and drop.outcome.verdict is Verdict.DROPPED
    }
    hearers = [person for person in people if person.seat is not None and only in (None, person)]
    for person in hearers:
        to = addressed(person)
        if is_post(person, INSPEKTUR):
            text = messages.notice(
                lines, to=to, copied=copied, batch=batch, region_code=code, corrects=corrects
            )
        else:
            text = messages.copy(lines, to=to, main=main, batch=batch, region_code=code, corrects=corrects)
        key = f"al:{batch}:{code}:{person.contact_id}"
        await tell(work, person, text, key=key, title=messages.TITLE_NOTICE, extra=occasion.extra)
        for drop in drops:
            remember(work, person, drop, occasion, state=AlertState.OPEN, key=key)
    return [post_of(person) for person in hearers]


async def inform_staff(work: Work, outcomes: Sequence[Outcome], *, batch: str) -> None:
    """Below a threshold nobody has confirmed: the region's officer hears of it, the region does not."""
    by_region: dict[str, list[CriterionLine]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.verdict is Verdict.STAFF_ONLY:
            by_region[outcome.region_code].append(line_of(outcome))
    if not by_region:
        return
    names = await region_names(work.session, list(by_region))
    officers = await officers_of_regions(work.session, list(by_region))
    for code, lines in sorted(by_region.items()):
        for officer in officers[code]:
            if officer.staff_id != work.actor.staff_id:
                await work.tell(
                    officer,
                    messages.below_unconfirmed(lines, region=names[code]),
                    key=f"as:{batch}:{code}:{officer.staff_id}",
                    message_class=MessageClass.REQUEST,
                )


async def tell(
    work: Work,
    person: Recipient,
    text: Text,
    *,
    key: str,
    title: str,
    is_correction: bool = False,
    extra: AbstractSet[date] | None = None,
) -> None:
    """Say it in working hours there. ``extra``: the days off, where many are told; else they are read."""
    await work.tell(
        person,
        text,
        key=key,
        message_class=MessageClass.CORRECTION if is_correction else MessageClass.ALERT,
        title=title,
        subject=Subject("alert_batch", int(key.split(":")[1])),
        not_before=await arrives_at(work, person, extra),
    )


async def arrives_at(
    work: Work, person: Recipient, extra: AbstractSet[date] | None = None
) -> datetime | None:
    """When a notice about values may arrive there; None: at once."""
    if person.seat is None:
        return None
    off = await days_off(work.session) if extra is None else extra
    return notice_at(work.now, zone=zone_named(person.seat.zone), extra=off)


def remember(
    work: Work, person: Recipient, drop: Drop, occasion: Occasion, *, state: AlertState, key: str
) -> None:
    """Who was told of which value, in which message."""
    reading = drop.outcome.assessment.reading
    if person.seat is not None and person.contact_id is not None:
        occasion.kept.append(
            AlertNotice(
                alert_id=drop.alert_id,
                seat_id=person.seat.seat_id,
                contact_id=person.contact_id,
                told=state,
                told_at=work.now,
                outbox_key=key,
                measurement_id=reading.measurement_id if reading else None,
            )
        )


def addressed(person: Recipient) -> Addressee:
    """How the person is addressed. Raises Stale without a seat."""
    if person.seat is None:
        raise Stale
    return addressee(person.seat, name=person.name)


def is_post(person: Recipient, post: str) -> bool:
    return person.seat is not None and person.seat.post == post


def post_of(person: Recipient) -> str:
    return addressee(person.seat).post if person.seat else ""


def line_of(outcome: Outcome) -> CriterionLine:
    of = next(criterion for criterion in criteria() if criterion.key is outcome.assessment.criterion)
    return CriterionLine(of, outcome.assessment)
