"""A probe asks without a word whether somebody can be written to, and what it finds is written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web

from bot.delivery.landing import landing
from bot.delivery.outcome import Outcome
from bot.rules.actors import TenureKind
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.transitions import OutcomeKind
from db.claimed import Room
from db.ledger import Ledger
from db.tables import Contact, Reachability, Tenure
from tests.builders import seat_id
from tests.delivery.conftest import attempts_of, row_of
from tests.delivery.telegram import ok, reset, says
from tests.delivery.test_postman import until_state, working
from tests.fakes import START


async def accepted(_request) -> web.Response:
    """What Telegram answers to a chat action: true, and no message."""
    return ok(True)


LAST_YEAR = START - timedelta(days=90)
BLOCKED = says(403, "Forbidden: bot was blocked by the user")
PROBE = {"message_class": MessageClass.PROBE, "method": "sendChatAction", "html": ""}


@pytest.fixture
async def somebody(sessions) -> int:
    """An official who blocked the bot long ago."""
    seat = await seat_id(sessions, "64.74", "inspektur")
    async with sessions.writing() as session:
        contact = Contact(
            telegram_id=1,
            name="Sari",
            reachability=Reachability.BLOCKED,
            unreachable_at=LAST_YEAR,
            review_told_at=START,
            created_at=LAST_YEAR,
        )
        session.add(contact)
        await session.flush()
        tenure = Tenure(seat_id=seat, contact_id=contact.id, kind=TenureKind.HOLDER, started_at=LAST_YEAR)
        session.add(tenure)
    return contact.id


async def known(sessions, contact_id: int) -> tuple:
    async with sessions.reading() as session:
        contact = await session.get(Contact, contact_id)
    return contact.reachability, contact.unreachable_at, contact.review_told_at


async def test_a_probe_goes_to_the_blocked_too_and_finds_who_is_back(sessions, wire, telegram, put, somebody):
    telegram.script("sendChatAction", accepted)
    probe = await put("", chat_id=1, contact_id=somebody, **PROBE)
    async with working(sessions, wire) as postman:
        await postman.quiet()
    assert [(call.method, call.body) for call in telegram.calls] == [
        ("sendChatAction", {"chat_id": 1, "action": "typing"})
    ]
    row = await row_of(sessions, probe)
    assert (row.state, row.message_id, row.expires_at) == (
        OutboxState.SENT,
        None,
        START + timedelta(minutes=10),
    )
    # since when is kept: the chore tells what still matters, and then forgets it
    assert await known(sessions, somebody) == (Reachability.REACHABLE, LAST_YEAR, None)


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (BLOCKED, Reachability.BLOCKED),
        (says(403, "Forbidden: user is deactivated"), Reachability.DEACTIVATED),
        (says(400, "Bad Request: chat not found"), Reachability.NEVER_STARTED),
    ],
)
async def test_whoever_is_still_gone_is_gone_since_the_first_time(
    sessions, wire, telegram, put, somebody, reply, state
):
    telegram.script("sendChatAction", reply)
    probe = await put("", chat_id=1, contact_id=somebody, **PROBE)
    async with working(sessions, wire) as postman:
        await postman.quiet()
    assert (await row_of(sessions, probe)).state is OutboxState.UNDELIVERABLE
    assert await known(sessions, somebody) == (state, LAST_YEAR, START)


async def test_a_lost_answer_is_asked_for_again_without_a_mark(sessions, wire, telegram, put):
    telegram.script("sendChatAction", reset, accepted)
    probe = await put("", chat_id=2, **PROBE)
    async with working(sessions, wire):
        row = await until_state(sessions, probe, OutboxState.SENT)
    assert not row.may_be_duplicate
    assert {frozenset(call.body) for call in telegram.calls} == {frozenset({"chat_id", "action"})}
    assert await attempts_of(sessions, probe) == ["ambiguous", "sent"]


async def test_a_crash_in_flight_asks_again_without_a_mark(sessions, put):
    gone, me = Ledger(sessions, "gone"), Ledger(sessions, "me")
    probe = await put("", chat_id=2, **PROBE)
    assert len(await gone.turn([], Room(free=9), now=START)) == 1
    await me.tidy(now=START, everything=True)
    row = await row_of(sessions, probe)
    assert (row.state, row.may_be_duplicate) == (OutboxState.PENDING, False)


async def test_an_ordinary_message_that_went_out_says_nothing_of_the_person(sessions, put, somebody):
    ledger = Ledger(sessions, "me")
    await put(chat_id=1, contact_id=somebody, message_class=MessageClass.RECEIPT)
    (message,) = await ledger.turn([], Room(free=9), now=START)
    sent = landing(message, Outcome(kind=OutcomeKind.SENT, message_id=5), jitter=0)
    await ledger.turn([sent], Room(free=0), now=START)
    assert await known(sessions, somebody) == (Reachability.BLOCKED, LAST_YEAR, START)
