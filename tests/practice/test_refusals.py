"""One test per row of Telegram's refusals that the practice room claims."""

import aiohttp
import pytest

from bot.practice.cast import SARI
from bot.practice.chats import ChatState
from bot.practice.library import practice_server

#: the private chat these tests write into
CHAT = SARI.telegram_id
TEXT = {"chat_id": CHAT, "text": "Halo"}
GROUP = -100_200
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def button(**action: object) -> dict:
    return {"inline_keyboard": [[{"text": "Hadir", **action}]]}


@pytest.mark.parametrize(
    ("state", "code", "description"),
    [
        (ChatState.BLOCKED, 403, "Forbidden: bot was blocked by the user"),
        (ChatState.DEACTIVATED, 403, "Forbidden: user is deactivated"),
        (ChatState.NEVER_STARTED, 403, "Forbidden: bot can't initiate conversation with a user"),
        (ChatState.BOT, 403, "Forbidden: the bot can't send messages to the bot"),
        (ChatState.UNKNOWN, 400, "Bad Request: chat not found"),
    ],
)
async def test_people_who_cannot_be_reached(server, refused, state, code, description):
    server.person(CHAT).set_state(state)
    assert await refused("sendMessage", **TEXT) == (code, description)
    assert server.log == []


@pytest.mark.parametrize(
    ("state", "kind", "code", "description"),
    [
        (ChatState.KICKED, "group", 403, "Forbidden: bot was kicked from the group chat"),
        (ChatState.KICKED, "supergroup", 403, "Forbidden: bot was kicked from the supergroup chat"),
        (ChatState.KICKED, "channel", 403, "Forbidden: bot was kicked from the channel chat"),
        (ChatState.LEFT, "group", 403, "Forbidden: bot is not a member of the group chat"),
        (ChatState.LEFT, "supergroup", 403, "Forbidden: bot is not a member of the supergroup chat"),
        (ChatState.LEFT, "channel", 403, "Forbidden: bot is not a member of the channel chat"),
        (ChatState.GROUP_DELETED, "group", 403, "Forbidden: the group chat was deleted"),
        (
            ChatState.NO_RIGHTS,
            "group",
            400,
            "Bad Request: not enough rights to send text messages to the chat",
        ),
    ],
)
async def test_groups_that_cannot_be_reached(server, refused, state, kind, code, description):
    server.group(GROUP, kind=kind).state = state
    assert await refused("sendMessage", chat_id=GROUP, text="Halo") == (code, description)


