"""The only way to Telegram: one HTTP session, with the gate and the pace in it.

A call that fails says what matters for trying again: it certainly did not leave (NotSent), or it
left and nobody knows what came of it (Ambiguous).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from bot.delivery.breaker import heard
from bot.delivery.gate import BOT, Gate, gate_after_429, wait_until_open
from bot.delivery.http import Ambiguous as Ambiguous
from bot.delivery.http import Answer as Answer
from bot.delivery.http import FileTooBig as FileTooBig
from bot.delivery.http import Http
from bot.delivery.http import NotSent as NotSent
from bot.delivery.http import Upload as Upload
from bot.delivery.pace import Pace
from bot.delivery.traffic import Traffic
from bot.delivery.turns import Turns
from db.engine import DATABASE_FAULTS
from db.failpoints import Point, reached

log = logging.getLogger(__name__)

#: Longer than the 8 s Telegram may sit on a send; a shorter wait makes duplicates.
SEND_TIMEOUT = timedelta(seconds=45)
PATIENCE = timedelta(seconds=60)
#: What a bot may download (core.telegram.org/bots/faq).
MOST_DOWNLOADED = 20 << 20

_SENDING = ("send", "edit", "copy", "forward")
#: Receiving goes on while we have to be silent: what asks, or says where updates go, has gates of its own.
_NEVER_SILENT = ("get", "setWebhook", "deleteWebhook")


class TokenRefused(Exception):
    """Telegram does not know this token (401), or the address is no Bot API (404)."""


class _Lapsed(NotSent):
    """A turn came and went; another one may come."""


class Wire:
    """Speaks to one Bot API server with one token. Use as ``async with``, or call open and close.

    ``rate`` is messages a second over all chats; 0 lifts every limit of ours, for benchmarks.
    """

    def __init__(self, *, token: str, api_url: str, gate: Gate, rate: float, proxy_url: str = "") -> None:
        self._http = Http(token=token, api_url=api_url, proxy_url=proxy_url)
        self.gate = gate
        self.traffic = Traffic(Pace(rate), gate)
        self.turns = Turns(gate.sessions, gate, is_unlimited=not rate)

    async def __aenter__(self) -> Wire:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self) -> None:
        """Start the session, and obey what an earlier process was told."""
        await self.gate.load()
        self._http.open()

    async def close(self) -> None:
        await self._http.close()

    @property
    def file_url(self) -> str:
        """Where files are downloaded from; holds the token, so it is not for logs."""
        return self._http.file_url

    async def call(
        self,
        method: str,
        body: Mapping[str, object],
        files: Sequence[Upload] = (),
        *,
        within: timedelta = SEND_TIMEOUT,
        priority: int = 0,
        patience: timedelta = PATIENCE,
        persevere: bool = False,
        last_look: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer:
        """Call a method; every answer of the server is returned, whatever its status.

        ``patience`` is how long to wait for gate and pace, ``within`` how long for the answer.
        ``persevere``: after a 429 wait and call again, as far as patience goes.
        ``last_look`` is awaited when gate and pace have let the call go, right before its request is
        begun; what it raises is raised here, and nothing has left.
        Raises NotSent or Ambiguous.
        """
        chat_id = _chat_of(method, body)
        deadline = asyncio.get_running_loop().time() + patience.total_seconds()
        while True:
            left = timedelta(seconds=max(0.0, deadline - asyncio.get_running_loop().time()))
            try:
                answer = await self._call_once(
                    method,
                    body,
                    files,
                    chat_id,
                    within=within,
                    priority=priority,
                    patience=left,
                    last_look=last_look,
                )
            except _Lapsed:
                if not left:
                    raise
                continue
            closed = self._closed_for(method, chat_id)
            if answer.status != 429 or not persevere or closed > left.total_seconds():
                return answer

    async def download(self, file_path: str, *, most_bytes: int = MOST_DOWNLOADED) -> bytes:
        """A file that getFile named. Raises NotSent, Ambiguous, or FileTooBig."""
        return await self._http.get_file(file_path, most_bytes=most_bytes, within=SEND_TIMEOUT)

    async def _call_once(
        self,
        method: str,
        body: Mapping[str, object],
        files: Sequence[Upload],
        chat_id: int | None,
        *,
        within: timedelta,
        priority: int,
        patience: timedelta,
        last_look: Callable[[], Awaitable[None]] | None,
    ) -> Answer:
        if chat_id is None:
            await wait_until_open(lambda: self._closed_for(method, None), patience)
            answer = await self._http.post(method, body, files, within=within)
        else:
            await self.traffic.enter(chat_id, priority=priority, patience=patience)
            try:
                answer = await self._send(method, body, files, chat_id, within, patience, last_look)
            finally:
                self.traffic.leave(chat_id)
        if answer.status == 429:
            await self._pause(method, chat_id, answer)
        return answer

    async def _send(
        self,
        method: str,
        body: Mapping[str, object],
        files: Sequence[Upload],
        chat_id: int,
        within: timedelta,
        patience: timedelta,
        last_look: Callable[[], Awaitable[None]] | None,
    ) -> Answer:
        async with self.turns.turn(chat_id, patience=patience):
            if last_look is not None:
                await last_look()
            if not self.traffic.is_trusted:  # this process was frozen since its turn came
                raise _Lapsed("too long since this process was heard of")
            return await heard(self._http.post(method, body, files, within=within), self.traffic.heard)

    def _closed_for(self, method: str, chat_id: int | None) -> float:
        own = gate_after_429(method, chat_id)
        speaks = not method.startswith(_NEVER_SILENT)
        return self.gate.closed_for(BOT, own) if speaks else self.gate.closed_for(own)

    async def _pause(self, method: str, chat_id: int | None, answer: Answer) -> None:
        retry_after = answer.outcome.retry_after or 1
        if chat_id is not None:
            self.traffic.slow_down()
        reached(Point.GATE_CLOSING)
        try:
            await self.gate.close(gate_after_429(method, chat_id), retry_after=retry_after)
        except DATABASE_FAULTS as error:  # the answer is no less known for it
            log.error("A pause is kept only in this process (%s)", type(error).__name__)
        reached(Point.GATE_CLOSED)


def _chat_of(method: str, body: Mapping[str, object]) -> int | None:
    """The chat a call sends to; None for calls that send nothing."""
    if not method.startswith(_SENDING):
        return None
    chat_id = body.get("chat_id")
    return int(chat_id) if isinstance(chat_id, int | str) and str(chat_id).lstrip("-").isdigit() else None
