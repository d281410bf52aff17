"""Whoever blocked the bot and comes back gets what still matters, not the backlog."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from db.tables import Contact
from tests.builders import SARI
from tests.fakes import World
from tests.handlers.rakor import moved, published, registered


async def membership(world: World, user_id: int, status: str) -> None:
    """Telegram says that the person blocked the bot, or let it in again."""
    user = {"id": user_id, "is_bot": False, "first_name": "Uji"}
    chat = {"id": user_id, "type": "private", "first_name": "Uji"}
    bot = {"id": 42, "is_bot": True, "first_name": "Permas"}
    other = "member" if status == "kicked" else "kicked"
    end = {"until_date": 0} if status == "kicked" else {}
    begin = {"until_date": 0} if other == "kicked" else {}
    change = {
        "chat": chat,
        "from": user,
        "date": 1,
        "old_chat_member": {"user": bot, "status": other, **begin},
        "new_chat_member": {"user": bot, "status": status, **end},
    }
    await world.update({"my_chat_member": change})


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await registered(both_worlds)


async def test_who_comes_back_is_invited_to_what_lies_ahead_once(rakor):
    await membership(rakor, SARI, "kicked")
    await published(rakor)
    assert rakor.texts(SARI) == []
    await membership(rakor, SARI, "member")
    await rakor.tick()
    await rakor.tick()
    assert [text.splitlines()[0] for text in rakor.texts(SARI)] == [
        "<b>Undangan rapat daring, 11 Maret 2025</b>"
    ]
    async with rakor.sessions.reading() as session:
        since = await session.scalar(
            select(col(Contact.unreachable_at)).where(col(Contact.telegram_id) == SARI)
        )
    assert since is None


async def test_who_missed_a_move_gets_the_time_that_holds(rakor):
    await published(rakor)
    await membership(rakor, SARI, "kicked")
    await moved(rakor)
    before = len(rakor.texts(SARI))
    await membership(rakor, SARI, "member")
    await rakor.tick()
    (told,) = rakor.texts(SARI)[before:]
    assert "pukul 10.00-12.30 WIB / <b>11.00-13.30 WITA</b>" in told
