"""Perbaiki nama: typed by its owner, approved by staff, told."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.messages import system
from bot.messages.render import mistake
from bot.rules.errors import Forbidden, NotRegistered
from db.tables import AuditEntry, Contact, RegistrationRequest
from tests.builders import JOKO, SARI, STRANGER, sari
from tests.fakes import World
from tests.handlers.moving import HASAN, newest_card, office

RIGHT = "Sari Praktik, S.H."


@pytest.fixture
async def kantor(world: World) -> World:
    await office(world)
    await sari(world.sessions)
    return world


async def name_of(world: World) -> str:
    async with world.sessions.reading() as session:
        return str(await session.scalar(select(col(Contact.name))))


async def ask(world: World, typed: str = RIGHT) -> list[str]:
    await world.say(SARI, "perbaiki nama")
    return await world.say(SARI, typed)


async def test_from_data_saya_with_one_approval(kantor):
    await kantor.say(SARI, "/data_saya")
    (asked,) = await kantor.press(SARI, "Perbaiki nama")
    assert asked.startswith("Nama yang tercatat: <b>Sari</b>")
    (received,) = await kantor.say(SARI, RIGHT)
    assert f"menjadi <b>{RIGHT}</b> telah kami terima" in received and await name_of(kantor) == "Sari"
    card = newest_card(kantor, JOKO)
    assert f"Semula: <b>Sari</b>\nMenjadi: <b>{RIGHT}</b>" in card.html
    assert "Persetujuan satu petugas sudah cukup." in card.html
    await kantor.press(JOKO, "Setujui")
    assert await name_of(kantor) == RIGHT
    assert kantor.last(SARI).html.startswith(f"Terima kasih. Nama Bapak/Ibu kini tercatat: <b>{RIGHT}</b>")
    assert f"Permohonan perbaikan nama menjadi <b>{RIGHT}</b>" in kantor.texts(HASAN)[-1]
    assert f"Nama: <b>{RIGHT}</b>" in (await kantor.say(SARI, "/data_saya"))[0]
    async with kantor.sessions.reading() as session:
        done = await session.scalar(select(AuditEntry).where(col(AuditEntry.action) == "correct_name"))
        assert (done.about_contact_id, RIGHT in str(done.detail)) == (1, False)


async def test_an_odd_name_needs_two(kantor):
    await ask(kantor, "Petugas KPK")
    card = newest_card(kantor, JOKO)
    assert "<b>Perhatian:</b> nama baru menyerupai nama petugas atau akun resmi." in card.html
    await kantor.press(JOKO, "Setujui")
    assert await name_of(kantor) == "Sari"
    await kantor.press(HASAN, "Setujui", on=newest_card(kantor, HASAN))
    assert await name_of(kantor) == "Petugas KPK"


async def test_refused_with_the_reason(kantor):
    await ask(kantor)
    await kantor.press(JOKO, "Tolak")
    await kantor.press(JOKO, "Data tidak jelas")
    assert f"Perbaikan nama menjadi <b>{RIGHT}</b> belum dapat kami setujui" in kantor.last(SARI).html
    assert await name_of(kantor) == "Sari"


async def test_a_name_that_is_none_or_the_same_loses_nothing(kantor):
    assert (await ask(kantor, "123"))[0].startswith("Nama tersebut belum dapat dicatat.")
    assert (await kantor.say(SARI, "Sari"))[0].startswith("Nama tersebut sama dengan yang sudah tercatat.")
    assert f"menjadi <b>{RIGHT}</b>" in (await kantor.say(SARI, RIGHT))[0]


async def test_one_at_a_time_taken_back_and_run_out(kantor):
    await ask(kantor)
    assert (await kantor.say(SARI, "perbaiki nama"))[0].startswith("Permohonan Bapak/Ibu sebelumnya masih")
    await kantor.press(SARI, "Batalkan permohonan")
    await ask(kantor)
    kantor.clock.forward(days=7)
    await kantor.tick()
    assert "permohonan perbaikan nama Bapak/Ibu belum sempat diperiksa" in kantor.texts(SARI)[-1]
    assert await name_of(kantor) == "Sari"


async def test_only_officials_have_a_name_to_correct(kantor):
    assert await kantor.press_data(STRANGER, "name:fix") == [mistake(NotRegistered())]
    assert (await kantor.press_data(JOKO, "name:fix"))[0].startswith("Tombol ini sudah tidak berlaku")
    assert await kantor.say(JOKO, "/perbaiki_nama") == [mistake(Forbidden())]
    assert await kantor.say(STRANGER, "perbaiki nama") == [system.free_text(is_staff=False).html]


async def test_who_is_erased_meanwhile_is_not_renamed(kantor):
    await ask(kantor)
    await kantor.say(SARI, "/data_saya")
    await kantor.press(SARI, "Hapus data saya")
    await kantor.press(SARI, "Ya, hapus data saya")
    assert [shown for shown in kantor.telegram.chats[JOKO] if "Setujui" in shown.labels] == []
    async with kantor.sessions.reading() as session:
        request = await session.scalar(select(RegistrationRequest))
        assert (request.state, request.name, request.former_name) == ("withdrawn", "(dihapus)", "")
    assert await name_of(kantor) == "(dihapus)"
