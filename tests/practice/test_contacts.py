"""Numbers and accounts: one's own shared by the button, somebody else's card, an account that is gone."""

import pytest

from bot.practice.cast import SARI, SEKDA_BONTANG
from bot.practice.people import Impossible

CHAT = SARI.telegram_id
OWN = {"phone_number": SARI.phone, "first_name": "Sari", "user_id": CHAT}
BUTTON = {"keyboard": [[{"text": "Bagikan nomor saya", "request_contact": True}]], "resize_keyboard": True}


@pytest.fixture
def messages(call):
    async def fetch() -> list[dict]:
        return [update["message"] for update in (await call("getUpdates"))["result"]]

    return fetch


async def test_the_button_shares_ones_own_number_in_reply_to_the_question(server, call, messages):
    asked = await call("sendMessage", chat_id=CHAT, text="Nomor telepon", reply_markup=BUTTON)
    await server.person(SARI).share_contact()
    (message,) = await messages()
    assert (message["contact"], message["from"]["id"]) == (OWN, CHAT)
    assert message["reply_to_message"]["message_id"] == asked["result"]["message_id"]
    assert server.person(SARI).chat.reply_keyboard is not None
    await call("sendMessage", chat_id=CHAT, text="Baik", reply_markup={"remove_keyboard": True})
    assert server.person(SARI).chat.reply_keyboard is None


async def test_a_keyboard_for_one_time_hides_by_itself(server, call):
    await call("sendMessage", chat_id=CHAT, text="Nomor", reply_markup={**BUTTON, "one_time_keyboard": True})
    await server.person(SARI).share_contact()
    assert server.person(SARI).chat.reply_keyboard is None


async def test_a_card_of_somebody_else_says_whose_it_is_or_nothing(server, messages):
    sari = server.person(SARI)
    await sari.share_card(SEKDA_BONTANG)
    await sari.share_card(phone="+62 811 0000", name="Kantor")
    assert [message["contact"] for message in await messages()] == [
        {"phone_number": SEKDA_BONTANG.phone, "first_name": "Wati", "user_id": SEKDA_BONTANG.telegram_id},
        {"phone_number": "+62 811 0000", "first_name": "Kantor"},
    ]


async def test_the_page_shares_the_same_cards(server, http, messages):
    office = {"phone_number": "021", "first_name": "Kantor"}
    for body in ({}, {"of": SEKDA_BONTANG.telegram_id}, {"card": office}, {"card": {**OWN, "user_id": 42}}):
        async with http.post(f"{server.url}/room/chat/{CHAT}/contact", json=body) as response:
            assert response.status == 200
    assert [message["contact"].get("user_id") for message in await messages()] == [
        CHAT,
        SEKDA_BONTANG.telegram_id,
        None,
        42,
    ]


async def test_a_deleted_account_is_gone_without_a_word(server, http, call, messages, refused):
    markup = {"inline_keyboard": [[{"text": "Hadir", "callback_data": "h"}]]}
    await call("sendMessage", chat_id=CHAT, text="Rapat", reply_markup=markup)
    async with http.post(f"{server.url}/room/chat/{CHAT}/delete_account") as response:
        assert response.status == 200
    assert await messages() == []
    assert await refused("sendMessage", chat_id=CHAT, text="Halo") == (403, "Forbidden: user is deactivated")
    sari = server.person(SARI)
    for deed in (sari.say("Halo"), sari.start(), sari.press("Hadir"), sari.share_contact()):
        with pytest.raises(Impossible):
            await deed
    await sari.block()
    assert await messages() == []
