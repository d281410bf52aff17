"""Where a region stands on one criterion, and how far from its threshold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.rules.comparing import compare, reaches_by_grade
from bot.rules.criteria import CriterionKey
from bot.rules.margins import Margin, margin_of, streak_margin
from bot.rules.readings import Reading, known, newer_interim, newest_final, previous
from bot.rules.requirements import NoCases, Requirement, Streak, least_band, requirement_for
from bot.rules.scales import Band, Scales
from bot.rules.trends import Trend, band_on, not_compared, series, trend_of


class Standing(StrEnum):
    """What the newest final value means against the threshold, or why nothing can be said."""

    MET = "met"
    BELOW = "below"
    NOT_RECORDED = "not_recorded"  #: we have no final value; the publisher may have one
    NO_THRESHOLD = "no_threshold"  #: nothing was set, so nothing can be missed
    INCOMPLETE = "incomplete"  #: a year of the streak is missing, which is not failing
    NOT_COMPARABLE = "not_comparable"  #: e.g. a letter is asked of an instrument without letters
    MANAGED = "managed"  #: criterion 8: decided by KPK staff, one sentence for every region


@dataclass(frozen=True, slots=True)
class Assessment:
    """One criterion of one region as it is known on one day. Numbers in points of the instrument."""

    criterion: CriterionKey
    standing: Standing
    requirement: Requirement | None = None
    reading: Reading | None = None
    interim: Reading | None = None
    previous: Reading | None = None
    band: Band | None = None
    floor: Decimal | None = None  #: the threshold as a number on this scale
    floor_included: bool = True  #: False: the value must be above ``floor``
    distance: Decimal | None = None  #: value minus floor
    margin: Margin | None = None  #: how near a judged value is to its threshold; None: not judged
    change: Decimal | None = None  #: value minus the previous one of the same instrument
    trend: Trend | None = None  #: the same with both bands; None: nothing to compare with
    not_compared: Reading | None = None  #: an earlier value by another instrument or another way of reading
    years: tuple[int, ...] = ()  #: the fiscal years a streak asks for, oldest first
    opinions: tuple[Reading, ...] = ()  #: the final ones we have of those years, oldest first
    missing: tuple[int, ...] = ()  #: those of them we have no final opinion for


def assess(
    readings: Iterable[Reading],
    requirements: Iterable[Requirement],
    scales: Scales,
    *,
    criterion: CriterionKey,
    today: date,
) -> Assessment:
    """Judge one criterion. Readings and requirements of other criteria are left aside."""
    rules = tuple(r for r in requirements if r.criterion is criterion)
    if criterion is CriterionKey.PERKARA:
        return Assessment(criterion, Standing.MANAGED, requirement=requirement_for(rules, ""))

    usable = known((r for r in readings if r.criterion is criterion), today)
    final = newest_final(usable)
    interim = newer_interim(usable, final)
    if final is None:
        general = requirement_for(rules, "") or (rules[0] if rules else None)
        return Assessment(criterion, Standing.NOT_RECORDED, requirement=general, interim=interim)

    rule = requirement_for(rules, final.instrument)
    trend = trend_of(final, previous(usable, final), scales)
    scale = scales.find(criterion, final.year, final.instrument)
    seen = Assessment(
        criterion,
        Standing.NO_THRESHOLD,
        requirement=rule,
        reading=final,
        interim=interim,
        previous=trend.before if trend else None,
        band=band_on(scale, final),
        change=trend.change if trend else None,
        trend=trend,
        not_compared=not_compared(usable, final, trend),
    )
    least = rule.least if rule else None
    if rule is None or least is None:
        return seen
    if scale is None or isinstance(least, NoCases):
        return replace(seen, standing=Standing.NOT_COMPARABLE)
    if isinstance(least, Streak):
        return _streak(seen, least, usable, scales, newest=final.year)
    return _against(seen, usable, rule, scales)


def _against(seen: Assessment, known: tuple[Reading, ...], rule: Requirement, scales: Scales) -> Assessment:
    """The newest final value against a number, a level or a grade."""
    reading, least = seen.reading, rule.least
    scale = scales.find(reading.criterion, reading.year, reading.instrument) if reading else None
    if reading is None or least is None or scale is None:
        return replace(seen, standing=Standing.NOT_COMPARABLE)
    compared = compare(reading, least, scale)
    if compared.is_met is None:
        return replace(seen, standing=Standing.NOT_COMPARABLE, floor=compared.floor)
    return replace(
        seen,
        standing=Standing.MET if compared.is_met else Standing.BELOW,
        floor=compared.floor,
        floor_included=compared.floor_included,
        distance=compared.distance,
        margin=margin_of(series(known, reading, scales), rule, scales),
    )


def _streak(
    seen: Assessment, least: Streak, usable: tuple[Reading, ...], scales: Scales, *, newest: int
) -> Assessment:
    """The same opinion year after year, ending with ``newest``; a missing year is never a failure."""
    years = tuple(range(newest - least.years + 1, newest + 1))
    finals = {r.year: r for r in usable if r.is_final}
    standings = {year: _opinion(finals.get(year), least, scales) for year in years}
    missing = tuple(year for year in years if year not in finals)
    if Standing.BELOW in standings.values():
        standing = Standing.BELOW
    elif missing:
        standing = Standing.INCOMPLETE
    elif Standing.NOT_COMPARABLE in standings.values():
        standing = Standing.NOT_COMPARABLE
    else:
        standing = Standing.MET
    opinions = tuple(finals[year] for year in years if year in finals)
    is_met = {Standing.MET: True, Standing.BELOW: False}.get(standing)
    return replace(
        seen,
        standing=standing,
        years=years,
        opinions=opinions,
        missing=missing,
        margin=streak_margin(is_met=is_met),
    )


def _opinion(reading: Reading | None, least: Streak, scales: Scales) -> Standing:
    if reading is None:
        return Standing.INCOMPLETE
    scale = scales.find(reading.criterion, reading.year, reading.instrument)
    start = least_band(least, scale) if scale else None
    if scale is None or start is None:
        return Standing.NOT_COMPARABLE
    met = reaches_by_grade(reading, least, start, scale)
    if met is None:
        return Standing.NOT_COMPARABLE
    return Standing.MET if met else Standing.BELOW
