"""A confirmed broadcast starts by itself, is followed, paused, resumed, stopped, and ends with a report."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.actions.broadcast_departures import start_due
from bot.actions.work import SYSTEM, Work
from bot.rules.outbox import OutboxState
from db.tables import Broadcast, BroadcastBody, BroadcastRecipient, BroadcastState, Contact
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.broadcasting import (
    RINA,
    TUTI,
    begun,
    card,
    confirmed,
    let_go,
    registered,
    row_of,
    rows,
    sent,
    set_state,
    states,
)

PENDING, HELD, SENT = OutboxState.PENDING, OutboxState.HELD, OutboxState.SENT


async def test_at_its_hour_recipients_are_frozen_and_the_text_is_stored_once(both_worlds):
    world = await registered(both_worlds)
    broadcast = await confirmed(world, starts_at=world.clock() + timedelta(seconds=30))
    await world.tick()
    assert await rows(world, broadcast) == []
    world.clock.forward(seconds=30)
    await world.tick()
    async with world.sessions.reading() as session:
        frozen = select(col(Contact.telegram_id), col(BroadcastRecipient.is_reachable)).join(
            Contact, col(Contact.id) == col(BroadcastRecipient.contact_id)
        )
        assert {tuple(row) for row in await session.execute(frozen)} == {
            (SARI, True),
            (RINA, True),
            (TUTI, False),
            (BUDI, True),
        }
        assert len((await session.scalars(select(BroadcastBody))).all()) == 1
    assert await states(world, broadcast) == dict.fromkeys((BUDI, RINA, SARI), SENT)
    (hers,) = [row for row in await rows(world, broadcast) if row.chat_id == SARI]
    assert set(hers.payload) == {"part", "to", "code"}
    assert world.texts(SARI)[-1] == (
        "<b>Permintaan data dukung</b>\nDirektorat Pembinaan Peran Serta Masyarakat, KPK\n\n"
        "Yth. Bapak/Ibu Sari, Inspektur Kota Bontang\n\n"
        "Mohon mengirim data dukung paling lambat <b>14 Maret 2025</b>.\n\n"
        "<i>Setelah membaca, mohon Bapak/Ibu memilih <b>Sudah dibaca</b> di bawah ini.</i>\n\n"
        f"<i>Periksa keaslian pesan:</i> /cek_{hers.proof_code}"
    )
    assert "melalui Sdr./Sdri. Rina" in world.texts(RINA)[-1]


async def test_it_starts_once_and_not_after_it_was_taken_back(world: World):
    await registered(world)
    first = await confirmed(world)
    second = await confirmed(world, state=BroadcastState.DISCARDED)
    await world.tick()
    await world.tick()
    assert [len(world.texts(chat)) for chat in (SARI, RINA, BUDI)] == [1, 1, 1]
    assert len(await rows(world, first)) == 3 and await rows(world, second) == []


async def test_a_process_that_ends_while_it_starts_one_has_done_nothing(both_worlds):
    """Everything is one transaction: cut off before its commit, it is done at the next beat, once."""
    world = await registered(both_worlds)
    broadcast = await confirmed(world)
    with pytest.raises(ConnectionError):
        async with world.sessions.writing() as session:
            await start_due(Work(session, world.clock(), SYSTEM))
            raise ConnectionError
    assert await rows(world, broadcast) == []
    assert (await row_of(world, broadcast)).state is BroadcastState.SCHEDULED
    await world.tick()
    await world.tick()
    assert [len(world.texts(chat)) for chat in (SARI, RINA, BUDI)] == [1, 1, 1]


async def test_several_processes_start_one_once(both_worlds):
    world = await registered(both_worlds)
    broadcast = await confirmed(world)

    async def start() -> None:
        async with world.sessions.writing() as session:
            await start_due(Work(session, world.clock(), SYSTEM))

    await asyncio.gather(*(start() for _ in range(4)))
    await world.deliver()
    assert [len(world.texts(chat)) for chat in (SARI, RINA, BUDI)] == [1, 1, 1]
    assert len(await rows(world, broadcast)) == 3


async def test_long_after_its_hour_it_rests_until_somebody_decides(world: World):
    await registered(world)
    broadcast = await confirmed(world, starts_at=world.clock() - timedelta(hours=2))
    await world.tick()
    assert (await row_of(world, broadcast)).state is BroadcastState.PAUSED
    assert set((await states(world, broadcast)).values()) == {HELD}
    assert "sudah lama lewat" in card(world).html
    await world.press(JOKO, "Lanjutkan")
    await world.tick()
    assert set((await states(world, broadcast)).values()) == {SENT}


async def test_pause_holds_what_waits_and_resume_lets_it_go(both_worlds):
    world = await registered(both_worlds)
    broadcast = await begun(world)
    await world.press(JOKO, "Jeda")
    assert set((await states(world, broadcast)).values()) == {HELD}
    await world.tick()
    assert world.texts(SARI) == []
    assert (await row_of(world, broadcast)).state is BroadcastState.PAUSED
    assert "dijeda" in card(world).html
    await world.press(JOKO, "Lanjutkan")
    assert set((await states(world, broadcast)).values()) == {PENDING}
    await let_go(world)
    assert set((await states(world, broadcast)).values()) == {SENT}
    assert (await row_of(world, broadcast)).state is BroadcastState.FINISHED


async def test_stop_asks_once_and_withdraws_what_waits(both_worlds):
    world = await registered(both_worlds)
    broadcast = await begun(world)
    await set_state(world, broadcast, BUDI, state=SENT, finished_at=world.clock())
    said = await world.press(JOKO, "Hentikan")
    assert "Sebanyak 2 dari 4 penerima" in said[0]
    await world.press(JOKO, "Ya, hentikan")
    found = {row.chat_id: (row.state, row.reason) for row in await rows(world, broadcast)}
    assert found[SARI] == (OutboxState.WITHDRAWN, "stopped") and found[BUDI][0] is SENT
    await world.tick()
    assert (await row_of(world, broadcast)).state is BroadcastState.STOPPED
    report = world.last(JOKO).html
    for line in ("dihentikan", "4 penerima", "Terkirim: 1", "Tidak terjangkau: 1", "Ditarik: 2"):
        assert line in report
    assert world.texts(SARI) == []


async def test_a_press_of_an_older_card_does_nothing(world: World):
    await registered(world)
    broadcast = await begun(world)
    for data in (f"kirim_jeda:{broadcast}:1", f"kirim_henti_ya:{broadcast}:1"):
        said = await world.press_data(JOKO, data)
        assert "sudah tidak berlaku" in said[0], said
    assert set((await states(world, broadcast)).values()) == {PENDING}


async def test_the_card_is_edited_at_most_every_twenty_seconds(world: World):
    await registered(world)
    broadcast = await begun(world)
    before = card(world)
    assert "<b>1 dari 4 penerima selesai</b>" in before.html
    await set_state(world, broadcast, SARI, state=SENT, finished_at=world.clock())
    await world.tick()
    assert not before.is_edited
    world.clock.forward(seconds=20)
    await world.tick()
    assert "<b>2 dari 4 penerima selesai</b>" in before.html
    assert "Kecepatan: 0,1 pesan per detik" in before.html


async def test_the_report_counts_everybody_who_was_to_have_it(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    row = await row_of(world, broadcast)
    assert row.state is BroadcastState.FINISHED and row.finished_at == world.clock()
    report = world.last(JOKO)
    for line in ("selesai", "<b>4 penerima</b>", "Terkirim: 3", "Tidak terjangkau: 1", "Ditarik: 0"):
        assert line in report.html
    assert report.labels[0] == "Daftar nama"


async def test_whoever_left_or_blocked_the_bot_meanwhile_gets_nothing(world: World):
    """The last look at the claim does it; here only that these count as what they are."""
    await registered(world)
    broadcast = await begun(world)
    await set_state(world, broadcast, SARI, state=OutboxState.UNDELIVERABLE, reason="unreachable")
    await set_state(world, broadcast, RINA, state=OutboxState.WITHDRAWN, reason="left")
    await let_go(world)
    for line in ("Terkirim: 1", "Tidak terjangkau: 2", "Ditarik: 1"):
        assert line in world.last(JOKO).html


async def test_a_card_asked_for_again_is_the_one_that_goes_on(world: World):
    await registered(world)
    broadcast = await begun(world)
    first = card(world)
    await world.press_data(JOKO, f"kirim_kartu:{broadcast}")
    assert "berlanjut di bawah" in first.html
    assert card(world) is not first
    world.clock.forward(seconds=20)
    await set_state(world, broadcast, SARI, state=SENT, finished_at=world.clock())
    await world.tick()
    assert "<b>2 dari 4" in card(world).html and "berlanjut" in first.html


async def test_a_broadcast_in_the_hands_of_nobody_is_nobodys(world: World):
    await registered(world)
    async with world.sessions.reading() as session:
        assert (await session.scalars(select(Broadcast))).all() == []
    said = await world.press_data(JOKO, "kirim_kartu:1")
    assert "sudah tidak berlaku" in said[0]
