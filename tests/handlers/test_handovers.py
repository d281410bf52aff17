"""Serah terima: one goes with thanks, the next learns what is under way, and nothing of the seat is lost."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.actions import handovers
from bot.rules.actors import TenureEnd, TenureKind
from bot.rules.errors import Stale
from db.tables import AlertNotice, Answer, Contact, InvitationCode, OutboxMessage, Tenure
from tests import builders
from tests.builders import BUDI, JOKO, SARI, STRANGER, official, seat_id
from tests.criteria import INSPEKTUR_MAROS, confirm_thresholds, maros
from tests.fakes import ADMIN, World
from tests.handlers import rakor

RINA, CICI, NEW = 7_000_000_021, 7_000_000_022, STRANGER
NOTICE = "<b>Pemberitahuan capaian kriteria</b>"


async def hand_over(world: World, typed: str = "/kontak bontang", title: str = "Inspektur") -> str:
    """Joko hands the seat over; the code for the next."""
    await world.say(JOKO, typed)
    await world.press(JOKO, title)
    await world.press(JOKO, "Serah terima")
    await world.press(JOKO, "Serahkan sekarang")
    return next(text for text in reversed(world.texts(JOKO)) if "start=" in text).split("start=")[1][:16]


async def come_in(world: World, code: str, *, who: int = NEW, name: str = "Dewi") -> list[str]:
    """The next holder registers; what came after Benar."""
    await world.say(who, f"/start {code}", name=name)
    await world.press(who, "Setuju", name=name)
    return await world.press(who, "Benar", name=name)


@pytest.fixture
async def office(world: World) -> World:
    """The rakor of March is published, Sari has answered; Rina came by her invitation, Cici did not."""
    await rakor.registered(world)
    sari = await official(world.sessions, SARI, "64.74", "sekda", name="Sari")
    await official(world.sessions, RINA, "64.74", "inspektur", name="Rina", kind=TenureKind.ASSISTANT)
    await official(world.sessions, CICI, "64.74", "inspektur", name="Cici", kind=TenureKind.DELEGATE)
    async with world.sessions.writing() as session:
        rina = await session.scalar(select(Contact.id).where(Contact.telegram_id == RINA))
        tenure = await session.scalar(select(Tenure).where(Tenure.contact_id == rina))
        tenure.invited_by_contact_id = sari
    await rakor.published(world)
    item = "Yth. Inspektur Kota Bontang"
    card = next(shown for shown in world.telegram.chats[SARI] if item in shown.html)
    await world.press(SARI, "Hadir", on=card)
    return world


async def test_what_passes_on_is_shown_before_anything_happens(office):
    await office.say(JOKO, "/kontak bontang")
    await office.press(JOKO, "Inspektur")
    (shown,) = await office.press(JOKO, "Serah terima")
    assert "- Sesi Kota Bontang, 11 Maret 2025: Hadir, oleh Inspektur sebelumnya" in shown
    assert "<b>Ikut dilepas</b>: Rina\n<b>Tetap bertugas</b>: Cici" in shown
    async with office.sessions.reading() as session:
        assert (await session.scalars(select(Tenure.end_reason))).unique().all() == [None]


async def test_the_old_holder_is_thanked_and_hears_nothing_more_for_this_post(office):
    before = len(office.texts(SARI))
    await hand_over(office)
    (thanks,) = office.texts(SARI)[before:]
    assert thanks.startswith("<b>Serah terima jabatan</b>") and "/cek_" in thanks
    assert "• Sekretaris Daerah Kota Bontang" in thanks and "Plt." not in thanks
    assert office.texts(RINA)[-1].startswith("<b>Pencatatan jabatan berakhir</b>")
    assert not office.texts(CICI)[-1].startswith("<b>Pencatatan")
    assert office.texts(ADMIN)[-1].startswith("<b>Serah terima jabatan</b>")
    async with office.sessions.reading() as session:
        ended = await session.execute(
            select(Contact.telegram_id, Tenure.end_reason)
            .join(Contact, Contact.id == Tenure.contact_id)
            .where(Tenure.ended_at.is_not(None))
            .order_by(Tenure.id)
        )
        assert [tuple(row) for row in ended] == [
            (SARI, TenureEnd.HANDED_OVER),
            (RINA, TenureEnd.HANDED_OVER),
        ]
        waiting = select(OutboxMessage.id).where(OutboxMessage.state == "pending")
        assert (await session.scalars(waiting)).all() == []


async def test_codes_made_before_open_nothing_and_the_new_one_is_kept_nowhere(office):
    await office.say(JOKO, "/undang 64.74 inspektur")
    old = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    new = await hand_over(office)
    assert (await office.say(NEW, f"/start {old}"))[0].startswith("Kode ini tidak dapat digunakan.")
    async with office.sessions.reading() as session:
        codes = (await session.scalars(select(InvitationCode).order_by(InvitationCode.id))).all()
        assert [code.revoked_at is None for code in codes] == [False, True]
        payloads = await session.scalars(select(OutboxMessage.payload))
        assert not any(new in str(payload) for payload in payloads)


async def test_the_new_holder_gets_one_summary_and_then_the_invitation(office):
    done, summary, invitation = await come_in(office, await hand_over(office))
    assert done.startswith("<b>Pendaftaran selesai</b>")
    assert summary.startswith("<b>Ringkasan untuk pejabat baru</b>") and "/cek_" in summary
    assert "Jawaban yang tercatat: <b>Hadir, oleh Inspektur sebelumnya</b>" in summary
    assert "- Cici, wakil yang ditunjuk" in summary and "Sari" not in summary
    assert invitation.startswith("<b>Undangan rapat daring")
    await office.press(NEW, "Tidak hadir")
    async with office.sessions.reading() as session:
        answers = await session.scalars(select(Answer).order_by(Answer.id))
        assert [(answer.choice.value, answer.seat_id) for answer in answers] == [
            ("hadir", await seat_id(office.sessions, "64.74", "inspektur")),
            ("tidak_hadir", await seat_id(office.sessions, "64.74", "inspektur")),
        ]
    assert "Tidak hadir" in (await office.say(NEW, "/jadwal"))[0]


async def test_the_first_holder_of_a_seat_gets_the_invitations_alone(office):
    await office.say(JOKO, "/undang maros inspektur")
    code = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    told = await come_in(office, code)
    assert [text.splitlines()[0][:24] for text in told] == [
        "<b>Pendaftaran selesai</",
        "<b>Undangan rapat daring",
    ]


async def test_alerts_and_promises_pass_on_and_the_successor_hears_of_the_recovery(world):
    await builders.joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi", "mcp")
    for typed in ("maros spi 2024 60", "maros mcp 2024 70"):
        await world.say(JOKO, f"/nilai {typed}")
        await world.press(JOKO, "Konfirmasi")
    spi = world.telegram.chats[INSPEKTUR_MAROS][0]
    await world.press(INSPEKTUR_MAROS, "Rencana", on=spi)
    await world.say(INSPEKTUR_MAROS, "Rina Praktik")
    await world.say(INSPEKTUR_MAROS, "30-06-2025")
    await world.say(INSPEKTUR_MAROS, "Melengkapi standar pelayanan")
    code = await hand_over(world, "/kontak maros")
    _, summary = await come_in(world, code)
    assert "SPI 2024: <b>60</b>" in summary and "MCP 2024: <b>70</b>" in summary
    assert "- SPI: target Senin, 30 Juni 2025, penanggung jawab Rina Praktik" in summary
    assert "Rahma" not in summary
    (received,) = await world.press(NEW, "Terima pemberitahuan: MCP")
    assert received.startswith("Terima kasih, penerimaan pemberitahuan telah kami catat.")
    before = len(world.texts(INSPEKTUR_MAROS))
    await world.say(JOKO, "/nilai maros spi 2025 75")
    await world.press(JOKO, "Konfirmasi")
    assert world.texts(NEW)[-1].startswith("<b>Capaian telah memenuhi ambang</b>")
    assert "SPI 2024: 60" in world.texts(NEW)[-1]
    assert len(world.texts(INSPEKTUR_MAROS)) == before


async def test_a_recovery_does_not_take_back_a_summary_that_still_waits(world):
    await builders.joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    await world.say(JOKO, "/nilai maros spi 2024 60")
    await world.press(JOKO, "Konfirmasi")
    code = await hand_over(world, "/kontak maros")
    await world.say(NEW, f"/start {code}")
    await world.press(NEW, "Setuju")
    carry = world.deliver
    world.deliver = _nothing
    await world.press(NEW, "Benar")
    await world.say(JOKO, "/nilai maros spi 2025 75")
    world.deliver = carry
    await world.deliver()
    await world.press(JOKO, "Konfirmasi")
    firsts = [text.splitlines()[0] for text in world.texts(NEW)]
    assert firsts[-2:] == ["<b>Ringkasan untuk pejabat baru</b>", "<b>Capaian telah memenuhi ambang</b>"]
    async with world.sessions.reading() as session:
        keys = await session.scalars(select(AlertNotice.outbox_key).order_by(AlertNotice.id))
        assert [key.split(":")[0] for key in keys][-1] == "ar"


async def _nothing(**_: object) -> None:
    """The postman sleeps."""


async def test_of_two_officers_at_once_one_wins(both_worlds):
    world = both_worlds
    await builders.joko(world.sessions)
    await builders.sari(world.sessions)
    seat = await seat_id(world.sessions, "64.74", "inspektur")
    async with world.sessions.reading() as session:
        tenure = await session.scalar(select(Tenure.id).where(Tenure.seat_id == seat))

    async def attempt(who: int) -> str:
        try:
            async with world.working(who) as work:
                await handovers.hand_over(work, tenure_id=tenure)
        except Stale:
            return "stale"
        return "done"

    assert sorted(await asyncio.gather(attempt(JOKO), attempt(ADMIN))) == ["done", "stale"]
    async with world.sessions.reading() as session:
        codes = (await session.scalars(select(InvitationCode))).all()
        assert [code.revoked_at for code in codes] == [None]
        told = await session.scalars(select(OutboxMessage.id).where(OutboxMessage.chat_id == SARI))
        assert len(told.all()) == 1


async def test_nobody_but_officers_hands_over(office):
    for person in (SARI, BUDI, NEW):
        for action in ("serah", "serah_ya"):
            (answer,) = await office.press_data(person, f"{action}:1")
            assert answer.startswith("Tombol ini sudah tidak berlaku")
    async with office.sessions.reading() as session:
        assert (await session.scalars(select(Tenure.end_reason))).unique().all() == [None]


async def test_what_was_agreed_in_a_meeting_passes_on(office):
    await office.say(JOKO, "/rapat 1")
    await office.press(JOKO, "Tindak lanjut")
    await office.say(JOKO, "Kota Bontang, Inspektur; menyampaikan rencana aksi; 30-04-2025")
    await office.press(JOKO, "Konfirmasi")
    code = await hand_over(office)
    shown = "\n".join(office.texts(JOKO))
    assert "- Tindak lanjut nomor 1: menyampaikan rencana aksi, batas waktu Rabu, 30 April 2025" in shown
    told = await come_in(office, code)
    assert any(
        "- Nomor 1: menyampaikan rencana aksi; batas waktu Rabu, 30 April 2025" in text for text in told
    )
