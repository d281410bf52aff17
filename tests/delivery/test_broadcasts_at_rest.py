"""A broadcast that is paused or stopped while it is on its way: nothing of it begins afterwards."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions.broadcast_rows import hold, release, take_back
from bot.actions.work import SYSTEM, Work
from bot.delivery.postman import SLOTS
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.shared_texts import ADDRESS, CODE, own, shared
from db.last_checks import BROADCAST, CORRECTED
from db.tables import Broadcast, BroadcastBody, BroadcastState, OutboxMessage, Staff
from tests.delivery.conftest import row_of, wire_to
from tests.delivery.telegram import says
from tests.delivery.test_postman import working
from tests.fakes import START

PENDING, HELD, SENT, WITHDRAWN = (
    OutboxState.PENDING,
    OutboxState.HELD,
    OutboxState.SENT,
    OutboxState.WITHDRAWN,
)


@pytest.fixture
async def broadcast(sessions) -> int:
    """One on its way, with its text."""
    async with sessions.writing() as session:
        officer = Staff(telegram_id=900, name="Joko", role="officer", created_at=START)
        text = {"parse_mode": "HTML", "text": f"Yth. {ADDRESS}, isi. {CODE}"}
        body = BroadcastBody(payload=shared([text]), created_at=START)
        session.add_all([officer, body])
        await session.flush()
        row = Broadcast(
            state=BroadcastState.SENDING,
            audience={},
            created_by_staff_id=officer.id or 0,
            created_at=START,
            started_at=START,
            body_id=body.id,
        )
        session.add(row)
        await session.flush()
        return row.id or 0


async def to(put, broadcast: int, chat_id: int) -> int:
    return await put(
        chat_id=chat_id,
        message_class=MessageClass.BROADCAST,
        body_id=1,
        own=own(part=0, address=f"Pejabat {chat_id}", code=f"kode{chat_id}"),
        subject_type=BROADCAST,
        subject_id=broadcast,
    )


async def decide(sessions, broadcast: int, state: BroadcastState) -> None:
    """As the officer's press does it, in one transaction."""
    async with sessions.writing() as session:
        await session.execute(update(Broadcast).values(state=state))
        row = await session.get(Broadcast, broadcast, populate_existing=True)
        work = Work(session, START, SYSTEM)
        await {
            BroadcastState.PAUSED: hold,
            BroadcastState.SENDING: release,
            BroadcastState.STOPPED: take_back,
        }[state](work, row)


async def states(sessions) -> dict[str, int]:
    async with sessions.reading() as session:
        rows = select(col(OutboxMessage.state), func.count()).group_by(col(OutboxMessage.state))
        return dict((await session.execute(rows)).all())


async def test_the_own_parts_are_put_into_the_shared_text(sessions, wire, telegram, put, broadcast):
    for chat in (1, 2):
        await to(put, broadcast, chat)
    async with working(sessions, wire) as postman:
        await postman.quiet()
    assert sorted(telegram.texts()) == ["Yth. Pejabat 1, isi. kode1", "Yth. Pejabat 2, isi. kode2"]
    assert all("part" not in call.body and "to" not in call.body for call in telegram.calls)


@pytest.mark.parametrize(
    ("state", "ends"),
    [(BroadcastState.PAUSED, (HELD, "paused")), (BroadcastState.STOPPED, (WITHDRAWN, "stopped"))],
)
async def test_what_comes_back_from_a_429_does_not_leave_again(
    sessions, wire, telegram, put, broadcast, state, ends
):
    go_on, refused = asyncio.Event(), says(429, "Too Many Requests: retry after 0", retry_after=0)

    async def late(request):
        await go_on.wait()
        return await refused(request)

    telegram.script("sendMessage", late)
    outbox_id = await to(put, broadcast, 1)
    async with working(sessions, wire) as postman:
        await telegram.until(lambda: len(telegram.calls) == 1)
        await decide(sessions, broadcast, state)
        go_on.set()
        postman.ring()
        await postman.quiet()
        row = await row_of(sessions, outbox_id)
        assert (row.state, row.reason) == ends and len(telegram.calls) == 1
        if state is BroadcastState.PAUSED:
            await decide(sessions, broadcast, BroadcastState.SENDING)
            postman.ring()
            await postman.quiet()
            assert (await row_of(sessions, outbox_id)).state is SENT


async def test_after_the_stop_no_more_leave_than_were_in_flight(sessions, telegram, put, broadcast):
    for chat in range(1, 121):
        await to(put, broadcast, chat)
    async with wire_to(telegram, sessions, rate=150) as wire, working(sessions, wire) as postman:
        await telegram.until(lambda: len(telegram.calls) >= 40)
        await decide(sessions, broadcast, BroadcastState.STOPPED)
        at_the_commit = len(telegram.calls)
        await postman.quiet()
    assert len(telegram.calls) - at_the_commit <= SLOTS
    found = await states(sessions)
    assert found[SENT] == len(telegram.calls) and found[SENT] + found[WITHDRAWN] == 120


async def test_pause_and_resume_while_it_leaves_loses_and_doubles_nothing(sessions, telegram, put, broadcast):
    for chat in range(1, 61):
        await to(put, broadcast, chat)
    async with wire_to(telegram, sessions, rate=150) as wire, working(sessions, wire) as postman:
        for many in (10, 25, 40):
            await telegram.until(lambda many=many: len(telegram.calls) >= many)
            await decide(sessions, broadcast, BroadcastState.PAUSED)
            await decide(sessions, broadcast, BroadcastState.SENDING)
            postman.ring()
        await postman.quiet()
    assert sorted(call.body["chat_id"] for call in telegram.calls) == list(range(1, 61))
    assert await states(sessions) == {SENT: 60}


async def test_nothing_leaves_of_one_that_was_corrected(sessions, wire, telegram, put, broadcast):
    message = await to(put, broadcast, 1)
    async with sessions.writing() as session:
        await session.execute(update(Broadcast).values(corrected_at=START))
    async with working(sessions, wire) as postman:
        await postman.quiet()
    row = await row_of(sessions, message)
    assert telegram.texts() == [] and (row.state, row.reason) == (WITHDRAWN, CORRECTED)
