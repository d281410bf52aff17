"""When a siaran is to leave, as typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.broadcast_times import BroadcastTimeUnusable, WhenProblem, check_order, read_moment

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
    assert read_moment(typed, now=NOW) == at


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", WhenProblem.UNREADABLE),
        ("nanti sore", WhenProblem.UNREADABLE),
        ("10-03-2025", WhenProblem.UNREADABLE),
        ("10-03-2025 09.00-10.00", WhenProblem.UNREADABLE),
        ("31-02-2025 09.00", WhenProblem.UNREADABLE),
        ("hari ini 07.59", WhenProblem.PAST),
        ("10-03-2027 09.00", WhenProblem.TOO_FAR),
    ],
)
def test_refused(typed, problem):
    with pytest.raises(BroadcastTimeUnusable) as refused:
        read_moment(typed, now=NOW)
    assert refused.value.problem is problem


def test_it_ends_after_it_begins():
    check_order(None, None, now=NOW)
    check_order(NOW, NOW + timedelta(hours=1), now=NOW)
    with pytest.raises(BroadcastTimeUnusable):
        check_order(NOW + timedelta(hours=2), NOW + timedelta(hours=1), now=NOW)
