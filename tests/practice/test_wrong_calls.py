"""Calls Telegram does not understand: addresses, bodies, parameters."""

import aiohttp
import pytest

from bot.practice.cast import SARI

CHAT = SARI.telegram_id


def button(**action: object) -> dict:
    return {"inline_keyboard": [[{"text": "Hadir", **action}]]}


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
