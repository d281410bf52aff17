"""As of when chores that keep working hours are asked what they would have said while nobody was here."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.fences import missed_ends


def wib(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 3, day, hour, minute, tzinfo=WIB)


def ends(day: int) -> list[datetime]:
    """17.00 of that day in March 2025, in the east first."""
    return [datetime(2025, 3, day, 17, tzinfo=zone) for zone in (WIT, WITA, WIB)]


@pytest.mark.parametrize(
    ("since", "now", "expected"),
    [
        (wib(9, 22), wib(10, 22), ends(10)),
        (wib(9, 22), wib(11, 5), ends(10)),
        (wib(7, 22), wib(9, 22), []),  # a weekend
        (wib(6, 22), wib(9, 22), ends(7)),
        (wib(10, 22), wib(11, 6), []),  # one night
        (wib(3, 22), wib(11, 12), []),  # working hours everywhere: they speak now
        (wib(10, 22), wib(11, 16), ends(11)[:1]),  # over in the east alone
        (wib(10, 16, 30), wib(10, 22), ends(10)[2:]),  # over in the east before
    ],
)
def test_the_last_ends_of_working_hours_in_the_missing_time(since, now, expected):
    assert list(missed_ends(since, now)) == expected


def test_a_day_off_that_staff_added_is_asked_about_on_both_calendars():
    found = missed_ends(wib(6, 22), wib(10, 22), extra=frozenset({date(2025, 3, 10)}))
    assert list(found) == [*ends(7), *ends(10)]
