"""kill -9 in the middle of sending and of receiving, twice per database (more by ``make campaign``)."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Coroutine

from sqlalchemy import select
from sqlmodel import col

from bot.delivery.postman import SLOTS
from bot.rules.outbox import MessageClass, OutboxState
from db.outbox import Outgoing, enqueue
from db.tables import InboxState, InboxUpdate, OutboxMessage
from tests.delivery import receiver, sender
from tests.delivery.conftest import wire_to
from tests.delivery.receiver import inbox_with_effects
from tests.delivery.telegram import Telegram, message
from tests.delivery.test_postman import until_state, working
from tests.fakes import START
from tests.processes import Killable

#: Kills per test and database; ``make campaign`` sets more.
KILLS = int(os.environ.get("KILLS", "2"))
PER_KILL = 60
ALL = PER_KILL * KILLS + 80


async def kill_when(
    telegram: Telegram,
    main: Callable[[str, str], Coroutine[object, object, None]],
    database_url: str,
    enough: Callable[[], bool],
) -> None:
    process = Killable(main, database_url, telegram.url)
    try:
        await telegram.until(enough)
    finally:
        process.kill()


async def test_no_alert_is_lost_and_no_broadcast_doubled(sessions, database_url, telegram):
    alerts: list[int] = []
    async with sessions.writing() as session:
        for number in range(ALL):
            kind = MessageClass.ALERT if number % 2 else MessageClass.BROADCAST
            row = Outgoing(
                key=f"k:{number}", message_class=kind, chat_id=number + 1, html=f"{kind.value} {number}"
            )
            outbox_id = await enqueue(session, row, now=START)
            if kind is MessageClass.ALERT:
                alerts.append(outbox_id)
    for kill in range(1, KILLS + 1):
        await kill_when(
            telegram, sender.main, database_url, lambda kill=kill: len(telegram.sent()) >= PER_KILL * kill
        )
    async with wire_to(telegram, sessions) as wire, working(sessions, wire) as postman:
        await postman.quiet()
        for outbox_id in alerts:  # what was in flight at a kill waits a second before its next try
            await until_state(sessions, outbox_id, OutboxState.SENT, OutboxState.UNCERTAIN)

    deliveries = Counter(int(call.body["chat_id"]) for call in telegram.sent())
    async with sessions.reading() as session:
        rows = list((await session.execute(select(OutboxMessage))).scalars())
    for row in rows:
        times = deliveries[row.chat_id]
        if row.message_class is MessageClass.ALERT:
            assert row.state is OutboxState.SENT, "not lost"
            assert times >= 1
            assert times == 1 or row.may_be_duplicate, "what came twice is marked"
        else:
            assert row.state in (OutboxState.SENT, OutboxState.UNCERTAIN)
            assert times <= 1, "not doubled"
    assert sum(deliveries.values()) - len(deliveries) <= KILLS * SLOTS
    assert sum(row.state is OutboxState.UNCERTAIN for row in rows) <= KILLS * SLOTS


async def test_every_update_takes_effect_exactly_once(sessions, database_url, telegram):
    await telegram.give(*(message(number, number % 7 + 1, "hai") for number in range(1, ALL + 1)))
    for kill in range(1, KILLS + 1):
        answered = PER_KILL * kill
        await kill_when(
            telegram,
            receiver.main,
            database_url,
            lambda answered=answered: len(telegram.sent("answerCallbackQuery")) >= answered,
        )
    async with wire_to(telegram, sessions) as wire:
        inbox = inbox_with_effects(sessions, wire)
        await inbox.replay()
        polling = asyncio.create_task(inbox.poll())
        await telegram.until(lambda: telegram.offsets[-1] == ALL + 1)
        inbox.stop()
        await polling
    async with sessions.reading() as session:
        effects = Counter(
            (await session.execute(select(OutboxMessage.payload["text"].as_string()))).scalars()
        )
        left = (
            await session.execute(select(InboxUpdate).where(col(InboxUpdate.state) != InboxState.DONE))
        ).all()
    assert effects == Counter(str(number) for number in range(1, ALL + 1))
    assert left == []
