"""Practice officials and the example data in a fresh database, for the bots that are measured."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime

from sqlalchemy import select
from sqlmodel import col

from bench.processes import ROOT
from bot.rules.actors import TenureKind
from db.engine import Sessions
from db.migrate import prepare
from db.tables import Consent, Contact, Reachability, Seat, Tenure

FIRST = 1_000_001
CHATS = 64
REGIONS = ("19.04", "64.74", "73.09", "53.10")


def fill(url: str) -> None:
    """Migrate, load the example measurements, register 64 practice officials."""
    asyncio.run(prepare(url))
    command = [
        sys.executable,
        "-m",
        "bot",
        "import",
        "measurements",
        "db/reference/measurements.csv",
        "--quiet",
    ]
    subprocess.run(
        command, env={**os.environ, "DATABASE_URL": url}, cwd=ROOT, check=True, capture_output=True
    )
    asyncio.run(_register(url))


async def _register(url: str) -> None:
    sessions, now = Sessions(url), datetime.now(UTC)
    async with sessions.writing() as session:
        seats = select(col(Seat.id)).where(col(Seat.region_code).in_(REGIONS)).order_by(col(Seat.id))
        ids = list((await session.execute(seats)).scalars())
        for number in range(CHATS):
            telegram_id = FIRST + number
            contact = Contact(
                telegram_id=telegram_id,
                name=f"Pejabat {number}",
                reachability=Reachability.REACHABLE,
                created_at=now,
            )
            session.add(contact)
            await session.flush()
            seat_id = ids[number % len(ids)]
            session.add(
                Tenure(seat_id=seat_id, contact_id=contact.id, kind=TenureKind.ASSISTANT, started_at=now)
            )
            session.add(Consent(telegram_id=telegram_id, notice_version="bench", given_at=now))
    await sessions.close()
