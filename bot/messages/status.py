"""/status: the eight criteria of a region, and the history of each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import criteria, graphs, stage_checks, status_cards
from bot.messages.render import render
from bot.rules.clocks import WIB, full_date, local_date, short_date
from bot.rules.histories import History, Kept
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.readings import Reading
from bot.rules.regions import Place
from bot.rules.requirements import Requirement
from bot.rules.status import CriterionLine, Group, StatusReport
from bot.rules.wording import listing

KEMBALI = "Kembali ke capaian"
LAMA, BARU = "Lebih lama", "Lebih baru"

_PER_ROW = 4
#: Groups whose lines have a value, in the order somebody should read them.
_TITLES = {
    Group.BELOW: "Di bawah ambang",
    Group.NEAR: "Memenuhi, mendekati ambang",
    Group.MET: "Memenuhi ambang",
    Group.UNDECIDED: "Belum dapat dinilai",
}
#: Characters of a source in the history: a page of them fits into one message.
_LONGEST_SOURCE = 200


def status(report: StatusReport) -> Text:
    """The eight criteria, the worst first, and each stage in a sentence."""
    groups = [(title, _words_of(report, group)) for group, title in _TITLES.items()]
    html = render(
        "status",
        region=report.region_name,
        cohort=report.cohort,
        stage=report.stage.value if report.stage else "",
        today=full_date(report.today),
        groups=[(title, lines) for title, lines in groups if lines],
        missing=_words_of(report, Group.MISSING),
        managed=_words_of(report, Group.MANAGED),
        has_unconfirmed=_has_unconfirmed(report),
        stages=stage_checks.summaries(report.stages),
        borrowed=report.stages.cohort if report.stages and report.stages.is_borrowed else None,
    )
    return Text(html, _criterion_buttons(report))


def history(shown: History) -> Text:
    """The values of one criterion, newest first, each with its source and who recorded it."""
    rule = shown.line.assessment.requirement
    html = render(
        "status_history",
        region=shown.region_name,
        today=full_date(shown.today),
        words=_words(shown.line),
        values=[_value(kept, shown.line) for kept in shown.kept],
        pages=_pages(shown),
        is_in_cohort=shown.is_in_cohort,
        rule=_rule(rule) if rule else None,
    )
    back = Button(KEMBALI, data=f"capaian:{shown.region_code}:0")
    graph = (graphs.button(shown.region_code, shown.line.criterion.number),) if shown.kept else ()
    return Text(html, (*_turning(shown), (*graph, back)))


def choose_region(regions: Sequence[tuple[str, str]], *, number: int = 0) -> Text:
    """Nobody said which region: offer some. ``number``: of a criterion, or 0 for all of them."""
    html = render("status_choose", typed="", is_known=True, has_choice=True)
    return Text(html, _region_buttons(regions, number))


def which_region(typed: str, places: Sequence[Place], *, is_known: bool, number: int = 0) -> Text:
    """Several regions have this name, or none has: offer what is near."""
    found = [(place.code, place.name) for place in places]
    html = render("status_choose", typed=typed[:60], is_known=is_known, has_choice=bool(found))
    return Text(html, _region_buttons(found, number))


def _words_of(report: StatusReport, group: Group) -> list[criteria.Words]:
    return [_words(line) for line in report.of(group)]


def _words(line: CriterionLine) -> criteria.Words:
    return criteria.words(line.criterion, line.assessment, notice_on=line.notice_on, cycle=line.cycle)


def _has_unconfirmed(report: StatusReport) -> bool:
    of_a_stage = report.stages is not None and report.stages.has_unconfirmed
    return of_a_stage or any(_is_unconfirmed(line) for line in report.lines)


def _is_unconfirmed(line: CriterionLine) -> bool:
    rule = line.assessment.requirement if line.group is not Group.MANAGED else None
    return rule is not None and bool(rule.minimum) and not rule.is_confirmed


def _value(kept: Kept, line: CriterionLine) -> dict[str, str | bool]:
    reading = kept.reading
    is_newest = reading == line.assessment.reading
    recorded = local_date(reading.recorded_at, WIB) if reading.recorded_at else None
    return {
        "label": f"{criteria.instrument(reading.instrument)} {reading.year}",
        "value": criteria.value(reading),
        "grade": _grade(reading, criteria.band(line.assessment) if is_newest else ""),
        "is_final": reading.is_final,
        "published_on": short_date(reading.published_on) if reading.published_on else "",
        "source": criteria.shortened(reading.source, _LONGEST_SOURCE),
        "recorded_on": short_date(recorded) if recorded else "",
        "corrected": listing([criteria.before(wrong, reading) for wrong in kept.corrected])
        if kept.corrected
        else "",
    }


def _grade(reading: Reading, band: str) -> str:
    """The word for a value, where the value is not that word already."""
    return (reading.grade or band) if reading.value is not None else ""


def _rule(rule: Requirement) -> dict[str, str | int]:
    """Which version of the threshold it is, since when, and the paper it rests on."""
    since = ""
    if rule.effective_from:
        since = f"berlaku sejak {short_date(rule.effective_from)}"
    elif rule.confirmed_on:
        since = f"dikonfirmasi {short_date(rule.confirmed_on)}"
    elif rule.set_on:
        since = f"ditetapkan {short_date(rule.set_on)}"
    return {"version": rule.version, "since": since, "basis": rule.basis}


def _pages(shown: History) -> str:
    if not shown.page and not shown.has_older:
        return ""
    rest = "nilai yang lebih lama ada di halaman berikutnya" if shown.has_older else "halaman terakhir"
    return f"Halaman {shown.page + 1}; {rest}."


def _turning(shown: History) -> Keyboard:
    place = f"riwayat_hal:{shown.region_code}:{shown.line.criterion.number}"
    newer = [Button(BARU, data=f"{place}:{shown.page - 1}")] if shown.page else []
    older = [Button(LAMA, data=f"{place}:{shown.page + 1}")] if shown.has_older else []
    return ((*newer, *older),) if newer or older else ()


def _criterion_buttons(report: StatusReport) -> Keyboard:
    numbers = [line.criterion.number for line in report.lines]
    buttons = [Button(str(n), data=f"capaian:{report.region_code}:{n}") for n in numbers]
    rows = tuple(tuple(buttons[at : at + _PER_ROW]) for at in range(0, len(buttons), _PER_ROW))
    return (*rows, (stage_checks.button(report.region_code), status_cards.button(report.region_code)))


def _region_buttons(regions: Sequence[tuple[str, str]], number: int) -> Keyboard:
    return tuple((Button(name, data=f"capaian:{code}:{number}"),) for code, name in regions)
