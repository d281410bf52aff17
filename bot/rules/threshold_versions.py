"""The versions of the thresholds of a cohort: which is in force, which are announced, which were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.requirements import Requirement
from bot.rules.threshold_changes import Series, series_of

#: The stages a threshold is set for, in the order a region goes through them.
JUDGED_STAGES = (Stage.CALON, Stage.PENETAPAN, Stage.DIPERTAHANKAN)


@dataclass(frozen=True, slots=True)
class Version:
    """One version as staff see it. Names are of staff; empty: it came with the reference data."""

    rule: Requirement
    reason: str = ""
    set_by: str = ""
    confirmed_by: str = ""
    withdrawn_on: date | None = None

    @property
    def series(self) -> Series:
        return series_of(self.rule)


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of one threshold, oldest first."""

    series: Series
    current: Version | None
    planned: tuple[Version, ...]
    history: tuple[Version, ...]  #: every one, newest first

    @property
    def anchor(self) -> int:
        """The id its buttons carry: that of the version in force, else of the newest one."""
        return (self.current or self.history[0]).rule.threshold_id


def in_series(versions: Sequence[Version], today: date) -> list[Versions]:
    """By stage, then by official number, then by instrument."""
    found = [
        _versions(series, [v for v in versions if v.series == series], today)
        for series in dict.fromkeys(version.series for version in versions)
    ]
    stages, criteria = list(Stage), list(CriterionKey)
    return sorted(
        found,
        key=lambda v: (stages.index(v.series.stage), criteria.index(v.series.criterion), v.series.instrument),
    )


def _versions(series: Series, own: Sequence[Version], today: date) -> Versions:
    standing = [version for version in own if version.withdrawn_on is None]
    begun = [v for v in standing if v.rule.effective_from is None or v.rule.effective_from <= today]
    return Versions(
        series=series,
        current=begun[-1] if begun else None,
        planned=tuple(version for version in standing if version not in begun),
        history=tuple(reversed(own)),
    )
