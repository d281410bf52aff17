"""Whoever stops acting for a seat is out of every queue at once, for that seat only."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.actions.tenures import end_tenures
from bot.actions.work import SYSTEM, Work
from bot.rules.actors import TenureKind
from bot.rules.outbox import MessageClass
from db.claimed import Room
from db.ledger import Ledger
from db.outbox import Outgoing, enqueue
from db.tables import OutboxMessage, Staff, Tenure, TenureEnd
from tests.builders import BUDI, JOKO, SARI, joko, official, seat_id
from tests.fakes import START


async def tell(sessions, key: str, contact: int, seat: int | None, *, chat: int = SARI) -> None:
    async with sessions.writing() as session:
        message = Outgoing(
            key=key,
            message_class=MessageClass.REMINDER,
            chat_id=chat,
            html="x",
            contact_id=contact,
            seat_id=seat,
        )
        await enqueue(session, message, now=START)


async def outcomes(sessions) -> dict[str, tuple[str, str]]:
    async with sessions.reading() as session:
        rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return {row.key: (row.state.value, row.reason) for row in rows}


async def test_one_of_two_posts_ends_and_the_other_goes_on(sessions):
    sari = await official(sessions, SARI, "64.74", "inspektur")
    await official(sessions, SARI, "64.74", "sekda")
    inspektur, sekda = (
        await seat_id(sessions, "64.74", "inspektur"),
        await seat_id(sessions, "64.74", "sekda"),
    )
    await tell(sessions, "a", sari, inspektur)
    await tell(sessions, "b", sari, sekda)
    async with sessions.writing() as session:
        (ended,) = await end_tenures(
            Work(session, START, SYSTEM), reason=TenureEnd.HANDED_OVER, contact_id=sari, seat_id=inspektur
        )
    assert (ended.seat_id, ended.contact_id, ended.telegram_id) == (inspektur, sari, SARI)
    # decided by a chore that had read the seat before, and came to the outbox after
    await tell(sessions, "late", sari, inspektur)
    ledger = Ledger(sessions, owner="test")
    claimed = await ledger.turn([], Room(free=9), now=START)
    claimed += await ledger.turn([], Room(free=9), now=START)
    assert await outcomes(sessions) == {
        "a": ("withdrawn", "left"),
        "b": ("sending", ""),
        "late": ("pending", ""),  # behind the other in the same chat
    }
    assert [one.seat_id for one in claimed] == [sekda]


async def test_nothing_leaves_for_somebody_without_a_seat_or_a_role(sessions):
    sari = await official(sessions, SARI, "64.74", "inspektur")
    budi = await official(sessions, BUDI, "19.04", "inspektur")
    staff = await joko(sessions)
    async with sessions.writing() as session:
        for contact in (sari, budi):
            await end_tenures(Work(session, START, SYSTEM), reason=TenureEnd.LEFT, contact_id=contact)
        (await session.get(Staff, staff)).is_active = False
        for key, kind, chat, contact in (
            ("alert", MessageClass.ALERT, SARI, sari),
            ("receipt", MessageClass.RECEIPT, BUDI, budi),
        ):
            message = Outgoing(key=key, message_class=kind, chat_id=chat, html="x", contact_id=contact)
            await enqueue(session, message, now=START)
        message = Outgoing(
            key="staff", message_class=MessageClass.REQUEST, chat_id=JOKO, html="x", staff_id=staff
        )
        await enqueue(session, message, now=START)
    ledger = Ledger(sessions, owner="test")
    for _ in range(3):
        await ledger.turn([], Room(free=9), now=START)
    # the answer to the person's own last act is still said
    assert await outcomes(sessions) == {
        "alert": ("withdrawn", "left"),
        "receipt": ("sending", ""),
        "staff": ("withdrawn", "left"),
    }


async def test_whom_the_holder_invited_goes_too(sessions):
    sari = await official(sessions, SARI, "64.74", "inspektur")
    deputy = await official(sessions, BUDI, "64.74", "inspektur", kind=TenureKind.DELEGATE)
    seat = await seat_id(sessions, "64.74", "inspektur")
    async with sessions.writing() as session:
        tenure = await session.scalar(select(Tenure).where(Tenure.contact_id == deputy))
        tenure.invited_by_contact_id = sari
    async with sessions.writing() as session:
        ended = await end_tenures(Work(session, START, SYSTEM), reason=TenureEnd.HANDED_OVER, contact_id=sari)
    assert [(one.contact_id, one.kind) for one in ended] == [
        (sari, TenureKind.HOLDER),
        (deputy, TenureKind.DELEGATE),
    ]
    async with sessions.reading() as session:
        running = await session.scalars(
            select(Tenure).where(Tenure.seat_id == seat, Tenure.ended_at.is_(None))
        )
        assert list(running) == []


async def test_all_tenures_at_once_are_never_ended_by_mistake(sessions):
    async with sessions.writing() as session:
        with pytest.raises(ValueError, match="has to be said"):
            await end_tenures(Work(session, START, SYSTEM), reason=TenureEnd.LEFT)
