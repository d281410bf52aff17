"""Who is thanked, and who is missed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.rules.answers import Presence
from bot.rules.follow_ups import Came, FollowUpKind, by_attendance, came, version_of
from bot.rules.sittings import Mark, SeatAnswer, Tally
from tests.golden.meeting_views import AWAY, BONTANG, HADIR, INSPEKTUR, SEKDA, SENT


@pytest.mark.parametrize(
    ("answer", "presence", "expected"),
    [
        (HADIR, Presence.JOINED, Came.PRESENT),
        (None, Presence.JOINED, Came.PRESENT),
        (AWAY, Presence.JOINED, Came.PRESENT),
        (SENT, Presence.JOINED, Came.DELEGATED),
        (SENT, None, Came.ABSENT),
        (HADIR, None, Came.ABSENT),
        (HADIR, Presence.TROUBLE, Came.ABSENT),
        (HADIR, Presence.ABSENT, Came.ABSENT),
        (None, None, Came.ABSENT),
    ],
)
def test_a_mark_counts_and_an_answer_alone_proves_nothing(answer, presence, expected):
    mark = Mark(presence) if presence else None
    assert came(SeatAnswer(INSPEKTUR, answer, mark)) is expected


def test_a_version_changes_with_who_hears_what():
    here = SeatAnswer(INSPEKTUR, HADIR, Mark(Presence.JOINED))
    there = SeatAnswer(SEKDA, None)
    first = by_attendance(Tally(BONTANG, (here, there)))
    later = by_attendance(Tally(BONTANG, (here, replace(there, mark=Mark(Presence.JOINED)))))
    said = {
        version_of(FollowUpKind.THANKS, first, line="", files=0),
        version_of(FollowUpKind.THANKS, later, line="", files=0),
        version_of(FollowUpKind.THANKS, first, line="Terima kasih", files=0),
        version_of(FollowUpKind.THANKS, first, line="", files=1),
        version_of(FollowUpKind.MATERIALS, first, line="", files=1),
    }
    assert len(said) == 5
