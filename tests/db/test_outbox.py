"""Putting messages in the outbox and taking them back: deciding twice sends once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlmodel import col

from bot.rules.outbox import Button, MessageClass, OutboxState, ReplyKeys
from db.outbox import Outgoing, enqueue, enqueue_many, payload_of, withdraw, withdraw_about
from db.tables import OutboxMessage
from tests.fakes import START


def message(key: str = "al:1:64.74:1", **more: object) -> Outgoing:
    return Outgoing(
        **{
            "key": key,
            "message_class": MessageClass.ALERT,
            "chat_id": 7_000_000_001,
            "html": "<b>Uji</b>",
            **more,
        }
    )


async def put(sessions, *messages: Outgoing) -> list[int | None]:
    async with sessions.writing() as session:
        return [await enqueue(session, one, now=START) for one in messages]


async def states(sessions) -> list[str]:
    async with sessions.reading() as session:
        return list(await session.scalars(select(col(OutboxMessage.state)).order_by(col(OutboxMessage.id))))


async def test_the_same_decision_is_enqueued_once(sessions):
    first, second = await put(sessions, message(), message(html="other words"))
    assert first is not None and second is None
    assert await states(sessions) == ["pending"]


async def test_many_are_enqueued_at_once_in_order_and_each_decision_once(sessions):
    async with sessions.writing() as session:
        await enqueue(session, message("b"), now=START)
        await enqueue_many(session, [message(key) for key in ("c", "b", "a", "c")], now=START)
        keys = await session.scalars(select(col(OutboxMessage.key)).order_by(col(OutboxMessage.id)))
        assert list(keys) == ["b", "c", "a"]


async def test_a_sent_key_is_not_sent_again(sessions):
    await put(sessions, message())
    async with sessions.writing() as session:
        await session.execute(update(OutboxMessage).values(state=OutboxState.SENT))
    assert await put(sessions, message()) == [None]


async def test_what_was_withdrawn_may_be_decided_again(sessions):
    await put(sessions, message())
    async with sessions.writing() as session:
        assert await withdraw(session, keys=["al:1:64.74:1", "none"], reason="moved", now=START) == 1
        assert await withdraw(session, keys=["al:1:64.74:1"], reason="moved", now=START) == 0
        assert await withdraw(session, keys=[], reason="moved", now=START) == 0
    (again,) = await put(sessions, message())
    assert again is not None
    assert await states(sessions) == ["withdrawn", "pending"]


async def test_what_is_being_sent_is_left_to_end(sessions):
    await put(sessions, message())
    async with sessions.writing() as session:
        await session.execute(update(OutboxMessage).values(state=OutboxState.SENDING))
        assert await withdraw(session, keys=["al:1:64.74:1"], reason="moved", now=START) == 0
    assert await states(sessions) == ["sending"]


async def test_everything_about_one_thing(sessions):
    about = {"subject_type": "sitting", "subject_id": 2}
    await put(
        sessions,
        message("a", **about),
        message("b", subject_type="sitting", subject_id=3),
        message("c", subject_type="request", subject_id=2),
    )
    async with sessions.writing() as session:
        more = {"subject_type": "sitting", "subject_id": 2, "reason": "moved", "now": START}
        assert await withdraw_about(session, contact_id=99, **more) == 0
        assert await withdraw_about(session, **more) == 1
    assert await states(sessions) == ["withdrawn", "pending", "pending"]


async def test_a_message_expires_after_its_class_from_when_it_may_leave(sessions):
    later = START + timedelta(hours=3)
    await put(
        sessions,
        message("receipt", message_class=MessageClass.RECEIPT),
        message("alert", not_before=later),
        message("correction", message_class=MessageClass.CORRECTION),
        message("own", expires_at=later),
    )
    async with sessions.reading() as session:
        found = await session.scalars(select(col(OutboxMessage.expires_at)).order_by(col(OutboxMessage.id)))
        assert list(found) == [START + timedelta(hours=24), later + timedelta(days=7), None, later]


def test_the_body_of_a_text_and_of_a_file():
    buttons = ((Button("Ya", "x:1", style="success"), Button("Peta", url="https://kpk.go.id")),)
    assert payload_of(message(buttons=buttons)) == {
        "parse_mode": "HTML",
        "text": "<b>Uji</b>",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [
                    {"text": "Ya", "callback_data": "x:1", "style": "success"},
                    {"text": "Peta", "url": "https://kpk.go.id"},
                ]
            ]
        },
    }
    keys = ReplyKeys(share_number="Bagikan", says=("Tidak jadi",))
    assert payload_of(message(keys=keys))["reply_markup"] == {
        "keyboard": [[{"text": "Bagikan", "request_contact": True}], [{"text": "Tidak jadi"}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }
    assert payload_of(message(keys=ReplyKeys()))["reply_markup"] == {"remove_keyboard": True}
    assert payload_of(message(method="sendDocument")) == {"parse_mode": "HTML", "caption": "<b>Uji</b>"}


def test_a_file_that_telegram_has_is_named_by_its_id():
    sent = payload_of(message(method="sendDocument", file_id="BQAC1", html="Paparan"))
    assert sent == {"parse_mode": "HTML", "document": "BQAC1", "caption": "Paparan"}
    assert payload_of(message(method="sendPhoto", file_id="AgAC1", html=""))["photo"] == "AgAC1"
