"""The only one who had the card of a request leaves: the request is not forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.rules.actors import Role
from db.tables import Candidacy, Staff
from tests.builders import JOKO, STRANGER, joko, staff
from tests.fakes import ADMIN, World
from tests.handlers.test_staff import change

RATNA = 900_000_011


@pytest.fixture
async def office(world: World) -> World:
    """Joko alone accompanies Kota Bontang; Ani asks for its Inspektur, and only he has the card."""
    await joko(world.sessions)
    await staff(world.sessions, RATNA, Role.OFFICER, name="Ratna")
    async with world.sessions.writing() as session:
        officer = select(col(Staff.id)).where(col(Staff.telegram_id) == JOKO).scalar_subquery()
        await session.execute(
            update(Candidacy).where(col(Candidacy.region_code) == "64.74").values(officer_id=officer)
        )
    await world.say(STRANGER, "/daftar", name="Ani")
    await world.press(STRANGER, "Setuju", name="Ani")
    await world.say(STRANGER, "kota bontang", name="Ani")
    await world.press(STRANGER, "Inspektur", name="Ani")
    await world.press(STRANGER, "Benar", name="Ani")
    assert "Setujui" in world.last(JOKO).labels
    assert cards(world, RATNA) == cards(world, ADMIN) == []
    return world


def cards(world: World, person: int) -> list[str]:
    return [shown.html for shown in world.telegram.chats[person] if "Setujui" in shown.labels]


@pytest.mark.parametrize("button", ["Cabut sebagai petugas", "Jadikan peninjau"])
async def test_it_goes_to_whoever_is_left(office: World, button: str) -> None:
    await change(office, ADMIN, "Joko", button)
    (ratnas,), (admins,) = cards(office, RATNA), cards(office, ADMIN)
    assert ratnas == admins and "Inspektur Kota Bontang" in ratnas
    assert cards(office, JOKO) == []
    await office.press(RATNA, "Setujui")
    assert "Pendaftaran disetujui" in "".join(office.texts(STRANGER))
    await change(office, ADMIN, "Ratna", "Cabut sebagai petugas")
    assert cards(office, ADMIN) == []


async def test_whoever_may_still_decide_keeps_it(office: World) -> None:
    await change(office, ADMIN, "Joko", "Jadikan administrator")
    assert len(cards(office, JOKO)) == 1
    assert cards(office, RATNA) == cards(office, ADMIN) == []


async def test_a_request_that_ran_out_comes_to_nobody(office: World) -> None:
    office.clock.forward(days=8)
    await change(office, ADMIN, "Joko", "Cabut sebagai petugas")
    assert cards(office, RATNA) == cards(office, ADMIN) == []
