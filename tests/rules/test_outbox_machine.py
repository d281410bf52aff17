"""The outbox as a machine: random histories keep every promise, and no step is missing or too many."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from hypothesis import settings

from bot.rules import outbox_machine as machine
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.outbox_machine import ALLOWED, HEARS_LATE_SUCCESS, Entry, NotAllowed
from bot.rules.transitions import Flight, OutcomeKind, after
from tests.outbox_histories import LEASE, START, Histories

TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=6 * int(os.environ.get("OUTBOX_HISTORIES", "12")), stateful_step_count=40, deadline=None
)


def one(kind: MessageClass = MessageClass.REMINDER, **values) -> machine.Entries:
    return {1: Entry(id=1, chat_id=1, message_class=kind, **values)}


def claimed(entries: machine.Entries, owner: str = "a") -> machine.Try:
    (tried,) = machine.claim(entries, free=8, owner=owner, lease=LEASE, now=START, real=START)
    return tried


def test_every_state_says_what_may_follow():
    assert set(ALLOWED) == set(OutboxState)
    final = {state for state, following in ALLOWED.items() if not following}
    assert final == {OutboxState.SENT, OutboxState.UNDELIVERABLE, OutboxState.WITHDRAWN}


@pytest.mark.parametrize("message_class", MessageClass)
@pytest.mark.parametrize("kind", OutcomeKind)
def test_every_outcome_of_every_class_is_an_allowed_step(message_class, kind):
    for count in range(7):
        for is_edit in (False, True):
            flight = Flight(
                message_class=message_class, attempts=count, ambiguous_count=count, is_edit=is_edit
            )
            assert after(flight, kind).state in ALLOWED[OutboxState.SENDING]


def test_a_late_success_is_heard_exactly_where_it_may_follow():
    heard = {state for state, following in ALLOWED.items() if OutboxState.SENT in following}
    assert heard == set(HEARS_LATE_SUCCESS)


def test_a_message_in_flight_cannot_be_taken_back_nor_held():
    entries = one()
    claimed(entries)
    assert not machine.withdraw(entries, 1)
    assert not machine.hold(entries, 1)
    assert entries[1].state is OutboxState.SENDING


def test_what_is_held_is_not_claimed_and_goes_on_when_it_is_let_go():
    entries = one()
    assert machine.hold(entries, 1)
    assert machine.claim(entries, free=8, owner="a", lease=LEASE, now=START, real=START) == []
    assert machine.release(entries, 1)
    assert claimed(entries).fence == 1


def test_a_success_that_comes_after_somebody_else_took_over_changes_nothing():
    entries = one()
    first = claimed(entries)
    later = START + LEASE + timedelta(seconds=1)
    assert machine.recover(entries, owner="b", everything=False, real=later) == [1]
    second = machine.claim(
        entries, free=8, owner="b", lease=LEASE, now=START, real=later + timedelta(seconds=6)
    )
    machine.settle(entries, first, OutcomeKind.UNDELIVERABLE, real=later)
    assert (entries[1].state, entries[1].owner) == (OutboxState.SENDING, "b")
    machine.settle(entries, second[0], OutcomeKind.SENT, real=later)
    assert (entries[1].state, entries[1].may_be_duplicate) == (OutboxState.SENT, True)


def test_a_step_the_machine_does_not_have_is_refused():
    entries = one(state=OutboxState.WITHDRAWN)
    with pytest.raises(NotAllowed):
        machine._step(entries[1], OutboxState.PENDING)
