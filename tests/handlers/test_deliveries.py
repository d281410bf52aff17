"""/bukti: who was sent what and when, what came of it, and who may know."""

from __future__ import annotations

import io

import openpyxl
import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.deliveries import ON_A_PAGE
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.broadcast_confirming import BroadcastUnknown
from bot.rules.errors import Forbidden, NotRegistered, Stale
from bot.rules.outbox import MessageClass, OutboxState
from db.outbox import Outgoing, enqueue
from db.tables import (
    AuditEntry,
    Broadcast,
    BroadcastRecipient,
    BroadcastState,
    Contact,
    OutboxMessage,
    Tenure,
)
from tests.builders import BUDI, JOKO, SARI, STRANGER, official, staff
from tests.fakes import ADMIN, World
from tests.handlers.rakor import moved, published, registered

SEKDA = 7_000_000_003
VIEWER = 900_000_003


async def rakor(world: World) -> World:
    """The meeting is published; Sari of Bontang has answered Hadir an hour later."""
    await published(await registered(world))
    world.clock.forward(hours=1)
    await world.press(SARI, "Hadir")
    return world


async def test_a_region_shows_its_messages_with_time_number_result_and_answer(both_worlds: World) -> None:
    world = await rakor(both_worlds)
    (page,) = await world.say(JOKO, "/bukti kota bontang")
    (block,) = [part for part in page.split("<blockquote>") if "Undangan rapat" in part]
    assert "Kepada: Inspektur Kota Bontang, Sari" in block
    assert "3 Maret 2025, pukul 08.00 WIB: terkirim, nomor pesan " in block
    assert "Jawaban: Hadir, 3 Maret 2025, pukul 10.00 WITA" in block
    assert "Budi" not in page and "Bangka Tengah" not in page
    code = block.split("/cek_")[1][:10]
    assert "Undangan rapat" in (await world.say(JOKO, f"/cek_{code}"))[0]


async def test_an_answer_stands_with_the_invitation_whose_time_it_answers(world: World) -> None:
    await rakor(world)
    await moved(world)
    (page,) = await world.say(JOKO, "/bukti 64.74")
    new, old = page.split("<blockquote>")[1:]
    assert "Perubahan jadwal rapat</b> (waktu sesi versi 2)" in new and "Jawaban" not in new
    assert "Undangan rapat</b> (waktu sesi versi 1)" in old and "Jawaban: Hadir" in old


async def test_one_seat_one_person_and_nobody(world: World) -> None:
    await rakor(world)
    await official(world.sessions, SEKDA, "64.74", "sekda", name="Ratna")
    await world.say(JOKO, "/bukti kota bontang")
    (of_seat,) = await world.press(JOKO, "Sekretaris Daerah")
    assert of_seat.startswith("<b>Bukti penyampaian: Sekretaris Daerah Kota Bontang</b>")
    assert "Belum ada pesan resmi yang tercatat." in of_seat
    assert (await world.say(JOKO, f"/bukti {BUDI}"))[0].startswith("<b>Bukti penyampaian: Budi</b>")
    assert (await world.say(JOKO, "/bukti 123456789"))[0].startswith("Tidak ada pejabat dengan ID Telegram")


async def test_a_region_that_was_not_named_exactly_is_asked(world: World) -> None:
    await registered(world)
    (asked,) = await world.say(JOKO, "/bukti bontan")
    assert asked.startswith("Daerah mana yang dimaksud dengan <code>bontan</code>?")
    (page,) = await world.press(JOKO, "Kota Bontang")
    assert page.startswith("<b>Bukti penyampaian: Kota Bontang</b>")
    (unknown,) = await world.say(JOKO, "/bukti <b>x</b>")
    assert "&lt;b&gt;x&lt;/b&gt;" in unknown
    assert "Kota Bontang" in await _labels(world, "/bukti")


async def _labels(world: World, said: str) -> list[str]:
    await world.say(JOKO, said)
    return world.last(JOKO).labels


async def test_the_file_has_receipts_texts_and_every_answer(world: World) -> None:
    await rakor(world)
    await world.press(SARI, "Menunggu arahan")
    await world.say(JOKO, "/bukti kota bontang")
    await world.press(JOKO, "Berkas XLSX")
    file = world.last(JOKO)
    assert file.filename == "bukti-daerah-64.74-2025-03-03.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True))
    headings, *lines = rows
    by_kind = {line[5]: dict(zip(headings, line, strict=True)) for line in lines}
    invitation = by_kind["Undangan rapat"]
    assert invitation["hasil"] == "terkirim" and "Rapat Koordinasi" in invitation["isi"]
    assert "<b>" not in invitation["isi"]
    assert [answer.split(",")[0] for answer in invitation["jawaban"].splitlines()] == [
        "Hadir",
        "Menunggu arahan",
    ]
    assert "tanda terima atau kartu yang diperbarui" in by_kind


async def test_what_did_not_arrive_says_why(world: World) -> None:
    await rakor(world)
    async with world.sessions.writing() as session:
        lost = update(OutboxMessage).where(col(OutboxMessage.title) == "Undangan rapat")
        await session.execute(lost.values(state=OutboxState.UNDELIVERABLE, reason="blocked", message_id=None))
    (page,) = await world.say(JOKO, "/bukti kota bontang")
    assert "08.00 WIB: tidak sampai (penerima menghentikan bot)\n" in page


