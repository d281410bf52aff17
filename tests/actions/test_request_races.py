"""Requests decided from several sides at once: real transactions beside each other, on both databases."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from bot.actions.applicants import Draft
from bot.actions.decisions import Decision, approve, refuse
from bot.actions.erasing import erase
from bot.actions.invitations import make_code, seat_of_code
from bot.actions.registration import Outcome, register
from bot.actions.request_ends import withdraw_request
from bot.actions.request_talk import object_to
from bot.actions.request_views import waiting
from bot.actions.requests import ask_for_seat
from bot.actions.tenures import end_tenures
from bot.actions.work import Work
from bot.rules.actors import Actor, Role, TenureEnd, TenureKind
from bot.rules.codes import hashed
from bot.rules.requests import Refusal, Refused
from db.engine import Sessions
from db.queries.people import actor_of
from db.tables import RegistrationRequest, RequestNote, RequestState, Tenure
from tests.builders import BUDI, JOKO, SARI, STRANGER, joko, official, sari, seat_id, staff
from tests.fakes import START

WATI, UMAR = 900_000_003, 900_000_004


class Office:
    """One request for Inspektur Kota Bontang, and people who act on it in transactions of their own."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    async def ask(self, person: int = STRANGER) -> int:
        seat = await seat_id(self.sessions, "64.74", "inspektur")
        async with self.sessions.writing() as session:
            work = Work(session, START, Actor(telegram_id=person))
            await ask_for_seat(work, Draft(seat, f"Pemohon {person}"))
            found = await session.scalar(select(func.max(RegistrationRequest.id)))
            return int(found)

    async def seen(self, request: int) -> str:
        async with self.sessions.reading() as session:
            return (await waiting(Work(session, START, Actor(telegram_id=0)), request)).seen

    async def as_(self, person: int, deed):
        async with self.sessions.writing() as session:
            return await deed(Work(session, START, await actor_of(session, person)))

    async def approve(self, person: int, request: int, seen: str) -> Decision:
        decided = await self.as_(
            person, lambda work: approve(work, request_id=request, seen=seen, is_sure=True)
        )
        return decided.decision

    async def refuse(self, person: int, request: int) -> str:
        await self.as_(
            person, lambda work: refuse(work, request_id=request, refused=Refused(Refusal.UNCLEAR))
        )
        return "refused"

    async def withdraw(self, person: int = STRANGER) -> bool:
        return await self.as_(person, withdraw_request)

    async def holders(self) -> list[int]:
        async with self.sessions.reading() as session:
            rows = await session.scalars(
                select(col(Tenure.contact_id)).where(
                    col(Tenure.ended_at).is_(None), col(Tenure.kind) == TenureKind.HOLDER
                )
            )
            return list(rows)

    async def state(self, request: int) -> RequestState:
        async with self.sessions.reading() as session:
            found = await session.get(RegistrationRequest, request)
            return found.state


@pytest.fixture
async def office(sessions: Sessions) -> Office:
    await joko(sessions)
    for person, name in ((WATI, "Wati"), (UMAR, "Umar")):
        await staff(sessions, person, Role.ADMIN, name=name)
    return Office(sessions)


async def at_once(*jobs) -> Counter[str]:
    """What came of each, faults by their name."""
    outcomes = await asyncio.gather(*jobs, return_exceptions=True)
    return Counter(type(one).__name__ if isinstance(one, BaseException) else str(one) for one in outcomes)


async def test_of_twenty_approvals_one_counts(office):
    request = await office.ask()
    seen = await office.seen(request)
    outcomes = await at_once(*(office.approve((JOKO, WATI, UMAR)[n % 3], request, seen) for n in range(20)))
    assert outcomes == {"approved": 1, "Stale": 19}
    assert len(await office.holders()) == 1


async def test_approval_and_refusal_at_once_leave_one(office):
    request = await office.ask()
    seen = await office.seen(request)
    outcomes = await at_once(office.approve(WATI, request, seen), office.refuse(JOKO, request))
    assert outcomes["Stale"] == 1
    is_approved = await office.state(request) is RequestState.APPROVED
    assert len(await office.holders()) == (1 if is_approved else 0)
    assert outcomes["approved" if is_approved else "refused"] == 1


async def test_of_first_approvals_at_once_one_is_noted_and_none_is_the_second(office):
    await sari(office.sessions)
    request = await office.ask()
    seen = await office.seen(request)
    outcomes = await at_once(*(office.approve(person, request, seen) for person in (JOKO, WATI, UMAR)))
    assert outcomes == {"first": 1, "changed": 2}
    assert await office.state(request) is RequestState.PENDING


