"""A scripted Bot API server, a wire to it, and rows in the outbox."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import psycopg
import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.delivery.gate import Gate
from bot.delivery.wire import Wire
from bot.rules.outbox import MessageClass
from db.engine import Sessions
from db.outbox import Outgoing, enqueue
from db.tables import Attempt, OutboxMessage
from tests.conftest import database_of
from tests.delivery.telegram import TOKEN, Telegram
from tests.fakes import START


@pytest.fixture(scope="session")
def one_postgresql(postgresql_server, postgresql_template: str) -> str:
    """One database for all tests of delivery, emptied before each: a new one takes a second."""
    with psycopg.connect(postgresql_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE delivery TEMPLATE {postgresql_template} STRATEGY WAL_LOG")
    url = database_of(postgresql_server, "delivery")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept_post AS TABLE post")
    return url


@pytest.fixture
def emptied_postgresql(one_postgresql: str) -> str:
    with psycopg.connect(one_postgresql, autocommit=True) as connection:
        connection.execute(
            "TRUNCATE outbox, inbox, gate, attachment, broadcast_body, contact, staff, meeting, chat_menu,"
            " instance, chat_pace RESTART IDENTITY CASCADE"
        )
        connection.execute(
            "INSERT INTO post SELECT * FROM kept_post"
        )  # posts name who added them, and went too
    return one_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "emptied_postgresql")


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    telegram = Telegram()
    await telegram.start()
    yield telegram
    await telegram.stop()


@pytest.fixture
async def wire(telegram: Telegram, sessions: Sessions) -> AsyncIterator[Wire]:
    """A wire without any limit of ours."""
    async with wire_to(telegram, sessions) as wire:
        yield wire


def wire_to(telegram: Telegram, sessions: Sessions, *, rate: float = 0) -> Wire:
    return Wire(token=TOKEN, api_url=telegram.url, gate=Gate(sessions), rate=rate)


Put = Callable[..., Awaitable[int]]


@pytest.fixture
def put(sessions: Sessions) -> Put:
    """Enqueue one message; returns its id."""
    return putting(sessions)


def putting(sessions: Sessions) -> Put:
    numbers = iter(range(1, 1_000_000))

    async def put(text: str = "Hai", *, now: datetime = START, **values: object) -> int:
        message = Outgoing(
            key=f"t:{next(numbers)}", message_class=MessageClass.ALERT, chat_id=1001, html=text
        )
        async with sessions.writing() as session:
            outbox_id = await enqueue(session, replace(message, **values), now=now)
        assert outbox_id is not None
        return outbox_id

    return put


async def row_of(sessions: Sessions, outbox_id: int) -> OutboxMessage:
    async with sessions.reading() as session:
        return (
            await session.execute(select(OutboxMessage).where(col(OutboxMessage.id) == outbox_id))
        ).scalar_one()


async def attempts_of(sessions: Sessions, outbox_id: int) -> list[str]:
    columns = (
        select(col(Attempt.outcome)).where(col(Attempt.outbox_id) == outbox_id).order_by(col(Attempt.id))
    )
    async with sessions.reading() as session:
        return list((await session.execute(columns)).scalars())
