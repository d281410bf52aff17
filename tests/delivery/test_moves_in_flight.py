"""A message that is on its way when its reader gets another account: held back, and sent to the new chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.rules.actors import TenureKind
from bot.rules.outbox import MessageClass, OutboxState
from db.claimed import Room
from db.completing import with_targets
from db.last_checks import refusals
from db.ledger import Ledger
from db.moving import Move, change_account, rekey
from db.tables import Contact, OutboxMessage, Seat, Tenure
from tests.delivery.conftest import row_of
from tests.fakes import START

OLD, NEW = 7_000_000_001, 7_000_000_013
MANY = Room(free=100)


@pytest.fixture
async def contact_id(sessions) -> int:
    async with sessions.writing() as session:
        contact = Contact(telegram_id=OLD, name="Sari", created_at=START)
        seat = await session.scalar(select(Seat).limit(1))
        seat = seat or Seat(region_code="11.01", post="sekda", title="Sekretaris Daerah")
        session.add_all([seat, contact])
        await session.flush()
        session.add(Tenure(seat_id=seat.id, contact_id=contact.id, kind=TenureKind.HOLDER, started_at=START))
        return contact.id


async def move(sessions, contact_id: int) -> None:
    async with sessions.writing() as session:
        await change_account(session, Move(contact_id, OLD, NEW), seen_at=START)
        await rekey(session, Move(contact_id, OLD, NEW), now=START)


async def waiting_for(sessions, chat_id: int) -> list[str]:
    async with sessions.reading() as session:
        rows = await session.scalars(
            select(OutboxMessage)
            .where(col(OutboxMessage.chat_id) == chat_id, col(OutboxMessage.state) == OutboxState.PENDING)
            .order_by(OutboxMessage.id)
        )
        return [str(row.payload["text"]) for row in rows]


async def test_what_was_claimed_for_the_old_chat_does_not_begin_and_is_sent_to_the_new_one(
    sessions, put, contact_id
):
    alert = await put("Capaian", chat_id=OLD, contact_id=contact_id, proof_code="abcdefghjk")
    (claimed,) = await Ledger(sessions, "me").turn([], MANY, now=START)
    await move(sessions, contact_id)
    async with sessions.reading() as session:
        assert await refusals(await session.connection(), [claimed]) == {
            alert: (OutboxState.WITHDRAWN, "moved")
        }
    assert await waiting_for(sessions, NEW) == ["Capaian"]
    async with sessions.reading() as session:
        proof = select(col(OutboxMessage.chat_id)).where(col(OutboxMessage.proof_code) == "abcdefghjk")
        assert await session.scalar(proof) == NEW


async def test_an_answer_to_the_old_chat_is_held_back_and_not_repeated(sessions, put, contact_id):
    await put("Dicatat", chat_id=OLD, contact_id=contact_id, message_class=MessageClass.RECEIPT)
    (claimed,) = await Ledger(sessions, "me").turn([], MANY, now=START)
    await move(sessions, contact_id)
    async with sessions.reading() as session:
        assert list(await refusals(await session.connection(), [claimed])) == [claimed.id]
    assert await waiting_for(sessions, NEW) == []


async def test_nothing_is_edited_in_a_chat_that_does_not_hold_it(sessions, put, contact_id):
    card = await put("Undangan", chat_id=OLD, contact_id=contact_id)
    async with sessions.writing() as session:
        row = await session.get(OutboxMessage, card)
        row.state, row.message_id = OutboxState.SENT, 77
    edit = {"method": "editMessageText", "edits_outbox_id": card, "contact_id": contact_id}
    await put("Diubah", chat_id=OLD, **edit)
    await move(sessions, contact_id)
    assert await waiting_for(sessions, NEW) == []  # it meant the message in the old chat
    after = await put("Diubah", chat_id=NEW, **edit)
    assert await Ledger(sessions, "me").turn([], MANY, now=START) == []
    assert (await row_of(sessions, after)).reason == "nothing_to_edit"
    async with sessions.reading() as session:
        assert await with_targets(await session.connection(), []) == []


async def test_the_last_words_to_the_old_chat_leave(sessions, put, contact_id):
    await move(sessions, contact_id)
    await put("Telah dipindahkan", chat_id=OLD, message_class=MessageClass.CORRECTION)
    await put("Sari", chat_id=NEW, contact_id=contact_id)
    claimed = await Ledger(sessions, "me").turn([], MANY, now=START)
    assert {one.chat_id for one in claimed} == {OLD, NEW}
