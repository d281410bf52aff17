"""Updates: stored before Telegram may forget them, one chat in order, effects exactly once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.delivery.inbox import Inbox
from bot.delivery.lanes import chat_of
from bot.delivery.orphans import Abandoned
from bot.delivery.wire import TokenRefused
from db.inbox import count_try, mark_done, mark_failed, store
from db.tables import InboxUpdate
from tests.delivery.telegram import message, raw, says
from tests.fakes import START


class Handler:
    """Remembers what it was given; can be held up or made to fail, by text."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, str]] = []
        self.running: set[int] = set()
        self.most_running = 0
        self.gate: dict[str, asyncio.Event] = {}
        self.changed = asyncio.Condition()

    async def __call__(self, update_id: int, payload: dict) -> None:
        chat_id, text = payload["message"]["chat"]["id"], payload["message"]["text"]
        assert chat_id not in self.running, "two updates of one chat at a time"
        self.running.add(chat_id)
        self.most_running = max(self.most_running, len(self.running))
        async with self.changed:
            self.changed.notify_all()
        if text in self.gate:
            await self.gate[text].wait()
        if text == "rusak":
            raise ValueError(text)
        self.running.discard(chat_id)
        self.seen.append((chat_id, text))
        async with self.changed:
            self.changed.notify_all()

    async def until(self, enough) -> None:
        async with asyncio.timeout(20), self.changed:
            await self.changed.wait_for(enough)


@pytest.fixture
def handler() -> Handler:
    return Handler()


@asynccontextmanager
async def polling(sessions, wire, handler, **options) -> AsyncIterator[Inbox]:
    inbox = Inbox(sessions=sessions, wire=wire, process=handler, now=lambda: START, **options)
    running = asyncio.create_task(inbox.poll())
    yield inbox
    inbox.stop()
    await running


async def states(sessions) -> dict[int, str]:
    async with sessions.reading() as session:
        rows = await session.execute(select(col(InboxUpdate.update_id), col(InboxUpdate.state)))
        return {update_id: state.value for update_id, state in rows}


async def keep(sessions, *updates) -> None:
    async with sessions.writing() as session:
        await store(session, [(one["update_id"], json.dumps(one)) for one in updates], now=START)


async def test_updates_are_handled_in_order_and_marked(sessions, wire, telegram, handler):
    await telegram.give(*(message(number, number % 2 + 1, str(number)) for number in range(10, 20)))
    async with polling(sessions, wire, handler):
        await handler.until(lambda: len(handler.seen) == 10)
        await telegram.until(lambda: telegram.offsets[-1] == 20)
    for chat_id in (1, 2):
        texts = [text for chat, text in handler.seen if chat == chat_id]
        assert texts == sorted(texts)
    assert await states(sessions) == dict.fromkeys(range(10, 20), "done")


async def test_an_update_that_comes_twice_is_handled_once(sessions, wire, telegram, handler):
    await keep(sessions, message(5, 1, "lama"))
    await telegram.give(message(5, 1, "lama"), message(6, 1, "baru"))
    async with polling(sessions, wire, handler):
        await handler.until(lambda: handler.seen == [(1, "baru")])


async def test_nothing_is_confirmed_before_it_is_stored(sessions, wire, telegram, handler):
    await telegram.give(message(7, 1, "satu"))
    handler.gate["satu"] = asyncio.Event()
    async with polling(sessions, wire, handler):
        await telegram.until(lambda: telegram.offsets[-1:] == [8])
        assert await states(sessions) == {7: "new"}
        handler.gate["satu"].set()


async def test_who_is_taken_for_dead_meanwhile_confirms_nothing(sessions, wire, telegram, handler):
    await telegram.give(message(7, 1, "satu"))
    inbox = Inbox(
        sessions=sessions, wire=wire, process=handler, now=lambda: START, poll=timedelta(seconds=0.1)
    )
    asked = 0

    async def leads() -> bool:
        nonlocal asked
        asked += 1
        if asked == 2:
            inbox.abandon()
        return asked < 4

    await inbox.fetch(asyncio.Event(), leads=leads)
    assert telegram.offsets and 8 not in telegram.offsets
    assert await states(sessions) == {}


async def test_a_slow_chat_does_not_hold_up_others_and_a_flooder_holds_one_lane(
    sessions, wire, telegram, handler
):
    handler.gate["banjir"] = asyncio.Event()
    await telegram.give(*(message(number, 1, "banjir") for number in range(50)), message(99, 2, "tenang"))
    async with polling(sessions, wire, handler, most_lanes=2):
        await handler.until(lambda: handler.seen == [(2, "tenang")])
        assert handler.most_running == 2
        handler.gate["banjir"].set()
        await handler.until(lambda: len(handler.seen) == 51)


async def test_polling_stops_while_too_much_is_open(sessions, wire, telegram, handler):
    handler.gate["tahan"] = asyncio.Event()
    await telegram.give(*(message(number, number, "tahan") for number in range(1, 4)))
    async with polling(sessions, wire, handler, most_open=3):
        await handler.until(lambda: handler.most_running == 3)
        assert telegram.offsets == [None], "a fourth update would have to wait with us"
        handler.gate["tahan"].set()
        await telegram.until(lambda: telegram.offsets[-1] == 4)


async def test_a_fault_fails_its_update_and_the_next_is_served(sessions, wire, telegram, handler):
    await telegram.give(message(1, 1, "rusak"), message(2, 2, "baik"))
    async with polling(sessions, wire, handler):
        await handler.until(lambda: handler.seen == [(2, "baik")])
    assert await states(sessions) == {1: "failed", 2: "done"}


