"""Tukar jadwal: two regions exchange their sittings as one act; each hears of the own time alone."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.actions.swaps import swap
from bot.rules.meeting_mistakes import MeetingChanged
from db.tables import OutboxMessage, PlanState, Revision
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import at_sitting, card, first_lines, moved, plans, published, registered
from tests.pictures.test_calendar_files import components, moment

PAIR, REGIONS = (2, 1), ("64.74", "19.04")


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


async def swapped(world: World) -> list[str]:
    """Joko swaps sittings 2 and 1; the preview and the receipt."""
    await world.say(JOKO, "/rapat 1")
    await at_sitting(world, 2, "Tukar jadwal")
    partner = next(label for label in world.last(JOKO).labels if label.endswith("(sesi 1)"))
    return [*await world.press(JOKO, partner), *await world.press(JOKO, "Konfirmasi")]


def open_plans(found):
    return [(step, revision) for step, revision, state, _ in found if state is PlanState.PLANNED]


async def test_both_regions_hear_once_of_their_own_time_and_never_of_the_other(rakor):
    await rakor.press(SARI, "Hadir")
    preview, receipt = await swapped(rakor)
    assert "<b>Kota Bontang</b>\nSemula: sesi 2, Selasa, 11 Maret 2025, pukul 13.00-15.30 WIB" in preview
    assert "2 orang menerima" in preview and "2 orang diberi tahu" in receipt
    assert len(rakor.texts(SARI)) == 3 and len(rakor.texts(BUDI)) == 2
    notice, other = rakor.last(SARI).html, rakor.last(BUDI).html
    assert "<b>Semula</b>\nSelasa, 11 Maret 2025\npukul 13.00-15.30 WIB / 14.00-16.30 WITA" in notice
    assert "pukul 09.00-11.30 WIB / <b>10.00-12.30 WITA</b>" in notice
    assert "sebelumnya (<b>Hadir</b>) kami catat untuk waktu semula" in notice
    assert "Bangka" not in notice and "Bontang" not in other
    assert "pukul <b>13.00-15.30 WIB</b>" in other
    assert first_lines(rakor, SARI)[0] == "<b>Jadwal berubah, lihat pesan terbaru</b>"
    async with rakor.sessions.reading() as session:
        assert [row.number for row in (await session.scalars(select(Revision))).all()] == [1, 2]


async def test_answers_and_reminders_are_those_of_the_new_sitting(small):
    await small.press(SARI, "Hadir")
    await swapped(small)
    assert "- Inspektur: belum menjawab" in card(small, JOKO, "<b>Jawaban rapat 1</b>").html
    [receipt] = await small.press(SARI, "Tidak hadir")
    assert "10.00-12.30 WITA" in receipt
    assert {(state, why) for *_, state, why in await plans(small, number=2)} == {
        (PlanState.WITHDRAWN, "tidak_diundang"),
        (PlanState.PLANNED, ""),
    }
    assert (
        len(open_plans(await plans(small, number=1))) == len(open_plans(await plans(small, number=2))) == 10
    )


async def test_swapping_back_reminds_of_no_step_twice_and_of_those_not_yet_sent(small):
    small.clock.at = small.clock.at.replace(day=6, hour=2)  # H-3 of the 11th has gone
    await small.tick()
    await small.press(SARI, "Menunggu arahan")
    first = first_lines(small, SARI)
    assert first[-2] == "<b>Menunggu konfirmasi: rapat daring, 11 Maret 2025</b>"
    await swapped(small)
    await swapped(small)
    assert "(<b>Menunggu arahan</b>) berlaku kembali" in small.last(SARI).html
    small.clock.at = small.clock.at.replace(day=12)
    for _ in range(8):
        await small.tick()
    lines = first_lines(small, SARI)
    assert lines.count("<b>Menunggu konfirmasi: rapat daring, 11 Maret 2025</b>") == 1


async def test_after_a_swap_each_step_of_the_new_time_comes_once(small):
    await swapped(small)
    await swapped(small)
    await swapped(small)
    for day in range(4, 12):
        for hour in range(24):
            small.clock.at = small.clock.at.replace(day=day, hour=hour, minute=46)
            await small.tick()
    lines = [line for line in first_lines(small, SARI) if "Perubahan" not in line and "Jadwal" not in line]
    assert lines == [
        "<b>Menunggu konfirmasi: rapat daring, 11 Maret 2025</b>",
        "<b>Pengingat: rapat daring besok, pukul 10.00 WITA</b>",
        "<b>Rapat dimulai pukul 10.00 WITA</b>",
    ]


async def test_the_calendar_entry_is_the_same_one_with_a_higher_sequence(small):
    buttons = small.last(SARI).buttons
    old_button = next(str(b["callback_data"]) for b in buttons if b["text"] == "Simpan ke kalender")
    await small.press(SARI, "Simpan ke kalender")
    found = [components(small.last(SARI).content)["VCALENDAR/VEVENT"]]
    for _ in range(2):
        await swapped(small)
        await small.press(SARI, "Perbarui kalender")
        found.append(components(small.last(SARI).content)["VCALENDAR/VEVENT"])
    assert len({event["UID"][1] for event in found}) == 1
    assert [event["SEQUENCE"][1] for event in found] == ["0", "1", "2"]
    assert moment(found[1], "DTSTART").hour == 10 and moment(found[2], "DTSTART").hour == 14
    await small.press(BUDI, "Perbarui kalender")
    assert components(small.last(BUDI).content)["VCALENDAR/VEVENT"]["UID"][1] != found[0]["UID"][1]
    await swapped(small)
    await small.press_data(SARI, old_button)  # of before the swap: the entry must not be taken out
    assert components(small.last(SARI).content)["VCALENDAR"]["METHOD"][1] == "PUBLISH"


async def test_a_move_after_a_swap_is_told_to_whoever_sits_there_now(small):
    await swapped(small)
    before = small.texts(SARI)
    await moved(small, number=2, to="13-03-2025 10.00-12.30 WIB")
    assert small.texts(SARI) == before
    assert "Kamis, 13 Maret 2025" in small.last(BUDI).html


async def test_of_two_officers_who_confirm_at_once_one_makes_the_revision(rakor):
    async def confirm() -> str:
        try:
            async with rakor.working(JOKO) as work:
                await swap(work, PAIR, REGIONS, revision=1)
        except MeetingChanged:
            return "changed"
        return "done"

    assert sorted(await asyncio.gather(confirm(), confirm())) == ["changed", "done"]
    async with rakor.sessions.reading() as session:
        keys = await session.scalars(select(OutboxMessage.key).where(OutboxMessage.key.like("exc:%")))
        assert len(keys.all()) == 2


@pytest.mark.parametrize(
    "claim",
    ["2:1:1:64.74:64.74", "2:2:1:64.74:19.04", "2:1:1:x:19.04", "2:1:1:19.04:64.74"],
)
async def test_what_cannot_be_exchanged_is_not(small, claim):
    await small.press_data(JOKO, f"sesi_tukar_ya:{claim}")
    assert len(small.texts(SARI)) == 1


async def test_a_region_of_a_shared_sitting_is_chosen_first(world):
    form = (
        "/rapat baru\nJudul: Rapat\nSesi: 11-03-2025 09.00-10.00 WIB; Kota Bontang, Kabupaten Maros\n"
        "Sesi: 12-03-2025 09.00-10.00 WIB; Kabupaten Bangka Tengah"
    )
    await published(await registered(world), form)
    await world.say(JOKO, "/rapat 1")
    await at_sitting(world, 1, "Tukar jadwal")
    await world.press(JOKO, "Kota Bontang")
    assert "[Kabupaten Maros" not in world.last(JOKO).labels
    await world.press(JOKO, "Kabupaten Bangka Tengah (sesi 2)")
    await world.press(JOKO, "Konfirmasi")
    assert "Rabu, 12 Maret 2025" in world.last(SARI).html and "Selasa, 11 Maret 2025" in world.last(BUDI).html


async def test_a_meeting_of_one_sitting_has_nobody_to_swap_with(world):
    await published(
        await registered(world), "/rapat baru\nJudul: Rapat\nSesi: 11-03-2025 09.00-10.00 WIB; Kota Bontang"
    )
    await world.say(JOKO, "/rapat 1")
    [text] = await at_sitting(world, 1, "Tukar jadwal")
    assert text.startswith("Tidak ada daerah lain")
