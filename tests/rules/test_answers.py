"""Which answer counts, and how far a region has answered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.rules.answers import Choice, Given, RegionState, earlier, region_state, standing

NOW = datetime(2025, 3, 4, 1, 0, tzinfo=UTC)
HADIR, AWAY = Given(Choice.HADIR, 1, NOW), Given(Choice.TIDAK_HADIR, 1, NOW)
LATER = Given(Choice.DIWAKILKAN, 2, NOW)


def test_the_last_answer_to_the_present_time_counts():
    assert standing([HADIR, AWAY], time_revision=1) == AWAY
    assert standing([HADIR, AWAY], time_revision=2) is None
    assert standing([HADIR, LATER], time_revision=2) == LATER
    assert standing([], time_revision=1) is None


def test_an_answer_to_an_earlier_time_is_shown_and_not_carried_over():
    assert earlier([HADIR, AWAY], time_revision=2) == AWAY
    assert earlier([LATER], time_revision=2) is None


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([], RegionState.KOSONG),
        ([None, None], RegionState.KOSONG),
        ([HADIR, None], RegionState.SEBAGIAN),
        ([None, AWAY], RegionState.SEBAGIAN),
        ([HADIR, AWAY], RegionState.LENGKAP),
        ([HADIR], RegionState.LENGKAP),
    ],
)
def test_a_region_is_whole_when_each_seat_has_answered(answers, state):
    assert region_state(answers) is state
