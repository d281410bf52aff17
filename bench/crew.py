"""A process to be killed: inbox and postman as in service, and a handler with one effect an update.

Arguments of ``main``: DATABASE_URL TELEGRAM_URL TOKEN [POINT HIT]; with a point it dies when it comes there
for the HIT-th time.
Waits are short by argument, so that a thousand deaths do not take a day.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.delivery.gate import Gate
from bot.delivery.inbox import Inbox
from bot.delivery.postman import Postman
from bot.delivery.wire import Wire
from bot.rules.outbox import MessageClass
from db.engine import Sessions
from db.failpoints import Point, arm
from db.inbox import mark_done
from db.outbox import Outgoing, enqueue, enqueue_many

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
#: In doubt five times this, then thirty, then a hundred and twenty.
FIRST_WAIT = timedelta(seconds=0.004)
LOOK = 0.03
POLL = timedelta(seconds=5)
#: An update with this word in it kills the process that handles it.
POISON = "racun"
#: What a message that may have come twice ends with.
FOOTER = " (2x)"
#: The exit code of a process that was killed with -9, as a shell says it.
KILLED = 137


@dataclass(frozen=True, slots=True)
class Crew:
    """One process's inbox and postman."""

    inbox: Inbox
    postman: Postman


def crew_of(sessions: Sessions, wire: Wire) -> Crew:
    postman = Postman(
        sessions=sessions,
        wire=wire,
        now=lambda: NOW,
        mark_possible_duplicate=lambda html: html + FOOTER,
        first_wait=FIRST_WAIT,
        within=timedelta(seconds=10),
        look=LOOK,
    )

    async def process(update_id: int, payload: dict[str, object]) -> None:
        """Every third update only shows something; the others have two effects, in one transaction."""
        if POISON in str(payload):
            os._exit(KILLED)
        if update_id % 3 == 0:
            await wire.call("answerCallbackQuery", {"callback_query_id": str(update_id)})
            return
        async with sessions.writing() as session:
            if await mark_done(session, update_id, now=NOW):
                await enqueue(session, _effect(update_id, "a"), now=NOW)
                await enqueue_many(session, [_effect(update_id, "b")], now=NOW)
        postman.ring()

    inbox = Inbox(sessions=sessions, wire=wire, process=process, now=lambda: NOW, poll=POLL)
    return Crew(inbox, postman)


def _effect(update_id: int, which: str) -> Outgoing:
    """Its key differs each time, so that a second effect would be seen."""
    words = f"EFFECT {update_id} {which} {secrets.token_hex(4)}"
    return Outgoing(
        key=words, message_class=MessageClass.RECEIPT, chat_id=2_000_000 + update_id % 50, html=words
    )


@asynccontextmanager
async def at_work(sessions: Sessions, telegram_url: str, token: str) -> AsyncIterator[Crew]:
    """The same in this process, until the block ends; whatever dies in it is raised."""
    async with Wire(token=token, api_url=telegram_url, gate=Gate(sessions), rate=0) as wire:
        crew = crew_of(sessions, wire)
        sending = asyncio.create_task(crew.postman.run())
        await crew.inbox.replay()
        polling = asyncio.create_task(crew.inbox.poll())
        try:
            yield crew
        finally:
            crew.inbox.stop()
            crew.postman.stop()
            await asyncio.gather(sending, polling)


async def main(database_url: str, telegram_url: str, token: str, point: str = "", hit: str = "1") -> None:
    if point:
        arm(_dying_at(Point(point), int(hit)))
    async with at_work(Sessions(database_url), telegram_url, token):
        await asyncio.Event().wait()


def _dying_at(wanted: Point, hit: int) -> Callable[[Point], None]:
    left = hit

    def strike(point: Point) -> None:
        nonlocal left
        left -= point is wanted
        if left <= 0:
            os._exit(KILLED)

    return strike
