"""Whatever goes wrong while updates are asked for, they are asked for again, after a rest."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.fetcher import Fetcher
from bot.delivery.gate import BOT
from bot.delivery.wire import TokenRefused
from tests.delivery.telegram import message, raw, reset, says

WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"
)
OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HAI = message(1, 1)


@pytest.fixture
def rested() -> list[int]:
    return []


@pytest.fixture
def fetcher(wire, rested) -> Fetcher:
    async def rest(seconds: float) -> None:
        rested.append(round(seconds))
        wire.gate._open_at.clear()  # as if the pause were over

    return Fetcher(
        wire, poll=timedelta(seconds=5), stopped=asyncio.Event(), heard=lambda: rested.append(0), rest=rest
    )


async def fetched(fetcher: Fetcher, telegram) -> list[dict]:
    """The first updates that come."""
    await telegram.give(HAI)
    async with asyncio.timeout(10):
        while not (updates := await fetcher.fetch()):
            pass
    return updates


@pytest.mark.parametrize("words", [WEBHOOK, WEBHOOK.upper(), "Conflict: terminated by setWebhook request"])
async def test_somebody_who_sets_a_webhook_again_and_again_is_answered_ever_more_slowly(
    fetcher, telegram, rested, words
):
    telegram.script("getUpdates", *[says(409, words)] * 6)
    assert await fetched(fetcher, telegram) == [HAI]
    assert rested == [0, 5, 10, 15, 30, 30, 0]
    assert len(telegram.sent("deleteWebhook")) == 6


@pytest.mark.parametrize(
    ("fault", "rest"),
    [(reset, [1]), (raw(502, ""), []), (says(429, "Too Many Requests", retry_after=70), [])],
)
async def test_a_webhook_that_cannot_be_removed_is_removed_later(fetcher, telegram, rested, fault, rest):
    telegram.script("getUpdates", *[says(409, WEBHOOK)] * 2)
    telegram.script("deleteWebhook", fault)
    assert await fetched(fetcher, telegram) == [HAI]
    assert rested == [0, *rest, 5, 0]
    assert len(telegram.sent("deleteWebhook")) == 2


async def test_somebody_else_who_polls_is_waited_for(fetcher, telegram, rested):
    telegram.script("getUpdates", *[says(409, OTHER)] * 2)
    assert await fetched(fetcher, telegram) == [HAI]
    assert rested == [5, 10, 0]


async def test_updates_come_while_nothing_may_be_sent(fetcher, wire, telegram, rested):
    await wire.gate.close(BOT, retry_after=600)
    assert await fetched(fetcher, telegram) == [HAI]
    assert rested == [0]


@pytest.mark.parametrize("method", ["getUpdates", "deleteWebhook"])
@pytest.mark.parametrize("status", [401, 404])
async def test_only_a_bot_api_can_refuse_the_token_and_a_page_of_a_proxy_is_an_outage(
    fetcher, telegram, rested, method, status
):
    if method == "deleteWebhook":
        telegram.script("getUpdates", says(409, WEBHOOK))
    telegram.script(method, raw(status, "<h1>no</h1>"), raw(status, '{"message": "no"}'))
    if method == "getUpdates":
        assert await fetched(fetcher, telegram) == [HAI]
        assert rested == [1, 2, 0]
        telegram.script(method, says(status, "Unauthorized"))
    else:
        assert await fetcher.fetch() == []
        telegram.script("getUpdates", says(409, WEBHOOK))
        assert await fetcher.fetch() == []
        telegram.script("getUpdates", says(409, WEBHOOK))
        telegram.script(method, says(status, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await fetcher.fetch()
