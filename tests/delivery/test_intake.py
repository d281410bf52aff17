"""What no database can store is replaced; who wrote in private is known to be reachable."""

from __future__ import annotations

import asyncio
import json

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.delivery.inbox import Inbox
from bot.delivery.intake import private_sender, storable
from db.reach import back_again
from db.tables import Contact, Reachability
from tests.builders import SARI, sari
from tests.delivery.telegram import message
from tests.fakes import START


@pytest.mark.parametrize("text", ["halo \ud83d rusak", "ra\x00pat", "\udfff"])
def test_what_no_database_takes_is_replaced(text):
    payload, stored = storable({"update_id": 1, "message": {"text": text, "entities": [{"x": [text]}]}})
    assert stored.encode("utf-8") and "\\u0000" not in stored
    assert json.loads(stored) == payload
    assert "\ufffd" in payload["message"]["text"]


def test_everything_else_is_stored_as_it_came():
    payload = {"update_id": 1, "message": {"text": 'a\\u0000b é \U0001f600 "x"', "n": [1, None, True]}}
    kept, stored = storable(payload)
    assert json.loads(stored) == kept
    assert json.loads(stored)["message"]["n"] == [1, None, True]


@pytest.mark.parametrize(
    ("payload", "sender"),
    [
        ({"message": {"chat": {"type": "private"}, "from": {"id": 7_000_000_001}}}, 7_000_000_001),
        ({"message": {"chat": {"type": "group"}, "from": {"id": 5}}}, None),
        ({"callback_query": {"from": {"id": 6}, "message": {"chat": {"type": "private"}}}}, 6),
        ({"callback_query": {"from": {"id": 6}, "message": {"chat": {"type": "group"}}}}, None),
        ({"callback_query": {"from": {"id": 6}}}, None),
        ({"my_chat_member": {"from": {"id": 6}}}, None),
        ({"message": {"chat": None, "from": None}}, None),
        ({"message": {"chat": {"type": "private"}, "from": {"id": "6"}}}, None),
    ],
)
def test_who_wrote(payload, sender):
    assert private_sender(payload) == sender


async def test_whoever_writes_can_be_written_to_again(sessions, wire, telegram):
    await sari(sessions)
    async with sessions.writing() as session:
        await session.execute(update(Contact).values(reachability=Reachability.BLOCKED, unreachable_at=START))
    handled = asyncio.Event()

    async def process(update_id: int, payload: dict) -> None:
        handled.set()

    await telegram.give(message(1, SARI, "rusak \ud83d"))
    inbox = Inbox(sessions=sessions, wire=wire, process=process, now=lambda: START)
    polling = asyncio.create_task(inbox.poll())
    await handled.wait()
    inbox.stop()
    await polling
    async with sessions.reading() as session:
        (contact,) = await back_again(session)
        assert await session.scalar(select(col(Contact.reachability))) is Reachability.REACHABLE
    assert contact
