"""The stage check: what is enough for calon and for penetapan, and what is still needed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.messages import criteria
from bot.messages.render import render
from bot.rules.assessments import Assessment
from bot.rules.clocks import full_date
from bot.rules.outbox import Button, Text
from bot.rules.requirements import Grade, Streak
from bot.rules.stage_checks import Answer, StageCheck, StageChecks, StageLine
from bot.rules.status import StatusReport
from bot.rules.wording import listing, number, two_decimals

TAHAP = "Pemeriksaan tahap"
KEMBALI = "Kembali ke capaian"


class Need(StrEnum):
    """What a line says; the sentences are in ``_tahap.html.j2``."""

    RISE = "rise"  #: a number, and how much is missing
    BAND = "band"  #: a category that begins at a number
    BAND_ABOVE = "band_above"  #: a category that begins above one
    REACH = "reach"  #: a word instead of another
    YEARS = "years"  #: opinions of some years are not recorded
    VALUE = "value"  #: nothing is recorded
    COMPARE = "compare"  #: the value and the threshold are of different kinds
    THRESHOLD = "threshold"  #: no threshold


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of one stage, every figure written out."""

    number: int
    label: str
    is_unconfirmed: bool
    need: Need
    value: str
    minimum: str  #: the threshold as it is printed
    floor: str
    lacking: str
    years: str
    interim: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, counted and in lines."""

    name: str
    is_set: bool
    has_unconfirmed: bool
    total: int
    enough: list[str]
    not_enough: list[Line]
    not_recorded: list[Line]
    not_comparable: list[Line]
    unset: list[Line]


def stage_checks(report: StatusReport) -> Text:
    """The stages of a region's cohort, or of the newest one where it is in none."""
    html = render(
        "stage_checks",
        region=report.region_name,
        cohort=report.cohort,
        own_stage=report.stage.value if report.stage else "",
        today=full_date(report.today),
        stages=summaries(report.stages),
        borrowed=report.stages.cohort if report.stages and report.stages.is_borrowed else None,
        has_unconfirmed=report.stages is not None and report.stages.has_unconfirmed,
    )
    return Text(html, ((Button(KEMBALI, data=f"capaian:{report.region_code}:0"),),))


def button(region_code: str) -> Button:
    """Opens the stage check of a region."""
    return Button(TAHAP, data=f"cek_tahap:{region_code}")


def summaries(checks: StageChecks | None) -> list[Stage]:
    """Every stage in words; none where there is no cohort with thresholds."""
    return [_stage(check) for check in checks.checks] if checks else []


def _stage(check: StageCheck) -> Stage:
    return Stage(
        name=check.stage.value.capitalize(),
        is_set=check.is_set,
        has_unconfirmed=check.has_unconfirmed,
        total=len(check.lines),
        enough=[_marked(line) for line in check.of(Answer.ENOUGH)],
        not_enough=_lines(check, Answer.NOT_ENOUGH),
        not_recorded=_lines(check, Answer.NOT_RECORDED),
        not_comparable=_lines(check, Answer.NOT_COMPARABLE),
        unset=_lines(check, Answer.UNSET),
    )


def _marked(line: StageLine) -> str:
    label = criteria.label(line.criterion, line.assessment)
    return f"{label}*" if line.is_unconfirmed else label


def _lines(check: StageCheck, answer: Answer) -> list[Line]:
    return [_line(line) for line in check.of(answer)]


def _line(line: StageLine) -> Line:
    seen, need = line.assessment, _need(line)
    has_year = need not in {Need.YEARS, Need.VALUE, Need.THRESHOLD}
    return Line(
        number=line.criterion.number,
        label=criteria.label(line.criterion, seen) if has_year else line.criterion.short_name,
        is_unconfirmed=line.is_unconfirmed,
        need=need,
        value=criteria.judged_value(seen),
        minimum=_minimum(seen),
        floor=_floor(need, seen),
        lacking=number(abs(seen.distance)) if seen.distance is not None else "",
        years=listing([str(year) for year in seen.missing]) if seen.missing else "",
        interim=f"{criteria.value(seen.interim)} ({seen.interim.year})" if seen.interim else "",
    )


def _need(line: StageLine) -> Need:
    seen = line.assessment
    if line.answer is Answer.UNSET:
        return Need.THRESHOLD
    if line.answer is Answer.NOT_COMPARABLE:
        return Need.COMPARE
    if line.answer is Answer.NOT_RECORDED:
        return Need.YEARS if seen.missing else Need.VALUE
    if seen.distance is None:
        return Need.REACH
    least = seen.requirement.least if seen.requirement else None
    if not isinstance(least, Grade):
        return Need.RISE
    return Need.BAND if seen.floor_included else Need.BAND_ABOVE


def _minimum(seen: Assessment) -> str:
    """75; B; WTP: the threshold without its start on this scale."""
    least = seen.requirement.least if seen.requirement else None
    if isinstance(least, Streak):
        return least.grade if seen.missing else criteria.threshold(seen.requirement)
    return criteria.threshold(seen.requirement)


def _floor(need: Need, seen: Assessment) -> str:
    floor: Decimal | None = seen.floor
    if floor is None:
        return ""
    return two_decimals(floor) if need is Need.BAND else number(floor)
