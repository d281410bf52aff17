"""The gate: whatever Telegram asked for is obeyed to its end, by the next process too."""

from __future__ import annotations

import pytest

from bot.delivery.gate import BOT, Gate
from bot.delivery.wire import NotSent, Wire
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
