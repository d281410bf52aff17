"""/status: the eight criteria of a region, and the history of each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import criteria, stage_checks, status_cards
from bot.messages.render import render
from bot.rules.clocks import full_date, short_date
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.readings import Reading
from bot.rules.regions import Place
from bot.rules.status import CriterionLine, Group, History, StatusReport

KEMBALI = "Kembali ke capaian"

_PER_ROW = 4


def status(report: StatusReport) -> Text:
    """The eight criteria: below, met, undecided, belum tercatat, and the one that Dit. Permas keeps."""
    groups = {group.value: [_words(line) for line in report.of(group)] for group in Group}
    html = render(
        "status",
        region=report.region_name,
        cohort=report.cohort,
        stage=report.stage.value if report.stage else "",
        today=full_date(report.today),
        groups=groups,
        has_unconfirmed=_has_unconfirmed(report),
        stages=stage_checks.summaries(report.stages),
        borrowed=report.stages.cohort if report.stages and report.stages.is_borrowed else None,
    )
    return Text(html, _criterion_buttons(report))


def history(shown: History) -> Text:
    """All values of one criterion, newest first, each with its source."""
    html = render(
        "status_history",
        region=shown.region_name,
        words=_words(shown.line),
        values=[_value(reading) for reading in shown.readings],
    )
    return Text(html, ((Button(KEMBALI, data=f"capaian:{shown.region_code}:0"),),))


def choose_region(regions: Sequence[tuple[str, str]]) -> Text:
    """Staff asked for no region: offer those of the newest cohort."""
    return Text(render("status_choose", typed="", is_known=True, has_choice=True), _region_buttons(regions))


def which_region(typed: str, places: Sequence[Place], *, is_known: bool) -> Text:
    """Several regions have this name, or none has: offer what is near."""
    found = [(place.code, place.name) for place in places]
    html = render("status_choose", typed=typed[:60], is_known=is_known, has_choice=bool(found))
    return Text(html, _region_buttons(found))


def _words(line: CriterionLine) -> criteria.Words:
    return criteria.words(line.criterion, line.assessment)


def _has_unconfirmed(report: StatusReport) -> bool:
    return any(_is_unconfirmed(line) for line in report.lines)


def _is_unconfirmed(line: CriterionLine) -> bool:
    rule = line.assessment.requirement
    shows_it = line.group in {Group.BELOW, Group.MET, Group.UNDECIDED, Group.MISSING}
    return shows_it and rule is not None and bool(rule.minimum) and not rule.is_confirmed


def _value(reading: Reading) -> dict[str, str | bool]:
    return {
        "label": f"{criteria.instrument(reading.instrument)} {reading.year}",
        "value": criteria.value(reading),
        "grade": reading.grade or "" if reading.value is not None else "",
        "is_final": reading.is_final,
        "published_on": short_date(reading.published_on) if reading.published_on else "",
        "source": reading.source,
    }


def _criterion_buttons(report: StatusReport) -> Keyboard:
    numbers = [line.criterion.number for line in report.lines]
    buttons = [Button(str(n), data=f"capaian:{report.region_code}:{n}") for n in numbers]
    rows = tuple(tuple(buttons[at : at + _PER_ROW]) for at in range(0, len(buttons), _PER_ROW))
    return (*rows, (stage_checks.button(report.region_code), status_cards.button(report.region_code)))


def _region_buttons(regions: Sequence[tuple[str, str]]) -> Keyboard:
    return tuple((Button(name, data=f"capaian:{code}:0"),) for code, name in regions)
