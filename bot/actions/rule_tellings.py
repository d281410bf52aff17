"""Whom a change of the rule is told to: Inspektur, the Sekda's copy, and staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bot.actions.alert_memory import last_heard
from bot.actions.alert_notices import INSPEKTUR, SEKDA, addressed, post_of
from bot.actions.facts import today_of
from bot.actions.work import Subject, Work
from bot.messages import rule_changes as messages
from bot.rules.actors import Role
from bot.rules.clocks import zone_named
from bot.rules.notices import notice_at
from bot.rules.outbox import MessageClass
from bot.rules.rule_changes import RuleEffect
from db.queries.alerts import OpenAlert
from db.queries.days_off import days_off
from db.queries.people import Recipient, staff_at_least
from db.queries.thresholds import officers_of_regions
from db.reference import criteria
from db.tables import AlertNotice, AlertState, EarlyKind, EarlyNotice


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why it is told: ``key`` names the decision, ``moved`` says by region how its stage changed."""

    key: str
    subject_id: int
    moved: Mapping[str, str] = field(default_factory=dict)


async def tell_region(
    work: Work,
    effects: Sequence[RuleEffect],
    people: Sequence[Recipient],
    cases: Mapping[int, OpenAlert],
    occasion: Occasion,
) -> tuple[str, ...]:
    """One message to the Inspektur, one copy to the Sekda; returns their posts."""
    if not effects:
        return ()
    code, extra = effects[0].region_code, await days_off(work.session)
    main = next((post_of(p) for p in people if p.seat and p.seat.post == INSPEKTUR), "")
    copied = next((post_of(p) for p in people if p.seat and p.seat.post == SEKDA), "")
    for person in people:
        key = f"rc:{occasion.key}:{code}:{person.contact_id}"
        ended = {id_ for id_, case in cases.items() if await _has_heard(work, case, person)}
        words = [words_of(work, effect, cases=cases, ended=ended) for effect in effects]
        is_copy = person.seat is not None and person.seat.post != INSPEKTUR
        text = messages.changed(
            words,
            to=addressed(person),
            moved=occasion.moved.get(code, ""),
            main=main,
            copied=copied,
            is_copy=is_copy,
        )
        zone = zone_named(person.seat.zone) if person.seat else None
        await work.tell(
            person,
            text,
            key=key,
            message_class=MessageClass.ALERT,
            title=messages.TITLE,
            subject=Subject("rule_change", occasion.subject_id),
            not_before=notice_at(work.now, zone=zone, extra=extra) if zone else None,
        )
        _remember(work, person, effects, cases={i: cases[i] for i in ended}, key=key)
    return tuple(post_of(person) for person in people)


async def _has_heard(work: Work, case: OpenAlert, person: Recipient) -> bool:
    """Told of the fall, and it has left: a notice still waiting is taken back instead."""
    if person.seat is None or person.seat.region_code != case.region_code:
        return False
    if person.contact_id not in case.contact_ids:
        return False
    return await last_heard(work, case, person) is not None


def _remember(
    work: Work, person: Recipient, effects: Sequence[RuleEffect], *, cases: Mapping[int, OpenAlert], key: str
) -> None:
    """Who was told of which threshold, and that the notice before is over."""
    if person.seat is None or person.contact_id is None:
        return
    seat_id, contact_id = person.seat.seat_id, person.contact_id
    for effect in effects:
        rule, reading = effect.after.requirement, effect.after.reading
        work.session.add(
            EarlyNotice(
                region_code=effect.region_code,
                criterion=effect.criterion.value,
                kind=EarlyKind.RULE_CHANGED,
                measurement_id=reading.measurement_id if reading else None,
                threshold_id=rule.threshold_id if rule else None,
                told_at=work.now,
                outbox_key=key,
                seat_id=seat_id,
                contact_id=contact_id,
            )
        )
        if effect.case and effect.case.alert_id in cases:
            work.session.add(
                AlertNotice(
                    alert_id=effect.case.alert_id,
                    told=AlertState.WITHDRAWN,
                    told_at=work.now,
                    outbox_key=key,
                    measurement_id=reading.measurement_id if reading else None,
                    seat_id=seat_id,
                    contact_id=contact_id,
                )
            )


async def inform_staff(work: Work, told: Mapping[str, messages.ToldOfRule], occasion: Occasion) -> None:
    """One message to each officer about his regions, to admins about all; not to whoever changed it."""
    officers = await officers_of_regions(work.session, told)
    everybody = await staff_at_least(work.session, Role.OFFICER)
    admins = {person.staff_id for person in await staff_at_least(work.session, Role.ADMIN)}
    unaccompanied = set(told) - set(officers)
    theirs: dict[int, set[str]] = defaultdict(set)
    for code, staff_id in officers.items():
        theirs[staff_id].add(code)
    for person in everybody:
        codes = set(told) if person.staff_id in admins else theirs[person.staff_id or 0] | unaccompanied
        if not codes or person.staff_id == work.actor.staff_id:
            continue
        await work.tell(
            person,
            messages.to_staff([told[code] for code in told if code in codes]),
            key=f"rcs:{occasion.key}:{person.staff_id}",
            message_class=MessageClass.REQUEST,
        )


def words_of(
    work: Work,
    effect: RuleEffect,
    *,
    cases: Mapping[int, OpenAlert] | None = None,
    ended: AbstractSet[int] = frozenset(),
) -> messages.Turned:
    """One effect with its dates; ``ended`` are the alerts this reader has heard of."""
    rule = effect.after.requirement
    case = (cases or {}).get(effect.case.alert_id) if effect.case else None
    return messages.Turned(
        effect,
        next(criterion for criterion in criteria() if criterion.key is effect.criterion),
        since=(rule.effective_from if rule else None) or today_of(work),
        ended_on=case.opened_on if case and case.id in ended else None,
    )
