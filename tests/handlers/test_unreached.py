"""Officials who cannot be written to: staff know whom to call, and who comes back gets what holds now."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.newcomers import tell_what_still_matters
from bot.rules.actors import TenureKind
from db.tables import Contact, OutboxMessage, Reachability
from tests import builders
from tests.builders import JOKO, SARI
from tests.fakes import ADMIN, World
from tests.handlers.rakor import FORM, PDF, at_sitting, card, first_lines, moved, published, registered

POST = "Inspektur Kota Bontang"
LOST = "<b>Pesan rapat tidak terkirim</b>"


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


async def reach(world: World, state: Reachability) -> None:
    """As the ledger and the updates write it down."""
    async with world.sessions.writing() as session:
        await session.execute(
            update(Contact).where(col(Contact.telegram_id) == SARI).values(reachability=state)
        )


async def come_back(world: World) -> list[str]:
    """What Sari receives when she can be written to again."""
    await reach(world, Reachability.REACHABLE)
    before = len(world.texts(SARI))
    async with world.working() as work:
        contact = await work.session.scalar(select(col(Contact.id)).where(col(Contact.telegram_id) == SARI))
        await tell_what_still_matters(work, contact or 0)
    return first_lines(world, SARI)[before:]


async def fails(world: World, prefix: str) -> None:
    """What Telegram refused for good."""
    async with world.sessions.writing() as session:
        await session.execute(
            update(OutboxMessage)
            .where(col(OutboxMessage.key).like(f"{prefix}:%"), col(OutboxMessage.chat_id) == SARI)
            .values(state="undeliverable", reason="blocked")
        )


async def change(world: World, *presses: str, says: str = "") -> str:
    """The preview and the receipt of a change to sitting 2 by Joko, as one text."""
    await world.say(JOKO, "/rapat 1")
    texts = await at_sitting(world, 2, presses[0])
    if says:
        texts = await world.say(JOKO, says)
    return "\n".join(texts + await world.press(JOKO, "Konfirmasi"))


async def test_publication_names_whom_it_does_not_reach(world):
    await registered(world)
    await reach(world, Reachability.BLOCKED)
    await published(world)
    done = card(world, JOKO, "<b>Rapat 1 telah diterbitkan.</b>")
    assert "Undangan dikirim kepada 1 orang" in done.html
    assert f"<b>Tidak terjangkau</b>: {POST}." in done.html
    assert (
        "- Inspektur: belum menjawab; tidak terjangkau lewat Telegram" in card(world, JOKO, "<b>Jawab").html
    )


@pytest.mark.parametrize(
    ("label", "says"), [("Pindahkan", "11-03-2025 10.00-12.30 WIB"), ("Batalkan sesi", "")]
)
async def test_a_change_does_not_count_whom_it_does_not_reach(rakor, label, says):
    await reach(rakor, Reachability.BLOCKED)
    text = await change(rakor, label, says=says)
    assert text.count(f"<b>Tidak terjangkau</b>: {POST}.") == 2
    assert "0 orang akan menerima" in text and "0 orang diberi tahu" in text
    assert len(rakor.texts(SARI)) == 1


async def test_a_seat_reached_through_an_assistant_is_reached(small):
    await builders.official(small.sessions, 77, "64.74", "inspektur", kind=TenureKind.ASSISTANT)
    await reach(small, Reachability.BLOCKED)
    text = await change(small, "Batalkan sesi")
    assert "terjangkau" not in text and "1 orang akan menerima" in text


async def test_another_link_names_only_those_who_know_the_old_one(small):
    await reach(small, Reachability.BLOCKED)
    assert "terjangkau" not in await change(small, "Ubah tautan", says="https://zoom.us/j/8")
    await come_back(small)
    small.clock.at = small.clock.at.replace(day=10, hour=1, minute=0, second=0)
    await small.tick()
    await reach(small, Reachability.BLOCKED)
    text = await change(small, "Ubah tautan", says="https://zoom.us/j/7")
    assert text.count(f"<b>Tidak terjangkau</b>: {POST}.") == 2


async def test_who_comes_back_after_a_move_gets_the_invitation_that_holds_once(rakor):
    await reach(rakor, Reachability.BLOCKED)
    await moved(rakor)
    assert await come_back(rakor) == ["<b>Undangan rapat daring, 11 Maret 2025</b>"]
    assert "11.00-13.30 WITA" in rakor.last(SARI).html
    assert first_lines(rakor, SARI)[0] == "<b>Jadwal berubah, lihat pesan terbaru</b>"
    assert await come_back(rakor) == []
    await rakor.press(SARI, "Hadir")
    assert "- Inspektur: Hadir" in card(rakor, JOKO, "<b>Jawaban rapat 1</b>").html


async def test_an_invitation_that_came_back_is_sent_again_with_its_letter(world):
    await published(await registered(world), FORM, letter=PDF)
    await reach(world, Reachability.BLOCKED)
    await fails(world, "inv")
    await fails(world, "let")
    assert await come_back(world) == [
        first_lines(world, SARI)[0],
        "<b>Undangan rapat daring, 11 Maret 2025</b>",
    ]


async def test_who_comes_back_after_a_cancellation_is_told_once(small):
    await reach(small, Reachability.BLOCKED)
    await change(small, "Batalkan sesi")
    assert await come_back(small) == ["<b>Pembatalan rapat daring, 11 Maret 2025</b>"]
    assert await come_back(small) == []


async def test_nothing_is_told_of_what_is_over_or_known(small):
    assert await come_back(small) == []
    await reach(small, Reachability.BLOCKED)
    await moved(small)
    small.clock.forward(days=9)
    assert await come_back(small) == []


@pytest.mark.parametrize(
    ("label", "says", "prefix", "words"),
    [
        ("Pindahkan", "11-03-2025 10.00-12.30 WIB", "mov", "perubahan waktu sesi 2"),
        ("Batalkan sesi", "", "can", "pembatalan sesi 2"),
    ],
)
async def test_staff_are_told_once_of_a_correction_that_came_back(small, label, says, prefix, words):
    await change(small, label, says=says)
    await fails(small, prefix)
    for _ in range(2):
        await small.tick()
    for officer in (JOKO, ADMIN):
        [text] = [text for text in small.texts(officer) if text.startswith(LOST)]
        assert f"- {POST}: {words} rapat 1" in text


async def test_nobody_is_told_of_what_came_back_about_a_sitting_that_is_over(small):
    await fails(small, "inv")
    small.clock.forward(days=9)
    await small.tick()
    assert not any(text.startswith(LOST) for text in small.texts(JOKO))


async def test_an_edit_that_came_back_is_nothing(small):
    await moved(small)
    await fails(small, "old")
    await small.tick()
    assert not any(text.startswith(LOST) for text in small.texts(JOKO))
