"""A practice room for each test, and a plain caller of its Bot API."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest

from bot.practice.cast import BONTANG_GROUP, SEKDA_BONTANG
from bot.practice.library import PracticeServer, practice_server

Call = Callable[..., Awaitable[dict]]


@pytest.fixture
async def server() -> AsyncIterator[PracticeServer]:
    async with practice_server() as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(server, http) -> Call:
    return _caller(server, http)


@pytest.fixture
def caller(http) -> Callable[[PracticeServer], Call]:
    """A caller for a server the test has started itself."""
    return lambda server: _caller(server, http)


@pytest.fixture
def refused(call):
    """The error code and description a call is refused with."""

    async def refuse(method: str, **params: object) -> tuple[int, str]:
        body = await call(method, **params)
        assert body["ok"] is False
        return body["error_code"], body["description"]

    return refuse


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


@pytest.fixture
def news(call):
    """What is new, without the number of the update."""
    offset = 0

    async def fetch() -> list[dict]:
        nonlocal offset
        updates = (await call("getUpdates", offset=offset))["result"]
        offset = updates[-1]["update_id"] + 1 if updates else offset
        return [{kind: body for kind, body in update.items() if kind != "update_id"} for update in updates]

    return fetch


@pytest.fixture
async def group(server, news):
    """The group of Kota Bontang, Sari its owner, with the bot in it."""
    handle = server.group_of(BONTANG_GROUP)
    await handle.add_bot(SEKDA_BONTANG)
    await news()
    return handle


def _caller(server: PracticeServer, session: aiohttp.ClientSession) -> Call:
    """Calls a method with a JSON body and returns the whole answer."""

    async def make(method: str, **params: object) -> dict:
        address = f"{server.url}/bot{server.world.token}/{method}"
        async with session.post(address, json=params) as response:
            body = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    return make
