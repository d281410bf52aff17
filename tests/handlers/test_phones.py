"""The own telephone number: asked for by its owner, taken from Telegram's key only, removed at a word."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.messages import phones, system
from bot.messages.render import mistake
from bot.rules.errors import Forbidden, NotRegistered
from bot.rules.phones import CardRefused
from db.tables import AuditEntry, Contact, OutboxMessage
from tests.builders import BUDI, JOKO, SARI, STRANGER, joko, sari
from tests.fakes import World
from tests.handlers.rakor import published, registered

NUMBER = "6281234567890"
OWN = {"phone_number": NUMBER, "user_id": SARI}
OFFERED = {
    "keyboard": [[{"text": "Bagikan nomor saya", "request_contact": True}], [{"text": "Tidak jadi"}]],
    "resize_keyboard": True,
    "one_time_keyboard": True,
}
GONE = {"remove_keyboard": True}


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await sari(world.sessions)
    return world


async def stored(world: World) -> list[tuple[str, bool]]:
    async with world.sessions.reading() as session:
        rows = await session.execute(select(col(Contact.phone), col(Contact.phone_shared_at)))
        return [(phone, at is not None) for phone, at in rows]


async def test_from_data_saya_to_the_stored_number_and_away_again(office):
    await office.say(SARI, "/data_saya")
    assert "Hapus nomor" not in office.last(SARI).labels
    (asked,) = await office.press(SARI, "Nomor telepon")
    assert asked.startswith("<b>Nomor telepon Bapak/Ibu</b>") and office.last(SARI).keys == OFFERED
    (kept,) = await office.share_contact(SARI, OWN)
    assert kept.startswith("Terima kasih. Nomor telepon Bapak/Ibu yang berakhiran <b>890</b> kami simpan")
    assert office.last(SARI).keys == GONE
    assert await stored(office) == [(f"+{NUMBER}", True)]
    assert f"Telepon: +{NUMBER}" in (await office.say(SARI, "/data_saya"))[0]
    (removed,) = await office.press(SARI, "Hapus nomor")
    assert removed == "Nomor telepon Bapak/Ibu telah kami hapus."
    assert await stored(office) == [("", False)]


async def test_by_plain_words_as_well(office):
    assert (await office.say(SARI, "Nomor telepon"))[0].startswith("<b>Nomor telepon Bapak/Ibu</b>")
    await office.share_contact(SARI, OWN)
    assert await office.say(SARI, "hapus nomor") == ["Nomor telepon Bapak/Ibu telah kami hapus."]
    assert await office.say(SARI, "hapus nomor") == ["Tidak ada nomor telepon Bapak/Ibu yang tersimpan."]


async def test_the_number_is_in_no_message_and_no_log_of_ours(office):
    await office.say(SARI, "nomor telepon")
    await office.share_contact(SARI, OWN)
    async with office.sessions.reading() as session:
        payloads = [str(payload) for payload in await session.scalars(select(col(OutboxMessage.payload)))]
        audit = (await session.scalars(select(AuditEntry))).all()
    assert not any(NUMBER in payload for payload in payloads) and payloads != []
    assert "share_phone" in [entry.action for entry in audit]
    assert not any(NUMBER in str(entry.detail) for entry in audit)


@pytest.mark.parametrize(
    ("card", "more"),
    [
        ({"phone_number": NUMBER, "user_id": BUDI}, {}),
        ({"phone_number": NUMBER}, {}),
        (OWN, {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Sari"}}),
        ({"phone_number": "000", "user_id": SARI}, {}),
    ],
)
async def test_any_card_but_the_own_is_refused_with_a_sentence(office, card, more):
    await office.say(SARI, "nomor telepon")
    assert await office.share_contact(SARI, card, **more) == [mistake(CardRefused())]
    assert await stored(office) == [("", False)]


async def test_tidak_jadi_takes_the_keys_away_and_stores_nothing(office):
    await office.say(SARI, "nomor telepon")
    assert await office.say(SARI, "0812 3456 7890") == [phones.use_the_keys().html]
    assert await office.say(SARI, "Tidak jadi") == [phones.declined().html]
    assert office.last(SARI).keys == GONE
    assert await stored(office) == [("", False)]


async def test_batal_takes_the_keys_away_too(office):
    await office.say(SARI, "nomor telepon")
    await office.say(SARI, "/batal")
    assert office.last(SARI).keys == GONE


async def test_tidak_jadi_is_never_taken_for_the_answer_to_another_question(world):
    await published(await registered(world))
    await world.say(SARI, "nomor telepon")
    await world.press(SARI, "Diwakilkan")
    assert await world.say(SARI, "Tidak jadi") == [phones.declined().html]
    (receipt,) = await world.say(SARI, "Rina, Sekretaris Inspektorat")
    assert "<b>Diwakilkan (Rina, Sekretaris Inspektorat)</b>" in receipt


async def test_nobody_is_asked_at_registration_and_strangers_leave_nothing(office):
    assert await office.share_contact(STRANGER, {"phone_number": NUMBER, "user_id": STRANGER}) == [
        mistake(NotRegistered())
    ]
    assert await office.say(STRANGER, "nomor telepon") == [system.free_text(is_staff=False).html]
    assert await office.share_contact(JOKO, {"phone_number": NUMBER, "user_id": JOKO}) == [
        mistake(Forbidden())
    ]
    assert await stored(office) == [("", False)]


async def test_a_new_number_takes_the_place_of_the_old_one(office):
    await office.say(SARI, "nomor telepon")
    await office.share_contact(SARI, OWN)
    assert "Nomor yang tersimpan akan diganti." in (await office.say(SARI, "nomor telepon"))[0]
    await office.share_contact(SARI, {"phone_number": "6281100000000", "user_id": SARI})
    assert await stored(office) == [("+6281100000000", True)]
