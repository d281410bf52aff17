"""A Telegram that answers with faults is left alone for a while, on a clock of numbers and for real."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.breaker import Breaker
from bot.delivery.http import NotSent
from bot.delivery.pace import UNLIMITED, Pace
from bot.delivery.postman import Postman
from bot.rules.outbox import MessageClass, OutboxState
from tests.delivery.conftest import row_of, wire_to
from tests.delivery.telegram import raw
from tests.fakes import START

BROKEN = raw(502, "<html>502 Bad Gateway</html>")


def with_faults(*times: float) -> Breaker:
    breaker = Breaker()
    for now in times:
        breaker.heard(False, now)
    return breaker


def test_two_faults_in_a_row_stop_nothing():
    breaker = with_faults(0, 0)
    assert breaker.most(8, 0) == 8
    breaker.heard(True, 0)
    breaker.heard(False, 0)
    assert breaker.most(8, 0) == 8


def test_after_three_in_a_row_everything_rests_and_then_one_tries():
    breaker = with_faults(0, 0, 5)
    assert [breaker.most(8, now) for now in (5, 5.9, 6)] == [0, 0, 1]
    breaker.begin(1)
    assert breaker.most(8, 60) == 0, "one is trying"
    breaker.heard(True, 61)
    breaker.end(1)
    assert breaker.most(8, 61) == 8


def test_the_rest_grows_from_try_to_try_up_to_half_a_minute():
    breaker, now, rests = with_faults(0, 0, 0), 0.0, []
    for _ in range(8):
        rests.append(breaker.rests_until - now)
        now = breaker.rests_until
        breaker.begin(1)
        breaker.heard(False, now)
        breaker.end(1)
    assert rests == [1, 2, 4, 8, 16, 30, 30, 30]


def test_what_began_before_the_rest_makes_it_no_longer():
    breaker = with_faults(0, 0, 0, 0.1, 0.2, 0.3)
    assert breaker.rests_until == 1
    breaker.begin(2)
    breaker.end(1)
    assert breaker.most(8, 1) == 0, "another one's end is not the end of the one that tries"


def test_a_try_that_never_left_lets_the_next_one_try():
    breaker = with_faults(0, 0, 0)
    breaker.begin(1)
    breaker.end(1)
    assert breaker.most(8, 1) == 1


def test_where_nothing_is_limited_nothing_rests():
    pace = Pace(0)
    for _ in range(5):
        pace.breaker.heard(False, 0)
    assert pace.free(0) == UNLIMITED


def test_the_pace_says_when_the_rest_is_over():
    pace = Pace(25)
    for _ in range(3):
        pace.breaker.heard(False, 10)
    assert (pace.free(10), pace.next_change(10), pace.free(11)) == (0, 11, 1)


async def test_an_outage_leaves_only_a_few_broadcasts_in_doubt(sessions, telegram, put):
    telegram.script("sendMessage", *[BROKEN] * 3)
    ids = [await put(message_class=MessageClass.BROADCAST, chat_id=chat) for chat in range(1, 11)]
    async with wire_to(telegram, sessions, rate=25) as wire:
        postman = Postman(
            sessions=sessions,
            wire=wire,
            now=lambda: START,
            mark_possible_duplicate=str,
            first_wait=timedelta(seconds=0.02),
            slots=1,
        )
        running = asyncio.create_task(postman.run())
        await postman.quiet()
        postman.stop()
        await running
    states = [(await row_of(sessions, one)).state for one in ids]
    assert states.count(OutboxState.UNCERTAIN) == 3
    assert states.count(OutboxState.SENT) == 7
    assert telegram.calls[3].at - telegram.calls[2].at >= 1


async def test_a_direct_reply_waits_no_longer_than_its_patience(sessions, telegram):
    async with wire_to(telegram, sessions, rate=25) as wire:
        for _ in range(3):
            wire.traffic.heard(False)
        with pytest.raises(NotSent):
            body = {"chat_id": 1, "text": "Hai"}
            await wire.call("sendMessage", body, patience=timedelta(seconds=0.05))
        assert not telegram.calls
        await wire.call("sendMessage", body, patience=timedelta(seconds=5))
        assert wire.traffic.room() > 1, "its good answer has opened all"
