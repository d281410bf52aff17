"""A value on its own scale as shares of a length: where its bands begin, the threshold, the value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.rules.assessments import Assessment
from bot.rules.requirements import Floor, Requirement, least_band
from bot.rules.scales import Band, Scale, Scales


@dataclass(frozen=True, slots=True)
class Stretch:
    """One band from ``start`` to ``end``, both between 0 and 1; no name where none was published."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Gauge:
    """A scale from its worst (0) to its best (1). Steps are of equal width: their numbers say nothing."""

    stretches: tuple[Stretch, ...]
    lowest: Decimal | None  #: None: steps
    highest: Decimal | None
    value: float | None = None  #: for steps the middle of one
    threshold: float | None = None

    @property
    def is_steps(self) -> bool:
        return self.lowest is None


def gauge_of(seen: Assessment, scales: Scales) -> Gauge | None:
    """The scale of the value that counts; None where there is nothing to draw it on."""
    reading = seen.reading
    scale = scales.find(seen.criterion, reading.year, reading.instrument) if reading else None
    if reading is None or scale is None:
        return None
    if reading.value is not None and scale.lowest is not None and scale.highest is not None:
        floor = None if seen.floor is None else share(seen.floor, scale)
        value = share(reading.value, scale)
        return Gauge(stretches(scale), scale.lowest, scale.highest, value, floor)
    ranked = steps(scale)
    if seen.band is None or seen.band not in ranked:
        return None
    width = 1 / len(ranked)
    return Gauge(
        tuple(Stretch(band.name, at * width, (at + 1) * width) for at, band in enumerate(ranked)),
        None,
        None,
        (ranked.index(seen.band) + 0.5) * width,
        threshold_step(seen.requirement, scale),
    )


def share(value: Decimal, scale: Scale) -> float:
    """Where a number stands between the lowest and the highest one of its scale."""
    if scale.lowest is None or scale.highest is None:
        return 0.0
    return min(max(float((value - scale.lowest) / (scale.highest - scale.lowest)), 0.0), 1.0)


def stretches(scale: Scale) -> tuple[Stretch, ...]:
    """The bands with figures, worst first; one without a name where there are none."""
    banded = [band for band in reversed(scale.bands) if band.lower is not None]
    if not banded:
        return (Stretch("", 0.0, 1.0),)
    edges = [*(share(band.lower, scale) for band in banded if band.lower is not None), 1.0]
    return tuple(
        Stretch(band.name, start, end) for band, (start, end) in zip(banded, pairwise(edges), strict=True)
    )


def steps(scale: Scale) -> tuple[Band, ...]:
    """The bands whose order is published, worst first."""
    return tuple(sorted((b for b in scale.bands if b.rank is not None), key=lambda b: b.rank or 0))


def threshold_step(rule: Requirement | None, scale: Scale) -> float | None:
    """Where the least step begins; None if no step begins with what is asked for."""
    least = rule.least if rule else None
    if least is None:
        return None
    ranked = steps(scale)
    if isinstance(least, Floor):
        start = next((band for band in ranked if band.lower == least.value), None)
    else:
        start = least_band(least, scale)
    return ranked.index(start) / len(ranked) if start in ranked else None
