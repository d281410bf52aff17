"""The room API the page is made of."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp

from bot.practice.cast import BU_RATNA, CAST, DELEGATE, PAK_JOKO, SARI, SEKDA_MAROS, STRANGER

CHAT = SARI.telegram_id


async def test_everybody_with_a_place_and_a_clock(server, get):
    room = await get("/room/people")
    assert room["bot"] == {"username": "permas_latihan_bot", "name": "Permas (latihan)"}
    assert datetime.fromisoformat(room["clock"]["now"]) - datetime(
        2025, 3, 3, 8, tzinfo=ZoneInfo("Asia/Jakarta")
    ) < timedelta(seconds=10)
    assert [person["id"] for person in room["people"]] == [person.telegram_id for person in CAST]
    assert room["people"][4] == {
        "id": CHAT,
        "name": "Sari (nama latihan)",
        "post": "Inspektur",
        "region": "Kota Bontang",
        "staff": False,
        "registered": None,
        "zone": "Asia/Makassar",
        "zone_label": "WITA",
        "waiting": False,
        "code": None,
        "unread": 0,
        "state": "normal",
        "can_type": True,
    }


async def test_people_stand_where_the_bot_knows_them_by_now(server, get):
    async def roster() -> dict[int, str]:
        return {DELEGATE.telegram_id: "Kota Bontang", PAK_JOKO.telegram_id: ""}

    server.on_people(roster)
    shown = {person["id"]: person for person in (await get("/room/people"))["people"]}
    places = {
        who.first_name: tuple(shown[who.telegram_id][field] for field in ("staff", "region", "registered"))
        for who in (PAK_JOKO, BU_RATNA, DELEGATE, SARI, STRANGER)
    }
    assert places == {
        "Pak Joko": (True, None, True),
        "Bu Ratna": (False, None, False),
        "Yuni": (False, "Kota Bontang", True),
        "Sari": (False, "Kota Bontang", False),
        "Tamu": (False, None, False),
    }


async def test_a_person_waits_until_the_code_is_opened(server, get, post):
    async def sekda() -> tuple[bool, str | None, bool]:
        person = (await get("/room/people"))["people"][5]
        return person["waiting"], person["code"], person["can_type"]

    server.hand_code(SEKDA_MAROS, "KODE")
    assert await sekda() == (True, "KODE", False)
    assert (await get(f"/room/chat/{SEKDA_MAROS.telegram_id}"))["started"] is False
    assert await post(f"/room/chat/{SEKDA_MAROS.telegram_id}/text", {"text": "Halo"}) == (
        400,
        {"error": "this chat is never_started"},
    )
    assert await post(f"/room/chat/{SEKDA_MAROS.telegram_id}/start", {"payload": "KODE"}) == (
        200,
        {"ok": True},
    )
    assert await sekda() == (False, "KODE", True)
    assert server.person(SEKDA_MAROS).messages()[0].text == "/start KODE"


async def test_a_chat_with_its_menu_and_keyboard(get, call):
    keyboard = {"keyboard": [[{"text": "Bagikan nomor", "request_contact": True}]], "resize_keyboard": True}
    sent = (await call("sendMessage", chat_id=CHAT, text="Halo", reply_markup=keyboard))["result"]
    await call("setMyCommands", commands=[{"command": "status", "description": "Capaian"}])
    assert await get(f"/room/chat/{CHAT}") == {
        "messages": [{**sent, "out": True, "read": False}],
        "commands": [{"command": "status", "description": "Capaian"}],
        "reply_keyboard": keyboard,
        "started": True,
    }
    await call("sendMessage", chat_id=CHAT, text="Terima kasih", reply_markup={"remove_keyboard": True})
    assert (await get(f"/room/chat/{CHAT}"))["reply_keyboard"] is None


async def test_a_one_time_keyboard_hides_after_its_button(server, get, call):
    keyboard = {"keyboard": [["Ya", "Tidak"]], "one_time_keyboard": True}
    await call("sendMessage", chat_id=CHAT, text="Setuju?", reply_markup=keyboard)
    await server.person(SARI).say("Mungkin")
    assert (await get(f"/room/chat/{CHAT}"))["reply_keyboard"]["keyboard"] == [
        [{"text": "Ya"}, {"text": "Tidak"}]
    ]
    await server.person(SARI).say("Ya")
    assert (await get(f"/room/chat/{CHAT}"))["reply_keyboard"] is None


async def test_unread_until_read(server, get, post, call):
    async def unread() -> int:
        return (await get("/room/people"))["people"][4]["unread"]

    await call("sendMessage", chat_id=CHAT, text="Halo")
    assert await unread() == 1
    assert await post(f"/room/chat/{CHAT}/read") == (200, {"ok": True})
    assert await unread() == 0
    assert (await get(f"/room/chat/{CHAT}"))["messages"][0]["read"] is True


async def test_deeds_of_the_page_become_updates(server, http, post, call):
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}, {"text": "b", "callback_data": "b"}]]}
    await call("sendMessage", chat_id=CHAT, text="Rapat", reply_markup=markup)
    assert await post(f"/room/chat/{CHAT}/press", {"message_id": 1, "row": 0, "column": 1}) == (
        200,
        {"ok": True},
    )
    assert await post(f"/room/chat/{CHAT}/text", {"text": "Halo", "reply_to": 1}) == (200, {"ok": True})
    assert await post(f"/room/chat/{CHAT}/contact") == (200, {"ok": True})
    form = aiohttp.FormData({"caption": "Nilai"})
    form.add_field("file", b"a;b", filename="nilai.csv", content_type="text/csv")
    async with http.post(f"{server.url}/room/chat/{CHAT}/file", data=form) as response:
        assert response.status == 200
    assert await post(f"/room/chat/{CHAT}/block", {"blocked": True}) == (200, {"ok": True})

    updates = (await call("getUpdates"))["result"]
    kinds = [next(kind for kind in update if kind != "update_id") for update in updates]
    assert kinds == ["callback_query", "message", "message", "message", "my_chat_member"]
    assert updates[0]["callback_query"]["data"] == "b"
    assert updates[1]["message"]["reply_to_message"]["message_id"] == 1
    assert (updates[3]["message"]["document"]["file_name"], updates[3]["message"]["caption"]) == (
        "nilai.csv",
        "Nilai",
    )


async def test_what_a_person_cannot_do(server, post, http):
    assert await post(f"/room/chat/{CHAT}/press", {"message_id": 1, "row": 0, "column": 0}) == (
        400,
        {"error": "no such button"},
    )
    assert (await post(f"/room/chat/{CHAT}/text", {"text": " "}))[0] == 400
    assert (await post(f"/room/chat/{CHAT}/text"))[0] == 400
    async with http.post(f"{server.url}/room/chat/42/text", json={"text": "a"}) as response:
        assert response.status == 404


async def test_events_wait_for_a_change(server, get, call):
    first = await get("/room/events?after=-1")
    assert first == {"last": 0, "changed": [], "clock": False, "toasts": []}
    waiting = asyncio.create_task(get("/room/events?after=0"))
    await call("sendMessage", chat_id=CHAT, text="Halo")
    assert await waiting == {"last": 1, "changed": [CHAT], "clock": False, "toasts": []}

    markup = {"inline_keyboard": [[{"text": "Hadir", "callback_data": "h"}]]}
    await call("sendMessage", chat_id=CHAT, text="Rapat", reply_markup=markup)
    query = await server.person(SARI).press("Hadir")
    await call("answerCallbackQuery", callback_query_id=query, text="Tercatat")
    server.clock.set(server.clock.now() + timedelta(days=1))
    events = await get("/room/events?after=2")
    assert events == {
        "last": 4,
        "changed": [],
        "clock": True,
        "toasts": [{"user_id": CHAT, "text": "Tercatat", "alert": False}],
    }
    # a page from an earlier life of the server gets everything
    assert (await get("/room/events?after=99"))["changed"] == [CHAT]


async def test_who_moves_the_clock_may_be_known_later(server, post):
    async def jump(to: str) -> None:
        server.clock.set(datetime.fromisoformat(to))

    server.on_jump(jump)
    status, body = await post("/room/clock", {"to": "2025-03-11T09:00:00+07:00"})
    assert (status, body["now"][:19]) == (200, "2025-03-11T09:00:00")


async def test_without_a_jump_there_is_no_clock_to_move(post):
    assert (await post("/room/clock", {"to": "day"}))[0] == 501
