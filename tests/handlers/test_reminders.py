"""Reminders as they reach people: in their hour, once, with the link, never about what is over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.rules.clocks import WIB, WITA
from bot.rules.reminders import Reason
from db.tables import PlanState
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import ADMIN, World
from tests.handlers.rakor import first_lines, moved, plans, published, registered

H3 = datetime(2025, 3, 6, 9, 0, tzinfo=WITA)
H2 = datetime(2025, 3, 7, 9, 0, tzinfo=WITA)
H1 = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)
NINE_WIB = datetime(2025, 3, 10, 9, 0, tzinfo=WIB)
MINUTE = timedelta(minutes=1)
M15 = datetime(2025, 3, 11, 13, 45, tzinfo=WITA)


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


#: Few enough sittings for an outage to look like one.
TWO = """/rapat baru
Judul: Dua sesi
Sesi: 11-03-2025 09.00-11.30 WIB; Kabupaten Bangka Tengah
Sesi: 11-03-2025 13.00-15.30 WIB; Kota Bontang"""


async def at(world, moment):
    world.clock.at = moment
    await world.tick()


async def states(world, *, number=2):
    """(step, state, reason) of the Inspektur's plans, the seat with somebody in it."""
    rows = await plans(world, number=number)
    return [(step, state, reason) for step, _revision, state, reason in rows[len(rows) // 2 :]]


async def test_the_ladder_of_somebody_silent(rakor):
    for moment in (H3 - MINUTE, H3, H3 + MINUTE, H2, H1, NINE_WIB, M15, M15 + MINUTE, M15 + 600 * MINUTE):
        await at(rakor, moment)
    assert first_lines(rakor, SARI) == [
        "<b>Undangan rapat daring, 11 Maret 2025</b>",
        "<b>Menunggu konfirmasi: rapat daring, 11 Maret 2025</b>",
        "<b>Pengingat: rapat daring besok, pukul 14.00 WITA</b>",
        "<b>Rapat dimulai pukul 14.00 WITA</b>",
    ]
    assert await states(rakor) == [
        ("h-3", PlanState.ENQUEUED, ""),
        ("h-2", PlanState.SKIPPED, Reason.SEMUA_MENJAWAB),  # nobody else there can be reached
        ("h-1", PlanState.ENQUEUED, ""),
        ("telepon", PlanState.ENQUEUED, ""),
        ("m-15", PlanState.ENQUEUED, ""),
    ]


async def test_h_1_carries_link_passcode_and_the_recorded_answer(rakor):
    await rakor.press(SARI, "Hadir")
    await at(rakor, H1)
    reminder = rakor.last(SARI)
    assert '<a href="https://zoom.us/j/90000000000">zoom.us/j/90000000000</a>' in reminder.html
    assert "<code>900 0000 0000</code>" in reminder.html
    assert "<code>Bontang25</code>" in reminder.html
    assert "Konfirmasi Bapak/Ibu yang kami catat: <b>Hadir</b>." in reminder.html
    assert reminder.labels == ["Buka rapat (zoom.us)", "Ubah jawaban"]


async def test_who_answered_gets_no_h_3_and_who_stays_away_is_asked_once_who_comes_instead(small):
    await small.press(BUDI, "Tidak hadir")
    await small.press(SARI, "Hadir")
    for moment in (H3, H3 + timedelta(hours=1), H1, H1 + timedelta(hours=1), M15 - timedelta(hours=4), M15):
        await at(small, moment)
    assert [line for line in first_lines(small, SARI) if "Menunggu" in line] == []
    assert first_lines(small, BUDI)[2:] == [  # after the invitation and the receipt
        "<b>Mengenai konfirmasi rapat daring, 11 Maret 2025</b>"
    ]
    assert small.last(BUDI).labels == ["Diwakilkan"]
    assert (await states(small))[0] == ("h-3", PlanState.SKIPPED, Reason.SUDAH_MENJAWAB)
    rows = [row for row in await states(small, number=1) if row[0] != "telepon"]
    assert rows[0] == ("h-3", PlanState.ENQUEUED, "")
    assert {reason for *_, reason in rows[1:]} == {Reason.TIDAK_HADIR}


async def test_an_empty_seat_is_skipped_with_its_reason(small):
    await at(small, H3)
    rows = await plans(small, number=2)
    assert rows[0][2:] == (PlanState.SKIPPED, Reason.TANPA_PENERIMA)


async def test_a_moved_sitting_reminds_of_the_new_time_only(small):
    await at(small, H3)
    await moved(small, to="13-03-2025 13.00-15.30 WIB")
    for day in range(7, 15):
        for hour in (1, 5, 6):
            for minute in (0, 45):
                await at(small, datetime(2025, 3, day, hour, minute, tzinfo=WIB) + timedelta(hours=7))
    assert first_lines(small, SARI)[2:] == [
        "<b>Perubahan jadwal rapat daring, 13 Maret 2025</b>",
        "<b>Menunggu konfirmasi: rapat daring, 13 Maret 2025</b>",
        "<b>Pengingat: rapat daring besok, pukul 14.00 WITA</b>",
        "<b>Rapat dimulai pukul 14.00 WITA</b>",
    ]


async def test_after_an_outage_only_the_newest_goes_and_says_it_is_late(both_worlds):
    rakor = await published(await registered(both_worlds), TWO)
    await at(rakor, H1 + timedelta(hours=3))
    assert first_lines(rakor, SARI) == [
        "<b>Undangan rapat daring, 11 Maret 2025</b>",
        "<b>Pengingat: rapat daring besok, pukul 14.00 WITA</b>",
    ]
    assert "Pengingat ini terlambat kami kirim" in rakor.last(SARI).html
    assert (await states(rakor))[:3] == [
        ("h-3", PlanState.SKIPPED, Reason.DIGANTIKAN),
        ("h-2", PlanState.SKIPPED, Reason.DIGANTIKAN),
        ("h-1", PlanState.ENQUEUED, ""),
    ]


async def test_an_outage_ending_at_night_waits_for_the_morning(small):
    await at(small, datetime(2025, 3, 10, 22, 0, tzinfo=WITA))
    assert len(small.texts(SARI)) == 1
    await at(small, datetime(2025, 3, 11, 7, 0, tzinfo=WITA))
    assert first_lines(small, SARI)[-1] == "<b>Pengingat: rapat daring hari ini, pukul 14.00 WITA</b>"


async def test_into_a_running_sitting_it_says_so_and_after_it_nothing(small):
    await at(small, M15 + timedelta(minutes=25))
    assert first_lines(small, SARI)[-1] == "<b>Rapat sedang berlangsung, dimulai pukul 14.00 WITA</b>"
    before = small.texts(BUDI)
    assert len(before) == 1  # his own ended at 11.30 WIB
    assert {reason for *_, reason in await states(small, number=1)} == {Reason.SELESAI, Reason.DIGANTIKAN}


SIX = "/rapat baru\nJudul: Enam sesi\n" + "\n".join(
    f"Sesi: 11-03-2025 {hour:02}.00-{hour:02}.50 WIB; Kota Bontang" for hour in range(8, 14)
)


async def test_a_clock_gone_wrong_is_held_until_an_admin_looks(world):
    world = await published(await registered(world), SIX)
    await at(world, H1 + timedelta(hours=2))
    await at(world, H1 + timedelta(hours=2, seconds=5))
    assert len(world.texts(SARI)) == 6
    held = [line for line in first_lines(world, ADMIN) if line == "<b>Pengingat ditahan</b>"]
    assert held == ["<b>Pengingat ditahan</b>"]
    await world.press(ADMIN, "Kirim pengingat tertunda")
    assert len(world.texts(SARI)) == 7 and "6 sesi" in first_lines(world, SARI)[-1]


async def test_six_sittings_due_together_are_an_ordinary_morning(world):
    world = await published(await registered(world), SIX)
    await at(world, H1)
    assert len(world.texts(SARI)) == 7 and "6 sesi" in first_lines(world, SARI)[-1]
    assert not any("ditahan" in line for line in first_lines(world, ADMIN))


async def test_only_an_admin_releases(small):
    assert len(await small.press_data(JOKO, "pengingat_lepas")) == 1
    assert "tertunda dikirim" not in small.last(JOKO).html