async def test_of_second_approvals_at_once_one_ends_the_holder(office):
    sari_id = await sari(office.sessions)
    request = await office.ask()
    await office.approve(JOKO, request, await office.seen(request))
    seen = await office.seen(request)
    outcomes = await at_once(*(office.approve(person, request, seen) for person in (WATI, UMAR) * 3))
    assert outcomes == {"approved": 1, "Stale": 5}
    (holder,) = await office.holders()
    assert holder != sari_id


async def test_approval_and_withdrawal_at_once_leave_one(office):
    request = await office.ask()
    seen = await office.seen(request)
    outcomes = await at_once(office.approve(WATI, request, seen), office.withdraw())
    state = await office.state(request)
    assert outcomes in ({"approved": 1, "False": 1}, {"Stale": 1, "True": 1})
    assert len(await office.holders()) == (1 if state is RequestState.APPROVED else 0)


async def test_two_requests_for_one_seat_approved_at_once_give_it_to_one(office):
    requests = [await office.ask(STRANGER), await office.ask(BUDI)]
    seen = [await office.seen(request) for request in requests]
    outcomes = await at_once(*(office.approve(WATI, one, it) for one, it in zip(requests, seen, strict=True)))
    assert outcomes == {"approved": 1, "changed": 1}
    assert len(await office.holders()) == 1


async def test_the_holder_ends_while_the_second_approval_comes(office):
    sari_id = await sari(office.sessions)
    request = await office.ask()
    await office.approve(JOKO, request, await office.seen(request))
    seen = await office.seen(request)

    async def leave(work: Work) -> str:
        ended = await end_tenures(work, reason=TenureEnd.LEFT, contact_id=sari_id)
        return f"left {len(ended)}"

    outcomes = await at_once(office.approve(WATI, request, seen), office.as_(SARI, leave))
    assert sari_id not in await office.holders()
    if outcomes["approved"]:
        assert outcomes["left 0"] == 1 and len(await office.holders()) == 1
    else:  # there is another thing to see now: the seat is empty, so one approval is enough
        assert outcomes["changed"] + outcomes["Stale"] == 1 and outcomes["left 1"] == 1
        assert await office.approve(WATI, request, await office.seen(request)) is Decision.APPROVED


async def test_the_asker_is_erased_while_the_approval_comes(office):
    budi_id = await official(office.sessions, BUDI, "64.74", "sekda", name="Budi")
    request = await office.ask(BUDI)
    seen = await office.seen(request)

    async def gone(work: Work) -> str:
        await erase(work, budi_id)
        return "erased"

    outcomes = await at_once(office.approve(WATI, request, seen), office.as_(BUDI, gone))
    assert outcomes["erased"] == 1 and outcomes["approved"] + outcomes["Stale"] == 1
    assert await office.holders() == []
    async with office.sessions.reading() as session:
        names = await session.scalars(select(col(RegistrationRequest.name)))
        assert f"Pemohon {BUDI}" not in list(names)


async def test_the_asker_takes_the_seat_by_code_while_the_approval_comes(office):
    request = await office.ask()
    seen = await office.seen(request)
    async with office.sessions.writing() as session:
        made = await make_code(
            Work(session, START, await actor_of(session, WATI)), region_code="64.74", post="inspektur"
        )
    draft = Draft(made.seat.seat_id, "Rahmat", code_hash=hashed(made.code))
    outcomes = await at_once(
        office.approve(WATI, request, seen), office.as_(STRANGER, lambda work: register(work, draft))
    )
    assert len(await office.holders()) == 1
    assert outcomes in ({"approved": 1, Outcome.DONE: 1}, {"approved": 1, Outcome.ALREADY: 1})
    async with office.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Tenure)) == 1
        open_for = await seat_of_code(Work(session, START, Actor(telegram_id=0)), hashed(made.code))
    assert (open_for is None) == bool(outcomes[Outcome.DONE])


async def test_the_holder_objects_while_the_second_approval_comes(office):
    await sari(office.sessions)
    request = await office.ask()
    await office.approve(JOKO, request, await office.seen(request))
    seen = await office.seen(request)
    outcomes = await at_once(
        office.approve(WATI, request, seen),
        office.as_(SARI, lambda work: object_to(work, request_id=request)),
    )
    async with office.sessions.reading() as session:
        noted = await session.scalar(select(func.count()).select_from(RequestNote))
    assert (outcomes["approved"], noted) in ((1, 0), (0, 1))
