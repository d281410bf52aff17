"""A machine that was suspended for hours: nothing begins before somebody has looked."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import pytest

from bot.app import Bot
from bot.commands.life import Life
from bot.commands.running import run_bot
from bot.delivery.gate import Gate
from bot.delivery.pace import Pace
from bot.delivery.presence import Times
from bot.delivery.traffic import Traffic
from bot.delivery.wakefulness import Overslept, Wakefulness, always_awake
from bot.delivery.wire import NotSent
from bot.settings import Settings
from tests.delivery.telegram import TOKEN, Telegram, message
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
    wall.time += timedelta(days=2)
    assert wakefulness.is_awake(), "it may wait for a network before it begins"
    wall.time += timedelta(days=2)
    wakefulness.begin()
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
    with pytest.raises(Overslept):
        wakefulness.check()


async def test_whoever_finds_it_out_wakes_whoever_waits():
    wall = Wall()
    wakefulness = Wakefulness(wall.now, most=MOST)
    wakefulness.begin()
    waiting = asyncio.create_task(wakefulness.pause(3600))
    wall.time += timedelta(hours=4)
    assert not wakefulness.is_awake()
    await waiting


async def test_where_nobody_has_to_know_it_is_always_awake():
    wakefulness = always_awake()
    wakefulness.begin()
    wakefulness.check()
    await wakefulness.pause(0.001)
    assert wakefulness.is_awake()


async def test_nothing_begins_after_it(sessions):
    wall = Wall()
    traffic = Traffic(Pace(30), Gate(sessions, clock=time.monotonic))
    wakefulness = Wakefulness(wall.now, most=MOST)
    wakefulness.begin()
    traffic.is_awake = wakefulness.is_awake
    await traffic.enter(1, priority=0, patience=timedelta(0))
    traffic.leave(1)
    assert traffic.room() > 0
    wall.time += timedelta(hours=4)
    assert traffic.room() == 0
    with pytest.raises(NotSent):
        await traffic.enter(2, priority=0, patience=timedelta(0))


def settings_of(database_url: str, telegram: Telegram) -> Settings:
    return Settings(bot_token=TOKEN, database_url=database_url, telegram_api_url=telegram.url, send_rate=0)


async def test_hours_of_waiting_for_a_network_are_no_sleep(sqlite_url, telegram):
    wall = Wall()
    bot = Bot(settings_of(sqlite_url, telegram), now=wall.now)
    life = Life(bot, Times(beat=0.05))
    await life.be_the_only_one()
    await bot.open(is_patient=True)
    wall.time += timedelta(hours=4)
    living = asyncio.create_task(life.live())
    await telegram.until(lambda: bool(telegram.offsets))
    bot.stop()
    await living
    await life.close()
    await bot.close()


async def test_the_first_who_finds_it_out_ends_it_and_what_came_meanwhile_is_answered(database_url, telegram):
    wall, hardly_any_beat = Wall(), Times(beat=3.0, lease=60.0, stale=60.0, settle=0.1)
    running = asyncio.create_task(
        run_bot(settings_of(database_url, telegram), now=wall.now, times=hardly_any_beat)
    )
    await telegram.until(lambda: bool(telegram.offsets))
    wall.time += timedelta(hours=4)
    await telegram.give(message(1, 77, "halo"))
    await telegram.until(lambda: bool(telegram.texts(77)))
    await telegram.until(lambda: telegram.offsets[-1] == 2)
    assert len(telegram.texts(77)) == 1
    running.cancel()
    await asyncio.wait({running})
