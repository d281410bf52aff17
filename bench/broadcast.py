"""One broadcast to N people at RATE a second, against limits that forgive nothing, with the bot in daily use.

    python -m bench.broadcast [N] [RATE,RATE] [sqlite|postgresql] [alone]

Meanwhile people send /status a few times a second and reminders fall due; ``alone``: nothing else happens.
Kept: answers 429 (have to be none), the time beside the ideal N / RATE, the CPU of the bot, how long replies
and reminders took.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select
from sqlmodel import col

from bench.outbox import databases
from bench.people import CHATS, FIRST, fill
from bench.processes import TOKEN, Telegram, cpu_seconds, keep, resident_mib, subject, telegram
from bench.strict_telegram import MARK
from bot.rules.actors import Role, TenureKind
from bot.rules.outbox import MessageClass
from db.engine import Sessions
from db.outbox import Outgoing, enqueue_many
from db.tables import Broadcast, BroadcastState, Contact, Reachability, Seat, Staff, Tenure

PEOPLE = 10_000
RATES = (25, 30)
#: /status a second, and reminders a second, while the broadcast runs.
STATUS, REMINDERS = 3.0, 1.0
#: Before the broadcast begins, the bot starts and answers a few times.
HEAD_START = timedelta(seconds=8)
FIRST_RECIPIENT = 5_000_001

Run = dict[str, float]


def main(people: int = PEOPLE, rates: str = "", *words: str) -> None:
    wanted = [float(rate) for rate in rates.split(",")] if rates else list(RATES)
    is_alone, only = "alone" in words, "".join(word for word in words if word != "alone")
    runs: dict[str, dict[str, Run]] = {}
    for rate in wanted:
        for name, run in _on_each_database(people, rate, only, is_alone).items():
            runs.setdefault(name, {})[f"{rate:g} a second" + ", alone" * is_alone] = run
    keep("broadcast", {"people": people, "status_a_second": STATUS, **runs})


def _on_each_database(people: int, rate: float, only: str, is_alone: bool) -> dict[str, Run]:
    if only == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            return {"SQLite": _run(f"sqlite:///{Path(folder) / 'bench.db'}", people, rate, is_alone)}
    with databases() as urls:
        chosen = {name: url for name, url in urls.items() if only in ("", name.lower())}
        return {name: _run(url, people, rate, is_alone) for name, url in chosen.items()}


def _run(url: str, people: int, rate: float, is_alone: bool) -> Run:
    fill(url)
    asyncio.run(_recipients(url, people))
    with telegram(program="bench.strict_telegram") as server:
        environment = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "DATABASE_URL": url,
            "SEND_RATE": f"{rate:g}",
            "LOG_LEVEL": "WARNING",
        }
        begin = datetime.now(UTC) + HEAD_START
        asyncio.run(_confirmed(url, begin, seconds=0 if is_alone else people / rate))
        with subject([sys.executable, "-m", "bot", "run"], environment) as process:
            server.ask("polled")
            if not is_alone:
                server.ask("ask", first=FIRST, people=CHATS, a_second=STATUS)
            return _follow(server, process.pid, people + CHATS, rate)


def _follow(server: Telegram, pid: int, messages: int, rate: float) -> Run:
    """Until all of them have arrived, or nothing more does."""
    while not server.ask("seen")["broadcasts"]:
        time.sleep(0.05)  # the server is another process, and its control address does not wait
    before, began = cpu_seconds(pid), time.monotonic()
    ideal, memory = messages / rate, 0.0
    while (seen := server.ask("seen"))["broadcasts"] < messages and time.monotonic() - began < 2 * ideal + 60:
        memory = max(memory, resident_mib(pid))
        time.sleep(0.5)  # memory is sampled, the end is seen by the way
    return _figures(seen, ideal, (cpu_seconds(pid) - before) / (time.monotonic() - began), memory)


def _figures(seen: Mapping[str, float], ideal: float, cores: float, memory: float) -> Run:
    rounded = {name: round(value, 3) for name, value in seen.items()}
    return {
        **rounded,
        "ideal_seconds": round(ideal, 1),
        "ratio_to_ideal": round(seen["seconds"] / ideal, 3),
        "ratio_with_the_rest": round(
            seen["seconds"]
            / (ideal * (1 + (seen["replies"] + seen["reminders"] + seen["others"]) / seen["broadcasts"])),
            3,
        ),
        "cores_of_the_bot": round(cores, 3),
        "mib_at_most": round(memory, 1),
    }


async def _recipients(url: str, people: int) -> None:
    """So many practice officials besides, spread over all seats there are."""
    sessions, now = Sessions(url), datetime.now(UTC)
    async with sessions.writing() as session:
        seats = list(await session.scalars(select(col(Seat.id)).order_by(col(Seat.id))))
        contacts = [
            {
                "telegram_id": FIRST_RECIPIENT + number,
                "name": f"Pejabat {number}",
                "phone": "",
                "reachability": Reachability.REACHABLE,
                "created_at": now,
            }
            for number in range(people)
        ]
        await session.execute(insert(Contact), contacts)
        ids = await session.scalars(
            select(col(Contact.id))
            .where(col(Contact.telegram_id) >= FIRST_RECIPIENT)
            .order_by(col(Contact.id))
        )
        tenures = [
            {
                "seat_id": seats[number % len(seats)],
                "contact_id": contact,
                "kind": TenureKind.ASSISTANT,
                "started_at": now,
                "prefix": "",
            }
            for number, contact in enumerate(ids)
        ]
        await session.execute(insert(Tenure), tenures)
    await sessions.close()


async def _confirmed(url: str, begin: datetime, *, seconds: float) -> None:
    """A broadcast to everybody that leaves then, and a reminder a second from then on."""
    sessions, now = Sessions(url), datetime.now(UTC)
    async with sessions.writing() as session:
        officer = Staff(telegram_id=1, name="Petugas", role=Role.OFFICER, created_at=now)
        officer.reachability = Reachability.REACHABLE
        session.add(officer)
        await session.flush()
        broadcast = Broadcast(
            state=BroadcastState.SCHEDULED,
            title="Siaran contoh",
            html=f"{MARK.decode()}. " + "Kepada Bapak/Ibu kami sampaikan <b>contoh</b> isi. " * 8,
            audience={"everybody": True},
            created_by_staff_id=officer.id or 0,
            confirmed_by_staff_id=officer.id,
            created_at=now,
            confirmed_at=now,
            starts_at=begin,
        )
        session.add(broadcast)
        await enqueue_many(session, _reminders(begin, int(seconds * REMINDERS)), now=now)
    await sessions.close()


def _reminders(begin: datetime, count: int) -> list[Outgoing]:
    """Each to another chat, at its own moment, which its words say."""
    times = [begin + timedelta(seconds=2 + number / REMINDERS) for number in range(count)]
    return [
        Outgoing(
            key=f"bench:{number}",
            message_class=MessageClass.REMINDER,
            chat_id=9_000_001 + number,
            html=f"Jatuh tempo {at.timestamp():.3f}",
            not_before=at,
        )
        for number, at in enumerate(times)
    ]


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*map(int, given[:1]), *given[1:])
