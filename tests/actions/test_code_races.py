"""Fifty people, one code: real transactions beside each other, on both databases."""

from __future__ import annotations

import asyncio
from collections import Counter

from sqlalchemy import func, select

from bot.actions.applicants import Draft
from bot.actions.codes import Closed, Opened, Standing, invite, look_at, revoke
from bot.actions.deputies import accept, invite_deputy
from bot.actions.invitations import make_code
from bot.actions.registration import Outcome, register
from bot.actions.requests import Asked
from bot.actions.work import SYSTEM, Work
from bot.rules.actors import Actor, Role, TenureKind
from bot.rules.errors import Stale
from db.queries.people import actor_of
from db.tables import InvitationCode, RegistrationRequest, Tenure
from tests.builders import SARI, joko, sari, seat_id
from tests.fakes import START

PEOPLE = range(7_100_000_000, 7_100_000_050)


def at_once(jobs):
    return asyncio.gather(*jobs, return_exceptions=True)


async def test_of_fifty_redemptions_one_wins(sessions):
    async with sessions.writing() as session:
        made = await make_code(Work(session, START, SYSTEM), region_code="64.74", post="inspektur")
    async with sessions.writing() as session:
        opened = await look_at(Work(session, START, SYSTEM), made.code)
    assert isinstance(opened, Opened)

    async def redeem(person: int) -> Outcome:
        async with sessions.writing() as session:
            work = Work(session, START, Actor(telegram_id=person))
            return await register(work, Draft.by_code(opened, name="Uji"))

    outcomes = Counter(await at_once(redeem(person) for person in PEOPLE))
    assert outcomes == {Outcome.DONE: 1, Outcome.CODE_GONE: 49}
    async with sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Tenure)) == 1


async def test_of_fifty_who_accept_one_invitation_one_asks(sessions):
    await joko(sessions)
    await sari(sessions)
    seat = await seat_id(sessions, "64.74", "inspektur")
    async with sessions.writing() as session:
        work = Work(session, START, await actor_of(session, SARI))
        made = await invite_deputy(work, seat_id=seat, kind=TenureKind.DELEGATE, version=0)
    async with sessions.writing() as session:
        opened = await look_at(Work(session, START, SYSTEM), made.code)
    assert isinstance(opened, Opened)

    async def take(person: int) -> Asked | Outcome:
        async with sessions.writing() as session:
            work = Work(session, START, Actor(telegram_id=person))
            return await accept(work, Draft.by_code(opened, name="Uji"))

    outcomes = await at_once(take(person) for person in PEOPLE)
    assert [outcome for outcome in outcomes if not isinstance(outcome, Asked)] == [Outcome.CODE_GONE] * 49
    async with sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(RegistrationRequest)) == 1


async def test_of_officers_who_want_a_code_at_once_one_makes_it(sessions):
    staff = await joko(sessions)

    async def ask(number: int) -> object:
        async with sessions.writing() as session:
            actor = Actor(telegram_id=number, staff_id=staff, role=Role.OFFICER)
            return type(await invite(Work(session, START, actor), region_code="64.74", post="inspektur"))

    made = Counter(await at_once(ask(number) for number in range(8)))
    assert made[Standing] == 7
    async with sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(InvitationCode)) == 1


async def test_a_code_is_used_or_revoked_and_never_both(sessions):
    staff = await joko(sessions)
    async with sessions.writing() as session:
        made = await make_code(Work(session, START, SYSTEM), region_code="64.74", post="inspektur")
    async with sessions.writing() as session:
        opened = await look_at(Work(session, START, SYSTEM), made.code)
    assert isinstance(opened, Opened)

    async def redeem() -> object:
        async with sessions.writing() as session:
            return await register(
                Work(session, START, Actor(telegram_id=PEOPLE[0])), Draft.by_code(opened, name="Uji")
            )

    async def cancel() -> object:
        async with sessions.writing() as session:
            actor = Actor(telegram_id=1, staff_id=staff, role=Role.OFFICER)
            return await revoke(Work(session, START, actor), code_id=1)

    outcome, seat = await at_once([redeem(), cancel()])
    assert isinstance(seat, Stale) is (outcome is Outcome.DONE)
    async with sessions.writing() as session:
        assert await look_at(Work(session, START, SYSTEM), made.code) is Closed.REFUSED
