"""The webhook lets in only what Telegram sends."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.delivery.webhook import MOST_BYTES, web_app
from tests.delivery.telegram import message

SECRET = "s" * 40
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def door():
    taken: list[dict] = []

    async def accept(payload: dict[str, object]) -> None:
        taken.append(payload)

    async with TestClient(TestServer(web_app(accept, secret=SECRET))) as client:
        client.taken = taken
        yield client


async def test_an_update_with_the_secret_is_taken(door):
    response = await door.post("/telegram", json=message(1, 1), headers={HEADER: SECRET})
    assert (response.status, door.taken) == (200, [message(1, 1)])


@pytest.mark.parametrize(
    "headers", [{}, {HEADER: ""}, {HEADER: SECRET[:-1]}, {HEADER: SECRET + "s"}, {HEADER: "salah"}]
)
async def test_without_the_secret_nothing_is_taken(door, headers):
    response = await door.post("/telegram", json=message(1, 1), headers=headers)
    assert (response.status, door.taken) == (403, [])


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b'{"update_id": "1"}', b'{"update_id": true}', b"\xff"]
)
async def test_what_is_no_update_is_refused(door, body):
    response = await door.post("/telegram", data=body, headers={HEADER: SECRET})
    assert (response.status, door.taken) == (400, [])


async def test_a_huge_body_is_refused(door):
    response = await door.post("/telegram", data=b" " * (MOST_BYTES + 1), headers={HEADER: SECRET})
    assert (response.status, door.taken) == (413, [])


async def test_health_needs_no_secret(door):
    assert (await (await door.get("/healthz")).text()) == "ok"
