"""The message about something long: not for what is short, edited as it goes on, closed at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.delivery.http import Answer, Upload
from bot.delivery.progress import shown_progress
from bot.messages.progress import finished, progress
from bot.rules.progress import Phase
from tests.fakes import FakeTelegram

ME = 7_000_000_001


class Watched(FakeTelegram):
    """Whoever waits for a call is woken by it."""

    def __init__(self) -> None:
        super().__init__()
        self._happened = asyncio.Event()

    async def call(
        self, method: str, body: Mapping[str, object], files: Sequence[Upload] = (), **more: object
    ) -> Answer:
        answer = await super().call(method, body, files, **more)
        self._happened.set()
        return answer

    async def until(self, calls: int) -> None:
        async with asyncio.timeout(5):
            while len(self.calls) < calls:
                await self._happened.wait()
                self._happened.clear()


async def test_what_is_short_is_not_announced() -> None:
    telegram = Watched()
    async with shown_progress(telegram.call, ME, progress, finished()) as so_far:
        so_far.begin(Phase.CHECKING, 3)
        so_far.step(3)
    assert telegram.calls == []


async def test_one_message_is_edited_and_says_when_it_is_over() -> None:
    telegram = Watched()
    async with shown_progress(telegram.call, ME, progress, finished(), every=0.001) as so_far:
        so_far.begin(Phase.CHECKING, 21_588)
        await telegram.until(1)
        so_far.step(12_000)
        await telegram.until(2)
    [shown] = telegram.chats[ME]
    assert [method for method, _ in telegram.calls] == ["sendMessage", "editMessageText", "editMessageText"]
    assert [str(body["text"]) for _, body in telegram.calls] == [
        "Memeriksa baris 0 dari 21.588 …",
        "Memeriksa baris 12.000 dari 21.588 …",
        "Selesai; hasilnya pada pesan berikutnya.",
    ]
    assert shown.html == finished()


async def test_a_refusal_of_telegram_stops_nothing() -> None:
    telegram = Watched()
    telegram.refused = {"sendMessage"}
    async with shown_progress(telegram.call, ME, progress, finished(), every=0.001) as so_far:
        so_far.begin(Phase.RECORDING, 900)
        await telegram.until(1)
    assert telegram.chats[ME] == []
