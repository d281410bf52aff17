"""getUpdates, webhooks, and what people do that becomes an update."""

import asyncio

import pytest

from bot.practice.cast import SARI
from bot.practice.library import practice_server
from bot.practice.people import Impossible

CHAT = SARI.telegram_id
SARI_USER = {"id": CHAT, "is_bot": False, "first_name": "Sari", "language_code": "id"}
SARI_CHAT = {"id": CHAT, "first_name": "Sari", "type": "private"}
BOT_USER = {
    "id": 1000000001,
    "is_bot": True,
    "first_name": "Permas (latihan)",
    "username": "permas_latihan_bot",
}
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
START = 1_740_963_600


@pytest.fixture
def updates(call):
    """The updates one getUpdates brings."""

    async def fetch(**params: object) -> list[dict]:
        return (await call("getUpdates", **params))["result"]

    return fetch


@pytest.fixture
def texts(updates):
    """The words in them."""

    async def fetch(**params: object) -> list[str]:
        return [update["message"]["text"] for update in await updates(**params)]

    return fetch


async def test_an_update_comes_again_until_it_is_confirmed(server, updates, texts):
    sari = server.person(SARI)
    await sari.say("satu")
    await sari.say("dua")
    first, second = await updates()
    assert second["update_id"] == first["update_id"] + 1
    assert await texts() == ["satu", "dua"]
    assert await texts(limit=1) == ["satu"]
    assert await texts(offset=second["update_id"]) == ["dua"]
    assert await texts() == ["dua"]
    assert await texts(offset=second["update_id"] + 1) == []
    await server.until_confirmed()


async def test_a_negative_offset_keeps_only_the_last(server, texts):
    for words in ("satu", "dua", "tiga"):
        await server.person(SARI).say(words)
    assert await texts(offset=-1) == ["tiga"]
    assert await texts() == ["tiga"]


async def test_the_limit_is_held_between_1_and_100(server, texts):
    for number in range(101):
        await server.person(SARI).say(str(number))
    assert len(await texts(limit=1000)) == 100
    assert len(await texts(limit=0)) == 1


async def test_a_long_poll_returns_with_the_first_update(server, texts):
    poll = asyncio.create_task(texts(timeout=50))
    await server.wait_until(lambda: server.world.updates.polling)
    await server.person(SARI).say("Halo")
    assert await poll == ["Halo"]


async def test_a_second_long_poll_ends_the_first(server, call, texts):
    first = asyncio.create_task(call("getUpdates", timeout=50))
    await server.wait_until(lambda: server.world.updates.polling)
    second = asyncio.create_task(texts(timeout=50))
    assert await first == {"ok": False, "error_code": 409, "description": OTHER_POLL}
    await server.person(SARI).say("Halo")
    assert await second == ["Halo"]


async def test_kinds_the_bot_does_not_want_are_not_queued(server, call, updates):
    assert await updates(allowed_updates=["callback_query"]) == []
    await server.person(SARI).say("Halo")
    assert await updates() == []
    assert (await call("getWebhookInfo"))["result"]["allowed_updates"] == ["callback_query"]


async def test_a_command_as_telegram_sends_it(server, updates):
    await server.person(SARI).start("KODE-1")
    assert await updates() == [
        {
            "update_id": 100_000_001,
            "message": {
                "message_id": 1,
                "from": SARI_USER,
                "chat": SARI_CHAT,
                "date": START,
                "text": "/start KODE-1",
                "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
            },
        }
    ]


@pytest.mark.parametrize("payload", ["dua kata", "a" * 65, "é"])
async def test_a_payload_telegram_does_not_like_is_dropped(server, texts, payload):
    await server.person(SARI).start(payload)
    assert await texts() == ["/start"]


async def test_a_later_life_of_the_room_counts_on(caller):
    async with practice_server(numbers_from=5000) as server:
        assert await server.person(SARI).say("Halo") == 5001
        (update,) = (await caller(server)("getUpdates"))["result"]
        assert update["update_id"] == 100_005_001


async def test_a_press_as_telegram_sends_it(server, call, updates):
    markup = {"inline_keyboard": [[{"text": "Hadir", "callback_data": "h:1"}]]}
    sent = (await call("sendMessage", chat_id=CHAT, text="Rapat", reply_markup=markup))["result"]
    query = await server.person(SARI).press("Hadir")
    (update,) = await updates()
    assert update["callback_query"] == {
        "id": query,
        "from": SARI_USER,
        "message": sent,
        "chat_instance": update["callback_query"]["chat_instance"],
        "data": "h:1",
    }


async def test_an_impatient_finger_presses_twice(server, call, updates):
    markup = {"inline_keyboard": [[{"text": "Hadir", "callback_data": "h:1"}]]}
    await call("sendMessage", chat_id=CHAT, text="Rapat", reply_markup=markup)
    await server.person(SARI).press("Hadir", times=2)
    first, second = [update["callback_query"] for update in await updates()]
    assert (first["data"], first["id"] != second["id"]) == (second["data"], True)
    assert first["chat_instance"] == second["chat_instance"]


async def test_an_edited_text_and_a_reply(server, updates):
    sari = server.person(SARI)
    number = await sari.say("Halo")
    await sari.edit(number, "Halo juga")
    await sari.say("Ya", reply_to=number)
    edited, reply = (await updates())[1:]
    assert edited["edited_message"]["text"] == "Halo juga"
    assert edited["edited_message"]["edit_date"] == START
    assert reply["message"]["reply_to_message"]["text"] == "Halo juga"


async def test_blocking_and_coming_back(server, updates, refused):
    sari = server.person(SARI)
    await sari.block()
    assert await refused("sendMessage", chat_id=CHAT, text="Halo") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    with pytest.raises(Impossible):
        await sari.say("Halo")
    await sari.start()
    blocked, back, start = await updates()
    kicked = {"user": BOT_USER, "status": "kicked", "until_date": 0}
    member = {"user": BOT_USER, "status": "member"}
    assert blocked["my_chat_member"] == {
        "chat": SARI_CHAT,
        "from": SARI_USER,
        "date": START,
        "old_chat_member": member,
        "new_chat_member": kicked,
    }
    assert back["my_chat_member"]["new_chat_member"] == member
    assert start["message"]["text"] == "/start"


async def test_a_long_text_arrives_in_parts(server, texts):
    await server.person(SARI).say("a" * 5000)
    assert [len(text) for text in await texts()] == [4096, 904]


async def test_a_shared_phone_number(server, updates):
    await server.person(SARI).share_contact()
    (update,) = await updates()
    assert update["message"]["contact"] == {
        "phone_number": "628400000005",
        "first_name": "Sari",
        "user_id": CHAT,
    }
