"""The same random histories through the machine of the rules and through the database: both say the same."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime, timedelta

import psycopg
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import select, text, update
from sqlmodel import col

from bot.delivery.landing import landing
from bot.delivery.outcome import Outcome
from bot.rules import outbox_machine as machine
from bot.rules.outbox import OutboxState
from bot.rules.outbox_machine import Entry, Try
from bot.rules.transitions import OutcomeKind
from db.claimed import Claimed, Room
from db.clock import real_in, real_now
from db.engine import Sessions
from db.ledger import Ledger
from db.outbox import Outgoing, enqueue, withdraw
from db.tables import OutboxMessage
from tests.outbox_histories import LEASE, Flying, Histories, Mirror

#: Histories on SQLite, and three times as many as on PostgreSQL; ``make campaign`` sets more.
HISTORIES = int(os.environ.get("OUTBOX_HISTORIES", "12"))
#: A wait in the database is measured a moment after the machine's.
_SLACK = timedelta(seconds=2)
_COMPARED = (
    "id",
    "state",
    "fence",
    "owner",
    "attempts",
    "ambiguous_count",
    "may_be_duplicate",
    "retry_at",
)


class InSql(Mirror):
    """Lets the real ledger do each step, and compares every row after it."""

    def __init__(self, sessions: Sessions) -> None:
        self._runner = asyncio.Runner()
        self._sessions = sessions
        self._claimed: dict[tuple[int, int], Claimed] = {}

    def _ledger(self, sender: str) -> Ledger:
        return Ledger(self._sessions, sender, LEASE)

    def enqueue(self, entry: Entry) -> None:
        message = Outgoing(
            key=f"m:{entry.id}",
            message_class=entry.message_class,
            chat_id=entry.chat_id,
            html="Hai",
            not_before=entry.not_before,
            expires_at=entry.expires_at,
        )

        async def put() -> None:
            async with self._sessions.writing() as session:
                assert await enqueue(session, message, now=entry.expires_at) == entry.id

        self._runner.run(put())

    def claim(self, sender: str, free: int, now: datetime, tries: list[Try]) -> None:
        claimed = self._runner.run(self._ledger(sender).turn([], Room(free=free), now=now))
        assert [(one.id, one.fence) for one in claimed] == [(one.id, one.fence) for one in tries]
        self._claimed |= {(one.id, one.fence): one for one in claimed}

    def answer(self, flying: Flying, kind: OutcomeKind, now: datetime) -> None:
        claimed = self._claimed[flying.tried.id, flying.tried.fence]
        landed = landing(claimed, Outcome(kind=kind), jitter=0)
        self._runner.run(self._ledger(flying.sender).turn([landed], Room(free=0), now=now))

    def tidy(self, sender: str, everything: bool, now: datetime, recovered: list[int]) -> None:
        found = self._runner.run(self._ledger(sender).tidy(now=now, everything=everything))
        assert found == len(recovered)

    def withdraw(self, entry_id: int, now: datetime, took: bool) -> None:
        async def take_back() -> int:
            async with self._sessions.writing() as session:
                return await withdraw(session, keys=[f"m:{entry_id}"], reason="x", now=now)

        assert self._runner.run(take_back()) == took

    def turn(self, entry_id: int, was: OutboxState, to: OutboxState) -> None:
        one = (col(OutboxMessage.id) == entry_id, col(OutboxMessage.state) == was)
        self._write(update(OutboxMessage).where(*one).values(state=to))

    def compare(self, entries: machine.Entries, real: datetime) -> None:
        rows, clock = self._runner.run(self._read())
        assert len(rows) == len(entries)
        for row in rows:
            one = entries[row.id]
            assert (row.state, row.fence, row.owner) == (one.state, one.fence, one.owner)
            assert (row.attempts, row.ambiguous_count) == (one.attempts, one.ambiguous_count)
            assert row.may_be_duplicate == one.may_be_duplicate
            if one.state is OutboxState.PENDING and one.retry_at is not None and one.retry_at > real:
                assert abs((row.retry_at - clock) - (one.retry_at - real)) < _SLACK
        self.move(entries, real)

    def close(self) -> None:
        self._write(text("DELETE FROM outbox_attempt"))
        self._write(text("DELETE FROM outbox"))
        if not self._sessions.is_sqlite:
            self._write(text("ALTER SEQUENCE outbox_id_seq RESTART"))
        self._runner.run(self._sessions.close())
        self._runner.close()

    def move(self, entries: machine.Entries, real: datetime) -> None:
        """The database's own clock cannot be moved, so what is measured by it is moved instead."""

        async def move() -> None:
            async with self._sessions.writing() as session:
                for one in entries.values():
                    for column, at in (("retry_at", one.retry_at), ("lease_until", one.lease_until)):
                        if at is not None:
                            moved = {column: real_in((at - real).total_seconds())}
                            row = update(OutboxMessage).where(col(OutboxMessage.id) == one.id)
                            await session.execute(row.values(**moved))

        self._runner.run(move())

    def _write(self, statement) -> None:
        async def write() -> None:
            async with self._sessions.writing() as session:
                await session.execute(statement)

        self._runner.run(write())

    async def _read(self):
        columns = [getattr(OutboxMessage, name) for name in _COMPARED]
        async with self._sessions.reading() as session:
            rows = (await session.execute(select(*columns))).all()
            clock = (await session.execute(select(real_now()))).scalar_one()
        return rows, clock


def play(url: str, *, examples: int, steps: int) -> None:
    class InTheDatabase(Histories):
        def new_mirror(self) -> Mirror:
            return InSql(Sessions(url))

    run_state_machine_as_test(
        InTheDatabase,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_on_sqlite(sqlite_url):
    play(sqlite_url, examples=HISTORIES, steps=20)


def test_on_postgresql(one_postgresql):
    with psycopg.connect(one_postgresql, autocommit=True) as connection:
        connection.execute("TRUNCATE outbox RESTART IDENTITY CASCADE")
    play(one_postgresql, examples=max(1, HISTORIES // 3), steps=20)
