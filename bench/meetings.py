"""A meeting of all 514 regions, a sitting for each, two seats a region: drafted, published, and 100 moved."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import delete, func, insert, select
from sqlmodel import col

from bench.processes import keep
from bot.actions import drafts, publication, revisions
from bot.actions.file_imports import ImportKind, import_file
from bot.actions.work import SYSTEM, Work
from bot.rules.actors import Actor, Role
from bot.rules.clocks import WIB
from db.engine import Sessions
from db.migrate import prepare
from db.queries.meetings import meeting_view
from db.queries.places import region_names
from db.tables import Contact, OutboxMessage, Reachability, ReminderPlan, Seat, Staff, Tenure

ROUNDS = 3
COHORT = 2027
MOVES = 100
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=WIB)
FIRST_DAY = datetime(2026, 2, 2, tzinfo=WIB)
SITTINGS_A_DAY = 24
TELEGRAM_ID = 700_000_000
_OUTBOX, _PLAN = OutboxMessage.__table__, ReminderPlan.__table__


def main(rounds: int = ROUNDS) -> None:
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_round(f"sqlite:///{Path(folder) / 'bench.db'}", taken))
    medians = {words: round(median(values), 2) for words, values in taken.items()}
    keep("meetings", {"rounds": rounds, "regions": len(region_names()), "median seconds or rows": medians})


async def _round(url: str, taken: dict[str, list[float]]) -> None:
    await prepare(url)
    sessions = Sessions(url)
    officer = await everybody(sessions)

    async def timed(words: str, deed: Callable[[Work], Awaitable[object]], now: datetime = NOW) -> None:
        began = time.perf_counter()
        async with sessions.writing() as session:
            await deed(Work(session, now, officer, update_id=1))
        taken[words].append(time.perf_counter() - began)

    await timed("draft", lambda work: drafts.draft_from_form(work, _form()))
    await timed("Terbitkan", lambda work: publication.publish_soon(work, meeting_id=1))
    await timed("published", revisions.publish_due, NOW + timedelta(seconds=31))
    await timed("peer: the same rows written again, without rules and texts", _rewrite)
    items = await _items(sessions)
    await timed(
        "100 sittings moved in one revision", lambda work: _move(work, items), NOW + timedelta(hours=1)
    )
    async with sessions.reading() as session:
        taken["rows: messages"].append(await session.scalar(select(func.count(col(OutboxMessage.id)))) or 0)
        taken["rows: reminders planned"].append(
            await session.scalar(select(func.count(col(ReminderPlan.id)))) or 0
        )
    await sessions.close()


async def _rewrite(work: Work) -> None:
    """Every message and plan as it is, in two statements: what the database alone takes of a publication."""
    rows = [dict(row) for row in (await work.session.execute(select(_OUTBOX))).mappings()]
    last = max(int(row["id"]) for row in rows)
    for row in rows:  # the rows that are there are pointed at
        row |= {"id": int(row["id"]) + last, "key": f"peer:{row['key']}", "proof_code": None}
    await work.session.execute(insert(_OUTBOX), rows)
    plans = [dict(row) for row in (await work.session.execute(select(_PLAN))).mappings()]
    await work.session.execute(delete(_PLAN))
    await work.session.execute(insert(_PLAN), plans)
    await work.session.execute(delete(_OUTBOX).where(_OUTBOX.c.id > last))


async def _items(sessions: Sessions) -> list[int]:
    """The sittings to be moved, spread over the meeting."""
    async with sessions.reading() as session:
        meeting = await meeting_view(session, 1)
    assert meeting is not None
    return [sitting.item for sitting in meeting.sittings][::5][:MOVES]


async def _move(work: Work, items: list[int]) -> None:
    """All of them a week later, as one revision."""
    meeting, _sitting = await revisions.changeable(work, item=items[0])
    number = await revisions.open_revision(work, meeting)
    for item in items:
        sitting = meeting.sitting(item)
        assert sitting is not None
        await revisions.set_item(
            work,
            item,
            revision=number,
            starts_at=sitting.starts_at + timedelta(days=7),
            ends_at=sitting.ends_at + timedelta(days=7),
            time_revision=sitting.time_revision + 1,
        )
    await revisions.close_revision(work, meeting, action="sitting.move", item=items[0])


async def everybody(sessions: Sessions) -> Actor:
    """Every region a calon, every seat of the two posts held by somebody who can be reached, one officer."""
    rows = [f"{code},{COHORT},calon" for code in region_names()]
    async with sessions.writing() as session:
        outcome = await import_file(
            Work(session, NOW, SYSTEM),
            kind=ImportKind.CANDIDACIES,
            filename="bench.csv",
            content="\n".join(["region_code,cohort,stage", *rows]).encode(),
            is_dry_run=False,
            is_quiet=True,
        )
        assert outcome.is_ok, outcome.problems[:3]
        staff = Staff(
            telegram_id=TELEGRAM_ID, role=Role.OFFICER, created_at=NOW, reachability=Reachability.REACHABLE
        )
        session.add(staff)
        await session.flush()
        of_real = col(Seat.region_code).in_(list(region_names()))
        seats = (await session.scalars(select(col(Seat.id)).where(of_real).order_by(col(Seat.id)))).all()
        people = [
            {"id": number, "telegram_id": TELEGRAM_ID + number, "name": "Pejabat Praktik", "created_at": NOW}
            for number in range(1, len(seats) + 1)
        ]
        await session.execute(insert(Contact), people)
        held = [
            {"seat_id": seat, "contact_id": number, "kind": "holder", "started_at": NOW}
            for number, seat in enumerate(seats, start=1)
        ]
        await session.execute(insert(Tenure), held)
        return Actor(telegram_id=TELEGRAM_ID, staff_id=staff.id, role=Role.OFFICER, name="Petugas")


def _form() -> str:
    lines = ["Judul: Rapat koordinasi seluruh daerah", "Tautan: https://zoom.us/j/90000000000"]
    for number, code in enumerate(region_names()):
        start = _start(number)
        lines.append(f"Sesi: {start:%d-%m-%Y %H.%M}-{start + timedelta(minutes=20):%H.%M} WIB; {code}")
    return "\n".join(lines)


def _start(number: int) -> datetime:
    day, slot = divmod(number, SITTINGS_A_DAY)
    return FIRST_DAY + timedelta(days=day, hours=8, minutes=20 * slot)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
