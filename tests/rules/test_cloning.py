"""When the copy of a meeting is to be held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.cloning import NOTICE, sittings_to_copy, weeks_later
from tests.golden.meeting_views import BONTANG, RAKOR

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("days", "weeks"),
    [
        (-70, 11),  # ten weeks ago: not today, but in a week
        (-1, 2),
        (0, 1),
        (1, 1),
        (8, 1),  # still ahead: never on the same day again
        (100, 1),
    ],
)
def test_the_first_sitting_of_a_copy_leaves_a_week_of_notice(days, weeks):
    assert weeks_later(NOW + timedelta(days=days), now=NOW) == weeks


@given(st.timedeltas(min_value=timedelta(days=-4000), max_value=timedelta(days=500)))
def test_never_less_notice_than_a_week_and_never_a_week_too_late(away):
    weeks = weeks_later(NOW + away, now=NOW)
    first = NOW + away + weeks * WEEK
    assert first >= NOW + NOTICE
    assert weeks == 1 or first - WEEK < NOW + NOTICE


def test_cancelled_sittings_are_left_out_unless_all_are():
    gone = replace(BONTANG, item=3, is_cancelled=True)
    assert list(sittings_to_copy(replace(RAKOR, sittings=(BONTANG, gone)))) == [BONTANG]
    assert list(sittings_to_copy(replace(RAKOR, sittings=(gone,)))) == [gone]
