"""Informasi perkembangan capaian: told once per region and batch, remembered for each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from bot.actions.alert_notices import (
    INSPEKTUR,
    SEKDA,
    Occasion,
    People,
    addressed,
    arrives_at,
    is_post,
    line_of,
    post_of,
)
from bot.actions.work import Work
from bot.messages import early as messages
from bot.rules.alerts import Verdict, early_verdict
from bot.rules.criteria import CriterionKey
from bot.rules.outbox import MessageClass, Text
from bot.rules.outcomes import Outcome
from db.queries.people import Recipient
from db.tables import EarlyKind, EarlyNotice

#: The beginning of the keys of these messages.
EARLY, CORRECTED = "ei", "ew"

_KINDS = {
    Verdict.FELL: EarlyKind.FELL,
    Verdict.BAND_DROPPED: EarlyKind.BAND_DROPPED,
    Verdict.NEW_PERIOD: EarlyKind.NEW_PERIOD,
}


@dataclass(frozen=True, slots=True)
class Note:
    """What an early notice says of one criterion, and the value or threshold it rests on."""

    region_code: str
    criterion: CriterionKey
    kind: EarlyKind
    measurement_id: int | None = None
    threshold_id: int | None = None


async def inform(
    work: Work,
    outcomes: Sequence[Outcome],
    people: People,
    occasion: Occasion,
    *,
    anew: Mapping[tuple[str, int], Sequence[Outcome]],
) -> dict[str, list[str]]:
    """One message per region and person with all that is worth knowing early; returns the posts told.

    ``anew`` holds what one person (by region and contact) hears again, because the message that was to say
    it was taken back before it left.
    """
    by_region: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.verdict.is_early:
            by_region[outcome.region_code].append(outcome)
    told: dict[str, list[str]] = defaultdict(list)
    for code in sorted({*by_region, *(code for code, _ in anew)}):
        for person in people[code]:
            own = [*by_region.get(code, ()), *anew.get((code, person.contact_id or 0), ())]
            if own and person.seat is not None:
                text = _text(own, person, people[code])
                key = f"{EARLY}:{occasion.batch}:{code}:{person.contact_id}"
                notes = [note_of(outcome) for outcome in own]
                await tell_early(work, person, text, notes, key=key, occasion=occasion)
                told[code].append(post_of(person))
    return told


async def tell_early(
    work: Work,
    person: Recipient,
    text: Text,
    notes: Sequence[Note],
    *,
    key: str,
    title: str = messages.TITLE_EARLY,
    is_correction: bool = False,
    extra: AbstractSet[date] | None = None,
    occasion: Occasion | None = None,
) -> None:
    """Say it in working hours there, and remember who was told what, in which message.

    ``occasion``: many are told, and all is stored at its end.
    """
    await work.tell(
        person,
        text,
        key=key,
        message_class=MessageClass.CORRECTION if is_correction else MessageClass.ALERT,
        title=title,
        not_before=await arrives_at(work, person, occasion.extra if occasion else extra),
    )
    if person.seat is not None and person.contact_id is not None:
        seat_id, contact_id = person.seat.seat_id, person.contact_id
        rows = [_row(work, seat_id, contact_id, note, key) for note in notes]
        if occasion:
            occasion.kept.extend(rows)
        else:
            work.session.add_all(rows)


def note_of(outcome: Outcome) -> Note:
    """What is remembered of a development."""
    reading = outcome.assessment.reading
    return Note(
        outcome.region_code,
        outcome.assessment.criterion,
        _KINDS[_development(outcome).verdict],
        reading.measurement_id if reading else None,
    )


def _row(work: Work, seat_id: int, contact_id: int, note: Note, key: str) -> EarlyNotice:
    return EarlyNotice(
        region_code=note.region_code,
        criterion=note.criterion.value,
        kind=note.kind,
        measurement_id=note.measurement_id,
        threshold_id=note.threshold_id,
        seat_id=seat_id,
        contact_id=contact_id,
        told_at=work.now,
        outbox_key=key,
    )


def _text(own: Sequence[Outcome], person: Recipient, people: Sequence[Recipient]) -> Text:
    developments = [_development(outcome) for outcome in own]
    code = own[0].region_code
    if is_post(person, INSPEKTUR):
        copied = next((post_of(one) for one in people if is_post(one, SEKDA)), "")
        return messages.notice(developments, to=addressed(person), copied=copied, region_code=code)
    main = next((post_of(one) for one in people if is_post(one, INSPEKTUR)), "")
    return messages.copy(developments, to=addressed(person), main=main, region_code=code)


def _development(outcome: Outcome) -> messages.Development:
    """What is told again is told by what holds now."""
    verdict = outcome.verdict if outcome.verdict.is_early else early_verdict(outcome.assessment)
    return messages.Development(line_of(outcome), verdict or Verdict.FELL, outcome.corrects)
