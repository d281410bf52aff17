"""Which changes are to be acknowledged, and when somebody is telephoned."""

from datetime import datetime, timedelta

import pytest

from bot.rules.acknowledgements import call_from, is_urgent
from bot.rules.clocks import WITA
from bot.rules.meetings import ChangeKind

NOW = datetime(2025, 3, 10, 15, 0, tzinfo=WITA)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("kind", "starts", "expected"),
    [
        (ChangeKind.MOVED, [24], True),
        (ChangeKind.MOVED, [24.1], False),
        # put off to next week: tomorrow somebody would come in vain
        (ChangeKind.MOVED, [20, 200], True),
        # brought forward from next week to tomorrow
        (ChangeKind.EXCHANGED, [200, 20], True),
        (ChangeKind.LINK_CHANGED, [2, 2], True),
        (ChangeKind.SITTING_CANCELLED, [20], True),
        (ChangeKind.AGENDA_CHANGED, [2], False),
        (ChangeKind.RENAMED, [2], False),
        (ChangeKind.INVITEE_ADDED, [2], False),
        (ChangeKind.MOVED, [-1], False),
    ],
)
def test_what_is_urgent(kind, starts, expected):
    assert is_urgent(kind, starts=[NOW + HOUR * hours for hours in starts], now=NOW) is expected


@pytest.mark.parametrize(
    ("asked", "starts", "expected"),
    [
        ((10, 15, 0), (11, 14, 0), (10, 15, 30)),
        # at night nobody reads: half an hour after seven
        ((10, 21, 0), (11, 14, 0), (11, 7, 30)),
        # the sitting is early: two hours before it, night or not
        ((10, 21, 0), (11, 8, 0), (11, 6, 0)),
        # it is about to begin: ten minutes are left to read
        ((11, 13, 0), (11, 14, 0), (11, 13, 10)),
    ],
)
def test_when_somebody_is_telephoned(asked, starts, expected):
    times = [datetime(2025, 3, *each, tzinfo=WITA) for each in (asked, starts, expected)]
    assert call_from(times[0], starts_at=times[1], zone=WITA) == times[2]
