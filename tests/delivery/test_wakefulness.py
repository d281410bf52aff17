"""A machine that was suspended for hours: nothing begins before somebody has looked."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot.delivery.gate import Gate
from bot.delivery.pace import Pace
from bot.delivery.traffic import Traffic
from bot.delivery.wakefulness import Wakefulness
from bot.delivery.wire import NotSent
from tests.fakes import START

MOST = timedelta(hours=3)


class Wall:
    def __init__(self) -> None:
        self.time = START

    def now(self):
        return self.time


def test_hours_that_nobody_saw_are_noticed_and_never_forgotten():
    wall = Wall()
    wakefulness = Wakefulness(wall.now, most=MOST)
    wall.time += MOST
    assert wakefulness.is_awake(), "as long as that may pass"
    for _ in range(20):
        wall.time += timedelta(minutes=10)
        assert wakefulness.is_awake(), "hours go by, and somebody looks"
    wall.time -= timedelta(days=1)
    assert wakefulness.is_awake(), "a clock that was put back is no sleep"
    wall.time += MOST + timedelta(seconds=1)
    assert not wakefulness.is_awake()
    assert not wakefulness.is_awake(), "asking once more does not make it well"


async def test_nothing_begins_after_it(sessions):
    wall = Wall()
    traffic = Traffic(Pace(30), Gate(sessions, clock=time.monotonic))
    traffic.is_awake = Wakefulness(wall.now, most=MOST).is_awake
    await traffic.enter(1, priority=0, patience=timedelta(0))
    traffic.leave(1)
    assert traffic.room() > 0
    wall.time += timedelta(hours=4)
    assert traffic.room() == 0
    with pytest.raises(NotSent):
        await traffic.enter(2, priority=0, patience=timedelta(0))
