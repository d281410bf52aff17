"""Traces of people beside their own records go in time, and on request."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from bot.rules.actors import Role
from bot.rules.outbox import Button, MessageClass
from db.engine import Sessions
from db.outbox import Outgoing, enqueue
from db.tables import ChangeState, OutboxMessage, StaffChange, StaffInvitation
from db.traces import forget_number, forget_staff_traces
from tests.builders import JOKO, staff
from tests.fakes import START

FORMER = 7_000_000_098


def change(number: int, state: ChangeState, telegram_id: int, *, days: int) -> StaffChange:
    at = START - timedelta(days=days)
    return StaffChange(
        id=number,
        telegram_id=telegram_id,
        name="Nama",
        state=state,
        proposed_at=at,
        expires_at=at,
        decided_at=None if state is ChangeState.EXPIRED else at,
    )


def link(number: int, *, days: int) -> StaffInvitation:
    at = START - timedelta(days=days)
    return StaffInvitation(
        id=number,
        code_hash=str(number),
        role=Role.VIEWER,
        created_by_staff_id=1,
        created_at=at,
        expires_at=at,
        bound_telegram_id=FORMER,
    )


async def test_proposals_and_links_lose_whom_they_were_about(sessions: Sessions) -> None:
    await staff(sessions, JOKO, Role.OFFICER)
    async with sessions.writing() as session:
        session.add_all(
            [
                change(1, ChangeState.EXPIRED, FORMER, days=31),
                change(2, ChangeState.REFUSED, FORMER, days=29),
                change(3, ChangeState.DONE, FORMER, days=366),
                change(4, ChangeState.DONE, JOKO, days=366),
                change(5, ChangeState.DONE, FORMER, days=364),
                link(1, days=31),
                link(2, days=29),
            ]
        )
    edges = {"failed": START - timedelta(days=30), "former": START - timedelta(days=365)}
    for count in (3, 0):
        async with sessions.writing() as session:
            assert await forget_staff_traces(session, **edges) == count
    async with sessions.reading() as session:
        rows = await session.execute(
            select(col(StaffChange.telegram_id), col(StaffChange.name)).order_by(col(StaffChange.id))
        )
        bound = await session.scalars(
            select(col(StaffInvitation.bound_telegram_id)).order_by(col(StaffInvitation.id))
        )
        assert list(rows) == [
            (-1, "(dihapus)"),
            (FORMER, "Nama"),
            (-3, "(dihapus)"),
            (JOKO, "Nama"),
            (FORMER, "Nama"),
        ]
        assert list(bound) == [None, FORMER]


async def test_a_number_goes_out_of_call_lists_with_its_button(sessions: Sessions) -> None:
    buttons = (
        (Button("WhatsApp: A", url="https://wa.me/6281234567890?text=Yth"),),
        (Button("WhatsApp: B", url="https://wa.me/6281234567891?text=Yth"),),
    )
    html = "- A: telepon (021) 1 / 0812-3456-7890\n- B: telepon 0812-3456-7891"
    async with sessions.writing() as session:
        message = Outgoing(key="k", message_class=MessageClass.REQUEST, chat_id=1, html=html, buttons=buttons)
        await enqueue(session, message, now=START)
        await forget_number(session, "")
        await forget_number(session, "0812-3456-7890")
    async with sessions.reading() as session:
        payload = await session.scalar(select(col(OutboxMessage.payload)))
    assert payload["text"] == "- A: telepon (021) 1 / (dihapus)\n- B: telepon 0812-3456-7891"
    ((left,),) = payload["reply_markup"]["inline_keyboard"]
    assert left["text"] == "WhatsApp: B"