async def test_the_letter_to_somebody_who_was_released_is_there_too(both_worlds: World) -> None:
    world = await registered(both_worlds)
    await world.say(JOKO, "/kontak kota bontang")
    await world.press(JOKO, "Inspektur")
    await world.press(JOKO, "Lepas Sari")
    await world.press(JOKO, world.last(JOKO).labels[0])
    for of in ("kota bontang", str(SARI)):
        (page,) = await world.say(JOKO, f"/bukti {of}")
        assert "Pemberitahuan berakhirnya pencatatan jabatan" in page, of
        assert "Kepada: Inspektur Kota Bontang, Sari" in page, of
    assert "Sari" not in (await world.say(JOKO, "/bukti bangka tengah"))[0]


async def test_older_ones_by_button(world: World) -> None:
    await rakor(world)
    for number in range(ON_A_PAGE):
        await moved(world, to=f"11-03-2025 {10 + number % 2}.00-12.30 WIB")
    await world.say(JOKO, "/bukti kota bontang")
    page = world.last(JOKO)
    assert page.html.count("<blockquote>") == ON_A_PAGE and "Undangan rapat" not in page.html
    await world.press(JOKO, "Lebih lama", on=page)
    assert page.html.count("<blockquote>") == 1 and "Undangan rapat" in page.html
    assert page.labels[-1:] == ["Berkas PDF"]


async def test_everybody_whose_messages_were_read_can_learn_of_it(world: World) -> None:
    await rakor(world)
    await world.say(JOKO, "/bukti kota bontang")
    await world.press(JOKO, "Berkas XLSX")
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(col(AuditEntry.action), col(AuditEntry.object_id)).where(
                col(AuditEntry.about_contact_id) == 1, col(AuditEntry.actor_kind) == "staff"
            )
        )
        assert rows.all() == [("read_deliveries", "64.74"), ("export_deliveries", "64.74")]


@pytest.mark.parametrize("who", [VIEWER, SARI, STRANGER])
async def test_nobody_else_may(world: World, who: int) -> None:
    await rakor(world)
    await staff(world.sessions, VIEWER, Role.VIEWER)
    unknown = await world.say(who, "/tidak_ada")
    assert await world.say(who, "/bukti kota bontang") == unknown
    refused = {mistake(Forbidden()), mistake(Stale()), mistake(NotRegistered())}
    for data in ("bukti_daerah:64.74", "bukti_jabatan:1", "bukti_lama:d:64.74:9", "bukti_berkas:o:1"):
        answered = await world.press_data(who, data)
        assert set(answered) <= refused, data


@pytest.mark.parametrize(
    "data", ["bukti_lama:d:99.99:5", "bukti_lama:x:1:5", "bukti_berkas:j:99999", "bukti_daerah:' or 1=1"]
)
async def test_a_forged_button_of_staff_is_outdated(world: World, data: str) -> None:
    await registered(world)
    assert await world.press_data(JOKO, data) in ([], [mistake(Stale())])


@pytest.mark.parametrize("typed", ["siaran", "siaran abc", "rapat 1", "12345", "inspektur kota bontang"])
async def test_what_names_no_region_is_answered_with_what_can_be_asked(world: World, typed: str) -> None:
    await registered(world)
    (said,) = await world.say(JOKO, f"/bukti {typed}")
    assert f"<code>{typed}</code> tidak kami kenali" in said
    assert "/bukti kota bontang" in said and "/bukti siaran 5" in said and "ID Telegram" in said
    assert world.last(JOKO).labels == []


async def test_a_siaran_shows_everybody_who_was_sent_it_and_who_has_read_it(world: World) -> None:
    await rakor(world)
    async with world.sessions.writing() as session:
        siaran = Broadcast(
            state=BroadcastState.FINISHED,
            title="Jadwal baru",
            audience={},
            created_by_staff_id=1,
            created_at=world.clock(),
        )
        session.add(siaran)
        await session.flush()
        contact = await session.scalar(select(col(Contact.id)).where(col(Contact.telegram_id) == SARI))
        seat = await session.scalar(select(col(Tenure.seat_id)).where(col(Tenure.contact_id) == contact))
        who = {"broadcast_id": siaran.id, "contact_id": contact, "seat_id": seat, "region_code": "64.74"}
        session.add(BroadcastRecipient(**who, is_reachable=True, read_at=world.clock()))
        one = Outgoing(
            key="bc:1:1:0",
            message_class=MessageClass.BROADCAST,
            chat_id=SARI,
            contact_id=contact,
            seat_id=seat,
            html="Isi siaran",
            subject_type="broadcast",
            subject_id=siaran.id,
            title="Jadwal baru",
            proof_code="k7m2q9x4pa",
        )
        await enqueue(session, one, now=world.clock())
    await world.deliver()
    (page,) = await world.say(JOKO, f"/bukti siaran {siaran.id}")
    assert page.count("<blockquote>") == 1 and "siaran 1, Jadwal baru" in page
    assert "Kepada: Inspektur Kota Bontang, Sari" in page and "Dinyatakan sudah dibaca 3 Maret 2025" in page
    await world.press(JOKO, "Berkas PDF")
    assert world.last(JOKO).filename == f"bukti-siaran-{siaran.id}-2025-03-03.pdf"
    assert world.last(JOKO).content.startswith(b"%PDF")
    assert await world.say(JOKO, "/bukti siaran 77") == [mistake(BroadcastUnknown())]
    await world.say(ADMIN, "/siaran Dengan hormat, kami sampaikan jadwal.")  # a draft is its author's alone
    await world.say(ADMIN, "Jadwal yang belum pasti")
    assert await world.say(JOKO, "/bukti siaran 2") == [mistake(BroadcastUnknown())]
    assert "Jadwal yang belum pasti" in (await world.say(ADMIN, "/bukti siaran 2"))[0]
