"""Informasi perkembangan capaian: what is no alarm, asks for nothing, and is worth knowing early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import criteria
from bot.messages.alerts import LIHAT_RIWAYAT, limit
from bot.messages.render import render
from bot.rules.alerts import Verdict
from bot.rules.assessments import Standing
from bot.rules.clocks import short_date
from bot.rules.margins import Margin
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.readings import Reading
from bot.rules.scales import Band
from bot.rules.sittings import Addressee
from bot.rules.status import CriterionLine
from bot.rules.trends import Trend
from bot.rules.wording import count, number

#: What a stranger who checks the proof code is told.
TITLE_EARLY = "Informasi perkembangan capaian"
TITLE_CORRECTED = "Perbaikan informasi perkembangan capaian"


@dataclass(frozen=True, slots=True)
class Development:
    """One criterion, why it is told (a verdict that ``is_early``), and the value it puts right, if any."""

    line: CriterionLine
    verdict: Verdict
    corrects: Reading | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One criterion an early notice was wrong about: what was said and when, and what is right."""

    line: CriterionLine
    on: date
    wrong: Reading
    right: Reading


def notice(told: Sequence[Development], *, to: Addressee, copied: str, region_code: str) -> Text:
    """To the Inspektur: all of a region in one message."""
    return Text(render("early_notice", to=to, copied=copied, **_of(told)), _buttons(told, region_code))


def copy(told: Sequence[Development], *, to: Addressee, main: str, region_code: str) -> Text:
    """To the Sekda: the same facts, named as a copy."""
    return Text(render("early_copy", to=to, main=main, **_of(told)), _buttons(told, region_code))


def corrected(wrong: Sequence[Correction], *, to: Addressee) -> Text:
    """To those who were told: both figures, and what holds now."""
    return Text(render("early_corrected", to=to, corrections=[_correction(each) for each in wrong]))


def _of(told: Sequence[Development]) -> dict[str, object]:
    return {
        "developments": [_development(each) for each in told],
        "how_many": count(len(told)),
        "has_news": any(each.verdict is not Verdict.NEW_PERIOD for each in told),
    }


def _development(told: Development) -> dict[str, object]:
    seen, words = told.line.assessment, criteria.words(told.line.criterion, told.line.assessment)
    trend, band = seen.trend, seen.band
    rule = seen.requirement
    may_claim = seen.standing is Standing.MET and rule is not None and rule.is_confirmed
    return {
        "kind": told.verdict.value,
        "name": words.name,
        "label": words.label,
        "value": words.value,
        "band": words.band,
        "before_label": _label(trend.before) if trend else "",
        "before": criteria.value(trend.before) if trend else "",
        "before_band": _band_beside(trend.before, trend.before_band) if trend else "",
        "change": words.change,
        "is_same_word": trend is not None and trend.is_same_word and bool(words.band),
        "threshold": limit(told.line) if may_claim else "",
        "distance": words.distance,
        "is_near": seen.margin is Margin.WASPADA,
        "edge": number(band.lower) if band and band.lower else "",
        "to_edge": _to_edge(seen.reading, band),
        "scales": _scales(trend, band) if trend else None,
        "year": str(seen.reading.year) if seen.reading else "",
        "not_compared": _label(seen.not_compared),
        "corrects": criteria.before(told.corrects, seen.reading),
    }


def _to_edge(reading: Reading | None, band: Band | None) -> str:
    """How far a value lies above the start of its category; empty for the lowest one."""
    if reading is None or reading.value is None or band is None or not band.lower:
        return ""
    return number(reading.value - band.lower)


def _scales(trend: Trend, after: Band | None) -> dict[str, str] | None:
    """Where the former category begins by each year's scale, and what the newer value is by both; None if
    there is nothing to be said about it."""
    was, now, old = trend.before_band, trend.before_on_new, trend.on_old
    if was is None or now is None or was.lower is None or now.lower is None or old is None:
        return None
    if (was.lower, old.name) == (now.lower, after.name if after else ""):
        return None
    return {
        "word": was.name,
        "start_before": number(was.lower),
        "start": number(now.lower),
        "on_both": old.name if after and after.name == old.name else "",
        "on_old": old.name,
    }


def _correction(wrong: Correction) -> dict[str, str]:
    """What was said, what is right, and how the newest value lies to the one before it now."""
    seen, words = wrong.line.assessment, criteria.words(wrong.line.criterion, wrong.line.assessment)
    is_newest = wrong.right == seen.reading
    return {
        "name": words.name,
        "on": short_date(wrong.on),
        "before_label": _label(wrong.wrong),
        "before": criteria.value(wrong.wrong),
        "right_label": _label(wrong.right),
        "right": criteria.value(wrong.right),
        "label": "" if is_newest else words.label,
        "value": "" if is_newest else words.value,
        "band": words.band,
        "compared_label": _label(seen.previous),
        "compared": criteria.value(seen.previous) if seen.previous and seen.change is not None else "",
        "change": words.change,
        "fell": "ya" if words.fell else "",
    }


def _buttons(told: Sequence[Development], region_code: str) -> Keyboard:
    """The history of each criterion; several are told apart by name."""
    return tuple(
        (
            Button(
                LIHAT_RIWAYAT if len(told) == 1 else f"{LIHAT_RIWAYAT}: {each.line.criterion.short_name}",
                data=f"riwayat:{region_code}:{each.line.criterion.number}",
            ),
        )
        for each in told
    )


def _label(reading: Reading | None) -> str:
    return f"{criteria.instrument(reading.instrument)} {reading.year}" if reading else ""


def _band_beside(reading: Reading, band: Band | None) -> str:
    return "" if reading.value is None else band.name if band else (reading.grade or "")
