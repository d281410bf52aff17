"""How fast we may send, on a clock of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import GROUP_REST, UNLIMITED, Pace


def test_a_slot_is_free_one_second_after_the_send_completed():
    pace = Pace(2)
    pace.start(1)
    pace.start(2)
    assert pace.free(0) == 0
    pace.end(1, 5.0)
    assert (pace.free(5.9), pace.free(6.0)) == (0, 1)
    assert pace.next_change(5.0) == 6.0


def test_a_slot_that_is_free_in_a_moment_counts_for_a_claim_and_for_no_send():
    pace = Pace(2)
    for chat, end in ((1, 0.0), (2, 0.005)):
        pace.start(chat)
        pace.end(chat, end)
    assert (pace.free(0.98, ahead=0.01), pace.free(0.996, ahead=0.01), pace.free(0.999)) == (0, 2, 0)
    assert pace.next_change(0.98, ahead=0.01) == pytest.approx(0.99)
    assert pace.next_change(0.992, ahead=0.01) == pytest.approx(0.995), "the next one after those it counts"


def test_a_chat_rests_a_second():
    pace = Pace(25)
    pace.start(1)
    assert not pace.chat_is_free(1, 0)
    pace.end(1, 1.0)
    assert (pace.chat_is_free(1, 1.9), pace.chat_is_free(1, 2.0)) == (False, True)
    assert (pace.resting(1.9), pace.resting(2.0)) == ([1], [])


def test_a_group_gets_eighteen_a_minute_however_often_a_process_is_killed_in_it():
    pace, now, sends = Pace(25), 0.0, []
    while now < 120:
        if now % 11 < 0.1:  # killed, and another one begins
            pace = Pace(25)
            pace.begin(now)
        if pace.chat_is_free(-1, now):
            sends.append(now)
            pace.start(-1)
            pace.end(-1, now)
        now += 0.1
    assert all(later - sooner > 60 for sooner, later in zip(sends, sends[18:], strict=False))


def test_a_new_process_writes_to_people_at_once_and_says_when_groups_are_next():
    pace = Pace(25)
    pace.begin(10.0)
    assert (pace.chat_is_free(1, 10.0), pace.chat_is_free(-1, 10.0)) == (True, False)
    assert pace.next_change(10.0) == 10.0 + GROUP_REST
    assert pace.chat_is_free(-1, 10.0 + GROUP_REST)


def test_after_a_429_half_the_rate_for_a_minute():
    pace = Pace(25)
    pace.slow_down(0)
    assert (pace.free(59), pace.free(60)) == (13, 25)


def test_no_rate_is_no_limit():
    pace = Pace(0)
    pace.start(1)
    assert (pace.free(0), pace.chat_is_free(1, 0), pace.resting(0)) == (UNLIMITED, True, [])


@given(
    rate=st.sampled_from([1.0, 0.5, 5.0, 25.0, 30.0]),
    trips=st.lists(st.tuples(st.floats(0, 0.3), st.floats(0, 0.4)), min_size=10, max_size=120),
)
def test_no_second_at_the_server_sees_more_than_the_rate(rate, trips):
    """Each send arrives somewhere between its start and its completion."""
    pace, now, in_flight, arrivals = Pace(rate), 0.0, [], []
    for number, (there, back) in enumerate(trips):
        while pace.free(now) < 1:
            ends = [pace.next_change(now), *(end for end, _ in in_flight)]
            now = min(moment for moment in ends if moment is not None)
            for end, chat in [flight for flight in in_flight if flight[0] <= now]:
                pace.end(chat, now)
                in_flight.remove((end, chat))
        pace.start(number)
        arrivals.append(now + there)
        in_flight.append((now + there + back, number))
    arrivals.sort()
    window = max(1.0, 1.0 / rate)
    for first in arrivals:
        inside = [moment for moment in arrivals if first <= moment < first + window - 1e-6]
        assert len(inside) <= max(1, int(rate))
