"""After a broadcast: names and file, once more to some, who has read it, and the gentle second ask."""

from __future__ import annotations

import asyncio
import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.broadcast_resends import resend
from bot.actions.work import Work
from bot.messages.render import mistake
from bot.rules.broadcast_repeats import AskedAlready, BroadcastStopped
from bot.rules.errors import Stale
from bot.rules.outbox import OutboxState
from db.last_checks import READ_ASK
from db.moving import merge
from db.queries.people import actor_of
from db.tables import BroadcastRecipient, BroadcastState, Contact, Reachability, Staff
from tests.builders import BUDI, JOKO, SARI, official
from tests.fakes import World
from tests.handlers.broadcasting import (
    RINA,
    TUTI,
    begun,
    card,
    confirmed,
    reachable,
    registered,
    row_of,
    rows,
    sent,
    set_state,
)
from tests.handlers.siaran import MIRA, mira

SENT, UNCERTAIN = OutboxState.SENT, OutboxState.UNCERTAIN
AGAIN = "mungkin diterima dua kali"


async def test_names_and_the_file_say_what_became_of_everybody(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    await set_state(world, broadcast, RINA, state=UNCERTAIN, reason="ambiguous")
    await world.press(JOKO, "Daftar nama")
    assert "4 penerima" in world.last(JOKO).html
    assert "- Sekretaris Daerah Kota Bontang (Tuti): tidak terjangkau" in world.last(JOKO).html
    page = world.last(JOKO)
    assert page.labels == [
        "Tidak pasti (1)",
        "Tidak terjangkau (1)",
        "Terkirim (2)",
        "Kartu siaran",
    ]
    await world.press(JOKO, "Tidak pasti (1)")
    assert "- Inspektur Kota Bontang (melalui Rina)" in page.html and page.is_edited
    await world.press(JOKO, "Berkas Excel")
    book = load_workbook(io.BytesIO(world.last(JOKO).content))
    found = {row[4].value: (row[5].value, row[9].value) for row in book.active.iter_rows(min_row=2)}
    assert found == {
        "Sari": ("terkirim", 1),
        "melalui Rina": ("tidak pasti", 1),
        "Tuti": ("tidak terjangkau", 0),
        "Budi": ("terkirim", 1),
        None: ("belum ada pejabatnya", 0),
    }


async def test_the_report_names_the_posts_that_had_nobody_when_it_left(both_worlds):
    world = await registered(both_worlds)
    await sent(world, audience={"regions": ["64.74", "19.04"], "posts": ["inspektur", "sekda"]})
    await official(world.sessions, MIRA, "19.04", "sekda", name="Hani")
    report = world.last(JOKO)
    assert "Tidak terjangkau: 1" in report.html
    assert (
        "<b>Belum ada pejabatnya</b> ketika siaran mulai dikirim: 1 jabatan, tidak termasuk penerima\n"
        "- Sekretaris Daerah Kabupaten Bangka Tengah"
    ) in report.html
    await world.press(JOKO, "Berkas Excel")
    book = load_workbook(io.BytesIO(world.last(JOKO).content))
    found = [[cell.value for cell in row[2:7]] for row in book.active.iter_rows(min_row=2)]
    assert found[4:] == [
        [
            "Kabupaten Bangka Tengah",
            "Sekretaris Daerah",
            None,
            "belum ada pejabatnya",
            "tidak ada pejabatnya ketika siaran mulai dikirim",
        ]
    ]


async def test_once_more_to_the_doubtful_only_marked_and_once(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    await set_state(world, broadcast, SARI, state=UNCERTAIN, reason="ambiguous")
    await world.press_data(JOKO, f"kirim_kartu:{broadcast}")
    asked = (await world.press(JOKO, "Kirim ulang yang tidak pasti"))[0]
    assert "- Inspektur Kota Bontang (Sari)" in asked and AGAIN in asked
    button = world.last(JOKO).buttons[0]["callback_data"]
    await world.press(JOKO, "Ya, kirim ulang")
    assert "tidak berlaku" in (await world.press_data(JOKO, str(button)))[0]
    hers = [row for row in await rows(world, broadcast) if row.chat_id == SARI]
    assert [(row.state, row.subject_rev, row.may_be_duplicate) for row in hers] == [
        (UNCERTAIN, 0, False),
        (SENT, 1, True),
    ]
    assert len({row.key for row in hers}) == 2 and hers[0].proof_code != hers[1].proof_code
    assert [len(world.texts(chat)) for chat in (SARI, RINA, BUDI)] == [2, 1, 1]
    await world.tick()
    assert "Terkirim: 3" in world.last(JOKO).html and "Tidak pasti: 0" in world.last(JOKO).html


async def test_pressed_by_several_at_once_it_goes_once_more_once(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    await set_state(world, broadcast, SARI, state=UNCERTAIN, reason="ambiguous")
    version = (await row_of(world, broadcast)).version

    async def press(number: int) -> bool:
        try:
            async with world.sessions.writing() as session:
                actor = await actor_of(session, JOKO)
                work = Work(session, world.clock(), actor, update_id=90_000 + number)
                await resend(work, broadcast_id=broadcast, version=version, which="u")
        except Stale:
            return False
        return True

    assert sorted(await asyncio.gather(*map(press, range(5)))) == [False] * 4 + [True]
    await world.deliver()
    assert len(world.texts(SARI)) == 2


async def test_once_more_to_those_it_did_not_reach_when_they_can_be_reached(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    await set_state(world, broadcast, BUDI, state=OutboxState.UNDELIVERABLE, reason="blocked")
    await reachable(world, TUTI)
    async with world.sessions.writing() as session:
        who = update(Contact).where(col(Contact.telegram_id) == BUDI)
        await session.execute(who.values(reachability=Reachability.BLOCKED))
    await world.press_data(JOKO, f"kirim_kartu:{broadcast}")
    asked = (await world.press(JOKO, "Kirim ulang yang gagal"))[0]
    assert "(Tuti)" in asked and "(Budi)" not in asked and "1 penerima lain masih tidak" in asked
    await world.press(JOKO, "Ya, kirim ulang")
    await world.tick()
    assert len(world.texts(TUTI)) == 1 and AGAIN not in world.texts(TUTI)[0]
    assert (await row_of(world, broadcast)).state is BroadcastState.FINISHED


async def test_what_has_expired_is_not_sent_again(world: World):
    await registered(world)
    broadcast = await sent(world, expires_at=world.clock() + timedelta(hours=1))
    await set_state(world, broadcast, SARI, state=UNCERTAIN, reason="ambiguous")
    world.clock.forward(hours=2)
    version = (await row_of(world, broadcast)).version
    asked = await world.press_data(JOKO, f"kirim_ulang:{broadcast}:{version}:u")
    assert "Batas waktu siaran ini sudah lewat" in asked[0]
    said = await world.press_data(JOKO, f"kirim_ulang_ya:{broadcast}:{version}:u")
    assert "tidak berlaku" in said[0]


async def test_read_is_noted_once_and_the_button_says_so(both_worlds):
    world = await registered(both_worlds)
    await sent(world, link_text="Panduan", link_url="https://permas.kpk.go.id/x")
    letter = world.last(SARI)
    assert letter.labels == ["Panduan (permas.kpk.go.id)", "Sudah dibaca"]
    assert await world.press(SARI, "Sudah dibaca") == []
    assert letter.labels == ["Panduan (permas.kpk.go.id)", "✓ Dibaca 3 Maret 2025, 09.00 WITA"]
    world.clock.forward(hours=1)
    said = await world.press(SARI, "✓ Dibaca 3 Maret 2025, 09.00 WITA")
    assert said == [
        "Sudah kami catat: <b>Permintaan data dukung</b> dibaca pada 3 Maret 2025, pukul 09.00 WITA. "
        "Terima kasih."
    ]
    await world.press(JOKO, "Sudah dan belum dibaca")
    assert "1 sudah memilih Sudah dibaca, 2 belum" in world.last(JOKO).html
    assert "(Budi)" in world.last(JOKO).html and "(Sari)" not in world.last(JOKO).html
    await world.press(JOKO, "Sudah dibaca (1)")
    assert "(Sari): 3 Maret 2025, pukul 09.00 WITA" in world.last(JOKO).html


@pytest.mark.parametrize("who", [TUTI, JOKO, 7_000_000_099])
async def test_only_who_was_to_have_it_can_say_so(world: World, who: int):
    await registered(world)
    broadcast = await confirmed(world, audience={"regions": ["19.04"]})
    await world.tick()
    said = await world.press_data(who, f"dibaca:{broadcast}")
    assert len(said) == 1 and "dibaca" not in said[0]


async def test_a_press_on_a_doubtful_message_proves_that_it_arrived(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    letter = world.last(SARI)
    await set_state(world, broadcast, SARI, state=UNCERTAIN, message_id=None, reason="ambiguous")
    await world.press(SARI, "Sudah dibaca", on=letter)
    (hers,) = [row for row in await rows(world, broadcast) if row.chat_id == SARI]
    assert (hers.state, hers.reason, hers.message_id) == (SENT, "read", letter.message_id)
    assert letter.labels == ["✓ Dibaca 3 Maret 2025, 09.00 WITA"]


async def test_the_second_ask_is_gentle_and_answers_the_first(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    await world.press(SARI, "Sudah dibaca")
    await world.press(JOKO, "Sudah dan belum dibaca")
    asked = (await world.press(JOKO, "Ingatkan yang belum"))[0]
    assert "2 penerima:" in asked and "(Sari)" not in asked
    button = str(world.last(JOKO).buttons[0]["callback_data"])
    await world.press(JOKO, "Ya, ingatkan")
    assert await world.press_data(JOKO, button) == [mistake(AskedAlready(date(2025, 3, 4)))]
    assert [len(world.texts(chat)) for chat in (SARI, RINA, BUDI)] == [1, 2, 2]
    assert "Pada Senin, 3 Maret 2025 kami menyampaikan" in world.texts(BUDI)[-1]
    calls = [body for method, body in world.telegram.calls if "reply_parameters" in body]
    first = world.telegram.chats[BUDI][0].message_id
    assert {"message_id": first, "allow_sending_without_reply": True} in [
        body["reply_parameters"] for body in calls
    ]
    await world.press(BUDI, "Sudah dibaca")
    assert [shown.labels[0][:8] for shown in world.telegram.chats[BUDI]] == ["✓ Dibaca", "✓ Dibaca"]
    version = (await row_of(world, broadcast)).version
    said = await world.press_data(JOKO, f"kirim_ingat:{broadcast}:{version}")
    assert "dapat dikirim mulai Selasa, 4 Maret 2025" in said[0]


async def test_outside_working_hours_the_second_ask_waits_and_whoever_reads_first_is_spared(world: World):
    await registered(world)
    broadcast = await sent(world)
    world.clock.forward(hours=12)  # 20.00 WIB
    version = (await row_of(world, broadcast)).version
    await world.press_data(JOKO, f"kirim_ingat_ya:{broadcast}:{version}")
    asks = await rows(world, broadcast, type_=READ_ASK)
    assert {row.chat_id: row.not_before.isoformat() for row in asks if row.not_before} == {
        BUDI: "2025-03-04T00:00:00+00:00",
        SARI: "2025-03-03T23:00:00+00:00",
        RINA: "2025-03-03T23:00:00+00:00",
    }
    await world.press(SARI, "Sudah dibaca")
    asks = await rows(world, broadcast, type_=READ_ASK)
    assert [row.state for row in asks if row.chat_id == SARI] == [OutboxState.WITHDRAWN]


async def test_two_records_of_one_person_are_one_recipient(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    await world.press(RINA, "Sudah dibaca")
    async with world.sessions.writing() as session:
        ids = {
            chat: await session.scalar(select(col(Contact.id)).where(col(Contact.telegram_id) == chat))
            for chat in (SARI, RINA)
        }
        await merge(session, ids[RINA], ids[SARI], now=world.clock())
    async with world.sessions.reading() as session:
        found = select(col(BroadcastRecipient.contact_id), col(BroadcastRecipient.read_at)).where(
            col(BroadcastRecipient.broadcast_id) == broadcast,
            col(BroadcastRecipient.contact_id).in_(ids.values()),
        )
        assert [tuple(row) for row in await session.execute(found)] == [(ids[SARI], world.clock())]


async def test_where_its_author_is_no_officer_any_more_every_officer_gets_the_report(both_worlds):
    world = await registered(both_worlds)
    await mira(world)
    await confirmed(world)
    async with world.sessions.writing() as session:
        await session.execute(update(Staff).where(col(Staff.telegram_id) == JOKO).values(is_active=False))
    await world.tick()
    await world.tick()
    assert "Terkirim: 3" in world.last(MIRA).html and not world.texts(JOKO)


async def test_a_stopped_one_is_not_begun_again(world: World):
    await registered(world)
    broadcast = await begun(world)
    await world.press(JOKO, "Hentikan")
    await world.press(JOKO, "Ya, hentikan")
    await reachable(world, TUTI)
    await world.tick()
    assert (await row_of(world, broadcast)).finished_at is not None
    assert "Kirim ulang yang gagal" not in card(world).labels
    version = (await row_of(world, broadcast)).version
    for data in (f"kirim_ulang:{broadcast}:{version}:f", f"kirim_ulang_ya:{broadcast}:{version}:f"):
        assert await world.press_data(JOKO, data) == [mistake(BroadcastStopped())]
    await world.tick()
    assert world.texts(TUTI) == []
    assert (await row_of(world, broadcast)).state is BroadcastState.STOPPED
