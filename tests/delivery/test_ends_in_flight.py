"""People who leave or move while their message waits for its turn: nothing begins after the commit."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.erasing import erase
from bot.actions.invitations import ensure_seat
from bot.actions.tenures import end_tenures
from bot.actions.work import SYSTEM, Work
from bot.delivery.carrier import Carrier
from bot.delivery.landing import landing
from bot.rules.actors import Role, TenureKind
from bot.rules.outbox import OutboxState
from db.claimed import Room
from db.ledger import Ledger
from db.moving import Move, change_account, rekey
from db.tables import Contact, Reachability, Region, Staff, Tenure, TenureEnd
from tests.delivery.conftest import row_of, wire_to
from tests.fakes import START

MOMENTS = 100
#: Messages a second, and for how long people leave: the pace lets so many go at 0, 1 and 2 seconds.
RATE = 34
SECONDS = 2.1
#: How long a request that had begun when the commit came may take to arrive, on a busy machine.
ON_ITS_WAY = 0.25


@dataclass
class Person:
    chat_id: int
    way: str
    row_id: int = 0
    outbox_id: int = 0
    gone_at: float = 0.0


async def people(sessions, put) -> list[Person]:
    made = [Person(8_000_000_000 + n, ("tenure", "staff", "erased", "moved")[n % 4]) for n in range(MOMENTS)]
    async with sessions.writing() as session:
        regions = (await session.scalars(select(col(Region.code)).order_by(col(Region.code)))).all()
        system = Work(session, START, SYSTEM)
        seats = iter([await ensure_seat(system, code, "sekda") for code in regions[:MOMENTS]])
        for one in made:
            name = f"Uji {one.chat_id}"
            if one.way == "staff":
                row = Staff(telegram_id=one.chat_id, name=name, role=Role.OFFICER, created_at=START)
            else:
                row = Contact(telegram_id=one.chat_id, name=name, created_at=START)
            row.reachability = Reachability.REACHABLE
            session.add(row)
            await session.flush()
            one.row_id = row.id
            if one.way != "staff":
                session.add(
                    Tenure(seat_id=next(seats), contact_id=row.id, kind=TenureKind.HOLDER, started_at=START)
                )
    for one in made:
        who = {"staff_id" if one.way == "staff" else "contact_id": one.row_id}
        one.outbox_id = await put("Rahasia", chat_id=one.chat_id, **who)
    return made


async def leave(sessions, one: Person, at: float) -> None:
    loop = asyncio.get_running_loop()
    await asyncio.sleep(at - loop.time())
    async with sessions.writing() as session:
        work = Work(session, START, SYSTEM)
        if one.way == "tenure":
            await end_tenures(work, reason=TenureEnd.REVOKED, contact_id=one.row_id)
        elif one.way == "erased":
            await erase(work, one.row_id)
        elif one.way == "moved":
            move = Move(one.row_id, old=one.chat_id, new=one.chat_id + 1_000)
            await change_account(session, move, seen_at=START)
            await rekey(session, move, now=START)
        else:
            await session.execute(update(Staff).where(col(Staff.id) == one.row_id).values(is_active=False))
    one.gone_at = loop.time()


async def test_nothing_begins_after_the_commit_that_ended_somebody(sessions, telegram, put):
    everybody = await people(sessions, put)
    ledger = Ledger(sessions, "uji")
    dice = random.Random(3)
    async with wire_to(telegram, sessions, rate=RATE) as wire:
        carrier = Carrier(sessions=sessions, wire=wire, mark_possible_duplicate=str)
        claimed = await ledger.turn([], Room(free=MOMENTS), now=START)
        assert len(claimed) == MOMENTS
        begin = asyncio.get_running_loop().time()
        leaving = asyncio.gather(
            *(leave(sessions, one, begin + dice.uniform(0, SECONDS)) for one in everybody)
        )
        outcomes = await asyncio.gather(*(carrier.carry(one) for one in claimed))
        await leaving
        landed = [landing(one, got, jitter=0) for one, got in zip(claimed, outcomes, strict=True)]
        await ledger.turn(landed, Room(free=0), now=START)

    arrived = {int(call.body["chat_id"]): call.at for call in telegram.calls}
    late = [
        (one.way, arrived[one.chat_id] - one.gone_at)
        for one in everybody
        if arrived.get(one.chat_id, 0) > one.gone_at + ON_ITS_WAY
    ]
    assert late == []
    ends = [((row := await row_of(sessions, one.outbox_id)).state, row.reason) for one in everybody]
    expected = [
        (OutboxState.SENT, "")
        if one.chat_id in arrived
        else (OutboxState.WITHDRAWN, "moved" if one.way == "moved" else "left")
        for one in everybody
    ]
    assert ends == expected
    assert 0 < len(arrived) < MOMENTS, "some have to be sent and some not, or nothing was tried"
