"""Who has the next step of an open alert, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.rules.alert_lives import FollowUp, ResponseKind
from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.follow_through import (
    Next,
    Said,
    SnoozeUntil,
    Step,
    after,
    answered,
    later,
    resumed,
    snooze_end,
    snoozed,
    step_of,
    told,
)

#: Monday 3 March 2025, 08.00 WIB, 09.00 WITA, 10.00 WIT.
MONDAY = datetime(2025, 3, 3, 1, tzinfo=UTC)


def at(day: int, hour: int, zone=WITA, month: int = 3) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "zone", "due"),
    [
        (MONDAY, WITA, at(10, 9)),
        # at night the message waits for the morning, and the week counts from there
        (at(3, 22), WITA, at(11, 9)),
        # Saturday: it arrives on Monday
        (at(8, 12, WIT), WIT, at(17, 9, WIT)),
        # a week later is Nyepi and the days around Idul Fitri: the first working day after them
        (at(24, 10, WIB), WIB, at(8, 9, WIB, month=4)),
    ],
)
def test_a_week_is_counted_from_when_the_message_arrives(moment, zone, due):
    assert told(moment, zone=zone) == Next(FollowUp.TOLD, due)


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (FollowUp.TOLD, Step.REPEAT),
        (FollowUp.REPEATED, Step.CALL),
        (FollowUp.PROMISED, Step.ASK),
        (FollowUp.ASKED, Step.CALL),
        (FollowUp.DISPUTED, Step.REMIND),
        (FollowUp.SNOOZED, Step.WAKE),
        (FollowUp.OFFICER, None),
        (FollowUp.ACKNOWLEDGED, None),
        (FollowUp.DONE, None),
        (FollowUp.QUIET, None),
    ],
)
def test_what_is_said_when_it_is_due(state, step):
    assert step_of(state) is step


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step.REPEAT, Next(FollowUp.REPEATED, at(10, 9))),
        (Step.ASK, Next(FollowUp.ASKED, at(10, 9))),
        (Step.CALL, Next(FollowUp.OFFICER)),
        (Step.REMIND, Next(FollowUp.DISPUTED)),
    ],
)
def test_after_a_step_the_week_counts_from_now(step, expected):
    assert after(step, at=MONDAY, zone=WITA) == expected


@pytest.mark.parametrize(
    ("state", "kind", "expected"),
    [
        (FollowUp.TOLD, ResponseKind.ACKNOWLEDGED, Next(FollowUp.ACKNOWLEDGED)),
        (FollowUp.OFFICER, ResponseKind.ACKNOWLEDGED, Next(FollowUp.ACKNOWLEDGED)),
        # received after a promise says nothing new
        (FollowUp.PROMISED, ResponseKind.ACKNOWLEDGED, None),
        (FollowUp.ASKED, ResponseKind.ACKNOWLEDGED, None),
        (FollowUp.DONE, ResponseKind.ACKNOWLEDGED, None),
        (FollowUp.ASKED, ResponseKind.DONE, Next(FollowUp.DONE)),
        (FollowUp.PROMISED, ResponseKind.DISPUTED, Next(FollowUp.DISPUTED, at(6, 9, WIB))),
        # staff decide first, whatever is said meanwhile
        (FollowUp.DISPUTED, ResponseKind.ACKNOWLEDGED, None),
        (FollowUp.DISPUTED, ResponseKind.PROMISED, None),
        # Saturday 15 March: the Monday after it, at 09.00 there
        (FollowUp.TOLD, ResponseKind.PROMISED, Next(FollowUp.PROMISED, at(17, 9))),
    ],
)
def test_what_an_answer_changes(state, kind, expected):
    assert answered(state, kind, at=MONDAY, zone=WITA, promised_on=date(2025, 3, 15)) == expected


def test_a_promise_for_today_is_asked_about_on_the_next_working_morning():
    step = answered(
        FollowUp.TOLD, ResponseKind.PROMISED, at=at(3, 11), zone=WITA, promised_on=date(2025, 3, 3)
    )
    assert step == Next(FollowUp.PROMISED, at(4, 9))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said(), Next(FollowUp.TOLD, at(10, 9))),
        (Said(is_repeated=True), Next(FollowUp.REPEATED, at(10, 9))),
        (Said(ResponseKind.ACKNOWLEDGED), Next(FollowUp.ACKNOWLEDGED)),
        (Said(ResponseKind.DONE), Next(FollowUp.DONE)),
        # the promised day is ahead: it counts; or it has passed meanwhile: a week anew
        (Said(ResponseKind.PROMISED, date(2025, 4, 30)), Next(FollowUp.PROMISED, at(30, 9, month=4))),
        (Said(ResponseKind.PROMISED, date(2025, 2, 28)), Next(FollowUp.PROMISED, at(10, 9))),
    ],
)
def test_after_a_dispute_or_a_delay_it_goes_on_where_it_was(said, expected):
    assert resumed(said, at=MONDAY, zone=WITA) == expected


def test_outside_working_hours_the_step_waits():
    assert later(FollowUp.TOLD, at=MONDAY, zone=WITA) is None
    assert later(FollowUp.TOLD, at=at(3, 21), zone=WITA) == Next(FollowUp.TOLD, at(4, 9))
    # what staff are told follows the clock of the capital: 18.30 WIT is 16.30 WIB
    assert later(FollowUp.DISPUTED, at=at(3, 18, WIT), zone=WIT) is None


def test_a_delay_has_an_end_within_thirty_days():
    today = date(2025, 3, 3)
    assert snooze_end("2 April 2025", today=today) == date(2025, 4, 2)
    for wrong in ("03-03-2025", "02-03-2025", "03-04-2025", "besok", "31-02-2025"):
        with pytest.raises(SnoozeUntil):
            snooze_end(wrong, today=today)
    assert snoozed(date(2025, 3, 8), at=MONDAY) == Next(FollowUp.SNOOZED, at(10, 9, WIB))
