"""A version of a threshold that is to be made, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.errors import UserMistake
from bot.rules.requirements import Requirement, minimum_of

LONGEST_REASON = 300


class Wrong(StrEnum):
    """What cannot be understood in a typed change."""

    SHAPE = "shape"  #: not year, stage, criterion, value
    STAGE = "stage"
    CRITERION = "criterion"
    MANAGED = "managed"  #: criterion 8 has no threshold to be changed
    INSTRUMENT = "instrument"
    VALUE = "value"  #: missing
    OFF_SCALE = "off_scale"
    DATE = "date"
    DATE_FAR = "date_far"
    MARGIN = "margin"
    RECOVERY = "recovery"
    REASON = "reason"  #: too long
    SAME = "same"  #: nothing would change


class ThresholdRefused(UserMistake):
    """A typed threshold that cannot be taken; ``wrong`` says why, ``value`` what was typed."""

    def __init__(self, wrong: Wrong, value: str = "", *, known: Sequence[str] = ()) -> None:
        super().__init__(wrong.value)
        self.wrong, self.value, self.known = wrong, value, tuple(known)
        self.longest = LONGEST_REASON


@dataclass(frozen=True, slots=True)
class Series:
    """Of which threshold all this is a version; an empty ``instrument`` means any."""

    cohort: int
    stage: Stage
    criterion: CriterionKey
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A version to be made. An empty ``minimum`` unsets; no ``effective_from``: at once."""

    series: Series
    minimum: str
    effective_from: date | None = None
    document: str = ""
    source: str = ""
    margin: Decimal | None = None
    recovery: Decimal | None = None
    reason: str = ""
    is_confirmed: bool = True

    def as_requirement(self, *, threshold_id: int = 0, version: int = 0) -> Requirement:
        """How it would be judged by."""
        return Requirement(
            criterion=self.series.criterion,
            minimum=self.minimum,
            cohort=self.series.cohort,
            stage=self.series.stage,
            instrument=self.series.instrument,
            is_confirmed=self.is_confirmed,
            source=self.source,
            document=self.document,
            margin=self.margin,
            recovery=self.recovery,
            threshold_id=threshold_id,
            version=version,
            effective_from=self.effective_from,
        )

    def is_future(self, today: date) -> bool:
        return self.effective_from is not None and self.effective_from > today

    def says_the_same(self, rule: Requirement | None) -> bool:
        """Whether a version in force says all of this already."""
        if rule is None:
            return not self.minimum and not self.margin and not self.recovery
        mine = (minimum_of(self.minimum), self.is_confirmed, self.document, self.margin, self.recovery)
        return mine == (
            minimum_of(rule.minimum),
            rule.is_confirmed,
            rule.document,
            rule.margin,
            rule.recovery,
        )


def series_of(rule: Requirement) -> Series:
    return Series(rule.cohort, rule.stage, rule.criterion, rule.instrument)


def stored(change: Change) -> dict[str, object]:
    """As a dialogue keeps it until it is confirmed."""
    series = change.series
    return {
        "series": [series.cohort, series.stage.value, series.criterion.value, series.instrument],
        "minimum": change.minimum,
        "effective_from": change.effective_from.isoformat() if change.effective_from else None,
        "document": change.document,
        "source": change.source,
        "margin": None if change.margin is None else str(change.margin),
        "recovery": None if change.recovery is None else str(change.recovery),
        "reason": change.reason,
        "is_confirmed": change.is_confirmed,
    }


def stored_series(said: Mapping[str, object]) -> Series | None:
    """Of which threshold an open question is; None where that is asked too."""
    parts = said.get("series")
    if not isinstance(parts, list) or len(parts) != 4:
        return None
    cohort, stage, criterion, instrument = parts
    return Series(int(str(cohort)), Stage(str(stage)), CriterionKey(str(criterion)), str(instrument))


def stored_change(said: Mapping[str, object]) -> Change | None:
    """What was kept; None where nothing has been typed yet."""
    series = stored_series(said)
    if series is None or "minimum" not in said:
        return None
    on, margin, recovery = said["effective_from"], said["margin"], said["recovery"]
    return Change(
        series=series,
        minimum=str(said["minimum"]),
        effective_from=date.fromisoformat(str(on)) if on else None,
        document=str(said["document"]),
        source=str(said["source"]),
        margin=None if margin is None else Decimal(str(margin)),
        recovery=None if recovery is None else Decimal(str(recovery)),
        reason=str(said["reason"]),
        is_confirmed=bool(said["is_confirmed"]),
    )
