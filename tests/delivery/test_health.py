"""A process that does not do what it is there for says so."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer, unused_port

from bot.app import Bot
from bot.commands.life import Life
from bot.commands.refusals import CannotDo
from bot.commands.running import run_bot
from bot.delivery.health import Health, Pulse
from bot.delivery.presence import Times
from bot.delivery.webhook import health_app, web_app
from bot.settings import Settings
from db.instances import living
from tests.delivery.telegram import TOKEN


async def test_what_has_not_happened_for_too_long_is_said_and_what_is_not_expected_is_not():
    now = asyncio.get_running_loop().time()
    health = Health(
        Pulse("the outbox was not looked at", lambda: now - 1000, 60),
        Pulse("Telegram gave no answer about updates", lambda: None, 60),
    )
    assert health.troubles() == [], "a process that has just begun has time to do it"
    health.since = now - 61
    (trouble,) = health.troubles()
    assert trouble.startswith("the outbox was not looked at for 61 s")


def life_of(url: str, **settings: object) -> tuple[Life, Bot]:
    bot = Bot(Settings(bot_token=TOKEN, database_url=url, telegram_api_url="http://127.0.0.1:9", **settings))
    return Life(bot, Times()), bot


WEBHOOK = {"webhook_url": "https://bot.example.go.id", "webhook_secret": "s" * 32}
OF_ALL = ["no sign of life was written to the database", "the outbox was not looked at"]
OF_THE_LEADER = ["what is due was not looked at", "Telegram gave no answer about updates"]


@pytest.mark.parametrize("settings", [{}, WEBHOOK], ids=["polling", "webhook"])
async def test_whatever_a_process_stops_doing_makes_it_unhealthy_and_only_the_leader_has_to_fetch(
    sqlite_url, settings
):
    life, bot = life_of(sqlite_url, **settings)
    now = asyncio.get_running_loop().time()
    assert life.health.troubles() == []
    life.health.since = now - 1000
    assert life.health.troubles() == [f"{words} for 1000 s" for words in OF_ALL]
    life.led_from = now - 900
    silent = [f"{words} for 1000 s" for words in OF_ALL] + [f"{words} for 900 s" for words in OF_THE_LEADER]
    assert life.health.troubles() == silent
    life._presence.heard_at = bot.postman.turned_at = bot.ticks.looked_at = now
    assert life.health.troubles() == silent[3:], "deaf, and all else is well"
    (bot.address if settings else bot).heard_at = now
    assert life.health.troubles() == []
    bot.address.trouble = "Telegram has 3 updates"
    assert life.health.troubles() == ["Telegram has 3 updates"]
    await bot.close()


@pytest.mark.parametrize("kind", ["health", "webhook"])
async def test_healthz_says_what_is_wrong_with_503(kind):
    found: list[str] = []

    async def accept(payload: dict[str, object]) -> None:
        raise AssertionError

    app = (
        health_app(lambda: found) if kind == "health" else web_app(accept, secret="", troubles=lambda: found)
    )
    async with TestClient(TestServer(app)) as client:
        well = await client.get("/healthz")
        assert (well.status, await well.text()) == (200, "ok")
        found += ["the outbox was not looked at for 61 s", "b for 5 s"]
        ill = await client.get("/healthz")
        assert (ill.status, await ill.text()) == (503, "the outbox was not looked at for 61 s\nb for 5 s")


async def test_a_process_that_polls_answers_on_loopback_and_a_second_one_on_sqlite_is_refused(
    sqlite_url, sessions, telegram
):
    settings = Settings(
        bot_token=TOKEN,
        database_url=sqlite_url,
        telegram_api_url=telegram.url,
        health_port=unused_port(),
        send_rate=0,
    )
    running = asyncio.create_task(run_bot(settings))
    await telegram.until(lambda: bool(telegram.offsets))
    async with (
        ClientSession() as client,
        client.get(f"http://127.0.0.1:{settings.health_port}/healthz") as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "ok")
    with pytest.raises(CannotDo, match="Another `run` is using this SQLite database"):
        await run_bot(settings)
    async with sessions.reading() as session:
        (one,) = await living(session)
    assert (one.is_leading, one.trouble) == (True, "")
    running.cancel()
    await asyncio.wait({running})


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url
