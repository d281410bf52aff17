"""A world in which everything has happened once: values, a notice, meetings, codes, requests, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import col

from bot.fence import stand_at_the_fence
from bot.rules.actors import Role, TenureKind
from bot.rules.outbox import MessageClass, OutboxState
from db.installations import settle_in
from db.outbox import Outgoing, enqueue
from db.tables import Broadcast, BroadcastState, Contact, OutboxMessage, Seat, Staff
from tests import builders
from tests.criteria import confirm_thresholds
from tests.fakes import BOT, World
from tests.handlers import broadcasting
from tests.proof.people import PEOPLE, A, B
from tests.proof.stage import Stage

_FORM = """/rapat baru
Judul: {title}
Surat: {letter}
Sesi: 11-03-2025 09.00-11.30 WIB; {region}
Sesi: 12-03-2025 13.00-15.30 WIB; {region}
Tautan: https://zoom.us/j/{number}
ID rapat: {number}
Kode sandi: {passcode}"""

KENARI = _FORM.format(
    title="Rapat Kenari", letter="B/7777", region=A, number="97777777777", passcode="Sandi77"
)
OTHER = _FORM.format(title="Rapat Lain", letter="B/5", region=B, number="95555555555", passcode="Lain55")
DRAFT = KENARI.replace("Rapat Kenari", "Rapat Kenari, konsep").replace("-03-2025", "-04-2025")

BEGINNING = (
    # those who are no longer there
    "wati: /berhenti",
    "wati: [Ya, berhenti]",
    "iwan: /data_saya",
    "iwan: [Hapus data saya]",
    "iwan: [Ya, hapus data saya]",
    # values of both regions, and a notice to each
    f"joko: /nilai {A} spi 2024 61,37",
    "joko: [Konfirmasi]",
    f"joko: /nilai {B} spi 2024 62,48",
    "joko: [Konfirmasi]",
    "sari: /telepon",
    "sari: (62811777777)",
    "sari: [Rencana]",
    "sari: Penanggung Kenari",
    "sari: 31-12-2025",
    "sari: Menyusun rencana aksi Kenari",
    # a meeting of each region alone, and a draft
    f"joko: {OTHER}",
    "joko: [Terbitkan]",
    "later 31s",
    f"joko: {KENARI}",
    "joko: [Terbitkan]",
    "later 31s",
    f"joko: {DRAFT}",
    "sari: /jadwal",
    "sari: [Jawab: Inspektur]",
    "sari: [Diwakilkan]",
    "sari: [Tidak hadir]",
    "sari: Kenari sakit",
    # codes, invitations, a request, staff to come and to change
    f"joko: /undang {A} sekda",
    "sari: /wakil",
    "sari: [Undang ajudan]",
    "tuti: /daftar",
    "tuti: [Setuju]",
    "tuti: {dft:s:64.74:sekda}",
    "tuti: [Benar]",
    "admin: /petugas",
    "admin: [Tambah petugas]",
    "admin: [Peninjau]",
    "admin: /petugas",
    "admin: [Joko]",
    "admin: [Jadikan administrator]",
    "admin: [Ya, ",
)


async def build(world: World) -> Stage:
    """Play the beginning in an empty world."""
    await _settle(world)
    stage = Stage(world)
    await stage.play(BEGINNING)
    await world.update({"my_chat_member": _joined_group()})
    await _broadcasts(world)
    await _copied(world)
    return stage


async def _copied(world: World) -> None:
    """The database has come from somewhere else while a message to Sari waited."""
    async with world.sessions.writing() as session:
        contact_id = await session.scalar(
            select(col(Contact.id)).where(col(Contact.telegram_id) == PEOPLE["sari"])
        )
        waiting = Outgoing(
            key="kenari:held",
            message_class=MessageClass.CORRECTION,
            chat_id=PEOPLE["sari"],
            contact_id=contact_id,
            html="Perubahan Kenari",
            title="Perubahan Kenari",
        )
        await enqueue(session, waiting, now=world.clock())
        doubtful = await enqueue(session, replace(waiting, key="kenari:doubtful"), now=world.clock())
        await session.execute(
            update(OutboxMessage).where(col(OutboxMessage.id) == doubtful).values(state=OutboxState.UNCERTAIN)
        )
        await settle_in(session, identity="elsewhere", now=world.clock())
    await stand_at_the_fence(world.house, nothing_more)
    await world.deliver()


async def nothing_more(missed) -> None:
    """No chore has anything to do."""


async def _broadcasts(world: World) -> None:
    """Over: Rina has it perhaps, Tono has not. On its way. And one that waits for a second officer."""
    to_a = {"audience": {"regions": [A]}, "title": "Siaran Kenari"}
    over = await broadcasting.sent(world, **to_a)
    for name, state in (("rina", OutboxState.UNCERTAIN), ("tono", OutboxState.UNDELIVERABLE)):
        await broadcasting.set_state(world, over, PEOPLE[name], state=state, reason="ambiguous")
    await broadcasting.begun(world, **to_a)
    async with world.sessions.writing() as session:
        joko = await session.scalar(select(col(Staff.id)).where(col(Staff.telegram_id) == PEOPLE["joko"]))
        session.add(_waiting(joko or 0, at=world.clock()))


def _joined_group() -> dict[str, object]:
    """An officer put the bot into a group."""
    by = {"id": PEOPLE["joko"], "is_bot": False, "first_name": "Joko"}
    old, new = ({"user": BOT, "status": status} for status in ("left", "member"))
    chat = {"id": -4_000_000_001, "type": "group", "title": "Grup"}
    return {"chat": chat, "from": by, "date": 1, "old_chat_member": old, "new_chat_member": new}


async def _settle(world: World) -> None:
    """Staff and officials, as if they had come long ago."""
    sessions = world.sessions
    await world.say(PEOPLE["admin"], "/start", name="Ratna")
    for name, role in (("hasan", Role.ADMIN), ("anton", Role.ADMIN), ("joko", Role.OFFICER)):
        await builders.staff(sessions, PEOPLE[name], role, name=name.capitalize())
    await builders.staff(sessions, PEOPLE["lia"], Role.VIEWER, name="Lia")
    gone = await builders.staff(sessions, PEOPLE["gani"], Role.OFFICER, name="Gani")
    for name, kind in (
        ("sari", TenureKind.HOLDER),
        ("rina", TenureKind.ASSISTANT),
        ("tono", TenureKind.DELEGATE),
    ):
        await builders.official(
            sessions, PEOPLE[name], A, "inspektur", name=f"{name.capitalize()} Kenari", kind=kind
        )
    await builders.official(sessions, PEOPLE["wati"], A, "sekda", name="Wati")
    await builders.official(sessions, PEOPLE["iwan"], A, "sekda", name="Iwan", kind=TenureKind.DELEGATE)
    await builders.official(sessions, PEOPLE["budi"], B, "inspektur", name="Budi")
    await confirm_thresholds(world, "spi")
    async with sessions.writing() as session:
        await session.execute(update(Staff).where(col(Staff.id) == gone).values(is_active=False))
        seat = (col(Seat.region_code) == A, col(Seat.post) == "inspektur")
        await session.execute(update(Seat).where(*seat).values(office_phone="62811777777"))


def _waiting(author: int, *, at: datetime) -> Broadcast:
    """A siaran that a second officer is to agree to, as if it went to more than a hundred."""
    return Broadcast(
        state=BroadcastState.WAITING,
        title="Siaran Kenari",
        html="Isi siaran Kenari",
        audience={"regions": [A]},
        created_by_staff_id=author,
        created_at=at,
        confirmed_by_staff_id=author,
        confirmed_at=at,
        recipient_count=101,
    )
