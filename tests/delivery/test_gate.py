"""The gate: whatever Telegram asked for is obeyed to its end, by the next process too."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.gate import BOT, SPREAD, Gate, wait_until_open
from bot.delivery.wire import NotSent, Wire
from tests.delivery.leaping import Leaping
from tests.delivery.telegram import TOKEN, says

#: The longest pause anybody has reported.
LONG = 10_072


class Seconds:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 5.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("restarts", [1, 3])
async def test_a_pause_of_almost_three_hours_survives_restarts_and_then_ends(sessions, telegram, restarts):
    telegram.script("sendMessage", says(429, f"Too Many Requests: retry after {LONG}", retry_after=LONG))
    clock = Seconds()
    async with Wire(token=TOKEN, api_url=telegram.url, gate=Gate(sessions), rate=0) as wire:
        assert (await wire.call("sendMessage", {"chat_id": 1, "text": "a"})).status == 429
    for _ in range(restarts):
        gate = Gate(sessions, clock=clock)
        async with Wire(token=TOKEN, api_url=telegram.url, gate=gate, rate=0) as wire:
            with pytest.raises(NotSent) as refused:
                await wire.call("sendMessage", {"chat_id": 2, "text": "b"})
            assert LONG - 20 < refused.value.wait.total_seconds() <= LONG + 1
            assert wire.traffic.room() == 0
    clock.now += LONG - 30
    assert gate.closed_for(BOT) > 0
    clock.now += 31
    assert gate.closed_for(BOT) == 0
    assert len(telegram.calls) == 1, "nothing was asked before the pause was over"


async def test_a_shorter_pause_does_not_open_a_longer_one(sessions):
    gate = Gate(sessions)
    await gate.close(BOT, retry_after=LONG)
    await gate.close(BOT, retry_after=1)
    again = Gate(sessions)
    await again.load()
    assert gate.closed_for(BOT) > LONG - 20
    assert again.closed_for(BOT) > LONG - 20


async def _leave_at_a_gate(*, opens: float, then_opens: float, patience: float) -> list[float]:
    """When each of twenty left that waited from the moment 0; in the moment 5 it was closed until later."""
    clock = asyncio.get_running_loop().time
    opens_at = [opens]
    asyncio.get_running_loop().call_at(5, opens_at.append, then_opens)

    async def one() -> float:
        await wait_until_open(lambda: max(0.0, opens_at[-1] - clock()), timedelta(seconds=patience))
        return clock()

    return list(await asyncio.gather(*(one() for _ in range(20))))


def test_who_waits_at_a_gate_looks_again_and_all_do_not_leave_in_one_moment():
    with asyncio.Runner(loop_factory=Leaping) as runner:
        left = runner.run(_leave_at_a_gate(opens=10, then_opens=30, patience=60))
    assert min(left) >= 30 and max(left) <= 30 + SPREAD
    assert max(left) - min(left) > SPREAD / 10


def test_a_pause_that_became_longer_than_patience_is_said():
    with asyncio.Runner(loop_factory=Leaping) as runner, pytest.raises(NotSent) as refused:
        runner.run(_leave_at_a_gate(opens=10, then_opens=100, patience=60))
    assert timedelta(seconds=89) < refused.value.wait <= timedelta(seconds=90)
