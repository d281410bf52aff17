"""The database goes away in the middle: what certainly did not leave is known not to have left."""

from __future__ import annotations

from collections import deque
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import OperationalError

from bot.delivery.carrier import Carrier
from bot.delivery.wire import Wire
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.transitions import OutcomeKind
from db.claimed import Room
from db.ledger import Ledger
from db.tables import Attachment
from tests.delivery.conftest import attempts_of, row_of
from tests.delivery.telegram import TOKEN, says
from tests.delivery.test_postman import working
from tests.fakes import START


class Flaky:
    """Sessions some of which fail: each word of the script is about the next one that is asked for."""

    def __init__(self, sessions, *script: str) -> None:
        self._sessions = sessions
        self.script = deque(script)
        self.is_sqlite = sessions.is_sqlite

    def writing(self):
        return self._session(self._sessions.writing)

    def reading(self):
        return self._session(self._sessions.reading)

    def writing_plainly(self):
        return self._session(self._sessions.writing_plainly)

    def reading_plainly(self):
        return self._session(self._sessions.reading_plainly)

    @asynccontextmanager
    async def _session(self, opened):
        fate = self.script.popleft() if self.script else "well"
        if fate == "refused":
            raise OperationalError("BEGIN", None, ConnectionResetError())
        async with opened() as session:
            yield session
        if fate == "answer lost":
            raise OperationalError("COMMIT", None, ConnectionResetError())


async def test_a_file_that_cannot_be_read_did_not_leave(sessions, wire, telegram, put):
    async with sessions.writing() as session:
        file = {"filename": "a.pdf", "media_type": "application/pdf", "sha256": "0", "content": b"%PDF"}
        session.add(Attachment(**file, created_at=START))
    await put(message_class=MessageClass.BROADCAST, method="sendDocument", attachment_id=1)
    (message,) = await Ledger(sessions, "me").turn([], Room(free=1), now=START)
    carrier = Carrier(sessions=Flaky(sessions, "refused"), wire=wire, mark_possible_duplicate=str)
    assert (await carrier.carry(message)).kind is OutcomeKind.NOT_SENT
    assert telegram.calls == []


@pytest.mark.parametrize(
    "script",
    [
        ("answer lost",),  # of the commit that announced it
        ("well", "answer lost"),  # of the commit that settled it
        ("refused", "refused", "well", "answer lost", "refused"),
    ],
)
async def test_a_commit_whose_answer_is_lost_doubles_nothing_and_leaves_nothing_uncertain(
    sessions, wire, telegram, put, script
):
    flaky = Flaky(sessions)
    async with working(flaky, wire) as postman:
        await postman.quiet()
        outbox_id = await put(message_class=MessageClass.BROADCAST)
        flaky.script.extend(script)
        await postman.quiet()
    row = await row_of(sessions, outbox_id)
    assert (row.state, row.may_be_duplicate, len(telegram.calls)) == (OutboxState.SENT, False, 1)
    assert await attempts_of(sessions, outbox_id) == ["sent"]


async def test_a_pause_that_cannot_be_kept_is_obeyed_all_the_same(sessions, telegram):
    from bot.delivery.gate import Gate

    telegram.script("sendMessage", says(429, "Too Many Requests: retry after 600", retry_after=600))
    flaky = Flaky(sessions, "well", "refused")
    async with Wire(token=TOKEN, api_url=telegram.url, gate=Gate(flaky), rate=0) as wire:
        assert (await wire.call("sendMessage", {"chat_id": 1, "text": "a"})).status == 429
        assert wire.traffic.room() == 0
