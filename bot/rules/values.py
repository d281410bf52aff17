"""Numbers, years, grades and dates as people type them. Both 73,6 and 73.6 are read; 1.234 is refused."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from bot.rules import typed_times
from bot.rules.criteria import Kind
from bot.rules.errors import Problem
from bot.rules.scales import Scale

#: The first year any of the eight is asked for; older ones are typing mistakes.
FIRST_YEAR = 2000

_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,4})?")
#: Could be one point two three four, or one thousand two hundred and thirty-four.
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+[.,]\d+|\d{1,3}(?:[.,]\d{3}){2,}")
_YEAR = re.compile(r"\d{4}(?:\.0)?")


class Unreadable(Exception):
    """A cell that is not what it should be; becomes a row's Problem, never reaches a user by itself."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def parse_number(typed: str) -> Decimal:
    """Read "73,6" or "73.6". Raises Unreadable: number_ambiguous for "1.234", number_percent,
    number_unreadable.
    """
    text = typed.replace("\u00a0", "").strip()
    if len(text) > 1 and text.endswith("%"):
        shown = text[:-1].strip().replace(".", ",")
        raise Unreadable(Problem("number_percent", typed, detail={"shown": shown}))
    if not text.isascii():
        raise Unreadable(Problem("number_unreadable", typed))
    if _AMBIGUOUS.fullmatch(text) or _GROUPED.fullmatch(text):
        raise Unreadable(Problem("number_ambiguous", typed))
    if not _NUMBER.fullmatch(text):
        raise Unreadable(Problem("number_unreadable", typed))
    return Decimal(text.replace(",", "."))


def parse_year(typed: str, *, today: date) -> int:
    """A year from 2000 to this one. Raises Unreadable: year_unreadable, year_too_early, year_in_future."""
    text = typed.strip()
    if not (text.isascii() and _YEAR.fullmatch(text)):
        raise Unreadable(Problem("year_unreadable", typed))
    year = int(text[:4])
    if year < FIRST_YEAR:
        raise Unreadable(Problem("year_too_early", typed, detail={"first": str(FIRST_YEAR)}))
    if year > today.year:
        raise Unreadable(Problem("year_in_future", typed, detail={"last": str(today.year)}))
    return year


def parse_date(typed: str) -> date | None:
    """2025-12-09, 09-12-2025, 9 Desember 2025; None if empty. Raises Unreadable: date_unreadable."""
    text = typed.strip()
    if not text:
        return None
    try:
        return typed_times.parse_date(text.removesuffix(" 00:00:00"))
    except typed_times.TimeUnreadable as error:
        raise Unreadable(Problem("date_unreadable", typed)) from error


def check_value(value: Decimal, scale: Scale) -> Decimal:
    """The value, if it lies on its scale. Raises Unreadable: value_off_scale, value_not_a_number."""
    if scale.lowest is None or scale.highest is None:
        raise Unreadable(Problem("value_not_a_number", str(value), detail={"words": _words(scale)}))
    if not scale.holds(value):
        limits = {"lowest": str(scale.lowest), "highest": str(scale.highest), "instrument": scale.instrument}
        raise Unreadable(Problem("value_off_scale", str(value), detail=limits))
    return value


def check_grade(typed: str, scale: Scale) -> str:
    """The grade as its scale spells it. Raises Unreadable: grade_unknown.

    A colour stays a colour, since several bands may share it; an open scale takes any words.
    """
    band = scale.band_named(typed)
    if band is not None:
        return band.name
    words = " ".join(typed.split())
    if scale.bands_named(typed):
        return words.casefold()
    if words and scale.is_open and scale.kind is not Kind.YES_NO:
        return words
    detail = {"words": _words(scale), "instrument": scale.instrument}
    raise Unreadable(Problem("grade_unknown", typed, detail=detail))


def grade_among(typed: str, scale: Scale) -> str:
    """The grade in a value such as "BB" or "A (Kualitas Tertinggi)"; empty where none is known.

    Stricter than check_grade: what stands where a number is expected must be a word of the scale.
    """
    words = " ".join(typed.split())
    outside, inside = words.partition("(")[0], words.partition("(")[2].removesuffix(")")
    named = next((name for name in (words, outside, inside) if name and scale.bands_named(name)), "")
    return check_grade(named, scale) if named else ""


def check_agreement(value: Decimal, grade: str, scale: Scale) -> None:
    """A number and a grade given together must say the same. Raises Unreadable: grade_contradicts."""
    band, named = scale.band_of(value), scale.bands_named(grade)
    if band is not None and named and band not in named:
        raise Unreadable(Problem("grade_contradicts", grade, detail={"value": str(value), "band": band.name}))


def looks_like_number(typed: str) -> bool:
    """Whether a typed value starts like a number, so that its mistakes are a number's mistakes."""
    text = typed.strip()
    return bool(text) and (text[0].isdigit() or text[0] in "-+.,")


def _words(scale: Scale) -> str:
    return ", ".join(band.name for band in scale.bands)
