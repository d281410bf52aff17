"""Two people, or one and the machine, who want what cannot both be: one wins, and nothing is left half done.

Two redemptions of a code, two handovers of a seat and two removals of the last admin are in
tests/actions/test_code_races.py, test_handovers.py and test_staff.py; one button pressed by many in
test_twenty_presses.py.
"""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from bot.actions.applicants import Draft
from db.tables import AuditEntry, Contact, Dialogue, InvitationCode, RegistrationRequest, Tenure
from tests.proof.effects import dump
from tests.proof.people import PEOPLE
from tests.proof.stage import Stage
from tests.proof.visits import all_at_once, press_of

HOLDING = col(Contact.id) == col(Tenure.contact_id)
ASKS = ("/daftar", "[?Setuju]", "{dft:s:64.74:sekda}", "[Benar]")


@pytest.fixture
async def stage(both_towns, caplog):
    yield await both_towns()
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


async def audited(stage: Stage, *actions: str) -> list[str]:
    async with stage.world.sessions.reading() as session:
        found = select(col(AuditEntry.action)).where(col(AuditEntry.action).in_(actions))
        return list(await session.scalars(found))


async def seats_of(stage: Stage, who: str) -> int:
    """How many seats this account acts for now."""
    async with stage.world.sessions.reading() as session:
        mine = (col(Contact.telegram_id) == PEOPLE[who], col(Tenure.ended_at).is_(None))
        running = select(func.count()).select_from(Tenure).join(Contact, HOLDING).where(*mine)
        return await session.scalar(running) or 0


async def test_a_request_is_approved_or_refused(stage):
    yes = [press_of(who, "req:1:yes:0-0-0") for who in ("joko", "admin")]
    no = [press_of(who, "reqn:1:unclear") for who in ("hasan", "anton")]
    await all_at_once(stage.world, [yes[0], no[0], yes[1], no[1]])
    (decided,) = await audited(stage, "approve_request", "refuse_request")
    assert await seats_of(stage, "tuti") == (1 if decided == "approve_request" else 0)


async def test_who_is_erased_is_not_approved(stage):
    await stage.play([f"wati: {line}" for line in ASKS])
    async with stage.world.sessions.reading() as session:
        mine = select(func.max(col(RegistrationRequest.id)))
        number = await session.scalar(mine)
    approve = [press_of(who, f"req:{number}:yes:0-0-0") for who in ("joko", "admin")]
    await all_at_once(stage.world, [approve[0], press_of("wati", "own:gone"), approve[1]])
    assert await seats_of(stage, "wati") == 0
    async with stage.world.sessions.reading() as session:
        erased = (col(Contact.erased_at).is_not(None), col(Tenure.ended_at).is_(None))
        assert list(await session.scalars(select(Tenure).join(Contact, HOLDING).where(*erased))) == []
    stored = "\n".join(map(repr, (await dump(stage.world.sessions)).values()))
    assert str(PEOPLE["wati"]) not in stored


async def test_who_is_erased_leaves_no_answer_under_the_own_name(stage):
    await stage.play(["rina: /jadwal", "rina: [Jawab: Inspektur]"])
    answers = [press_of("rina", stage.data_of("rina", word)) for word in ("Hadir", "Menunggu arahan")]
    await all_at_once(stage.world, [answers[0], press_of("rina", "own:gone"), answers[1]])
    stored = "\n".join(map(repr, (await dump(stage.world.sessions)).values()))
    assert "Rina Kenari" not in stored and str(PEOPLE["rina"]) not in stored


async def test_one_account_takes_two_seats_at_once(stage):
    """By the code of one seat, and by the approval of another: one person, two seats."""
    await stage.play(["joko: /undang 19.04 sekda"])
    async with stage.world.sessions.writing() as session:  # the code was opened before the request was made
        code = await session.scalar(select(InvitationCode).order_by(col(InvitationCode.id).desc()).limit(1))
        said = Draft(code.seat_id, "Tuti", code_hash=code.code_hash).said()
        row = Dialogue(telegram_id=PEOPLE["tuti"], step="register", said=said, opened_at=stage.world.clock())
        await session.merge(row)
    approve = [press_of(who, "req:1:yes:0-0-0") for who in ("joko", "admin")]
    await all_at_once(stage.world, [press_of("tuti", "reg:yes"), *approve, press_of("tuti", "reg:yes")])
    assert await seats_of(stage, "tuti") == 2
    async with stage.world.sessions.reading() as session:
        same = select(func.count()).where(col(Contact.telegram_id) == PEOPLE["tuti"])
        assert await session.scalar(same) == 1
