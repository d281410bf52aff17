"""The wire: what certainly did not leave, what nobody knows, and who waits for whom."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest
from aiohttp import web

from bot.delivery.gate import BOT, Gate
from bot.delivery.wire import Ambiguous, FileTooBig, NotSent, Upload, Wire
from tests.delivery.conftest import wire_to
from tests.delivery.telegram import TOKEN, Telegram, held, raw, reset, says

HAI = {"chat_id": 1, "text": "Hai"}


@pytest.fixture(params=["sqlite"])
def database_url(sqlite_url) -> str:
    """The gate's table is tested on both engines elsewhere."""
    return sqlite_url


async def test_an_answer_is_an_answer_whatever_it_says(wire, telegram):
    telegram.script("sendMessage", says(403, "Forbidden: bot was blocked by the user"), raw(502, "<html>"))
    answer = await wire.call("sendMessage", HAI)
    assert (answer.status, answer.body["error_code"]) == (403, 403)
    answer = await wire.call("sendMessage", HAI)
    assert (answer.status, answer.body) == (502, None)
    answer = await wire.call("sendMessage", HAI)
    assert answer.body["result"]["message_id"] == 3
    assert telegram.calls[0].body == HAI


async def test_a_refused_connection_did_not_leave(sessions):
    async with Wire(token=TOKEN, api_url="http://127.0.0.1:9", gate=Gate(sessions), rate=0) as wire:
        with pytest.raises(NotSent):
            await wire.call("sendMessage", HAI)


async def test_a_server_that_went_away_between_two_calls_did_not_get_it(wire, telegram):
    await wire.call("sendMessage", HAI)
    await telegram.stop()
    for _ in range(5):
        await asyncio.sleep(0)  # the end of the connection reaches us
    with pytest.raises(NotSent):
        await wire.call("sendMessage", HAI)


async def test_a_cut_line_is_ambiguous_and_not_repeated(wire, telegram):
    telegram.script("sendMessage", reset)
    with pytest.raises(Ambiguous):
        await wire.call("sendMessage", HAI)
    assert len(telegram.calls) == 1


async def test_a_server_that_hangs_is_ambiguous(wire, telegram):
    never = asyncio.Event()
    telegram.script("sendMessage", held(never))
    with pytest.raises(Ambiguous):
        await wire.call("sendMessage", HAI, within=timedelta(seconds=0.05))
    never.set()


async def test_a_large_file_has_the_time_it_takes_on_a_slow_line(wire, telegram):
    large = Upload("document", "Materi.pdf", bytes(500_000), "application/pdf")
    assert (await wire.call("sendDocument", {"chat_id": 1}, [large], within=timedelta(0))).status == 200
    with pytest.raises((Ambiguous, NotSent)):
        await wire.call("sendMessage", HAI, within=timedelta(0))


async def test_files_keep_their_names(wire, telegram):
    file = Upload("document", "Jadwal Rapat é.xlsx", b"\x00bytes", "application/octet-stream")
    await wire.call("sendDocument", {"chat_id": 1, "reply_markup": {"inline_keyboard": []}}, [file])
    call = telegram.calls[0]
    assert call.files == {"document": ("Jadwal Rapat é.xlsx", b"\x00bytes")}
    assert call.body == {"chat_id": "1", "reply_markup": '{"inline_keyboard": []}'}


async def test_downloads_have_a_limit(wire):
    assert await wire.download("5") == b"xxxxx"
    with pytest.raises(FileTooBig):
        await wire.download("6", most_bytes=5)


async def test_a_429_closes_the_gate_for_direct_replies_too_and_after_a_restart(sessions, telegram):
    telegram.script("sendMessage", says(429, "Too Many Requests: retry after 600", retry_after=600))
    async with wire_to(telegram, sessions) as wire:
        assert (await wire.call("sendMessage", HAI)).status == 429
        for method in ("sendMessage", "editMessageText", "answerCallbackQuery"):
            with pytest.raises(NotSent) as refused:
                await wire.call(method, {"chat_id": 2})
            assert timedelta(seconds=590) < refused.value.wait <= timedelta(seconds=601)
        assert wire.traffic.room() == 0
    async with wire_to(telegram, sessions) as wire:
        with pytest.raises(NotSent):
            await wire.call("sendMessage", HAI)
    assert len(telegram.calls) == 1


