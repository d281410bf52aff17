"""One value against a threshold, on the scale of its own year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.rules.readings import Reading
from bot.rules.requirements import Floor, Grade, Minimum, Streak, least_band
from bot.rules.scales import Band, Scale


@dataclass(frozen=True, slots=True)
class Compared:
    """How a value lies to its threshold, in points of its scale; ``is_met`` is None where it cannot be said.

    ``is_least`` says of a grade without a number whether it is the very one the threshold asks for.
    """

    is_met: bool | None
    floor: Decimal | None = None  #: where the threshold begins on this scale
    floor_included: bool = True  #: False: the value must be above ``floor``
    distance: Decimal | None = None  #: value minus floor
    is_least: bool | None = None


def compare(reading: Reading, least: Minimum, scale: Scale) -> Compared:
    """One value against a number, a level or a grade."""
    start = Band("", least.value) if isinstance(least, Floor) else least_band(least, scale)
    if start is None:
        return Compared(None)
    if reading.value is not None and start.lower is not None:
        distance = reading.value - start.lower
        return Compared(start.reaches(reading.value), start.lower, start.includes_lower, distance)
    met = reaches_by_grade(reading, least, start, scale)
    if met is None:
        return Compared(None, start.lower)
    return Compared(met, start.lower, start.includes_lower, None, _is_least(reading, start, scale))


def reaches_by_grade(reading: Reading, least: Minimum, start: Band, scale: Scale) -> bool | None:
    """Whether a grade or colour alone reaches the start; None when it may or may not."""
    bands = _ranked(reading, scale)
    if not bands:
        return None
    verdicts = {_band_reaches(band, least, start, scale) for band in bands}
    return verdicts.pop() if len(verdicts) == 1 else None


def _band_reaches(band: Band, least: Minimum, start: Band, scale: Scale) -> bool | None:
    if isinstance(least, Grade | Streak):
        return (band.rank or 0) >= (start.rank or 0)
    if band.lower is None or start.lower is None:
        return None
    if band.lower >= start.lower:
        return True
    better = scale.above(band)
    return False if better and better.lower is not None and better.lower <= start.lower else None


def _is_least(reading: Reading, start: Band, scale: Scale) -> bool | None:
    """A colour that several bands share may be the least one or a better one."""
    said = {
        (band.lower, band.rank) == (start.lower, start.rank or band.rank) for band in _ranked(reading, scale)
    }
    return said.pop() if len(said) == 1 else None


def _ranked(reading: Reading, scale: Scale) -> list[Band]:
    return [band for band in scale.bands_named(reading.grade or "") if band.rank is not None]
