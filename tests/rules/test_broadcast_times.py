"""When a siaran is to leave, as typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.broadcast_times import (
    Bounds,
    BroadcastTimeUnusable,
    WhenProblem,
    bounds_of_end,
    bounds_of_start,
    read_moment,
)

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)  # Monday 08.00 WIB


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("10-03-2025 09.00 WIB", datetime(2025, 3, 10, 2, 0, tzinfo=UTC)),
        ("Senin, 10 Maret 2025, pukul 09.00 WIT", datetime(2025, 3, 10, 0, 0, tzinfo=UTC)),
        ("besok 14:30", datetime(2025, 3, 4, 7, 30, tzinfo=UTC)),
        ("hari ini pukul 10.00 WITA", datetime(2025, 3, 3, 2, 0, tzinfo=UTC)),
        ("2025-03-10 09.00", datetime(2025, 3, 10, 2, 0, tzinfo=UTC)),
    ],
)
def test_understood(typed, at):
    assert read_moment(typed, now=NOW, bounds=Bounds(NOW)) == at


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", WhenProblem.UNREADABLE),
        ("nanti sore", WhenProblem.UNREADABLE),
        ("10-03-2025", WhenProblem.HOURS_MISSING),
        ("besok", WhenProblem.HOURS_MISSING),
        ("10-03-2025 09.00-10.00", WhenProblem.END_TOO_MUCH),
        ("31-02-2025 09.00", WhenProblem.NO_SUCH_DATE),
        ("31-02-2025", WhenProblem.NO_SUCH_DATE),
        ("Selasa, 10-03-2025 09.00", WhenProblem.WRONG_WEEKDAY),
        ("Selasa, 10-03-2025", WhenProblem.WRONG_WEEKDAY),
        ("10-03-2025 25.00", WhenProblem.NO_SUCH_HOUR),
        ("hari ini 07.59", WhenProblem.PAST),
        ("10-03-2027 09.00", WhenProblem.TOO_FAR),
    ],
)
def test_refused(typed, problem):
    with pytest.raises(BroadcastTimeUnusable) as refused:
        read_moment(typed, now=NOW, bounds=Bounds(NOW))
    assert refused.value.problem is problem


TODAY = NOW + timedelta(hours=9)
FAR = NOW + timedelta(days=300)


@pytest.mark.parametrize(
    ("typed", "bounds", "problem"),
    [
        ("besok 10.00", bounds_of_start(TODAY, now=NOW), WhenProblem.AFTER_END),
        ("hari ini 17.00", bounds_of_start(TODAY, now=NOW), WhenProblem.AFTER_END),
        ("hari ini 07.00", bounds_of_start(TODAY, now=NOW), WhenProblem.PAST),
        ("31-02-2025 09.00", bounds_of_start(NOW + timedelta(minutes=3), now=NOW), WhenProblem.NO_SUCH_DATE),
        ("besok 10.00", bounds_of_end(FAR, now=NOW), WhenProblem.BEFORE_START),
        ("hari ini 17.00", bounds_of_end(TODAY, now=NOW), WhenProblem.BEFORE_START),
        ("hari ini 07.00", bounds_of_end(NOW - timedelta(days=2), now=NOW), WhenProblem.PAST),
    ],
)
def test_the_example_that_is_given_is_taken(typed, bounds, problem):
    with pytest.raises(BroadcastTimeUnusable) as refused:
        read_moment(typed, now=NOW, bounds=bounds)
    assert refused.value.problem is problem
    assert bounds.hold(read_moment(refused.value.example, now=NOW, bounds=bounds))


def test_without_room_there_is_no_example():
    assert bounds_of_start(NOW + timedelta(seconds=50), now=NOW).example(now=NOW) == ""
