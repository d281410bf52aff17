"""A new account at the same moment as something else: real transactions beside each other."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions.account_objections import object_to_move
from bot.actions.applicants import Draft
from bot.actions.decisions import Decided, Decision, approve
from bot.actions.erasing import erase
from bot.actions.own_requests import ask_new_account
from bot.actions.request_views import waiting
from bot.actions.work import Work
from bot.rules.actors import Actor, Role
from bot.rules.errors import Stale
from bot.rules.request_words import Account
from db.engine import Sessions
from db.queries.people import actor_of
from db.tables import AuditEntry, Contact, RegistrationRequest, RequestState, Staff, Tenure
from tests.builders import SARI, joko, sari, seat_id, staff
from tests.fakes import START

NEW = 7_000_000_013
HASAN = 900_000_003


def at_once(*jobs):
    return asyncio.gather(*jobs, return_exceptions=True)


@pytest.fixture
async def asked(sessions: Sessions) -> Sessions:
    """Sari asks from a new telephone; Joko has approved, and the next approval moves her."""
    first = await joko(sessions)
    await staff(sessions, HASAN, Role.ADMIN, name="Hasan")
    await sari(sessions)
    seat = await seat_id(sessions, "64.74", "inspektur")
    async with sessions.writing() as session:
        work = Work(session, START, Actor(telegram_id=NEW))
        draft = Draft(seat, "Sari", is_new_account=True)
        assert await ask_new_account(work, draft, account=Account("Sari")) is not None
    async with sessions.writing() as session:
        await session.execute(
            update(RegistrationRequest).values(first_approved_by_staff_id=first, first_approved_at=START)
        )
    return sessions


async def seen(sessions: Sessions) -> str:
    async with sessions.reading() as session:
        return (await waiting(Work(session, START, await actor_of(session, HASAN)), 1)).seen


async def decide(sessions: Sessions, telegram_id: int, card: str) -> Decided:
    async with sessions.writing() as session:
        work = Work(session, START, await actor_of(session, telegram_id))
        return await approve(work, request_id=1, seen=card)


async def act(sessions: Sessions, telegram_id: int, action) -> object:
    async with sessions.writing() as session:
        return await action(Work(session, START, await actor_of(session, telegram_id)))


async def holder(sessions: Sessions) -> int | None:
    async with sessions.reading() as session:
        return await session.scalar(
            select(col(Contact.telegram_id))
            .join(Tenure, col(Tenure.contact_id) == col(Contact.id))
            .where(col(Tenure.ended_at).is_(None))
        )


async def test_approved_many_times_at_once_it_is_done_once(asked):
    async with asked.writing() as session:
        for number in range(6):
            session.add(Staff(telegram_id=910_000_000 + number, role=Role.ADMIN, created_at=START))
    card = await seen(asked)
    outcomes = await at_once(*(decide(asked, 910_000_000 + number, card) for number in range(6)))
    assert Counter(one.decision if isinstance(one, Decided) else type(one).__name__ for one in outcomes) == {
        Decision.APPROVED: 1,
        "Stale": 5,
    }
    assert await holder(asked) == NEW
    async with asked.reading() as session:
        moved = select(func.count()).where(col(AuditEntry.action) == "change_account")
        assert await session.scalar(moved) == 1


async def test_bukan_saya_beside_the_approval_stops_it_or_comes_too_late(asked):
    card = await seen(asked)

    async def not_me(work: Work) -> bool:
        return await object_to_move(work, request_id=1)

    said, decided = await at_once(act(asked, SARI, not_me), decide(asked, HASAN, card))
    was_done = isinstance(decided, Decided) and decided.decision is Decision.APPROVED
    assert was_done is not said  # in time, or not
    assert await holder(asked) == (NEW if was_done else SARI)
    assert was_done or decided.decision is Decision.CHANGED


async def test_the_old_account_erases_itself_beside_the_approval(asked):
    card = await seen(asked)

    async def erase_me(work: Work) -> object:
        return await erase(work, work.actor.contact_id or 0)

    _, decided = await at_once(act(asked, SARI, erase_me), decide(asked, HASAN, card))
    async with asked.reading() as session:
        contact = await session.scalar(select(Contact))
        request = await session.scalar(select(RegistrationRequest))
    # erased in any case: as the person asked, and never half moved
    assert (contact.telegram_id, contact.name, await holder(asked)) == (None, "(dihapus)", None)
    was_done = isinstance(decided, Decided) and decided.decision is Decision.APPROVED
    assert request.state is (RequestState.APPROVED if was_done else RequestState.WITHDRAWN)
    assert was_done or isinstance(decided, Stale)


async def test_of_two_who_ask_for_the_same_person_one_gets_it(asked):
    other = NEW + 1
    seat = await seat_id(asked, "64.74", "inspektur")
    async with asked.writing() as session:
        work = Work(session, START, Actor(telegram_id=other))
        draft = Draft(seat, "Sari", is_new_account=True)
        assert await ask_new_account(work, draft, account=Account("Sari")) is not None
    async with asked.writing() as session:
        first = await session.scalar(select(col(RegistrationRequest.first_approved_by_staff_id)))
        await session.execute(
            update(RegistrationRequest).values(first_approved_by_staff_id=first, first_approved_at=START)
        )

    async def approved(number: int) -> Decided:
        async with asked.writing() as session:
            work = Work(session, START, await actor_of(session, HASAN))
            card = (await waiting(work, number)).seen
            return await approve(work, request_id=number, seen=card)

    outcomes = await at_once(approved(1), approved(2))
    names = Counter(one.decision if isinstance(one, Decided) else type(one).__name__ for one in outcomes)
    assert names == {Decision.APPROVED: 1, "Stale": 1}, "the rival is closed with it"
    assert await holder(asked) in (NEW, other)
