"""Days off that staff add by hand: feasts of a region, a holiday decreed late."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.rules.clocks import full_date
from bot.rules.errors import UserMistake
from bot.rules.names import safe_name
from bot.rules.typed_times import TimeUnreadable, parse_date
from bot.rules.working_days import holiday_name, is_weekend

#: A day further ahead is a typing mistake.
MOST_AHEAD = timedelta(days=730)
SHORTEST, LONGEST = 3, 80
_TYPED = re.compile(
    r"""^(?P<date>(?:[a-z']+\s*,?\s+)?
          (?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.\s]\s*(?:\d{1,2}|[a-z]+)[-/.\s]\s*\d{4}))
        [\s:;,]*(?P<name>.*)$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


class DayOffUnusable(UserMistake):
    """What was typed is no date with a name, is over, or is more than two years ahead."""

    def __init__(self, typed: str, *, example: str) -> None:
        super().__init__(typed)
        self.typed = safe_name(typed[:60])
        self.example = example


class DayOffNeedless(UserMistake):
    """Nobody works on this day anyway: a weekend, or a holiday with this name."""

    def __init__(self, on: date, name: str) -> None:
        super().__init__(on.isoformat())
        self.date = full_date(on)
        self.name = name


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day and what it is called."""

    on: date
    name: str


def typed_day_off(typed: str, *, today: date, example: str) -> NamedDay:
    """``12-05-2025 Hari Jadi Kabupaten Maros``. Raises DayOffUnusable, DayOffNeedless.

    ``example`` is a date ahead, for the sentence about what could not be read.
    """
    found = _TYPED.match(" ".join(typed.split()))
    try:
        on = parse_date(found["date"]) if found else None
    except TimeUnreadable:
        on = None
    name = safe_name(found["name"]) if found else ""
    is_too_long = found is not None and len(found["name"]) > LONGEST
    if on is None or not today <= on <= today + MOST_AHEAD or is_too_long or not _is_name(name):
        raise DayOffUnusable(typed, example=example)
    if is_weekend(on) or holiday_name(on):
        raise DayOffNeedless(on, holiday_name(on) or "")
    return NamedDay(on, name)


def _is_name(name: str) -> bool:
    return sum(letter.isalpha() for letter in name) >= SHORTEST
