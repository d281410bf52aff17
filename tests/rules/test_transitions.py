"""What becomes of a message after a try."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.outbox import POLICIES, Ambiguity, MessageClass, OutboxState
from bot.rules.transitions import Change, Flight, OutcomeKind, after, wait_before, wait_in_doubt

FINAL = {
    OutboxState.SENT,
    OutboxState.UNDELIVERABLE,
    OutboxState.EXPIRED,
    OutboxState.UNCERTAIN,
    OutboxState.WITHDRAWN,
}


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (500, 60)])
def test_the_wait_doubles_up_to_a_minute(attempt, seconds):
    assert wait_before(attempt) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("count", "seconds"), [(1, 5), (2, 30), (3, 120), (9, 120)])
def test_in_doubt_the_wait_outlasts_an_outage(count, seconds):
    assert wait_in_doubt(count) == timedelta(seconds=seconds)
    flight = Flight(message_class=MessageClass.ALERT, is_edit=True, ambiguous_count=count - 1)
    if count <= 5:
        assert after(flight, OutcomeKind.AMBIGUOUS).wait == timedelta(seconds=seconds)


@pytest.mark.parametrize("message_class", [MessageClass.REMINDER, MessageClass.ALERT, MessageClass.RECEIPT])
def test_half_a_minute_without_telegram_loses_nothing(message_class):
    """Every try within it ends in doubt; the one after it arrives."""
    flight, at = Flight(message_class=message_class), timedelta()
    while at < timedelta(seconds=30):
        change = after(flight, OutcomeKind.AMBIGUOUS)
        assert change.state is OutboxState.PENDING
        at += change.wait
        flight = Flight(message_class=message_class, ambiguous_count=change.ambiguous_count)


def test_a_group_is_followed_once():
    flight = Flight(message_class=MessageClass.ALERT)
    moved = after(flight, OutcomeKind.MIGRATED)
    assert (moved.state, moved.reason) == (OutboxState.PENDING, "group_moved")
    again = after(Flight(message_class=MessageClass.ALERT, has_moved=True), OutcomeKind.MIGRATED)
    assert (again.state, again.reason) == (OutboxState.UNDELIVERABLE, "group_moved_again")


def test_what_cannot_say_that_it_may_come_twice_is_left_to_a_person():
    flight = Flight(message_class=MessageClass.ALERT, ambiguous_count=1, may_be_duplicate=True)
    change = after(flight, OutcomeKind.UNMARKED)
    assert (change.state, change.reason, change.wait) == (OutboxState.UNCERTAIN, "no_room_for_mark", None)


@pytest.mark.parametrize(
    ("message_class", "count", "state", "doubled"),
    [
        (MessageClass.REMINDER, 0, OutboxState.PENDING, True),
        (MessageClass.REMINDER, 2, OutboxState.UNCERTAIN, True),
        (MessageClass.INVITATION, 2, OutboxState.PENDING, True),
        (MessageClass.CORRECTION, 3, OutboxState.UNCERTAIN, True),
        (MessageClass.BROADCAST, 0, OutboxState.UNCERTAIN, False),
        (MessageClass.DOCUMENT, 0, OutboxState.UNCERTAIN, False),
        (MessageClass.REPLY, 0, OutboxState.EXPIRED, False),
        # a chat action shows nothing: it is repeated, and never marked as possibly received twice
        (MessageClass.PROBE, 0, OutboxState.PENDING, False),
        (MessageClass.PROBE, 3, OutboxState.EXPIRED, False),
    ],
)
def test_ambiguity_goes_by_class(message_class, count, state, doubled):
    change = after(Flight(message_class=message_class, ambiguous_count=count), OutcomeKind.AMBIGUOUS)
    assert (change.state, change.may_be_duplicate, change.ambiguous_count) == (state, doubled, count + 1)


def test_an_edit_may_be_repeated_without_a_mark():
    change = after(Flight(message_class=MessageClass.BROADCAST, is_edit=True), OutcomeKind.AMBIGUOUS)
    assert (change.state, change.may_be_duplicate) == (OutboxState.PENDING, False)


def test_a_pause_costs_no_attempt():
    flight = Flight(message_class=MessageClass.ALERT, attempts=4)
    change = after(flight, OutcomeKind.RETRY_AFTER, retry_after=timedelta(seconds=7))
    assert change == Change(
        state=OutboxState.PENDING,
        attempts=4,
        ambiguous_count=0,
        may_be_duplicate=False,
        wait=timedelta(seconds=8),
    )


def test_an_unknown_refusal_is_tried_three_times():
    flight = Flight(message_class=MessageClass.ALERT)
    states = []
    for attempts in range(3):
        change = after(Flight(message_class=flight.message_class, attempts=attempts), OutcomeKind.REFUSED)
        states.append(change.state)
    assert states == [OutboxState.PENDING, OutboxState.PENDING, OutboxState.UNDELIVERABLE]


@given(
    st.sampled_from(MessageClass),
    st.lists(st.sampled_from(OutcomeKind), min_size=1, max_size=30),
    st.booleans(),
)
def test_every_course_of_outcomes_keeps_the_promises(message_class, outcomes, is_edit):
    flight = Flight(message_class=message_class, is_edit=is_edit)
    ambiguity = POLICIES[message_class].ambiguity
    perhaps_delivered = 0
    for kind in outcomes:
        perhaps_delivered += kind in (OutcomeKind.AMBIGUOUS, OutcomeKind.SENT)
        change = after(flight, kind)
        rests = change.state is OutboxState.HELD  # until a person lets it go on
        assert (change.wait is None) == (change.state in FINAL or rests)
        assert change.attempts >= flight.attempts
        if change.state in FINAL:
            break
        if perhaps_delivered and not is_edit and ambiguity is not Ambiguity.REPEAT:
            assert change.may_be_duplicate, "a message that may go out twice says so"
            assert ambiguity is Ambiguity.AGAIN
        flight = Flight(
            message_class=message_class,
            attempts=change.attempts,
            ambiguous_count=change.ambiguous_count,
            may_be_duplicate=change.may_be_duplicate,
            is_edit=is_edit,
        )
    if ambiguity not in (Ambiguity.AGAIN, Ambiguity.REPEAT) and not is_edit:
        assert perhaps_delivered <= 1, "never twice without a person's word"
