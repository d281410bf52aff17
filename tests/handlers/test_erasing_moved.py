"""Somebody who changed account and name is erased with both: no trace of what he was called or where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.tombstones import erase_restored, file_of
from db.queries.audit_trail import follow
from db.tables import Consent, Contact, Erasure, RegistrationRequest
from tests.builders import JOKO, official
from tests.fakes import Clock, World
from tests.handlers.moving import approved, newest_card, office, to_the_card
from tests.handlers.test_erasing import everything_stored

#: Names and ids that stand nowhere else.
OLD, NEW = 7_123_456_789, 7_987_654_321
FIRST, LATER = "Kenari Praktik Ümlaut", "Kenanga Praktik Ümlaut"
SIGNS = (str(OLD), str(NEW), "Kenari", "Kenanga", "Ümlaut", "\\u00dcmlaut")


def traces_in(stored: str) -> list[str]:
    return [line[:300] for line in stored.splitlines() if any(sign in line for sign in SIGNS)]


async def comes_in(world: World) -> None:
    """The canary asks for a seat, is approved, and has the name corrected."""
    await office(world)
    await world.say(OLD, "/daftar", name=FIRST)
    await world.press(OLD, "Setuju", name=FIRST)
    await world.say(OLD, "kota bontang", name=FIRST)
    await world.press(OLD, "Inspektur", name=FIRST)
    await world.press(OLD, "Benar", name=FIRST)
    await world.press(JOKO, "Setujui", on=newest_card(world, JOKO))
    await world.say(OLD, "perbaiki nama", name=FIRST)
    await world.say(OLD, LATER, name=FIRST)
    await world.press(JOKO, "Setujui", on=newest_card(world, JOKO))


async def moves(world: World) -> None:
    await to_the_card(world, NEW, name=FIRST)
    await approved(world)
    await world.say(OLD, "/status", name=FIRST)  # the old account is still there, and asks in vain
    await world.press(OLD, "Bukan saya", name=FIRST)
    await world.tick()


async def erased(world: World, person: int = NEW) -> None:
    await world.say(person, "/data_saya", name=FIRST)
    await world.press(person, "Hapus data saya", name=FIRST)
    await world.press(person, "Ya, hapus data saya", name=FIRST)
    assert world.texts(person)[-1].startswith("Data pribadi Bapak/Ibu telah kami hapus")
    await world.tick()


async def test_both_accounts_and_both_names_are_gone(both_worlds: World) -> None:
    world = both_worlds
    await comes_in(world)
    await moves(world)
    assert len(traces_in(await everything_stored(world))) > 10  # there is something to erase
    await erased(world)
    assert traces_in(await everything_stored(world)) == []
    async with world.working() as work:
        assert (await follow(work.session)).breaks == []


async def test_a_record_that_was_merged_is_gone_too(world: World) -> None:
    await comes_in(world)
    await official(world.sessions, NEW, "64.74", "sekda", name=LATER)
    await moves(world)
    await erased(world)
    assert traces_in(await everything_stored(world)) == []
    async with world.sessions.reading() as session:
        assert set(await session.scalars(select(col(Erasure.contact_id)))) == {1, 2}


async def test_the_name_of_a_merged_record_is_gone_where_staff_read_it(world: World) -> None:
    await office(world)
    await official(world.sessions, OLD, "64.74", "inspektur", name=LATER)
    await official(world.sessions, NEW, "64.74", "sekda", name="Sari")
    await to_the_card(world, NEW, name="Sari")
    await approved(world)
    assert any("Kenanga" in line for line in traces_in(await everything_stored(world)))
    await erased(world)
    assert traces_in(await everything_stored(world)) == []


@pytest.mark.parametrize("has_two", [False, True])
async def test_a_backup_from_before_the_move_is_erased_again(
    world: World, tmp_path: Path, clock: Clock, has_two: bool
) -> None:
    await comes_in(world)
    if has_two:
        await official(world.sessions, NEW, "64.74", "sekda", name=LATER)
    restored = tmp_path / "restored.db"
    async with world.sessions.engine.connect() as connection:
        await connection.exec_driver_sql("COMMIT")
        await connection.exec_driver_sql(f"VACUUM INTO '{restored}'")
    await moves(world)
    await erased(world)
    await world.house.settle()
    shutil.copy(file_of(world.sessions) or "", f"{restored}.erased")
    async with World(f"sqlite:///{restored}", clock) as again:
        await erase_restored(again.house)
        await again.house.menus.refresh()
        assert traces_in(await everything_stored(again)) == []


async def test_a_request_that_came_to_nothing_forgets_both_accounts_in_time(world: World) -> None:
    await comes_in(world)
    await to_the_card(world, NEW, name="Orang Lain")
    await world.press(NEW, "Batalkan permohonan")
    world.clock.forward(days=31)
    await world.tick()
    async with world.sessions.reading() as session:
        request = await session.get(RegistrationRequest, 3)
        assert (request.telegram_id, request.old_telegram_id, request.name) == (-3, None, "(dihapus)")


async def test_whoever_took_up_the_old_account_since_keeps_everything(world: World) -> None:
    await comes_in(world)
    await moves(world)
    await world.say(OLD, "/daftar", name="Lukman")
    await world.press(OLD, "Setuju", name="Lukman")
    await official(world.sessions, OLD, "64.74", "sekda", name="Lukman")
    await erased(world)
    async with world.sessions.reading() as session:
        names = list(await session.scalars(select(col(Contact.name)).order_by("id")))
        consents = list(await session.scalars(select(col(Consent.telegram_id)).order_by("id")))
    assert names == ["(dihapus)", "Lukman"] and consents == [-1, -1, OLD]
    assert any("Pemberitahuan" in text or "provinsi" in text for text in world.texts(OLD))


async def test_the_old_account_erases_itself_while_a_request_waits(both_worlds: World) -> None:
    world = both_worlds
    await comes_in(world)
    await to_the_card(world, NEW, name="Orang Lain")
    await erased(world, OLD)
    assert world.last(NEW).html.startswith("Permohonan pindah akun Bapak/Ibu tidak dapat dilanjutkan")
    assert [shown for shown in world.telegram.chats[JOKO] if "Setujui" in shown.labels] == []
    stored = await everything_stored(world)
    assert traces_in(stored.replace(str(NEW), "-")) == []  # who asked is somebody else, as it seems
    async with world.sessions.reading() as session:
        rows = await session.execute(select(col(RegistrationRequest.state), col(RegistrationRequest.name)))
        assert ("withdrawn", "(dihapus)") in [(state.value, name) for state, name in rows]
