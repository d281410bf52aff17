"""The regions of a recap in finished words, a few lines each."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import criteria
from bot.rules.criteria import Stage
from bot.rules.criterion_states import CriterionState
from bot.rules.recap import Recap, RecapRegion
from bot.rules.status import CriterionLine
from bot.rules.wording import listing


@dataclass(frozen=True, slots=True)
class Line:
    """One region in finished words."""

    number: int
    name: str
    stage: str  #: empty for calon, and where only one stage is shown
    below: list[str]
    narrow: list[str]
    rest: str
    is_unconfirmed: bool


def line_of(shown: Recap, number: int, region: RecapRegion) -> Line:
    return Line(
        number=number,
        name=region.place.name,
        stage="" if shown.stage or region.place.stage is Stage.CALON else region.place.stage.value,
        below=[_short(line) for line in region.of(CriterionState.DI_BAWAH)],
        narrow=[_short(line) for line in region.of(CriterionState.WASPADA)],
        rest=_rest(region),
        is_unconfirmed=any(
            _star(line) for line in region.of(CriterionState.DI_BAWAH, CriterionState.WASPADA)
        ),
    )


def _rest(region: RecapRegion) -> str:
    """4 belum tercatat dan 1 pemberitahuan terbuka; empty where there is no such thing."""
    numbers = (
        (len(region.of(CriterionState.UNDECIDED)), "belum dapat dinilai"),
        (len(region.of(CriterionState.NOT_SET)), "tanpa ambang"),
        (len(region.of(CriterionState.NOT_RECORDED)), "belum tercatat"),
        (len(region.of(CriterionState.NOT_PUBLISHED)), "belum terbit"),
        (region.place.open_alerts, "pemberitahuan terbuka"),
    )
    said = [f"{number} {words}" for number, words in numbers if number]
    return listing(said) if said else ""


def _short(line: CriterionLine) -> str:
    """Kepatuhan 70,37 (-7,63*)."""
    seen = line.assessment
    distance = criteria.distance(seen)
    value = criteria.judged_value(seen)
    return f"{line.criterion.short_name} {value}" + (
        f" ({distance}{_star(line)})" if distance else _star(line)
    )


def _star(line: CriterionLine) -> str:
    rule = line.assessment.requirement
    return "*" if rule is not None and rule.minimum and not rule.is_confirmed else ""
