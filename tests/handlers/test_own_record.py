"""/data_saya, /berhenti, and whoever blocks the bot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.errors import Forbidden
from bot.rules.outbox import MessageClass, Text
from db.queries.people import Recipient, actor_of, people_of_seats
from db.tables import Consent, Contact, OutboxMessage, Staff
from tests.builders import JOKO, SARI, STRANGER, joko, sari, seat_id
from tests.fakes import World

STALE = (
    "Tombol ini sudah tidak berlaku karena keadaannya telah berubah. Silakan mengirim perintahnya kembali,"
    " atau /bantuan."
)


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await sari(world.sessions)
    return world


async def test_the_own_record(office):
    await office.press_data(SARI, "reg:agree")
    (record,) = await office.say(SARI, "/data_saya")
    assert "Nama: <b>Sari</b>" in record
    assert "Jabatan: <b>Inspektur Kota Bontang</b>" in record
    assert "Persetujuan: Senin, 3 Maret 2025 (pemberitahuan versi" in record


async def test_a_stranger_has_no_record(office):
    for command in ("/data_saya", "/berhenti"):
        assert (await office.say(STRANGER, command))[0].startswith("Bapak/Ibu belum terdaftar.")


async def test_staff_without_a_seat_have_nothing_to_leave(office):
    assert await office.say(JOKO, "/berhenti") == [mistake(Forbidden())]
    assert "ID Telegram" in (await office.say(JOKO, "/data_saya"))[0]


async def test_stopping_ends_everything_at_once(office):
    await office.press_data(SARI, "reg:agree")
    async with office.working() as work:
        contact = (
            await people_of_seats(work.session, [await seat_id(office.sessions, "64.74", "inspektur")])
        )[0]
        await work.tell(
            Recipient(SARI, "Sari", contact_id=contact.contact_id),
            Text("Pengingat"),
            key="rem:1",
            message_class=MessageClass.REMINDER,
            not_before=office.clock() + timedelta(days=1),
        )
    (asked,) = await office.say(SARI, "/berhenti")
    assert "• Inspektur Kota Bontang" in asked
    card = office.last(SARI)
    assert (await office.press(SARI, "Ya, berhenti"))[0].startswith("Pendaftaran Bapak/Ibu telah diakhiri")

    async with office.sessions.reading() as session:
        assert (await actor_of(session, SARI)).seats == ()
        waiting = select(col(OutboxMessage.state), col(OutboxMessage.reason)).where(
            col(OutboxMessage.key) == "rem:1"
        )
        assert tuple((await session.execute(waiting)).one()) == ("withdrawn", "left")
        assert (await session.scalars(select(col(Consent.withdrawn_at)))).all() == [office.clock()]
    assert "<b>Sari</b> mengakhiri pendaftarannya" in office.last(JOKO).html

    # an impatient second press, and the other button of the same card
    assert await office.press_data(SARI, "stop:yes", on=card) == [STALE]
    assert await office.press_data(SARI, "stop:no", on=card) == [STALE]


async def test_staying(office):
    await office.say(SARI, "/berhenti")
    await office.press(SARI, "Tidak jadi")
    assert office.last(SARI).html == "Baik, pendaftaran Bapak/Ibu tetap berlaku."
    async with office.sessions.reading() as session:
        assert len((await actor_of(session, SARI)).seats) == 1


async def test_stopping_takes_an_open_request_back(office):
    await office.press_data(SARI, "reg:agree")
    await office.press_data(SARI, "dft:s:19.04:sekda")
    await office.press(SARI, "Benar")
    await office.press_data(SARI, "stop:yes")
    assert any("dibatalkan oleh pemohon" in text for text in office.texts(JOKO))


def membership(person: int, status: str, chat_type: str = "private") -> dict[str, object]:
    user = {"id": person, "is_bot": False, "first_name": "Uji"}
    bot = {"id": 42, "is_bot": True, "first_name": "Permas", "username": "permas_uji_bot"}
    member = {"user": bot, "status": status, "until_date": 0}
    return {
        "my_chat_member": {
            "chat": {"id": person if chat_type == "private" else -5, "type": chat_type, "title": "Grup"},
            "from": user,
            "date": 1,
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": member,
        }
    }


@pytest.mark.parametrize(("person", "table"), [(SARI, Contact), (JOKO, Staff)])
async def test_blocked_and_back(office, person, table):
    async def reachability() -> str:
        async with office.sessions.reading() as session:
            return await session.scalar(
                select(col(table.reachability)).where(col(table.telegram_id) == person)
            )

    await office.update(membership(person, "kicked"))
    assert await reachability() == "blocked"
    await office.update(membership(person, "member"))
    assert await reachability() == "reachable"
    await office.update(membership(person, "kicked", chat_type="group"))
    assert await reachability() == "reachable"
    await office.update(membership(person, "kicked"))
    await office.say(person, "/start")
    assert await reachability() == "reachable"
    assert len(office.texts(person)) == 1