async def test_a_pause_of_what_is_sent_does_not_stop_us_from_hearing(wire, telegram):
    receiving = ("getMe", "getUpdates", "deleteWebhook", "setWebhook", "getWebhookInfo", "getFile")
    telegram.updates = [{"update_id": 1}]
    await wire.gate.close(BOT, retry_after=600)
    for method in receiving:
        assert (await wire.call(method, {}, patience=timedelta())).status == 200
    telegram.script("getMe", says(429, "Too Many Requests: retry after 600", retry_after=600))
    assert (await wire.call("getMe", {})).status == 429
    with pytest.raises(NotSent):
        await wire.call("getMe", {})
    assert (await wire.call("deleteWebhook", {}, patience=timedelta())).status == 200


async def test_a_429_of_a_group_closes_only_the_group(wire, telegram):
    telegram.script("sendMessage", says(429, "Too Many Requests: retry after 600", retry_after=600))
    await wire.call("sendMessage", {"chat_id": -7, "text": "a"})
    with pytest.raises(NotSent):
        await wire.call("sendMessage", {"chat_id": -7, "text": "b"})
    assert (await wire.call("sendMessage", HAI)).status == 200
    assert wire.traffic.resting() == [-7]


async def test_perseverance_waits_for_the_gate_and_calls_again(wire, telegram):
    telegram.script("sendMessage", says(429, "Too Many Requests: retry after 0", retry_after=0))
    assert (await wire.call("sendMessage", HAI, persevere=True)).status == 200
    first, second = telegram.calls
    assert second.at - first.at >= 1


async def test_the_most_urgent_goes_first_when_a_slot_is_free(sessions, telegram):
    go_on = asyncio.Event()
    telegram.script("sendMessage", held(go_on))
    async with wire_to(telegram, sessions, rate=1) as wire:
        first = asyncio.create_task(wire.call("sendMessage", {"chat_id": 1, "text": "first"}))
        await telegram.until(lambda: len(telegram.calls) == 1)
        waiting = [
            asyncio.create_task(wire.call("sendMessage", {"chat_id": chat, "text": text}, priority=priority))
            for chat, text, priority in [(2, "broadcast", 5), (3, "reminder", 3), (4, "reply", 0)]
        ]
        go_on.set()
        await telegram.until(lambda: len(telegram.calls) == 2)
        assert telegram.texts() == ["first", "reply"]
        for task in waiting[:2]:
            task.cancel()
        await asyncio.gather(first, *waiting, return_exceptions=True)
        assert wire.traffic.room() == 0


async def test_one_chat_is_not_written_to_twice_in_a_second(sessions, telegram):
    async with wire_to(telegram, sessions, rate=25) as wire:
        await asyncio.gather(*(wire.call("sendMessage", HAI) for _ in range(2)))
    first, second = telegram.calls
    assert second.at - first.at >= 1
    assert telegram.most_in_hand == 1


async def test_calls_that_send_nothing_take_no_slot(sessions, telegram):
    async with wire_to(telegram, sessions, rate=1) as wire:
        for method in ("answerCallbackQuery", "getFile", "setMyCommands", "getMe"):
            assert (await wire.call(method, {"chat_id": 1})).status == 200
        assert wire.traffic.room() == 1


async def test_impatience_is_not_sent(sessions, telegram):
    never = asyncio.Event()
    telegram.script("sendMessage", held(never))
    async with wire_to(telegram, sessions, rate=1) as wire:
        first = asyncio.create_task(wire.call("sendMessage", HAI))
        await telegram.until(lambda: len(telegram.calls) == 1)
        with pytest.raises(NotSent):
            await wire.call("sendMessage", {"chat_id": 2}, patience=timedelta(seconds=0.05))
        never.set()
        await first


async def test_no_token_in_the_logs(sessions, caplog):
    caplog.set_level(logging.DEBUG)
    telegram = Telegram()
    await telegram.start()
    telegram.script("sendMessage", reset, raw(500, "<html>"))
    async with wire_to(telegram, sessions) as wire:
        for _ in range(2):
            try:
                await wire.call("sendMessage", HAI)
            except Ambiguous as error:
                assert TOKEN not in repr(error) + str(error)
        assert TOKEN not in repr(wire)
    await telegram.stop()
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert not [line for line in ours if TOKEN in line]


async def test_a_proxy_is_used(sessions):
    seen: list[str] = []

    async def proxy(request: web.Request) -> web.Response:
        seen.append(str(request.url))
        return web.json_response({"ok": True, "result": True})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", proxy)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    proxy_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    api = "http://telegram.invalid"
    async with Wire(token=TOKEN, api_url=api, proxy_url=proxy_url, gate=Gate(sessions), rate=0) as wire:
        assert (await wire.call("getMe", {})).status == 200
    await runner.cleanup()
    assert seen
