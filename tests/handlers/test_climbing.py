"""No answer climbs: the other seat of the region is asked to help, then staff hear whom to call."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.rules.clocks import WIB, WITA
from bot.rules.reminders import Reason
from db.tables import Contact, OutboxMessage, PlanState, Seat
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import ADMIN, World
from tests.handlers.rakor import card, first_lines, plans, published, registered

SEKDA = 7_000_000_011
H3 = datetime(2025, 3, 6, 9, 0, tzinfo=WITA)
H2 = datetime(2025, 3, 7, 9, 0, tzinfo=WITA)
H1 = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)
NINE_WIB = datetime(2025, 3, 10, 9, 0, tzinfo=WIB)
HELP = "<b>Mohon bantuan koordinasi: rapat daring, 11 Maret 2025</b>"
ASKED = "<b>Menunggu konfirmasi: rapat daring, 11 Maret 2025</b>"


@pytest.fixture
async def two(world: World) -> World:
    """Bontang has both its seats filled."""
    await registered(world)
    await builders.official(world.sessions, SEKDA, "64.74", "sekda", name="Dewi")
    return await published(world)


async def at(world, moment):
    world.clock.at = moment
    await world.tick()


async def reason(world, step, *, seat):
    """Of the plan of one of Bontang's two seats: 0 the Sekretaris Daerah, 1 the Inspektur."""
    rows = [row for row in await plans(world, number=2) if row[0] == step]
    return rows[seat][2:]


async def test_the_seat_that_has_answered_is_asked_to_help_and_nobody_is_named(two):
    await two.press(SARI, "Hadir")
    await at(two, H2)
    helping = card(two, SARI, HELP)
    assert "Dewi" not in helping.html
    assert "Sekretaris Daerah" not in helping.html
    assert "mengoordinasikan konfirmasi dari Kota Bontang" in helping.html
    assert helping.labels == []
    assert HELP not in first_lines(two, SEKDA)
    assert await reason(two, "h-2", seat=0) == (PlanState.SKIPPED, Reason.SEMUA_MENJAWAB)


async def test_two_silent_seats_are_both_asked_and_reminded_of_their_own_answer(two):
    await at(two, H2)
    for who in (SARI, SEKDA):
        helping = card(two, who, HELP)
        assert "Konfirmasi Bapak/Ibu sendiri juga belum kami catat" in helping.html
        assert helping.labels == ["Hadir", "Diwakilkan", "Tidak hadir", "Menunggu arahan"]


async def test_who_cannot_be_reached_is_not_asked_and_the_reason_is_kept(two):
    await two.press(SARI, "Hadir")
    async with two.sessions.writing() as session:
        await session.execute(
            update(Contact).where(col(Contact.telegram_id) == SARI).values(reachability="blocked")
        )
    await at(two, H2)
    assert HELP not in first_lines(two, SARI)
    assert await reason(two, "h-2", seat=1) == (PlanState.SKIPPED, Reason.TANPA_PENERIMA)


async def test_waiting_for_word_pauses_the_other_seat_until_the_day_before(two):
    await two.press(SARI, "Menunggu arahan")
    await at(two, H3)
    await at(two, H2)
    assert ASKED not in first_lines(two, SEKDA)
    assert await reason(two, "h-3", seat=0) == (PlanState.SKIPPED, Reason.MENUNGGU_ARAHAN)
    assert await reason(two, "h-2", seat=1) == (PlanState.SKIPPED, Reason.MENUNGGU_ARAHAN)
    await at(two, H1)
    assert first_lines(two, SEKDA)[-1] == "<b>Pengingat: rapat daring besok, pukul 14.00 WITA</b>"
    waiting = two.last(SARI)
    assert "Konfirmasi Bapak/Ibu masih kami catat <b>Menunggu arahan</b>" in waiting.html
    assert waiting.labels[1:] == ["Hadir", "Diwakilkan", "Tidak hadir", "Menunggu arahan"]


async def test_who_is_represented_is_asked_to_pass_the_link_on(two):
    await two.press(SARI, "Diwakilkan")
    await two.say(SARI, "Andi, Irban I")
    await at(two, H1)
    assert (
        "meneruskan jadwal dan cara bergabung ini kepada yang mewakili (Andi, Irban I)" in two.last(SARI).html
    )


async def office(world, region, post, number):
    async with world.sessions.writing() as session:
        seat = (col(Seat.region_code) == region, col(Seat.post) == post)
        await session.execute(update(Seat).where(*seat).values(office_phone=number))


async def test_staff_get_one_message_with_three_names_and_the_rest_on_request(two):
    await office(two, "64.74", "inspektur", "0548-21021")
    await two.press(BUDI, "Hadir")
    before = len(two.texts(SARI))
    await at(two, NINE_WIB)
    [listed] = [text for text in two.texts(JOKO) if text.startswith("<b>Perlu ditelepon: rapat 1</b>")]
    assert "3 jabatan belum memberikan jawaban." in listed
    assert listed.index("Inspektur Kota Bontang</b>, Sari") < listed.index("Sekretaris Daerah Kota Bontang")
    assert "kantor 0548-21021" in listed
    assert "Budi" not in listed
    assert len(two.texts(SARI)) == before + 1  # her own reminder and no list
    await two.press(JOKO, "Daftar lengkap")
    assert two.last(JOKO).html.startswith("<b>Belum menjawab: rapat 1</b>")
    assert "Manggarai Barat" in two.last(JOKO).html  # of the second day too


async def test_nobody_to_call_is_no_message(two):
    await two.press(SARI, "Hadir")
    await two.press(SEKDA, "Hadir")
    await two.press(BUDI, "Hadir")
    await at(two, NINE_WIB)
    listed = card(two, JOKO, "<b>Perlu ditelepon")
    assert "1 jabatan belum memberikan jawaban." in listed.html  # Bangka Tengah has no Sekretaris Daerah
    assert await reason(two, "telepon", seat=1) == (PlanState.SKIPPED, Reason.SUDAH_MENJAWAB)


async def test_only_officers_read_the_numbers(two):
    await at(two, NINE_WIB)
    before = len(two.texts(SARI))
    await two.press_data(SARI, "telp_semua:1")
    assert "ditelepon" not in "".join(two.texts(SARI)[before:])
    assert any("Perlu ditelepon" in text for text in two.texts(ADMIN))


async def test_whoever_is_erased_is_no_longer_named_in_it(two):
    async with two.sessions.writing() as session:
        owner = col(Contact.telegram_id) == SARI
        await session.execute(update(Contact).where(owner).values(phone="+62811777777"))
    await at(two, NINE_WIB)
    assert "Sari" in card(two, JOKO, "<b>Perlu ditelepon").html
    await two.say(SARI, "/data_saya")
    await two.press(SARI, "Hapus data saya")
    await two.press(SARI, "Ya, hapus data saya")
    async with two.sessions.reading() as session:
        payloads = [str(row) for row in await session.scalars(select(col(OutboxMessage.payload)))]
    assert not any("Sari" in each or "811777777" in each for each in payloads)
