"""One message that says how far something long is: after a while, edited once a second at most."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.delivery.replies import PATIENCE, Call, text_body
from bot.delivery.wire import Ambiguous, NotSent
from bot.rules.progress import Progress

log = logging.getLogger(__name__)

#: Seconds between two edits. What is over before the first is not announced.
EVERY = 1.5


@asynccontextmanager
async def shown_progress(
    call: Call, chat_id: int, words: Callable[[Progress], str], finished: str, *, every: float = EVERY
) -> AsyncIterator[Progress]:
    """The progress to be counted in. Showing it is best effort: nothing waits for it but its last word."""
    so_far, is_over = Progress(), asyncio.Event()
    shown = asyncio.ensure_future(_show(call, chat_id, so_far, words, finished, is_over, every))
    try:
        yield so_far
    finally:
        is_over.set()
        await shown


async def _show(
    call: Call,
    chat_id: int,
    so_far: Progress,
    words: Callable[[Progress], str],
    finished: str,
    is_over: asyncio.Event,
    every: float,
) -> None:
    message_id, said = 0, ""
    while not await _is_over_within(is_over, every):
        text = words(so_far)
        if text != said:
            message_id, said = await _say(call, chat_id, message_id, text), text
    if message_id:
        await _say(call, chat_id, message_id, finished)


async def _is_over_within(is_over: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await is_over.wait()
    except TimeoutError:
        return False


async def _say(call: Call, chat_id: int, message_id: int, text: str) -> int:
    """The number of the message; 0 while none is there."""
    place = {"chat_id": chat_id} | ({"message_id": message_id} if message_id else {})
    method = "editMessageText" if message_id else "sendMessage"
    try:
        answer = await call(method, {**place, **text_body(text, ())}, patience=PATIENCE, persevere=False)
    except (NotSent, Ambiguous) as error:
        log.debug("Progress was not shown: %s", error)
        return message_id
    result = (answer.body or {}).get("result")
    found = result.get("message_id") if isinstance(result, dict) else None
    return message_id or (found if isinstance(found, int) else 0)
