"""When broadcast messages may begin; times are seconds of a clock that the tests move."""

from __future__ import annotations

import pytest

from bot.delivery.bulk import Bulk
from bot.delivery.pace import CAUTION, Pace


def begin(bulk: Bulk, now: float) -> int:
    """As many as may, at once; how many that were."""
    count = bulk.room(now)
    for _ in range(count):
        bulk.begin(now)
    return count


def test_a_tenth_of_the_rate_begins_at_once_and_the_next_a_tenth_of_a_second_later():
    bulk = Bulk(Pace(30))
    assert begin(bulk, 0.0) == 3
    assert bulk.room(0.099) == 0
    assert bulk.next_change(0.05) == pytest.approx(0.1)
    assert begin(bulk, 0.1001) == 3


@pytest.mark.parametrize("delay", [0.0, 0.004, 0.02, 0.049])
def test_a_turn_that_comes_late_each_time_takes_nothing_off_the_rate(delay: float):
    bulk, now, begun = Bulk(Pace(30)), 0.0, 0
    while now < 60:
        begun += begin(bulk, now)
        change = bulk.next_change(now)
        assert change is not None
        now = max(now, change) + delay
    assert begun == pytest.approx(60 * 30, abs=6)


def test_a_long_delay_is_not_made_good_all_at_once():
    bulk = Bulk(Pace(30))
    begin(bulk, 0.0)
    assert begin(bulk, 10.0) == 3
    assert bulk.room(10.04) == 0
    assert begin(bulk, 10.06) == 3, "a twentieth of a second of it"
    assert bulk.room(10.14) == 0


def test_half_of_them_while_the_rate_is_halved_and_all_again_afterwards():
    pace = Pace(30)
    bulk = Bulk(pace)
    assert begin(bulk, 0.0) == 3
    pace.slow_down(0.05)
    assert begin(bulk, 0.2) == 2
    later = 0.2 + CAUTION
    assert begin(bulk, later) == 3


def test_what_leaves_unasked_counts_too():
    bulk = Bulk(Pace(30))
    for _ in range(6):
        bulk.begin(0.0)
    assert bulk.room(0.11) == 0
    assert bulk.room(0.21) == 3


def test_without_a_limit_everything_may_begin():
    bulk = Bulk(Pace(0))
    bulk.begin(0.0)
    assert bulk.room(0.0) > 1000
    assert bulk.next_change(0.0) is None
