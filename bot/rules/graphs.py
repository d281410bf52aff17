"""One criterion of one region over the years, as shares of an axis: values, thresholds, bands of each year.

Nothing is joined across a year without a value or from one instrument or way of judging to another, and the
bands and the threshold of a year are those of that year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from bot.rules.criteria import CriterionKey
from bot.rules.gauges import Stretch, steps, threshold_step
from bot.rules.readings import Reading
from bot.rules.requirements import Floor, Requirement, least_band, requirement_for
from bot.rules.scales import Scale, Scales
from bot.rules.trends import band_on, is_comparable

#: The newest years that are drawn.
MOST_YEARS = 8
_TEN, _HUNDRED = Decimal(10), Decimal(100)


@dataclass(frozen=True, slots=True)
class Axis:
    """From ``lowest`` to ``highest``; ``names`` instead are the steps of a scale of words, worst first."""

    lowest: Decimal = Decimal(0)
    highest: Decimal = _HUNDRED
    names: tuple[str, ...] = ()

    def at(self, value: Decimal) -> float:
        share = float((value - self.lowest) / (self.highest - self.lowest))
        return min(max(share, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Point:
    """A value; ``at`` is None where it has no place on the axis and is only written."""

    reading: Reading
    at: float | None
    band: str = ""  #: on the scale of its year


@dataclass(frozen=True, slots=True)
class Span:
    """Years in a row with the same instrument, bands and threshold."""

    first: int
    last: int
    instrument: str
    bands: tuple[Stretch, ...]
    rule: Requirement | None
    threshold: float | None


@dataclass(frozen=True, slots=True)
class Graph:
    axis: Axis
    years: tuple[int, ...]
    spans: tuple[Span, ...]
    points: tuple[Point, ...]  #: oldest first
    joined: tuple[tuple[Point, Point], ...]
    is_cut: bool  #: there are older values than those drawn

    @property
    def missing(self) -> tuple[int, ...]:
        had = {point.reading.year for point in self.points}
        return tuple(year for year in self.years if year not in had)


def graph(
    known: Sequence[Reading], requirements: Iterable[Requirement], scales: Scales, *, criterion: CriterionKey
) -> Graph | None:
    """Of what is known of this criterion, oldest first; None where nothing is."""
    if not known:
        return None
    newest = max(reading.year for reading in known)
    shown = [reading for reading in known if reading.year > newest - MOST_YEARS]
    years = tuple(range(min(reading.year for reading in shown), newest + 1))
    of_year = _scales_of(shown, years, scales, criterion)
    rules = [rule for rule in requirements if rule.criterion is criterion]
    axis = _axis(shown, of_year, rules)
    points = tuple(_point(reading, of_year.get(reading.year), axis) for reading in shown)
    spans = _spans(years, of_year, rules, axis)
    return Graph(axis, years, spans, points, _joined(points, of_year), len(shown) < len(known))


def _scales_of(
    shown: Sequence[Reading], years: Sequence[int], scales: Scales, criterion: CriterionKey
) -> dict[int, Scale]:
    """The scale of each year: that of its value, else the one there was."""
    instruments = {reading.year: reading.instrument for reading in shown}
    found = {year: scales.find(criterion, year, instruments.get(year, "")) for year in years}
    return {year: scale for year, scale in found.items() if scale is not None}


def _axis(shown: Sequence[Reading], of_year: dict[int, Scale], rules: Sequence[Requirement]) -> Axis:
    names = {tuple(band.name for band in steps(scale)) for scale in of_year.values()}
    words = [reading for reading in shown if reading.value is None]
    if words and len(names) == 1 and all(_step(one, of_year.get(one.year)) is not None for one in shown):
        return Axis(names=names.pop())
    numbers = [reading.value for reading in shown if reading.value is not None]
    floors = [_floor(rules, scale) for scale in of_year.values()]
    highest = max((scale.highest for scale in of_year.values() if scale.highest), default=_HUNDRED)
    if highest <= _TEN:
        return Axis(Decimal(1), highest)
    least = min([*numbers, *(floor for floor in floors if floor is not None)], default=Decimal(0))
    return Axis(max(least // _TEN * _TEN - _TEN, Decimal(0)), highest)


def _point(reading: Reading, scale: Scale | None, axis: Axis) -> Point:
    band = band_on(scale, reading)
    return Point(reading, _place(reading, scale, axis), band.name if band else "")


def _place(reading: Reading, scale: Scale | None, axis: Axis) -> float | None:
    if axis.names:
        step = _step(reading, scale)
        return None if step is None else (step + 0.5) / len(axis.names)
    return None if reading.value is None else axis.at(reading.value)


def _step(reading: Reading, scale: Scale | None) -> int | None:
    ranked = steps(scale) if scale else ()
    band = band_on(scale, reading)
    return ranked.index(band) if band in ranked else None


def _spans(
    years: Sequence[int], of_year: dict[int, Scale], rules: Sequence[Requirement], axis: Axis
) -> tuple[Span, ...]:
    found: list[Span] = []
    for year in years:
        scale = of_year.get(year)
        if scale is None:
            continue
        rule = requirement_for(rules, scale.instrument)
        span = Span(year, year, scale.instrument, _bands(scale, axis), rule, _threshold(rule, scale, axis))
        if found and found[-1].last == year - 1 and replace(found[-1], first=year, last=year) == span:
            found[-1] = replace(found[-1], last=year)
        else:
            found.append(span)
    return tuple(found)


def _bands(scale: Scale, axis: Axis) -> tuple[Stretch, ...]:
    """Worst first, those that can be seen on this axis."""
    if axis.names:
        width = 1 / len(axis.names)
        return tuple(Stretch(name, at * width, (at + 1) * width) for at, name in enumerate(axis.names))
    lowers = [(band.name, band.lower) for band in reversed(scale.bands) if band.lower is not None]
    edges = [*(axis.at(lower) for _, lower in lowers), 1.0]
    found = (Stretch(name, *ends) for (name, _), ends in zip(lowers, pairwise(edges), strict=True))
    return tuple(stretch for stretch in found if stretch.end > stretch.start)


def _threshold(rule: Requirement | None, scale: Scale, axis: Axis) -> float | None:
    if axis.names:
        return threshold_step(rule, scale)
    floor = _floor([rule] if rule else [], scale)
    return None if floor is None else axis.at(floor)


def _floor(rules: Sequence[Requirement], scale: Scale) -> Decimal | None:
    """The threshold of this instrument as a number on this scale."""
    rule = requirement_for(rules, scale.instrument)
    least = rule.least if rule else None
    if isinstance(least, Floor):
        return least.value
    band = least_band(least, scale) if least else None
    return band.lower if band else None


def _joined(points: Sequence[Point], of_year: dict[int, Scale]) -> tuple[tuple[Point, Point], ...]:
    """Final values of years that follow each other, where their difference says something."""
    finals = [point for point in points if point.reading.is_final and point.at is not None]
    return tuple(
        (one, other)
        for one, other in pairwise(finals)
        if other.reading.year == one.reading.year + 1
        and is_comparable(of_year.get(one.reading.year), of_year.get(other.reading.year))
    )
