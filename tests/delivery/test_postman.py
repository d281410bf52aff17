"""The postman, from a row in the outbox to the chat and back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web

from bot.delivery.postman import Postman
from bot.delivery.wire import TokenRefused, Wire
from bot.messages import system
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.parts import in_parts
from db.engine import Sessions
from db.gates import closed_gates
from db.tables import Attachment, BroadcastBody, OutboxMessage
from tests.delivery.conftest import attempts_of, row_of, wire_to
from tests.delivery.telegram import Reply, Telegram, held, ok, raw, reset, says
from tests.fakes import START

FOOTER = " (mungkin dua kali)"


@asynccontextmanager
async def working(
    sessions: Sessions,
    wire: Wire,
    *,
    slots: int = 8,
    mark: Callable[[str], str] = lambda html: html + FOOTER,
) -> AsyncIterator[Postman]:
    postman = Postman(
        sessions=sessions,
        wire=wire,
        now=lambda: START,
        mark_possible_duplicate=mark,
        slots=slots,
        first_wait=timedelta(seconds=0.02),
    )
    running = asyncio.create_task(postman.run())
    yield postman
    postman.stop()
    await running


async def until_state(sessions: Sessions, outbox_id: int, *states: OutboxState) -> OutboxMessage:
    """Look until the row has one of these states (what the postman does in between takes real time)."""
    async with asyncio.timeout(20):
        row = await row_of(sessions, outbox_id)
        while row.state not in states:
            row = await row_of(sessions, outbox_id)
    return row


async def test_what_is_enqueued_is_sent_once_and_in_order(sessions, wire, telegram, put):
    ids = [await put(f"{chat}.{number}", chat_id=chat) for number in range(3) for chat in (1, 2, 3)]
    async with working(sessions, wire) as postman:
        await postman.quiet()
    for chat in (1, 2, 3):
        assert telegram.texts(chat) == [f"{chat}.0", f"{chat}.1", f"{chat}.2"]
    rows = [await row_of(sessions, outbox_id) for outbox_id in ids]
    assert {row.state for row in rows} == {OutboxState.SENT}
    assert len({row.message_id for row in rows}) == 9
    assert await attempts_of(sessions, ids[0]) == ["sent"]


async def test_a_ring_is_enough(sessions, wire, telegram, put):
    async with working(sessions, wire) as postman:
        await postman.quiet()
        await put("kemudian")
        postman.ring()
        await telegram.until(lambda: telegram.texts() == ["kemudian"])


async def test_other_processes_need_not_ring(sessions, wire, telegram, put):
    async with working(sessions, wire) as postman:
        await postman.quiet()
        await put("dari luar")
        await telegram.until(lambda: telegram.texts() == ["dari luar"])


async def test_a_cut_line_sends_again_with_the_footer(sessions, wire, telegram, put):
    telegram.script("sendMessage", reset)
    outbox_id = await put("Peringatan", message_class=MessageClass.REMINDER)
    async with working(sessions, wire):
        await telegram.until(lambda: len(telegram.calls) == 2)
        row = await until_state(sessions, outbox_id, OutboxState.SENT)
    assert telegram.texts() == ["Peringatan", "Peringatan" + FOOTER]
    assert row.may_be_duplicate
    assert await attempts_of(sessions, outbox_id) == ["ambiguous", "sent"]


async def test_the_longest_part_sent_again_says_so(sessions, wire, telegram, put):
    telegram.script("sendMessage", reset)
    first, *_ = in_parts("Sidang pleno membahas tindak lanjut daerah. " * 200)
    outbox_id = await put(f"<b>{first}</b>")  # tags do not count
    async with working(sessions, wire, mark=system.possible_duplicate):
        await until_state(sessions, outbox_id, OutboxState.SENT)
    assert ["dua kali" in text for text in telegram.texts()] == [False, True]


async def test_what_has_no_room_for_the_line_is_not_sent_again(sessions, wire, telegram, put):
    """Of an older version, or a caption somebody made too long."""
    telegram.script("sendMessage", reset)
    outbox_id = await put("x" * 4090)
    async with working(sessions, wire, mark=system.possible_duplicate):
        row = await until_state(sessions, outbox_id, OutboxState.UNCERTAIN)
    assert (row.reason, row.may_be_duplicate, len(telegram.calls)) == ("no_room_for_mark", True, 1)


async def test_a_caption_without_room_for_the_line_is_not_sent_again(sessions, wire, telegram, put):
    telegram.script("sendPhoto", reset)
    where = {"method": "sendPhoto", "file_id": "KEPT"}
    fits, does_not = await put("x" * 940, chat_id=1, **where), await put("x" * 941, chat_id=2, **where)
    telegram.script("sendPhoto", reset)
    async with working(sessions, wire, mark=system.possible_duplicate):
        await until_state(sessions, fits, OutboxState.SENT)
        await until_state(sessions, does_not, OutboxState.UNCERTAIN)
    captions = [call.body["caption"] for call in telegram.sent("sendPhoto") if call.body["chat_id"] == 1]
    assert ["dua kali" in caption for caption in captions] == [False, True]


@pytest.mark.parametrize(
    ("message_class", "state"),
    [
        (MessageClass.BROADCAST, OutboxState.UNCERTAIN),
        (MessageClass.DOCUMENT, OutboxState.UNCERTAIN),
        (MessageClass.REPLY, OutboxState.EXPIRED),
    ],
)
@pytest.mark.parametrize("fault", [reset, raw(502, "<html>"), raw(200, "{broken")])
async def test_what_must_not_be_doubled_is_sent_once(
    sessions, wire, telegram, put, message_class, state, fault
):
    telegram.script("sendMessage", fault)
    outbox_id = await put(message_class=message_class)
    async with working(sessions, wire) as postman:
        await postman.quiet()
    assert (await row_of(sessions, outbox_id)).state is state
    assert len(telegram.calls) == 1


async def test_a_429_stops_everything_until_it_is_over_and_costs_no_attempt(sessions, wire, telegram, put):
    telegram.script("sendMessage", says(429, "Too Many Requests: retry after 1", retry_after=1))
    first, second = await put("a", chat_id=1), await put("b", chat_id=2)
    async with working(sessions, wire, slots=1):
        row = await until_state(sessions, first, OutboxState.SENT)
        await until_state(sessions, second, OutboxState.SENT)
    refused, *later = telegram.calls
    assert all(call.at - refused.at >= 2 for call in later)
    assert row.attempts == 1
    assert not row.may_be_duplicate


async def test_a_restart_obeys_the_gate(sessions, telegram, put):
    telegram.script("sendMessage", says(429, "Too Many Requests: retry after 600", retry_after=600))
    outbox_id = await put(chat_id=1)
    async with wire_to(telegram, sessions) as wire, working(sessions, wire):
        await telegram.until(lambda: len(telegram.calls) == 1)
    assert (await row_of(sessions, outbox_id)).state is OutboxState.PENDING
    async with wire_to(telegram, sessions) as wire:
        assert wire.traffic.room() == 0
        await put(chat_id=2)
        async with working(sessions, wire) as postman:
            postman.ring()
    assert len(telegram.calls) == 1
    async with sessions.reading() as session:
        (pause,) = (await closed_gates(session)).values()
    assert timedelta(seconds=590) < pause <= timedelta(seconds=601)


async def test_html_nobody_can_read_arrives_as_plain_text(sessions, wire, telegram, put, caplog):
    telegram.script("sendMessage", says(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x"'))
    outbox_id = await put("<b>Rapat</b> &lt;1 <x>")
    async with working(sessions, wire) as postman:
        await postman.quiet()
    html, plain = telegram.calls
    assert html.body["parse_mode"] == "HTML"
    assert (plain.body["text"], "parse_mode" in plain.body) == ("Rapat <1 ", False)
    row = await row_of(sessions, outbox_id)
    assert (row.state, row.reason) == (OutboxState.SENT, "plain_text")
    assert [record.levelname for record in caplog.records if "cannot read the HTML" in record.message] == [
        "ERROR"
    ]


async def test_a_blocked_bot_is_undeliverable(sessions, wire, telegram, put):
    telegram.script("sendMessage", says(403, "Forbidden: bot was blocked by the user"))
    outbox_id = await put()
    async with working(sessions, wire) as postman:
        await postman.quiet()
    row = await row_of(sessions, outbox_id)
    assert (row.state, row.reason, row.last_code) == (OutboxState.UNDELIVERABLE, "blocked", 403)
    assert len(telegram.calls) == 1


async def test_a_group_that_moved_is_written_to_at_its_new_id(sessions, wire, telegram, put):
    telegram.script(
        "sendMessage", says(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005)
    )
    await put(chat_id=-5)
    async with working(sessions, wire) as postman:
        await postman.quiet()
    assert [call.body["chat_id"] for call in telegram.calls] == [-5, -1005]


async def test_two_ids_that_name_each_other_are_followed_once(sessions, wire, telegram, put):
    there, back = (
        says(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=chat) for chat in (-1005, -5)
    )
    telegram.script("sendMessage", there, back, there)
    outbox_id = await put(chat_id=-5)
    async with working(sessions, wire) as postman:
        await postman.quiet()
    row = await row_of(sessions, outbox_id)
    assert [call.body["chat_id"] for call in telegram.calls] == [-5, -1005]
    assert (row.state, row.reason) == (OutboxState.UNDELIVERABLE, "group_moved_again")


def _pause(status: int, body: object, **headers: str) -> Reply:
    async def reply(_request: object) -> web.Response:
        if body is None:
            return web.Response(status=status, text="<html>", content_type="text/html", headers=headers)
        return web.json_response(body, status=status, headers=headers)

    return reply


@pytest.mark.parametrize(
    "reply",
    [
        _pause(429, None, **{"Retry-After": "600"}),
        _pause(429, {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 600"}),
        _pause(200, {"ok": False, "error_code": 429, "parameters": {"retry_after": "600"}}),
    ],
)
async def test_a_pause_is_obeyed_however_it_is_said(sessions, wire, telegram, put, reply):
    telegram.script("sendMessage", reply)
    outbox_id = await put(chat_id=1)
    async with working(sessions, wire, slots=1):
        await telegram.until(lambda: len(telegram.calls) == 1)
    assert 600 < wire.gate.closed_for("bot") <= 601
    row = await row_of(sessions, outbox_id)
    assert (row.state, row.attempts, len(telegram.calls)) == (OutboxState.PENDING, 0, 1)


async def test_a_file_goes_up_once_and_then_by_its_id(sessions, wire, telegram, put):
    async with sessions.writing() as session:
        session.add(
            Attachment(
                filename="Surat Undangan.pdf",
                media_type="application/pdf",
                sha256="0",
                content=b"%PDF",
                created_at=START,
            )
        )
    uploaded = ok({"message_id": 1, "document": {"file_id": "KEPT"}})

    async def reply(_request):
        return uploaded

    telegram.script("sendDocument", reply)
    file = {"method": "sendDocument", "attachment_id": 1}
    await put("Surat", chat_id=1, **file)
    await put("Surat", chat_id=1, **file)
    async with working(sessions, wire) as postman:
        await postman.quiet()
    first, second = telegram.sent("sendDocument")
    assert first.files == {"document": ("Surat Undangan.pdf", b"%PDF")}
    assert first.body["caption"] == "Surat"
    assert second.body["document"] == "KEPT"


async def test_a_file_id_telegram_forgot_is_uploaded_again(sessions, wire, telegram, put):
    async with sessions.writing() as session:
        session.add(
            Attachment(
                filename="a.png",
                media_type="image/png",
                sha256="0",
                content=b"P",
                telegram_file_id="OLD",
                created_at=START,
            )
        )
    telegram.script(
        "sendPhoto", says(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    )
    outbox_id = await put(method="sendPhoto", attachment_id=1)
    async with working(sessions, wire) as postman:
        await postman.quiet()
    assert telegram.calls[1].files == {"photo": ("a.png", b"P")}
    assert (await row_of(sessions, outbox_id)).state is OutboxState.SENT


async def test_an_edit_goes_to_the_message_that_was_sent(sessions, wire, telegram, put):
    card = await put("lama")
    edit = await put("baru", method="editMessageText", edits_outbox_id=card)
    gone = await put("lagi", method="editMessageText", edits_outbox_id=card)
    telegram.script("editMessageText", says(400, "Bad Request: message is not modified: same"))
    telegram.for_chat = {}
    async with working(sessions, wire) as postman:
        await postman.quiet()
    sent = await row_of(sessions, card)
    assert [call.body["message_id"] for call in telegram.sent("editMessageText")] == [sent.message_id] * 2
    assert (await row_of(sessions, edit)).state is OutboxState.SENT
    assert (await row_of(sessions, gone)).state is OutboxState.SENT


async def test_the_text_of_a_broadcast_is_stored_once(sessions, wire, telegram, put):
    from sqlalchemy import update

    async with sessions.writing() as session:
        session.add(BroadcastBody(payload={"text": "Siaran", "parse_mode": "HTML"}, created_at=START))
    ids = [await put(chat_id=chat, message_class=MessageClass.BROADCAST) for chat in (1, 2)]
    async with sessions.writing() as session:
        await session.execute(update(OutboxMessage).values(body_id=1, payload={}))
    async with working(sessions, wire) as postman:
        await postman.quiet()
    assert telegram.texts() == ["Siaran", "Siaran"]
    assert [(await row_of(sessions, one)).state for one in ids] == [OutboxState.SENT] * 2


async def test_a_refused_token_stops_the_postman_and_loses_nothing(sessions, wire, telegram, put):
    telegram.script("sendMessage", says(401, "Unauthorized"))
    outbox_id = await put()
    postman = Postman(sessions=sessions, wire=wire, now=lambda: START, mark_possible_duplicate=str)
    with pytest.raises(TokenRefused):
        await postman.run()
    assert (await row_of(sessions, outbox_id)).state is OutboxState.PENDING


async def test_stopping_lets_what_is_in_flight_land(sessions, wire, telegram, put):
    go_on = asyncio.Event()
    telegram.script("sendMessage", held(go_on))
    first, second = await put("a"), await put("b")
    postman = Postman(sessions=sessions, wire=wire, now=lambda: START, mark_possible_duplicate=str)
    running = asyncio.create_task(postman.run())
    await telegram.until(lambda: len(telegram.calls) == 1)
    postman.stop()
    go_on.set()
    await running
    assert (await row_of(sessions, first)).state is OutboxState.SENT
    assert (await row_of(sessions, second)).state is OutboxState.PENDING


async def test_at_the_rate_of_25_nothing_is_refused_and_slots_are_respected(
    sessions, telegram: Telegram, put
):
    for number in range(30):
        await put(str(number), chat_id=number + 1)
    async with wire_to(telegram, sessions, rate=25) as wire, working(sessions, wire) as postman:
        await postman.quiet()
    times = sorted(call.at for call in telegram.calls)
    assert len(times) == 30
    assert all(later - sooner >= 1 for sooner, later in zip(times, times[25:], strict=False))
    assert telegram.most_in_hand <= 8
