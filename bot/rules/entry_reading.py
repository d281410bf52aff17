"""Cells read into something recordable, or all that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bot.rules.criteria import CriterionKey
from bot.rules.entries import Draft, Entry
from bot.rules.errors import Problem
from bot.rules.instruments import criterion_named, plain
from bot.rules.readings import Reading
from bot.rules.regions import Ambiguous, Found, Gazetteer, Place, Search
from bot.rules.scales import Scale, Scales
from bot.rules.values import (
    Unreadable,
    check_agreement,
    check_grade,
    check_value,
    grade_among,
    looks_like_number,
    parse_date,
    parse_number,
    parse_year,
)

#: Criterion 8 is decided by two officers and never read from a sheet.
_RECORDED = [key for key in CriterionKey if key is not CriterionKey.PERKARA]
_FINAL = frozenset({"", "final", "akhir"})
_INTERIM = frozenset({"interim", "sementara", "provisional"})
_YES = frozenset({"yes", "ya", "true", "1"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads entries against the scales and regions of today."""

    scales: Scales
    regions: Gazetteer
    today: date
    #: Of one batch: a sheet says the same names over and over, and a search for a name is dear.
    _searches: dict[str, Search] = field(default_factory=dict, repr=False, compare=False)
    _found: dict[tuple[CriterionKey, int, str], Scale | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    def read(self, entry: Entry) -> Draft | tuple[Problem, ...]:
        """The draft, or every problem of this row."""
        problems = _formulas(entry)
        if problems:
            return tuple(problems)

        def tried(step: Callable[[], T], *cells: str) -> T | None:
            try:
                return step()
            except Unreadable as error:
                problems.append(replace(error.problem, line=entry.line, column=entry.place(*cells)))
                return None

        place = tried(lambda: self._place(entry.region), "region")
        criterion = tried(lambda: _criterion(entry.criterion), "criterion")
        year = tried(lambda: parse_year(entry.year, today=self.today), "year")
        is_final = tried(lambda: _is_final(entry.status), "status")
        published_on = tried(lambda: parse_date(entry.published_on), "published_on")
        named = ("instrument", "criterion") if entry.instrument else ("criterion",)
        scale = (
            tried(lambda: self._scale(criterion, year, entry.instrument), *named)
            if criterion and year
            else None
        )
        entry = _grade_in_its_place(entry, scale) if scale else entry
        value = tried(lambda: _value(entry, scale), "value", "grade")
        grade = tried(lambda: _grade(entry, scale), "grade", "value") if scale else None
        if scale is not None and value is not None and grade is not None:
            agreed, word, number = scale, grade, value
            tried(lambda: check_agreement(number, word, agreed), "grade", "value")
        if problems or place is None or scale is None or year is None or is_final is None:
            return tuple(problems)
        reading = Reading(
            criterion=scale.criterion,
            instrument=scale.instrument,
            year=year,
            value=value,
            grade=grade,
            is_final=is_final,
            published_on=published_on,
            source=entry.source.strip(),
        )
        return Draft(
            region_code=place.code,
            reading=reading,
            note=entry.note.strip(),
            year_inferred=plain(entry.year_inferred) in _YES,
            published_inferred=plain(entry.published_inferred) in _YES,
            line=entry.line,
            column=entry.place("value", "grade"),
        )

    def _place(self, typed: str) -> Place:
        """Close spelling is not enough for a figure: a wrong region would be alarmed."""
        if not typed.strip():
            raise Unreadable(Problem("region_missing"))
        search = self._searches.get(typed)
        if search is None:
            search = self._searches[typed] = self.regions.find(typed)
        if isinstance(search, Found):
            if search.is_exact:
                return search.place
            suggested: tuple[Place, ...] = (search.place,)
        else:
            suggested = search.places if isinstance(search, Ambiguous) else search.suggestions
        code = "region_ambiguous" if isinstance(search, Ambiguous) else "region_unknown"
        names = "; ".join(f"{place.name} ({place.code})" for place in suggested)
        raise Unreadable(Problem(code, typed, detail={"suggestions": names}))

    def _scale(self, criterion: CriterionKey, year: int, instrument: str) -> Scale:
        if criterion is CriterionKey.PERKARA:
            raise Unreadable(Problem("criterion_managed", criterion.value))
        key = (criterion, year, instrument)
        if key not in self._found:
            self._found[key] = self.scales.find(*key)
        scale = self._found[key]
        if scale is not None:
            return scale
        in_that_year = self.scales.find(criterion, year)
        detail = {"year": str(year), "instrument": in_that_year.instrument if in_that_year else ""}
        raise Unreadable(Problem("instrument_unknown", instrument or criterion.value, detail=detail))


def _formulas(entry: Entry) -> list[Problem]:
    """Cells that hold a formula nobody has calculated: there is no figure in the file."""
    cells = {
        "region": entry.region,
        "criterion": entry.criterion,
        "year": entry.year,
        "value": entry.value,
        "grade": entry.grade,
        "published_on": entry.published_on,
    }
    return [
        Problem("cell_formula", cell, line=entry.line, column=entry.place(name))
        for name, cell in cells.items()
        if cell.startswith("=")
    ]


def _grade_in_its_place(entry: Entry, scale: Scale) -> Entry:
    """A grade typed where the number stands is a grade: "BB", "WTP", "A (Kualitas Tertinggi)"."""
    if not entry.value.strip() or entry.grade.strip() or looks_like_number(entry.value):
        return entry
    grade = grade_among(entry.value, scale)
    return replace(entry, value="", grade=grade) if grade else entry


def _criterion(typed: str) -> CriterionKey:
    found = criterion_named(typed)
    if found is None:
        raise Unreadable(Problem("criterion_unknown", typed, detail={"known": ", ".join(_RECORDED)}))
    return found


def _is_final(typed: str) -> bool:
    word = plain(typed)
    if word not in _FINAL | _INTERIM:
        raise Unreadable(Problem("status_unknown", typed))
    return word in _FINAL


def _value(entry: Entry, scale: Scale | None) -> Decimal | None:
    if not entry.value.strip():
        if not entry.grade.strip():
            raise Unreadable(Problem("value_missing"))
        return None
    if scale and scale.bands and not looks_like_number(entry.value):
        detail = {"words": ", ".join(dict.fromkeys(band.name for band in scale.bands))}
        raise Unreadable(Problem("value_is_words", entry.value, detail=detail))
    value = parse_number(entry.value)
    return check_value(value, scale) if scale else value


def _grade(entry: Entry, scale: Scale) -> str | None:
    return check_grade(entry.grade, scale) if entry.grade.strip() else None
