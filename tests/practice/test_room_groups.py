"""The room API for groups: one address, whoever acts is named in the body."""

from bot.practice.cast import ASSISTANT, BONTANG_GROUP, PAK_JOKO, SARI, SEKDA_BONTANG, STAFF_GROUP

CHAT = SARI.telegram_id


async def test_a_group_is_played_by_its_members(server, get, post, call):
    group = BONTANG_GROUP.chat_id

    async def bot_in() -> list[tuple[int, str]]:
        return [(shown["id"], shown["bot"]) for shown in (await get("/room/people"))["groups"]]

    async def do(deed: str, **body: object) -> tuple[int, dict]:
        return await post(f"/room/chat/{group}/{deed}", {"as": CHAT, **body})

    assert await bot_in() == [(STAFF_GROUP.chat_id, "left"), (group, "left")]
    assert (await get("/room/people"))["groups"][1] == {
        "id": group,
        "title": "Koordinasi Kota Bontang",
        "kind": "group",
        "members": [
            {"id": CHAT, "standing": "creator"},
            {"id": SEKDA_BONTANG.telegram_id, "standing": "member"},
            {"id": ASSISTANT.telegram_id, "standing": "member"},
        ],
        "bot": "left",
        "unread": 0,
    }
    done = (200, {"ok": True})
    assert await do("bot", standing="member") == done
    await call("setMyCommands", commands=[{"command": "bantuan", "description": "Bantuan"}])
    markup = {"inline_keyboard": [[{"text": "Hadir", "callback_data": "h"}]]}
    sent = (await call("sendMessage", chat_id=group, text="Rapat", reply_markup=markup))["result"]
    assert await do("press", message_id=sent["message_id"], row=0, column=0) == done
    assert await do("text", text="/status", reply_to=sent["message_id"]) == done
    assert await do("read") == done
    assert await do("bot", standing="administrator") == done
    shown = await get(f"/room/chat/{group}?as={CHAT}")
    assert [message["message_id"] for message in shown["messages"]] == [1, sent["message_id"], 3]
    assert (shown["commands"][0]["command"], shown["messages"][1]["read"]) == ("bantuan", True)

    status, upgraded = await do("upgrade")
    assert (status, await bot_in()) == (
        200,
        [(STAFF_GROUP.chat_id, "left"), (upgraded["chat_id"], "administrator")],
    )
    group = upgraded["chat_id"]
    assert await do("text", text="/status", unnamed=True) == done
    assert await do("bot", standing="left") == done
    assert await bot_in() == [(STAFF_GROUP.chat_id, "left"), (group, "kicked")]
    assert await do("delete") == done


async def test_what_nobody_can_do_in_a_group(post):
    group = f"/room/chat/{BONTANG_GROUP.chat_id}"
    assert await post(f"{group}/text", {"as": PAK_JOKO.telegram_id, "text": "Halo"}) == (
        400,
        {"error": "not a member of this group"},
    )
    assert await post(f"{group}/text", {"text": "Halo"}) == (400, {"error": "'as'"})
    assert await post(f"{group}/bot", {"as": CHAT, "standing": "creator"}) == (
        400,
        {"error": "a bot owns no group"},
    )


async def test_deeds_are_for_the_chats_that_have_them(server, http):
    for path in (f"{CHAT}/upgrade", f"{BONTANG_GROUP.chat_id}/start", f"{CHAT}/lain"):
        async with http.post(f"{server.url}/room/chat/{path}", json={}) as response:
            assert response.status == 404
