"""The card of a region: its words, and the same as text, which is the caption of the picture."""

from __future__ import annotations

from collections import Counter

from bot.messages import criteria
from bot.messages.render import render
from bot.rules.assessments import Assessment
from bot.rules.clocks import full_date
from bot.rules.criterion_states import STATE_WORDS, CriterionState, state_of
from bot.rules.gauges import gauge_of
from bot.rules.outbox import Button, Text
from bot.rules.parts import fits_a_caption
from bot.rules.scales import Scales
from bot.rules.status import CriterionLine, StatusReport
from bot.rules.status_cards import CardLine, StatusCard
from bot.rules.wording import listing, number

GAMBAR = "Gambar"

_WITHOUT_VALUE = frozenset({CriterionState.NOT_RECORDED, CriterionState.NOT_PUBLISHED})


def button(region_code: str) -> Button:
    """The card of this region."""
    return Button(GAMBAR, data=f"kartu:{region_code}")


def card(report: StatusReport, scales: Scales) -> StatusCard:
    """What is drawn."""
    is_in = report.cohort is not None
    lines = tuple(_line(line, scales, is_in_cohort=is_in) for line in report.lines)
    stage = f"{report.stage.value.capitalize()} {report.cohort}" if report.stage else "Belum menjadi peserta"
    return StatusCard(
        region=report.region_name,
        standing=stage,
        as_of=full_date(report.today),
        counts=_counts(lines),
        lines=lines,
        has_missing=any(line.state is CriterionState.NOT_RECORDED for line in lines),
        has_unconfirmed=any(line.threshold.endswith("*") for line in lines),
    )


def caption(of: StatusCard) -> Text:
    """The same as text. What is too long for a caption is shortened: the whole text stands with /status."""
    words = {"card": of, "states": STATE_WORDS}
    html = ""
    for length in ("whole", "without_notes", "short"):
        html = render("status_card", **words, length=length)
        if fits_a_caption(html, kept=0):
            break
    return Text(html)


def _line(line: CriterionLine, scales: Scales, *, is_in_cohort: bool) -> CardLine:
    seen = line.assessment
    words = criteria.words(line.criterion, seen, cycle=line.cycle)
    state = state_of(seen, line.cycle)
    return CardLine(
        number=words.number,
        label=words.label,
        value=words.value,
        band=words.band,
        threshold="" if state is CriterionState.MANAGED else _threshold(words),
        distance=distance(seen),
        note=_note(words, state, is_in_cohort=is_in_cohort),
        state=state,
        gauge=gauge_of(seen, scales),
    )


def distance(seen: Assessment) -> str:
    """5,92 di atas ambang; 7,63 di bawah ambang; tepat pada ambang; empty without a number."""
    if seen.distance is None:
        return ""
    if not seen.distance:
        return "tepat pada ambang" if seen.floor_included else "belum melewati ambang"
    side = "di atas" if seen.distance > 0 else "di bawah"
    return f"{number(abs(seen.distance))} {side} ambang"


def _threshold(words: criteria.Words) -> str:
    """68; B = 78*; B (di atas 60); empty where none is set."""
    name, _, above = words.threshold.partition(", ")
    star = "" if words.is_confirmed or not words.threshold else "*"
    return f"{name} ({above}){star}" if above else f"{name}{star}"


def _note(words: criteria.Words, state: CriterionState, *, is_in_cohort: bool) -> str:
    notes: list[str] = []
    if words.missing:
        notes.append(f"{words.missing} belum tercatat")
    if words.interim:
        notes.append(f"sementara {words.interim}")
    if state in _WITHOUT_VALUE and is_in_cohort and not words.threshold:
        notes.append(STATE_WORDS[CriterionState.NOT_SET])
    if words.publication:
        notes.append(words.publication)
    if state is CriterionState.MANAGED:
        notes.append("keterangan ini sama untuk semua daerah")
    return "; ".join(notes)


def _counts(lines: tuple[CardLine, ...]) -> str:
    counted = Counter(line.state for line in lines)
    del counted[CriterionState.MANAGED]
    return listing([f"{counted[state]} {STATE_WORDS[state]}" for state in CriterionState if counted[state]])
