"""Telegram answers after seven seconds, or not at all: what is urgent does not wait behind a broadcast."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.gate import Gate
from bot.delivery.pace import Pace
from bot.delivery.postman import Postman
from bot.delivery.traffic import Traffic
from bot.delivery.wire import Ambiguous, Answer, Wire
from bot.rules.outbox import MessageClass
from db.engine import Sessions
from tests.delivery.conftest import putting
from tests.delivery.leaping import Leaping
from tests.delivery.telegram import TOKEN
from tests.fakes import START


class SlowLine:
    """Remembers when each text left, in seconds of the loop; answers after so many seconds, up to 45."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.left: dict[str, float] = {}

    def open(self) -> None:
        pass

    async def close(self) -> None:
        pass

    async def post(
        self, _method: str, body: dict[str, object], _files: object, *, within: timedelta
    ) -> Answer:
        self.left[str(body["text"])] = asyncio.get_running_loop().time()
        await asyncio.sleep(min(self.seconds, within.total_seconds()))
        if self.seconds > within.total_seconds():
            raise Ambiguous("TimeoutError")
        return Answer(200, {"ok": True, "result": {"message_id": len(self.left)}})


def wire_over(line: SlowLine, sessions: Sessions) -> Wire:
    wire = Wire(token=TOKEN, api_url="", gate=Gate(sessions), rate=25)
    wire._http = line
    wire.traffic = Traffic(Pace(25), wire.gate, clock=asyncio.get_running_loop().time)
    return wire


async def waits(url: str, seconds: float, urgent: list[MessageClass]) -> list[float]:
    """How long these waited that were enqueued after a broadcast had begun, in seconds."""
    sessions, line, clock = Sessions(url), SlowLine(seconds), asyncio.get_running_loop().time
    put = putting(sessions)
    for number in range(30):
        await put(f"siaran {number}", message_class=MessageClass.BROADCAST, chat_id=3000 + number)
    async with wire_over(line, sessions) as wire:
        postman = Postman(sessions=sessions, wire=wire, now=lambda: START, mark_possible_duplicate=str)
        sending = asyncio.create_task(postman.run())
        await asyncio.sleep(4)
        assert len(line.left) == 6, "broadcasts take all slots but two"
        enqueued = clock()
        for number, kind in enumerate(urgent):
            await put(kind.value, message_class=kind, chat_id=2000 + number)
        postman.ring()
        await asyncio.sleep(60)
        postman.stop()
        await sending
    await sessions.close()
    return [line.left[kind.value] - enqueued for kind in urgent]


@pytest.mark.parametrize("seconds", [7.0, 60.0])
def test_a_reminder_and_a_receipt_leave_at_once(sqlite_url: str, seconds: float):
    with asyncio.Runner(loop_factory=Leaping) as runner:
        found = runner.run(waits(sqlite_url, seconds, [MessageClass.REMINDER, MessageClass.RECEIPT]))
    assert max(found) < 0.1


async def _six(url: str) -> list[float]:
    """When six reminders left that lay beside a broadcast from the start."""
    sessions, line = Sessions(url), SlowLine(7.0)
    put = putting(sessions)
    for number in range(6):
        await put(f"siaran {number}", message_class=MessageClass.BROADCAST, chat_id=3000 + number)
        await put(f"segera {number}", message_class=MessageClass.REMINDER, chat_id=2000 + number)
    async with wire_over(line, sessions) as wire:
        postman = Postman(sessions=sessions, wire=wire, now=lambda: START, mark_possible_duplicate=str)
        sending = asyncio.create_task(postman.run())
        await asyncio.sleep(6)
        postman.stop()
        await sending
    await sessions.close()
    return [at for words, at in line.left.items() if words.startswith("segera")]


def test_what_is_urgent_is_not_rationed_like_a_broadcast(sqlite_url: str):
    with asyncio.Runner(loop_factory=Leaping) as runner:
        left = runner.run(_six(sqlite_url))
    assert len(left) == 6 and max(left) < 0.1
