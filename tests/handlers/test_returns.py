"""Whoever blocked the bot and comes back gets what still matters, not the backlog."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.actions.sitting_deeds import cancel_sitting
from bot.actions.swaps import swap
from bot.actions.tenures import end_tenures
from bot.rules.sittings import SittingView
from db.queries.meetings import meeting_view
from db.queries.people import actor_of
from db.tables import Contact, TenureEnd
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import moved, published, registered
from tests.handlers.test_registration_by_code import code_for


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


@pytest.fixture
async def swapped_away(rakor: World) -> World:
    """While Sari was away her region and Bangka Tengah took each other's sitting."""
    await published(rakor)
    await membership(rakor, SARI, "kicked")
    items = {each.number: each.item for each in await sittings(rakor)}
    async with rakor.working(JOKO) as work:
        await swap(work, (items[1], items[2]), ("19.04", "64.74"), revision=1)
    return rakor


async def test_who_missed_a_swap_hears_what_is_over_and_then_what_holds(swapped_away):
    before = len(swapped_away.texts(SARI))
    await membership(swapped_away, SARI, "member")
    await swapped_away.tick()
    await swapped_away.tick()
    over, holds = swapped_away.texts(SARI)[before:]
    assert over.startswith("<b>Perubahan undangan")
    assert "pukul 09.00-11.30 WIB / <b>10.00-12.30 WITA</b>" in holds


async def test_who_left_and_registers_again_hears_of_what_was_cancelled_meanwhile(rakor):
    await published(rakor)
    (item,) = [each.item for each in await sittings(rakor) if each.number == 2]
    async with rakor.working() as work:
        contact_id = (await actor_of(work.session, SARI)).contact_id
        await end_tenures(work, contact_id=contact_id, reason=TenureEnd.LEFT)
    async with rakor.working(JOKO) as work:
        await cancel_sitting(work, item=item, revision=1)
    before = len(rakor.texts(SARI))
    code = await code_for(rakor)
    await rakor.say(SARI, f"/start {code}")
    if "Setuju" in rakor.last(SARI).labels:
        await rakor.press(SARI, "Setuju")
    await rakor.press(SARI, "Benar")
    assert any(text.startswith("<b>Pembatalan") for text in rakor.texts(SARI)[before:])


async def sittings(world: World) -> tuple[SittingView, ...]:
    async with world.sessions.reading() as session:
        meeting = await meeting_view(session, 1)
    assert meeting is not None
    return meeting.sittings


async def test_who_comes_back_reads_once_of_what_was_agreed_meanwhile(rakor):
    await published(rakor)
    await membership(rakor, SARI, "kicked")
    await rakor.say(JOKO, "/rapat 1")
    await rakor.press(JOKO, "Tindak lanjut")
    await rakor.say(JOKO, "Kota Bontang, Inspektur; menyampaikan rencana aksi; 30-04-2025")
    await rakor.press(JOKO, "Konfirmasi")
    for _ in range(2):
        await membership(rakor, SARI, "member")
        await rakor.tick()
        await membership(rakor, SARI, "kicked")
    told = [text for text in rakor.texts(SARI) if text.startswith("<b>Tindak lanjut rapat koordinasi</b>")]
    assert len(told) == 1
