"""Empty an outbox of so many messages as fast as it goes. Arguments: URL TOKEN TOTAL AT_A_TIME DATABASE_URL

The rows are enqueued before the clock starts; it stops when the last one is settled on the disk.
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import UTC, datetime

import uvloop
from sqlalchemy import delete, func, select, text
from sqlmodel import col

from bot.delivery.gate import Gate
from bot.delivery.postman import Postman
from bot.delivery.wire import Wire
from bot.memory import settle_in
from bot.rules.outbox import MessageClass, OutboxState
from db.engine import Sessions
from db.outbox import Outgoing, enqueue_many
from db.tables import Attempt, OutboxMessage


async def main(url: str, token: str, total: int, at_a_time: int, database: str) -> None:
    sessions, now = Sessions(database), datetime.now(UTC)
    async with sessions.writing() as session:
        await session.execute(delete(Attempt))
        await session.execute(delete(OutboxMessage))
        await enqueue_many(session, [_message(number) for number in range(total)], now=now)
    if not sessions.is_sqlite:
        async with sessions.writing() as session:
            await session.execute(text("ANALYZE outbox"))
    async with Wire(token=token, api_url=url, gate=Gate(sessions, clock=time.monotonic), rate=0) as wire:
        postman = Postman(
            sessions=sessions, wire=wire, now=lambda: now, mark_possible_duplicate=str, slots=at_a_time
        )
        settle_in()
        began = time.perf_counter()
        running = asyncio.create_task(postman.run())
        await postman.quiet()
        seconds = time.perf_counter() - began
        postman.stop()
        await running
    async with sessions.reading() as session:
        sent = select(func.count()).where(col(OutboxMessage.state) == OutboxState.SENT)
        assert (await session.execute(sent)).scalar_one() == total
    await sessions.close()
    print(total / seconds)


def _message(number: int) -> Outgoing:
    return Outgoing(
        key=f"b:{number}",
        message_class=MessageClass.BROADCAST,
        chat_id=1_000_001 + number,
        html=f"Yth. Bapak/Ibu {number}",
    )


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]))