async def test_a_group_that_became_a_supergroup_names_its_successor(server, call):
    group = server.group(GROUP)
    group.state, group.migrated_to = ChatState.MIGRATED, -1_001_234
    assert await call("sendMessage", chat_id=GROUP, text="Halo") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": -1_001_234},
    }


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [
        (None, "Bad Request: chat_id is empty"),
        ("", "Bad Request: chat_id is empty"),
        (4242, "Bad Request: chat not found"),
        ("@tidak_ada", "Bad Request: chat not found"),
        ("12x", "Bad Request: chat not found"),
    ],
)
async def test_chats_nobody_knows(refused, chat_id, description):
    assert await refused("sendMessage", chat_id=chat_id, text="Halo") == (400, description)


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": None}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "é" * 16385}, "text is too long"),
        (
            {"text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"parse_mode": "Tulisan"}, "unsupported parse_mode"),
        ({"reply_markup": button(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": button(callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": button(copy_text={"text": "a" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"reply_markup": button(url="bukan tautan")},
            "inline keyboard button URL 'bukan tautan' is invalid: Wrong HTTP URL",
        ),
        (
            {"reply_markup": button()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"url": "kpk.go.id"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}},
            "reply markup is too long",
        ),
        ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"reply_markup": "[]"}, "object expected as reply markup"),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
async def test_messages_telegram_does_not_take(server, refused, params, description):
    assert await refused("sendMessage", **{**TEXT, **params}) == (400, f"Bad Request: {description}")
    assert server.log == []


async def test_a_caption_counts_after_parsing(server, refused, call):
    file = server.world.files.add("surat.pdf", b"%PDF").file_id
    document = {"chat_id": CHAT, "document": file, "parse_mode": "HTML"}
    assert (await call("sendDocument", **document, caption=f"<b>{'😀' * 1024}</b>"))["ok"]
    assert await refused("sendDocument", **document, caption="a" * 1025) == (
        400,
        "Bad Request: message caption is too long",
    )


async def test_4096_code_points_after_parsing_are_not_too_long(call):
    assert (await call("sendMessage", chat_id=CHAT, text=f"<b>{'a' * 4096}</b>", parse_mode="HTML"))["ok"]


async def test_edits_of_what_is_not_there(server, call, refused):
    mine = await server.person(CHAT).say("Halo")
    file = server.world.files.add("surat.pdf", b"%PDF").file_id
    document = (await call("sendDocument", chat_id=CHAT, document=file))["result"]["message_id"]
    text = (await call("sendMessage", **TEXT))["result"]["message_id"]
    keyboard = (await call("sendMessage", **TEXT, reply_markup={"keyboard": [["Ya"]]}))["result"][
        "message_id"
    ]

    async def edit(method: str = "editMessageText", **params: object) -> str:
        return (await refused(method, **{"chat_id": CHAT, "text": "Lain", **params}))[1]

    assert await edit(message_id=99) == "Bad Request: message to edit not found"
    assert await edit(message_id=mine) == "Bad Request: message can't be edited"
    assert await edit(message_id=keyboard) == "Bad Request: message can't be edited"
    assert await edit(message_id=document) == "Bad Request: there is no text in the message to edit"
    assert (
        await edit("editMessageCaption", message_id=text)
        == "Bad Request: there is no caption in the message to edit"
    )
    assert await edit(message_id=text, text="Halo") == NOT_MODIFIED
    assert await edit("editMessageReplyMarkup", message_id=text) == NOT_MODIFIED
    assert (
        await edit(message_id=text, reply_markup={"keyboard": [["Ya"]]})
        == "Bad Request: inline keyboard expected"
    )
    assert await edit(chat_id=None) == "Bad Request: message identifier is not specified"


async def test_deletions_that_come_to_nothing(server, call, refused):
    old = (await call("sendMessage", **TEXT))["result"]["message_id"]
    assert await refused("deleteMessage", chat_id=CHAT, message_id=99) == (
        400,
        "Bad Request: message to delete not found",
    )
    server.clock.set(server.clock.now().replace(day=20))
    assert await refused("deleteMessage", chat_id=CHAT, message_id=old) == (
        400,
        "Bad Request: message can't be deleted",
    )


async def test_a_press_is_answered_once(server, call, refused):
    await call("sendMessage", **TEXT, reply_markup=button(callback_data="a"))
    query = await server.person(CHAT).press("Hadir")
    assert (await call("answerCallbackQuery", callback_query_id=query)) == {"ok": True, "result": True}
    too_old = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    assert await refused("answerCallbackQuery", callback_query_id=query) == too_old
    assert await refused("answerCallbackQuery", callback_query_id="1") == too_old


async def test_a_press_is_not_answered_late(caller):
    seconds = [0.0]
    async with practice_server(monotonic=lambda: seconds[0]) as server:
        call = caller(server)
        await call("sendMessage", **TEXT, reply_markup=button(callback_data="a"))
        query = await server.person(CHAT).press("Hadir")
        seconds[0] = 151.0
        assert (await call("answerCallbackQuery", callback_query_id=query))["description"] == (
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )
        # nor is a press handed out any more that nobody fetched in time
        assert await call("getUpdates") == {"ok": True, "result": []}


async def test_files_that_are_too_big_or_unknown(server, refused):
    big = server.world.files.add("besar.bin", b"0" * ((20 << 20) + 1)).file_id
    assert await refused("getFile", file_id=big) == (400, "Bad Request: file is too big")
    unknown = "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert await refused("getFile", file_id="BQACx") == (400, unknown)
    assert await refused("getFile") == (400, "Bad Request: file_id not specified")


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendDocument", {}, "there is no document in the request"),
        ("sendDocument", {"document": "attach://a"}, "there is no document in the request"),
        ("sendDocument", {"document": "BQACx"}, "wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"document": "http://contoh.invalid/a"}, "failed to get HTTP URL content"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendChatAction", {"action": "menari"}, "wrong parameter action in request"),
        ("setMyCommands", {"commands": [{"command": "Status", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
    ],
)
async def test_parameters_telegram_does_not_take(refused, method, params, description):
    assert await refused(method, chat_id=CHAT, **params) == (400, f"Bad Request: {description}")


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("bot1000000001:salah/getMe", 401, "Unauthorized"),
        ("bottoken/getMe", 401, "Unauthorized: invalid token specified"),
        ("bot{token}/tidakAda", 404, "Not Found: method not found"),
        ("bot{token}/", 404, "Not Found"),
        ("lain", 404, "Not Found"),
        ("file/bot{token}/documents/tidak-ada", 404, "Not Found"),
        ("file/bot1:salah/documents/tidak-ada", 401, "Unauthorized"),
    ],
)
async def test_wrong_addresses(server, http: aiohttp.ClientSession, path, code, description):
    async with http.get(f"{server.url}/{path.format(token=server.world.token)}") as response:
        assert response.status == code
        assert await response.json() == {"ok": False, "error_code": code, "description": description}


async def test_a_body_nobody_can_read(server, http):
    headers = {"Content-Type": "application/json"}
    address = f"{server.url}/bot{server.world.token}/sendMessage"
    async with http.post(address, data="{", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse request JSON object"


async def test_an_upload_past_the_limit(server, http):
    form = aiohttp.FormData({"chat_id": str(CHAT)})
    form.add_field("document", b"0" * ((51 << 20) + 1), filename="besar.bin")
    async with http.post(f"{server.url}/bot{server.world.token}/sendDocument", data=form) as response:
        assert (response.status, (await response.json())["description"]) == (413, "Request Entity Too Large")


@pytest.mark.parametrize(
    "params", [{"text": "\ud83d"}, {"text": "a", "reply_markup": button(callback_data="\ud83d")}]
)
async def test_half_a_character(server, refused, params):
    assert await refused("sendMessage", chat_id=CHAT, **params) == (
        400,
        "Bad Request: strings must be encoded in UTF-8",
    )
    assert server.log == []