async def test_what_a_crash_left_is_handed_out_again_before_polling(sessions, wire, handler):
    await keep(sessions, message(3, 1, "a"), message(4, 2, "b"))
    inbox = Inbox(sessions=sessions, wire=wire, process=handler, now=lambda: START)
    await inbox.replay()
    assert handler.seen == [(1, "a"), (2, "b")]
    assert await states(sessions) == {3: "done", 4: "done"}


async def test_a_poison_update_is_given_up_after_three_crashes(sessions, wire, handler):
    await keep(sessions, message(3, 1, "racun"), message(4, 2, "b"))
    for _ in range(2):  # tried again after the first crash, and after the second
        async with sessions.writing() as session:
            await count_try(session, 3)
    await Inbox(sessions=sessions, wire=wire, process=handler, now=lambda: START).replay()
    assert handler.seen == [(2, "b")]
    assert await states(sessions) == {3: "failed", 4: "done"}


async def test_after_two_crashes_an_update_is_tried_once_more(sessions, wire, handler):
    await keep(sessions, message(3, 1, "a"))
    async with sessions.writing() as session:
        await count_try(session, 3)
    await Inbox(sessions=sessions, wire=wire, process=handler, now=lambda: START).replay()
    assert await states(sessions) == {3: "done"}


async def test_a_mark_is_given_once(sessions):
    await keep(sessions, message(3, 1))
    async with sessions.writing() as session:
        assert await mark_done(session, 3, now=START)
    async with sessions.writing() as session:
        assert not await mark_done(session, 3, now=START)
        assert not await mark_failed(session, 3, now=START)


async def test_an_effect_that_is_rolled_back_leaves_its_update_new(sessions):
    await keep(sessions, message(3, 1))
    with pytest.raises(ValueError, match="tengah"):
        async with sessions.writing() as session:
            await mark_done(session, 3, now=START)
            raise ValueError("tengah")
    assert await states(sessions) == {3: "new"}


async def test_a_refused_token_ends_polling(sessions, wire, telegram, handler):
    telegram.script("getUpdates", says(401, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await Inbox(sessions=sessions, wire=wire, process=handler, now=lambda: START).poll()


async def test_a_set_webhook_is_removed(sessions, wire, telegram, handler):
    conflict = (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"
    )
    telegram.script("getUpdates", says(409, conflict))
    await telegram.give(message(1, 1, "hai"))
    async with polling(sessions, wire, handler):
        await handler.until(lambda: handler.seen == [(1, "hai")])
    assert telegram.sent("deleteWebhook")[0].body == {"drop_pending_updates": False}


async def test_a_broken_answer_is_asked_again(sessions, wire, telegram, handler, caplog):
    telegram.script("getUpdates", raw(502, "<html>"))
    await telegram.give(message(1, 1, "hai"))
    async with polling(sessions, wire, handler):
        await handler.until(lambda: handler.seen == [(1, "hai")])
    assert [record.levelname for record in caplog.records if "cannot be reached" in record.message] == [
        "WARNING"
    ]


async def test_another_poller_is_said_once_in_a_sentence(sessions, wire, telegram, handler, caplog):
    telegram.script("getUpdates", says(409, "Conflict: terminated by other getUpdates request"))
    async with polling(sessions, wire, handler):
        await telegram.until(lambda: bool(telegram.calls))
        async with asyncio.timeout(20):
            while not any("Another process" in record.message for record in caplog.records):
                await states(sessions)


async def test_stopping_in_the_middle_of_a_long_poll_is_quick(sessions, wire, telegram, handler):
    async with asyncio.timeout(5), polling(sessions, wire, handler, poll=timedelta(seconds=50)):
        await telegram.until(lambda: telegram.offsets == [None])


async def test_stopping_lets_the_lanes_end(sessions, wire, telegram, handler):
    handler.gate["lambat"] = asyncio.Event()
    await telegram.give(message(1, 1, "lambat"))
    inbox = Inbox(sessions=sessions, wire=wire, process=handler, now=lambda: START)
    running = asyncio.create_task(inbox.poll())
    await handler.until(lambda: handler.most_running == 1)
    inbox.stop()
    handler.gate["lambat"].set()
    await running
    assert await states(sessions) == {1: "done"}


async def test_after_hours_of_sleep_a_webhook_takes_nothing(sessions, wire, handler):
    wire.traffic.is_awake = lambda: False
    inbox = Inbox(sessions=sessions, wire=wire, process=handler, now=lambda: START)
    with pytest.raises(Abandoned):
        await inbox.accept(message(1, 1, "hai"))
    assert await states(sessions) == {}


async def test_a_webhook_update_is_on_the_disk_before_it_is_answered(sessions, wire, handler):
    handler.gate["hai"] = asyncio.Event()
    inbox = Inbox(sessions=sessions, wire=wire, process=handler, now=lambda: START)
    serving = asyncio.create_task(inbox.serve())
    await inbox.accept(message(1, 1, "hai"))
    assert await states(sessions) == {1: "new"}
    handler.gate["hai"].set()
    await handler.until(lambda: handler.seen == [(1, "hai")])
    inbox.stop()
    await serving
    assert await states(sessions) == {1: "done"}


@pytest.mark.parametrize(
    ("payload", "chat_id"),
    [
        ({"message": {"chat": {"id": 5}}}, 5),
        ({"callback_query": {"from": {"id": 6}, "message": {"chat": {"id": -7}}}}, -7),
        ({"callback_query": {"from": {"id": 6}}}, 6),
        ({"my_chat_member": {"chat": {"id": 8}}}, 8),
        ({"message": "rusak"}, 0),
        ({}, 0),
    ],
)
def test_the_lane_of_an_update(payload, chat_id):
    assert chat_of(payload) == chat_id
