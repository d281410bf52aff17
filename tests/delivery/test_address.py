"""The webhook is set, looked at, set again when it is not ours, and what Telegram cannot bring is said."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.delivery.address import Address
from bot.delivery.wire import TokenRefused
from tests.delivery.telegram import raw, says


def shows(result: object):
    return raw(200, json.dumps({"ok": True, "result": result}))


URL = "https://bot.example.go.id/telegram"
NOW = 1_741_000_000


class Looked(Exception):
    """As often as a test wants."""


@pytest.fixture
def address(wire):
    rested: list[float] = []

    async def rest(seconds: float) -> None:
        rested.append(seconds)
        if len(rested) == address.times:
            address.said = address.trouble
            raise Looked

    address = Address(wire, url=URL, secret="rahasia", clock=lambda: NOW, rest=rest)
    address.times, address.rested = 3, rested
    return address


async def keep(address: Address) -> None:
    with pytest.raises(Looked):
        await address.keep(asyncio.Event())


async def test_it_is_set_again_when_another_stands_there(address, telegram):
    telegram.script("setWebhook", shows(True), shows(True))
    telegram.script("getWebhookInfo", shows({"url": ""}))
    await keep(address)
    assert [call.method for call in telegram.calls] == ["setWebhook", "getWebhookInfo", "setWebhook"]
    assert address.rested == [60, 0, 60]


@pytest.mark.parametrize(
    ("seconds_ago", "said"),
    [
        (30, "Telegram has 7 updates and cannot bring them to the webhook: Connection refused"),
        (3600, ""),
    ],
)
async def test_what_telegram_cannot_bring_is_a_trouble_while_it_is_new(address, telegram, seconds_ago, said):
    waiting = {"url": URL, "pending_update_count": 7, "last_error_message": "Connection refused"}
    telegram.script("setWebhook", shows(True))
    telegram.script("getWebhookInfo", shows(waiting | {"last_error_date": NOW - seconds_ago}))
    address.times = 2
    await keep(address)
    assert address.said == said


async def test_faults_are_tried_again_after_a_growing_rest_and_a_refusal_is_said(address, telegram):
    refused = says(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook")
    telegram.script("setWebhook", raw(502, "<html>"), refused, refused)
    await keep(address)
    assert address.rested[0] < address.rested[1] < address.rested[2]
    assert "HTTPS url must be provided" in address.said


async def test_a_refused_token_ends_it(address, telegram):
    telegram.script("setWebhook", says(401, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await address.keep(asyncio.Event())
