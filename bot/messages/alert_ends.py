"""Pemberitahuan capaian that are over or were wrong: recovered, corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import criteria
from bot.messages.alerts import cohort, limit, stage
from bot.messages.render import render
from bot.rules.clocks import short_date
from bot.rules.outbox import Text
from bot.rules.readings import Reading
from bot.rules.sittings import Addressee
from bot.rules.status import CriterionLine

#: What a stranger who checks the proof code is told.
TITLE_RECOVERED = "Capaian telah memenuhi ambang"
TITLE_REVISED = "Perbaikan pemberitahuan capaian"
TITLE_CORRECTED = "Penarikan pemberitahuan capaian"


@dataclass(frozen=True, slots=True)
class Said:
    """One criterion whose alert is over or was wrong: the value it spoke of, when, and the right one."""

    line: CriterionLine
    spoke_of: Reading | None
    on: date
    right: Reading | None = None


def recovered(said: Sequence[Said], *, to: Addressee) -> Text:
    """Once, to those who were told: met again, nothing is left to do."""
    rises = [_rise(each) for each in said]
    lines = [each.line for each in said]
    return Text(render("alert_recovered", to=to, rises=rises, cohort=cohort(lines), stage=stage(lines)))


def corrected(said: Sequence[Said], *, to: Addressee) -> Text:
    """What we said by name, and that it was wrong."""
    return Text(render("alert_corrected", to=to, corrections=[_rise(each) for each in said]))


def revised(said: Sequence[Said], *, to: Addressee) -> Text:
    """Both figures: ours was wrong, and the right one is below the threshold as well."""
    return Text(render("alert_revised", to=to, corrections=[_rise(each) for each in said]))


def _rise(said: Said) -> dict[str, str]:
    """What was said, what is right, and what holds now."""
    words = criteria.words(said.line.criterion, said.line.assessment)
    right = said.right if said.right != said.line.assessment.reading else None
    return {
        "name": words.name,
        "before_label": _label(said.spoke_of),
        "before": criteria.value(said.spoke_of) if said.spoke_of else "",
        "right_label": _label(right),
        "right": criteria.value(right) if right else "",
        "label": words.label,
        "value": words.value,
        "band": words.band,
        "threshold": limit(said.line),
        "distance": words.distance,
        "on": short_date(said.on),
    }


def _label(reading: Reading | None) -> str:
    return f"{criteria.instrument(reading.instrument)} {reading.year}" if reading else ""
