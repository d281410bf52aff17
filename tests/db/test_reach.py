"""Who can be written to and who was here when, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import event, select

from bot.rules.actors import Role
from bot.rules.clocks import WIB
from db.reach import came_back, heard_from, went
from db.tables import Contact, Reachability, Staff
from tests.builders import BUDI, JOKO, SARI, budi, sari, staff
from tests.fakes import START

LATER = START + timedelta(days=3)
#: 10.59 on the wall of Dit. Permas, and the hour it belongs to.
SEEN = datetime(2025, 3, 4, 10, 59, 30, tzinfo=WIB)
HOUR = datetime(2025, 3, 4, 3, 0, tzinfo=UTC)


async def gone(sessions, state: Reachability, *, now: datetime) -> int:
    async with sessions.writing() as session:
        return await went(await session.connection(), SARI, state, now=now)


async def back(sessions) -> int:
    async with sessions.writing() as session:
        return await came_back(await session.connection(), [SARI])


async def known(sessions, telegram_id: int = SARI) -> tuple:
    async with sessions.reading() as session:
        contact = await session.scalar(select(Contact).where(Contact.telegram_id == telegram_id))
    return contact.reachability, contact.unreachable_at


async def test_since_when_is_the_first_time_and_begins_anew_after_a_return(sessions):
    await sari(sessions)
    assert await gone(sessions, Reachability.BLOCKED, now=START) == 1
    assert await gone(sessions, Reachability.BLOCKED, now=LATER) == 0
    assert await known(sessions) == (Reachability.BLOCKED, START)
    assert await gone(sessions, Reachability.DEACTIVATED, now=LATER) == 1
    assert await known(sessions) == (Reachability.DEACTIVATED, START)
    assert await back(sessions) == 1
    assert await back(sessions) == 0
    assert await known(sessions) == (Reachability.REACHABLE, START)
    # gone again before he was told what still matters
    await gone(sessions, Reachability.BLOCKED, now=LATER)
    assert await known(sessions) == (Reachability.BLOCKED, LATER)


async def test_a_moment_on_another_clock_is_the_same_moment(sessions):
    await sari(sessions)
    await gone(sessions, Reachability.BLOCKED, now=START.astimezone(WIB))
    assert await known(sessions) == (Reachability.BLOCKED, START)


async def heard(sessions, *telegram_ids: int, now: datetime) -> list[str]:
    """The verbs of the statements it took."""
    verbs: list[str] = []

    def note(_connection, _cursor, statement, *_):
        verbs.append(statement.split()[0])

    async with sessions.writing() as session:
        event.listen(sessions.engine.sync_engine, "before_cursor_execute", note)
        await heard_from(session, telegram_ids, now=now)
        event.remove(sessions.engine.sync_engine, "before_cursor_execute", note)
    return verbs


async def last_seen(sessions, table: type[Contact] | type[Staff]) -> dict[int, datetime | None]:
    async with sessions.reading() as session:
        return {row.telegram_id: row.last_seen_at for row in await session.scalars(select(table))}


async def test_whoever_writes_was_here_in_that_hour(sessions):
    await sari(sessions)
    await budi(sessions)
    await staff(sessions, JOKO, Role.OFFICER)
    await heard(sessions, SARI, JOKO, 12345, now=SEEN)
    assert await last_seen(sessions, Contact) == {SARI: HOUR, BUDI: None}
    assert await last_seen(sessions, Staff) == {JOKO: HOUR}


async def test_a_batch_takes_one_question_and_writes_at_most_once_an_hour(sessions):
    await sari(sessions)
    assert await heard(sessions, SARI, BUDI, now=SEEN) == ["SELECT", "UPDATE", "UPDATE"]
    assert await heard(sessions, SARI, BUDI, now=SEEN) == ["SELECT"]
    assert await heard(sessions, now=SEEN) == []
    assert await heard(sessions, SARI, now=SEEN + timedelta(minutes=1)) == ["SELECT", "UPDATE", "UPDATE"]


async def test_whoever_writes_can_be_written_to(sessions):
    await sari(sessions)
    await heard(sessions, SARI, now=SEEN)
    await gone(sessions, Reachability.BLOCKED, now=START)
    await heard(sessions, SARI, now=SEEN)
    assert await known(sessions) == (Reachability.REACHABLE, START)
