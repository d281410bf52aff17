"""Thresholds: the least a region needs, as an official paper prints it ("75", "B", "WTP x 2")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.documents import is_official
from bot.rules.instruments import plain
from bot.rules.scales import Band, Scale, Scales

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_STREAK = re.compile(r"(?P<grade>[a-z]+)\s*[x×*]\s*(?P<years>[1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Floor:
    """At least this number, or this level."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Grade:
    """At least this grade."""

    name: str


@dataclass(frozen=True, slots=True)
class Streak:
    """This opinion, or better, in each of the last ``years`` fiscal years."""

    grade: str
    years: int


@dataclass(frozen=True, slots=True)
class NoCases:
    """Nobody under investigation: decided by KPK staff, outside this bot."""


Minimum = Floor | Grade | Streak | NoCases


@dataclass(frozen=True, slots=True)
class Requirement:
    """One threshold. It is a floor: equal is enough, and there is no upper edge.

    ``recovery`` is where an alert closes; None means at the threshold itself.
    An empty ``instrument`` means any; an empty ``minimum`` means not set.
    """

    criterion: CriterionKey
    minimum: str
    cohort: int = 0
    stage: Stage = Stage.CALON
    instrument: str = ""
    is_confirmed: bool = False
    source: str = ""
    document: str = ""  #: the paper of KPK it rests on, as an admin named it
    confirmed_on: date | None = None
    margin: Decimal | None = None  #: points above it that are "waspada"; None: the one of its scale
    recovery: Decimal | None = None
    threshold_id: int = 0  #: of this version: what alerts name
    version: int = 1
    effective_from: date | None = None  #: None: ever since
    set_on: date | None = None  #: None: it came with the reference data

    @property
    def series(self) -> tuple[int, Stage, CriterionKey, str]:
        """What all versions of one threshold share."""
        return self.cohort, self.stage, self.criterion, self.instrument

    @property
    def least(self) -> Minimum | None:
        """What the printed minimum means; None if it is not set."""
        return minimum_of(self.minimum)

    @property
    def basis(self) -> str:
        """What regions are told it rests on; empty while only the press is named."""
        return self.document or (self.source if is_official(self.source) else "")


def minimum_of(printed: str) -> Minimum | None:
    """Read a printed minimum. None for an empty one; anything not understood is taken as a grade."""
    text = plain(printed)
    if not text:
        return None
    if text in {"tidak ada", "nihil"}:
        return NoCases()
    if _NUMBER.fullmatch(text):
        return Floor(Decimal(text.replace(",", ".")))
    streak = _STREAK.fullmatch(text)
    if streak:
        return Streak(streak["grade"].upper(), int(streak["years"]))
    return Grade(printed.strip())


def fits(printed: str, criterion: CriterionKey, scales: Scales, *, instrument: str = "") -> bool:
    """Whether a printed minimum can be met on some scale of its criterion; an empty one always fits.

    ``instrument`` narrows it down to the scales of one; empty means any.
    """
    least = minimum_of(printed)
    if least is None:
        return True
    if isinstance(least, NoCases) or criterion is CriterionKey.PERKARA:
        return isinstance(least, NoCases) and criterion is CriterionKey.PERKARA
    own = [s for s in scales.all if s.criterion is criterion and instrument in ("", s.instrument)]
    if isinstance(least, Floor):
        return any(scale.holds(least.value) for scale in own)
    return any(least_band(least, scale) is not None for scale in own)


def requirement_for(requirements: Iterable[Requirement], instrument: str) -> Requirement | None:
    """The one made for this instrument, else the one for any; the others do not apply."""
    usable = [r for r in requirements if r.instrument in (instrument, "")]
    return max(usable, key=lambda r: r.instrument != "", default=None)


def least_band(least: Minimum, scale: Scale) -> Band | None:
    """The band a graded minimum begins with on this scale; None if the scale has no such word."""
    if not isinstance(least, Grade | Streak):
        return None
    bands = scale.bands_named(least.grade if isinstance(least, Streak) else least.name)
    ranked = [band for band in bands if band.rank is not None]
    return min(ranked, key=lambda band: band.rank or 0, default=None)
