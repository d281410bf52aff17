"""Pemberitahuan capaian: below the threshold; and what officials answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.messages import criteria
from bot.messages.render import render
from bot.rules.alert_lives import PlanMade
from bot.rules.clocks import WIB, full_date, local_date, short_date
from bot.rules.criteria import CriterionKey
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.readings import Reading
from bot.rules.requirements import Grade, Requirement
from bot.rules.sittings import Addressee
from bot.rules.status import CriterionLine
from bot.rules.wording import count, number, two_decimals

TERIMA_PEMBERITAHUAN = "Terima pemberitahuan"
RENCANA = "Rencana"
NILAI_KELIRU = "Nilai keliru"
LIHAT_RIWAYAT = "Lihat riwayat"
MENGAPA = "Mengapa saya menerima ini?"

#: Values recorded before, which the ones told of put right.
Corrected = Mapping[CriterionKey, Reading]
_NONE: Corrected = {}

#: What a stranger who checks the proof code is told.
TITLE_NOTICE = "Pemberitahuan capaian kriteria"


def notice(
    lines: Sequence[CriterionLine],
    *,
    to: Addressee,
    copied: str,
    batch: str,
    region_code: str,
    corrects: Corrected = _NONE,
) -> Text:
    """To the Inspektur: what is below its threshold, and three ways to answer.

    ``corrects`` holds the value recorded before, where the low one puts it right: then nothing has fallen.
    """
    html = render(
        "alert_notice",
        to=to,
        falls=[fall(line, corrects) for line in lines],
        how_many=count(len(lines)),
        cohort=cohort(lines),
        stage=stage(lines),
        copied=copied,
    )
    return Text(html, answers(batch, region_code))


def copy(
    lines: Sequence[CriterionLine],
    *,
    to: Addressee,
    main: str,
    batch: str,
    region_code: str,
    corrects: Corrected = _NONE,
) -> Text:
    """To the Sekda: the same facts, named as a copy; asks for nothing."""
    html = render(
        "alert_copy",
        to=to,
        falls=[fall(line, corrects) for line in lines],
        how_many=count(len(lines)),
        cohort=cohort(lines),
        stage=stage(lines),
        main=main,
    )
    return Text(html, (why(batch, region_code),))


def below_unconfirmed(lines: Sequence[CriterionLine], *, region: str) -> Text:
    """To staff only: the threshold is nobody's yet, so the region hears nothing."""
    return Text(render("alert_unconfirmed", region=region, falls=[fall(line) for line in lines]))


@dataclass(frozen=True, slots=True)
class Missed:
    """A post whose holder did not get a notice."""

    post: str
    is_told_to_others: bool  #: an assistant or delegate got it


def holders_missed(missed: Sequence[Missed]) -> Text:
    """To staff: who has to be told of a notice in another way."""
    return Text(render("alert_holders_missed", missed=missed))


def received() -> Text:
    return Text(render("alert_received"))


def received_planned(plan: PlanMade) -> Text:
    """Received, and a plan is there already: it stands."""
    on = full_date(plan.on) if plan.on else ""
    return Text(render("alert_received_planned", person=plan.person, on=on))


def received_disputed() -> Text:
    """Received, while staff decide whether the value is wrong."""
    return Text(render("alert_received_disputed"))


def already_over() -> Text:
    """Somebody answers a notice whose alert has ended."""
    return Text(render("alert_over"))


def answers(batch: str, region_code: str, *, about: str = "") -> Keyboard:
    """Three ways to answer one notice; ``about`` tells several of them apart."""
    where, which = f"{batch}:{region_code}", f": {about}" if about else ""
    return (
        (Button(TERIMA_PEMBERITAHUAN + which, data=f"terima:{where}"),),
        (
            Button(RENCANA + which, data=f"rencana:{where}"),
            Button(NILAI_KELIRU + which, data=f"keliru:{where}"),
        ),
        why(batch, region_code, about=about),
    )


def why(batch: str, region_code: str, *, about: str = "") -> tuple[Button, ...]:
    """What a notice rests on."""
    which = f": {about}" if about else ""
    return (Button(MENGAPA + which, data=f"sebab:{batch}:{region_code}"),)


def fall(line: CriterionLine, corrects: Corrected = _NONE) -> dict[str, str]:
    """The five lines of one criterion below its threshold."""
    seen, words = line.assessment, criteria.words(line.criterion, line.assessment)
    reading, rule = seen.reading, seen.requirement
    return {
        "name": words.name,
        "publisher": words.publisher,
        "label": words.label,
        "value": words.value,
        "band": words.band,
        "threshold": limit(line),
        "short": number(abs(seen.distance)) if seen.distance is not None else "",
        "source": _source(reading) if reading else "",
        "corrects": criteria.before(corrects.get(line.criterion.key), reading),
        "basis": basis(rule) if rule else "",
    }


def basis(rule: Requirement) -> str:
    """What the threshold rests on: to regions an official paper, or our own confirmation; never the press."""
    if rule.basis or not rule.is_confirmed:
        return rule.basis or rule.source
    on = f", {short_date(rule.confirmed_on)}" if rule.confirmed_on else ""
    return f"dikonfirmasi Dit. Permas KPK{on}"


def _source(reading: Reading) -> str:
    """Fajar, 14 Februari 2023: who published it and when, as far as known; else who recorded it."""
    if not reading.source:
        at = reading.recorded_at
        return ", ".join(["dicatat Dit. Permas", *([short_date(local_date(at, WIB))] if at else [])])
    published = short_date(reading.published_on) if reading.published_on else ""
    return ", ".join(part for part in (criteria.source(reading), published) if part)


def limit(line: CriterionLine) -> str:
    """75; kategori B, mulai 78,00; kategori B, di atas 60,00; WTP dua tahun berturut-turut."""
    seen = line.assessment
    least = seen.requirement.least if seen.requirement else None
    if isinstance(least, Grade) and seen.floor is not None:
        start = "mulai" if seen.floor_included else "di atas"
        return f"kategori {least.name}, {start} {two_decimals(seen.floor)}"
    if isinstance(least, Grade):
        return f"kategori {least.name}"
    return criteria.threshold(seen.requirement, seen)


def _rule(lines: Sequence[CriterionLine]) -> Requirement | None:
    return next((line.assessment.requirement for line in lines if line.assessment.requirement), None)


def cohort(lines: Sequence[CriterionLine]) -> str:
    rule = _rule(lines)
    return str(rule.cohort) if rule else ""


def stage(lines: Sequence[CriterionLine]) -> str:
    rule = _rule(lines)
    return rule.stage.value if rule else ""
