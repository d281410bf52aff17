"""Which mark counts, where a sitting stands on its day, and when a living card may be edited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.answers import Choice, Given, Presence
from bot.rules.attendance import Phase, gathering, phase, standing_mark
from bot.rules.live_cards import may_edit
from bot.rules.sittings import Mark, SeatAnswer, Tally
from tests.golden.meeting_views import BONTANG, INSPEKTUR, SEKDA

START = datetime(2025, 3, 11, 6, 0, tzinfo=UTC)
END = START + timedelta(hours=2)


def mark(presence: Presence, minutes: int) -> Mark:
    return Mark(presence, at=START + timedelta(minutes=minutes))


def test_the_last_mark_counts_until_staff_take_it_away():
    joined, trouble = mark(Presence.JOINED, 1), mark(Presence.TROUBLE, 0)
    assert standing_mark([trouble, joined], starts_at=START) == joined
    assert standing_mark([joined, mark(Presence.CLEARED, 2)], starts_at=START) is None
    assert standing_mark([], starts_at=START) is None


def test_a_mark_of_a_former_time_does_not_count():
    early = mark(Presence.JOINED, -61)
    assert standing_mark([early], starts_at=START) is None
    assert standing_mark([mark(Presence.JOINED, -60)], starts_at=START) is not None


@pytest.mark.parametrize(
    ("minutes", "found"), [(-1, Phase.AHEAD), (0, Phase.RUNNING), (119, Phase.RUNNING), (120, Phase.OVER)]
)
def test_a_sitting_begins_at_its_start_and_is_over_at_its_end(minutes, found):
    assert phase(starts_at=START, ends_at=END, now=START + timedelta(minutes=minutes)) is found


def test_a_region_is_in_with_one_seat_and_who_said_so_is_awaited():
    hadir = Given(Choice.HADIR, 1, START)
    tally = Tally(BONTANG, (SeatAnswer(SEKDA, hadir), SeatAnswer(INSPEKTUR, None, mark(Presence.JOINED, 1))))
    who = gathering(tally)
    assert [each.seat for each in who.joined] == [INSPEKTUR]
    assert [each.seat for each in who.awaited] == [SEKDA]
    assert (who.regions, who.regions_in, who.silent, who.trouble) == (1, 1, (), ())


@pytest.mark.parametrize(("seconds", "may"), [(None, True), (0, False), (19, False), (20, True), (-1, True)])
def test_a_card_is_edited_every_twenty_seconds_at_most(seconds, may):
    shown_at = None if seconds is None else START - timedelta(seconds=seconds)
    assert may_edit(shown_at, now=START) is may
