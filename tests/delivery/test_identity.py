"""Who this bot is, is asked with patience; only a refused token ends it."""

from __future__ import annotations

import pytest

from bot.delivery.gate import BOT
from bot.delivery.identity import NotReached, is_known
from bot.delivery.wire import TokenRefused
from tests.delivery.telegram import raw, reset, says


@pytest.fixture
def rested() -> list[int]:
    return []


@pytest.fixture
def ask(wire, rested):
    async def rest(seconds: float) -> bool:
        rested.append(round(seconds))
        wire.gate._open_at.clear()  # as if the pause were over
        return len(rested) < 9

    async def ask(*, is_patient: bool) -> bool:
        return await is_known(wire, rest=rest, is_patient=is_patient)

    return ask


@pytest.mark.parametrize("is_patient", [True, False])
async def test_a_pause_and_a_fault_of_the_server_are_waited_out_at_every_start(
    ask, telegram, rested, is_patient, caplog
):
    telegram.script("getMe", raw(502, "<html>"), raw(503, ""), says(429, "Too Many", retry_after=70))
    assert await ask(is_patient=is_patient)
    assert rested == [1, 2, 71]
    assert "Telegram does not say who this bot is (it asks for a pause); asking again in 71 s" in caplog.text


async def test_a_pause_that_an_earlier_process_was_told_is_waited_out(ask, wire, rested):
    await wire.gate.close("method:getMe", retry_after=500)
    assert await ask(is_patient=False)
    assert rested == [501]


async def test_a_pause_of_what_is_sent_is_not_waited_for(ask, wire, rested):
    await wire.gate.close(BOT, retry_after=500)
    assert await ask(is_patient=False)
    assert rested == []


@pytest.mark.parametrize("fault", [reset, raw(404, "<h1>"), raw(401, "{}"), says(400, "Bad Request")])
async def test_a_network_that_is_down_ends_the_first_start_and_is_waited_for_by_a_later_one(
    ask, telegram, rested, fault
):
    telegram.script("getMe", fault, fault, fault)
    with pytest.raises(NotReached):
        await ask(is_patient=False)
    assert rested == []
    assert await ask(is_patient=True)
    assert rested == [1, 2]


@pytest.mark.parametrize("is_patient", [True, False])
@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_ends_every_start(ask, telegram, status, is_patient):
    telegram.script("getMe", says(status, "no"))
    with pytest.raises(TokenRefused):
        await ask(is_patient=is_patient)


async def test_whoever_is_told_to_stop_waits_no_longer(ask, telegram, rested):
    telegram.script("getMe", *[raw(502, "")] * 20)
    assert not await ask(is_patient=True)
    assert rested == [1, 2, 4, 8, 16, 32, 60, 60, 60]
