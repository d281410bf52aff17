"""What an assistant or delegate says is marked wherever it is read; notices reach the holder as well."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.rules.actors import TenureKind
from db.tables import AlertResponse, Attendance, Contact, Reachability
from tests.builders import JOKO, SARI, joko, official
from tests.criteria import INSPEKTUR_MAROS, confirm_thresholds, maros
from tests.fakes import World
from tests.handlers.rakor import card, moved, published, registered

RINA = 7_000_000_051
BOARD = "<b>Jawaban rapat 1</b>"


@pytest.fixture
async def rakor(world: World) -> World:
    """Rina is assistant of the Inspektur of Bontang, and both are invited."""
    await registered(world)
    await official(world.sessions, RINA, "64.74", "inspektur", name="Rina", kind=TenureKind.ASSISTANT)
    return await published(world)


async def test_an_answer_by_an_assistant_is_marked_in_receipt_card_schedule_and_digest(rakor):
    through = "Hadir, disampaikan oleh ajudan"
    (receipt,) = await rakor.press(RINA, "Hadir")
    assert f"kami catat: <b>{through}</b>" in receipt
    assert f"- Inspektur: {through}\n" in card(rakor, JOKO, BOARD).html
    for reader in (SARI, RINA):
        assert f"Jawaban: <b>{through}</b>" in (await rakor.say(reader, "/jadwal"))[0]
        (again,) = await rakor.press(reader, "Jawab: Inspektur Kota Bontang, 11 Maret 2025")
        assert f"kami catat untuk Inspektur Kota Bontang: <b>{through}</b>." in again
    rakor.clock.forward(hours=1)
    await rakor.tick()
    assert f"- Inspektur Kota Bontang: {through}\n" in rakor.texts(JOKO)[-1] + "\n"


async def test_reminder_and_change_say_it_to_the_holder_as_well(rakor):
    await rakor.press(RINA, "Hadir")
    rakor.clock.forward(days=7)  # Monday, H-1, 09.00 WITA has passed
    await rakor.tick()
    reminder = card(rakor, SARI, "<b>Pengingat").html
    assert "yang kami catat: <b>Hadir, disampaikan oleh ajudan</b>." in reminder
    await moved(rakor, to="11-03-2025 14.00-16.00 WIB")
    change = card(rakor, SARI, "<b>Perubahan").html
    assert "sebelumnya (<b>Hadir, disampaikan oleh ajudan</b>)" in change


async def test_what_the_holder_answers_afterwards_is_his(rakor):
    await rakor.press(RINA, "Hadir")
    await rakor.press(SARI, "Menunggu arahan")
    assert "- Inspektur: Menunggu arahan\n" in card(rakor, JOKO, BOARD).html


async def test_presence_marked_by_an_assistant_says_so(rakor):
    rakor.clock.forward(days=8, hours=4, minutes=50)  # 12.50 WIB on the day
    await rakor.tick()
    (receipt,) = await rakor.press(RINA, "Sudah bergabung")
    assert "<b>sudah bergabung</b>, disampaikan oleh ajudan." in receipt
    assert "; sudah bergabung, disampaikan oleh ajudan\n" in card(rakor, JOKO, BOARD).html
    await rakor.press(RINA, "Terkendala masuk")
    assert "\nRina (ajudan) tidak dapat bergabung" in card(rakor, JOKO, "<b>Terkendala masuk").html
    async with rakor.sessions.reading() as session:
        kinds = await session.scalars(select(col(Attendance.capacity)))
        assert list(kinds) == [TenureKind.ASSISTANT] * 2


@pytest.fixture
async def told(world: World) -> World:
    """Rina is delegate of the Inspektur of Maros; a confirmed threshold of SPI."""
    await joko(world.sessions)
    await maros(world)
    await official(world.sessions, RINA, "73.09", "inspektur", name="Rina", kind=TenureKind.DELEGATE)
    await confirm_thresholds(world, "spi")
    return world


async def fell(world: World) -> None:
    await world.say(JOKO, "/nilai maros spi 2024 60")
    await world.press(JOKO, "Konfirmasi")


async def test_a_notice_reaches_holder_and_delegate_and_what_the_delegate_answers_is_marked(told):
    await fell(told)
    for person in (INSPEKTUR_MAROS, RINA):
        assert told.texts(person)[-1].startswith("<b>Pemberitahuan capaian kriteria</b>")
    assert not any("tidak terjangkau" in text for text in told.texts(JOKO))
    await told.press(RINA, "Nilai keliru")
    await told.say(RINA, "Nilai SPI 2024 adalah 70,26, sumber: KPK")
    await told.press(RINA, "Kirim")
    assert told.texts(JOKO)[-1].startswith(
        "<b>Nilai dinyatakan keliru oleh Inspektur Kabupaten Maros, disampaikan oleh wakil</b>"
    )
    async with told.sessions.reading() as session:
        assert list(await session.scalars(select(col(AlertResponse.capacity)))) == [TenureKind.DELEGATE]


async def test_staff_hear_when_the_holder_does_not_get_the_notice(told):
    async with told.sessions.writing() as session:
        await session.execute(
            update(Contact)
            .where(col(Contact.telegram_id) == INSPEKTUR_MAROS)
            .values(reachability=Reachability.BLOCKED, unreachable_at=told.clock())
        )
    await fell(told)
    assert told.texts(RINA)[-1].startswith("<b>Pemberitahuan capaian kriteria</b>")
    (warning,) = [text for text in told.texts(JOKO) if text.startswith("<b>Pemegang jabatan tidak")]
    assert "- Inspektur Kabupaten Maros: disampaikan kepada ajudan atau wakilnya\n" in warning
    assert "Sekretaris Daerah" not in warning
