"""The room API the page is made of."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.practice.cast import CAST, SARI, SEKDA_MAROS, STRANGER
from bot.practice.clock import MovableClock
from bot.practice.library import practice_server

CHAT = SARI.telegram_id


@pytest.fixture
def get(server, http):
    async def fetch(path: str) -> dict:
        async with http.get(server.url + path) as response:
            assert response.status == 200
            return await response.json()

    return fetch


@pytest.fixture
def post(server, http):
    async def send(path: str, body: dict | None = None) -> tuple[int, dict]:
        async with http.post(server.url + path, json=body or {}) as response:
            return response.status, await response.json()

    return send


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
        "zone": "Asia/Makassar",
        "zone_label": "WITA",
        "waiting": False,
        "code": None,
        "unread": 0,
        "can_type": True,
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


async def test_files_for_the_page(server, http):
    file = server.world.files.add("surat.pdf", b"%PDF")
    async with http.get(f"{server.url}/room/file/{file.file_id}") as response:
        assert (await response.read(), response.content_type) == (b"%PDF", "application/pdf")
    async with http.get(f"{server.url}/room/file/BQACx") as response:
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


async def test_the_clock_jumps_where_the_caller_says(http):
    clock = MovableClock(datetime(2025, 3, 3, 8, tzinfo=ZoneInfo("Asia/Jakarta")))
    asked = []

    async def jump(to: str) -> None:
        asked.append(to)
        if to == "kapan":
            raise ValueError("tidak dikenal")
        clock.set(datetime(2025, 3, 4, 8, tzinfo=ZoneInfo("Asia/Jakarta")))

    async with practice_server(clock=clock, jump=jump) as server:
        async with http.post(f"{server.url}/room/clock", json={"to": "day"}) as response:
            assert (await response.json())["now"].startswith("2025-03-04T08:00:0")
        async with http.post(f"{server.url}/room/clock", json={"to": "kapan"}) as response:
            assert (response.status, await response.json()) == (400, {"error": "tidak dikenal"})
    assert asked == ["day", "kapan"]


async def test_without_a_jump_there_is_no_clock_to_move(post):
    assert (await post("/room/clock", {"to": "day"}))[0] == 501


async def test_the_page_serves_only_its_own_files(server, http):
    async with http.get(f"{server.url}/static/..%2flibrary.py") as response:
        assert response.status == 404


async def test_pages_of_other_sites_cannot_reach_the_room(server, http):
    for headers in ({"Origin": "https://contoh.invalid"}, {"Host": "contoh.invalid"}):
        async with http.post(
            f"{server.url}/room/chat/{CHAT}/text", json={"text": "a"}, headers=headers
        ) as response:
            assert response.status == 403
    assert server.person(SARI).messages() == []


def test_the_clock_runs_and_never_goes_back():
    seconds = [0.0]
    start = datetime(2025, 3, 3, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
    clock = MovableClock(start, monotonic=lambda: seconds[0])
    moves = []
    clock.on_move(lambda: moves.append(clock.now()))
    seconds[0] = 60.0
    assert clock.now() == start + timedelta(minutes=1)
    clock.set(datetime(2025, 3, 4, 9, tzinfo=ZoneInfo("Asia/Makassar")))
    assert clock.now().isoformat() == "2025-03-04T08:00:00+07:00"
    clock.set(start)
    assert clock.now() == start + timedelta(days=1)
    assert len(moves) == 2
    for naive in (lambda: MovableClock(datetime(2025, 3, 3)), lambda: clock.set(datetime(2025, 3, 3))):  # noqa: DTZ001
        with pytest.raises(ValueError, match="aware"):
            naive()


def test_the_cast_is_the_case():
    assert [(person.post, person.region_code) for person in CAST] == [
        ("Petugas Dit. Permas", None),
        ("Sekretaris Daerah", "19.04"),
        ("Inspektur", "19.04"),
        ("Sekretaris Daerah", "64.74"),
        ("Inspektur", "64.74"),
        ("Sekretaris Daerah", "73.09"),
        ("Inspektur", "73.09"),
        ("Sekretaris Daerah", "53.15"),
        ("Inspektur", "53.15"),
        ("Orang luar", None),
    ]
    assert [person for person in CAST if not person.started] == [SEKDA_MAROS, STRANGER]
    assert all(person.telegram_id > 2**31 for person in CAST)
