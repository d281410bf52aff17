"""A practice room for each test, and a plain caller of its Bot API."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest

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


def _caller(server: PracticeServer, session: aiohttp.ClientSession) -> Call:
    """Calls a method with a JSON body and returns the whole answer."""

    async def make(method: str, **params: object) -> dict:
        address = f"{server.url}/bot{server.world.token}/{method}"
        async with session.post(address, json=params) as response:
            body = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    return make
