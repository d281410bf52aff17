"""Every fault, before and after the message was delivered, as a client sees it."""

import asyncio

import aiohttp
import pytest

from bot.practice.cast import BUDI, SARI
from bot.practice.faults import FaultKind

CHAT = SARI.telegram_id


@pytest.fixture
def seen(server, http):
    """What a client sees of one sendMessage: status and body, or the name of the error."""

    async def send(chat_id: int = CHAT) -> tuple[int, str] | str:
        address = f"{server.url}/bot{server.world.token}/sendMessage"
        try:
            async with (
                asyncio.timeout(0.2),
                http.post(address, json={"chat_id": chat_id, "text": "Halo"}) as answer,
            ):
                return answer.status, (await answer.text())[:40]
        except (aiohttp.ClientError, TimeoutError) as error:
            return type(error).__name__

    return send


@pytest.mark.parametrize("after_deliver", [False, True])
@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (FaultKind.HANG, "TimeoutError"),
        (FaultKind.ERROR_500, (500, '{"ok":false,"error_code":500,"descriptio')),
        (FaultKind.BAD_GATEWAY, (502, "<html><head><title>502 Bad Gateway</titl")),
        (FaultKind.HTML_200, (200, "<html><head><title>502 Bad Gateway</titl")),
        (FaultKind.TRUNCATED, "ClientPayloadError"),
        (FaultKind.FLOOD, (429, '{"ok":false,"error_code":429,"descriptio')),
    ],
)
async def test_a_fault_strikes_once(server, seen, kind, after_deliver, outcome):
    server.faults.add(kind, method="sendMessage", after_deliver=after_deliver, seconds=7)
    assert await seen() == outcome
    assert len(server.log) == after_deliver
    assert (await seen())[0] == 200
    assert len(server.log) == after_deliver + 1


@pytest.mark.parametrize("after_deliver", [False, True])
async def test_a_reset_connection(server, seen, after_deliver):
    server.faults.add("reset", after_deliver=after_deliver)
    assert await seen() in ("ClientOSError", "ServerDisconnectedError")
    assert len(server.log) == after_deliver


async def test_a_held_answer_is_the_true_one(server, seen):
    server.faults.add("hold", seconds=0.05)
    assert (await seen())[0] == 200


async def test_a_flood_names_its_seconds(server, call):
    server.faults.add("flood", seconds=10072)
    assert await call("sendMessage", chat_id=CHAT, text="Halo") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 10072",
        "parameters": {"retry_after": 10072},
    }


async def test_internal_server_error_in_telegrams_words(server, refused):
    server.faults.add("error_500")
    assert await refused("getMe") == (500, "Internal Server Error: restart")


async def test_the_script_chooses_method_chat_and_moment(server, seen, call):
    server.faults.add("error_500", method="SendMessage", chat_id=CHAT, skip=1, times=2)
    assert (await call("getMe"))["ok"]
    assert [(await seen(chat))[0] for chat in (CHAT, BUDI.telegram_id, CHAT, CHAT, CHAT)] == [
        200,
        200,
        500,
        500,
        200,
    ]


async def test_faults_without_end_until_they_are_cleared(server, seen):
    server.faults.add("bad_gateway", times=None)
    assert [(await seen())[0] for _ in range(3)] == [502, 502, 502]
    server.faults.clear()
    assert (await seen())[0] == 200
