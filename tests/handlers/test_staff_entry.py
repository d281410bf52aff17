"""How staff come in: a link for a colleague, and the code for the first admin."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions.bootstrap import new_first_code
from bot.app import ensure_admins
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import Stale
from db.tables import BootstrapCode, Staff, StaffChange
from tests.builders import BUDI, JOKO, STRANGER, staff
from tests.fakes import ADMIN, World
from tests.handlers.test_staff import BAYU, CITRA, change, office, roles, team

__all__ = ["office", "team"]  # fixtures

RINA = ADMIN
STALE = mistake(Stale())
WRONG = "Kode ini tidak dapat digunakan."


async def link(world: World, role: str = "Petugas pendamping") -> str:
    await world.say(RINA, "/petugas")
    await world.press(RINA, "Tambah petugas")
    await world.press(RINA, role)
    found = re.search(r"start=(\w{16})", world.last(RINA).html)
    assert found is not None
    return found[1]


async def test_a_colleague_comes_by_a_link_and_an_admin_agrees_in_the_end(office):
    code = await link(office)
    (asked,) = await office.say(STRANGER, f"/start {code}", name="Ani")
    assert "Rina mengundang Bapak/Ibu sebagai <b>petugas pendamping</b>" in asked
    (answer,) = await office.press(STRANGER, "Saya bersedia", name="Ani")
    assert "<code>7000000099</code>" in answer
    assert STRANGER not in await roles(office)
    card = office.last(RINA)
    assert "Nama: <b>Ani</b>" in card.html and "satu-satunya administrator" in card.html
    await office.press(RINA, "Setujui")
    assert (await roles(office))[STRANGER] == "officer"
    assert office.last(STRANGER).html.startswith("<b>Bapak/Ibu tercatat sebagai petugas Dit. Permas</b>")
    assert "Peran: petugas pendamping" in (await office.say(STRANGER, "/start", name="Ani"))[0]
    menus = [body for method, body in office.telegram.calls if method == "setMyCommands"]
    assert any(str(STRANGER) in str(menu) and "undang" in str(menu) for menu in menus)


async def test_with_more_admins_the_one_who_made_the_link_does_not_decide(team):
    code = await link(team)
    await team.say(STRANGER, f"/start {code}", name="Ani")
    texts = len(team.texts(RINA))
    await team.press(STRANGER, "Saya bersedia", name="Ani")
    assert len(team.texts(RINA)) == texts
    assert "memerlukan persetujuannya" in (await team.press_data(RINA, "stf:1:yes"))[0]
    assert STRANGER not in await roles(team)
    await team.press(CITRA, "Setujui")
    assert (await roles(team))[STRANGER] == "officer"


async def test_a_link_is_for_the_first_account_that_opens_it(office):
    code = await link(office)
    await office.say(STRANGER, f"/start {code}", name="Ani")
    (refused,) = await office.say(BUDI, f"/start {code}", name="Budi")
    assert refused.startswith("Kode ini tidak dapat digunakan.")
    assert "dicoba oleh akun kedua, <code>7000000002</code>" in office.last(RINA).html
    for answer in ("yes", "no"):
        assert await office.press_data(BUDI, f"sti:1:{answer}") == [STALE]
    await office.press(STRANGER, "Saya bersedia", name="Ani")
    assert await office.press_data(STRANGER, "sti:1:yes") == [STALE]
    (again,) = await office.say(STRANGER, f"/start {code}", name="Ani")
    assert again.startswith("Kode ini tidak dapat digunakan.")


@pytest.mark.parametrize("end", ["revoked", "expired", "declined", "former admin"])
async def test_a_link_that_opens_nothing_looks_like_any_wrong_code(office, end):
    await staff(office.sessions, BAYU, Role.ADMIN, name="Bayu")
    code = await link(office)
    if end == "revoked":
        await office.say(RINA, "/petugas")
        await office.press(RINA, "Batalkan tautan petugas pendamping")
    elif end == "expired":
        office.clock.forward(days=7)
    elif end == "declined":
        await office.say(STRANGER, f"/start {code}", name="Ani")
        await office.press(STRANGER, "Bukan untuk saya")
        assert "bukan untuknya" in office.last(RINA).html
    else:
        await change(office, RINA, "Rina", "Mengundurkan diri")
    (refused,) = await office.say(STRANGER, f"/start {code}", name="Ani")
    assert refused.startswith("Kode ini tidak dapat digunakan.")
    async with office.sessions.reading() as session:
        assert (await session.scalars(select(col(StaffChange.id)))).all() == []


async def test_staff_need_no_link(office):
    code = await link(office, "Administrator")
    (answer,) = await office.say(JOKO, f"/start {code}")
    assert answer.startswith("Bapak/Ibu sudah tercatat sebagai petugas")
    assert "Undangan sebagai petugas" in (await office.say(STRANGER, f"/start {code}", name="Ani"))[0]


async def test_one_of_many_who_open_a_link_at_once_has_it(both_worlds):
    world = both_worlds
    await world.say(RINA, "/start", name="Rina")
    code = await link(world)
    people = [STRANGER + number for number in range(8)]
    await asyncio.gather(*(world.say(person, f"/start {code}", name="Ani") for person in people))
    invited = [person for person in people if any("Undangan sebagai" in text for text in world.texts(person))]
    assert len(invited) == 1


# the first admin


@pytest.fixture
async def empty(both_worlds: World) -> World:
    """Nobody is on the staff, and the settings name nobody."""
    async with both_worlds.sessions.writing() as session:
        await session.execute(update(Staff).values(is_active=False))
    return both_worlds


async def first_code(world: World) -> str | None:
    async with world.working() as work:
        made = await new_first_code(work)
    return made.code if made else None


async def test_the_first_who_sends_the_code_is_the_admin_and_nobody_after(empty):
    assert (await empty.say(STRANGER, "/start", name="Ani"))[0].startswith("<b>Selamat datang, Bapak/Ibu</b>")
    assert await roles(empty) == {}
    code = await first_code(empty)
    (answer,) = await empty.say(STRANGER, f"/start {code}", name="Ani")
    assert answer.startswith("<b>Bapak/Ibu tercatat sebagai administrator pertama</b>")
    assert await roles(empty) == {STRANGER: "admin"}
    assert (await empty.say(BUDI, f"/start {code}", name="Budi"))[0].startswith(WRONG)
    assert await first_code(empty) is None
    assert await roles(empty) == {STRANGER: "admin"}


async def test_a_code_lasts_fifteen_minutes_and_a_newer_one_takes_its_place(empty):
    old = await first_code(empty)
    new = await first_code(empty)
    assert (await empty.say(STRANGER, f"/start {old}", name="Ani"))[0].startswith(WRONG)
    empty.clock.forward(minutes=15)
    assert (await empty.say(STRANGER, f"/start {new}", name="Ani"))[0].startswith(WRONG)
    assert await roles(empty) == {}
    newest = await first_code(empty)
    empty.clock.forward(minutes=14)
    await empty.say(STRANGER, f"/start {newest}", name="Ani")
    assert await roles(empty) == {STRANGER: "admin"}


async def test_a_code_is_void_once_there_is_an_admin_by_another_way(empty):
    code = await first_code(empty)
    await ensure_admins(empty.sessions, empty.house)
    assert (await empty.say(STRANGER, f"/start {code}", name="Ani"))[0].startswith(WRONG)
    assert await roles(empty) == {ADMIN: "admin"}


async def test_wrong_tries_count_as_those_of_other_codes(empty):
    code = await first_code(empty)
    for number in range(5):
        await empty.say(STRANGER, f"/start ABCD EFGH JKMN PQR{number}", name="Ani")
    assert await empty.say(STRANGER, f"/start {code}", name="Ani") == []
    assert await roles(empty) == {}


async def test_two_who_send_it_at_once_make_one_admin(empty):
    code = await first_code(empty)
    people = [STRANGER + number for number in range(8)]
    await asyncio.gather(*(empty.say(person, f"/start {code}", name="Ani") for person in people))
    assert list((await roles(empty)).values()) == ["admin"]


async def test_two_codes_at_once_make_one_admin(empty):
    """Two processes start at once, and both codes were seen before either was void."""
    codes = [str(await first_code(empty)) for _ in range(2)]
    async with empty.sessions.writing() as session:
        await session.execute(update(BootstrapCode).values(expires_at=empty.clock() + timedelta(minutes=15)))
    await asyncio.gather(
        empty.say(STRANGER, f"/start {codes[0]}", name="Ani"),
        empty.say(BUDI, f"/start {codes[1]}", name="Budi"),
    )
    assert list((await roles(empty)).values()) == ["admin"]


async def test_a_former_member_of_staff_may_be_the_first_admin_again(empty):
    code = await first_code(empty)
    await empty.say(ADMIN, f"/start {code}", name="Rina")
    assert await roles(empty) == {ADMIN: "admin"}
    async with empty.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Staff)) == 1
