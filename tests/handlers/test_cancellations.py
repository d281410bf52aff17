"""A published sitting gets another link or does not take place: who hears of it."""

from __future__ import annotations

import pytest

from db.tables import PlanState
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import at_sitting, first_lines, plans, published, registered
from tests.pictures.test_calendar_files import components

LINK = "Tautan: https://zoom.us/j/8\nID rapat: 800 0000 0000\nKode sandi: Baru25"


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


def open_plans(number_of_seats: int, revision: int) -> list[tuple[str, int, PlanState, str]]:
    steps = ["h-3", "h-2", "h-1", "telepon", "m-15"] * number_of_seats
    return [(step, revision, PlanState.PLANNED, "") for step in steps]


async def test_a_cancelled_sitting_is_told_and_its_reminders_are_withdrawn(rakor):
    await rakor.say(JOKO, "/rapat 1")
    await at_sitting(rakor, 2, "Batalkan sesi")
    assert len(rakor.texts(SARI)) == 1
    await rakor.press(JOKO, "Konfirmasi")
    assert first_lines(rakor, SARI) == [
        "<b>Jadwal berubah, lihat pesan terbaru</b>",
        "<b>Pembatalan rapat daring, 11 Maret 2025</b>",
    ]
    assert {(state, reason) for *_, state, reason in await plans(rakor, number=2)} == {
        (PlanState.WITHDRAWN, "sesi_batal")
    }
    await rakor.press(SARI, "Perbarui kalender")
    assert components(rakor.last(SARI).content)["VCALENDAR"]["METHOD"][1] == "CANCEL"
    rakor.clock.forward(days=8, hours=4, minutes=45)
    await rakor.tick()
    assert not any("Pengingat" in line or "dimulai" in line for line in first_lines(rakor, SARI))
    assert len(rakor.texts(BUDI)) == 1  # his own sitting is over as well


async def test_another_link_is_told_only_to_those_who_know_the_old_one(rakor):
    await rakor.say(JOKO, "/rapat 1")
    await at_sitting(rakor, 2, "Ubah tautan")
    assert "belum disampaikan kepada siapa pun" in (await rakor.say(JOKO, LINK))[0]
    await rakor.press(JOKO, "Konfirmasi")
    assert len(rakor.texts(SARI)) == 1
    rakor.clock.at = rakor.clock.at.replace(day=10, hour=1, minute=0, second=0)
    await rakor.tick()
    assert 'href="https://zoom.us/j/8"' in rakor.last(SARI).html
    await rakor.say(JOKO, "/rapat 1")
    await at_sitting(rakor, 2, "Ubah tautan")
    assert "1 orang sudah mengetahui" in (await rakor.say(JOKO, LINK.replace("/8", "/7")))[0]
    await rakor.press(JOKO, "Konfirmasi")
    assert rakor.last(SARI).html.startswith("<b>Perubahan tautan rapat daring, 11 Maret 2025</b>")
    assert 'href="https://zoom.us/j/7"' in rakor.last(SARI).html


async def test_a_bad_link_is_refused_and_asked_again(small):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Ubah tautan")
    assert "tidak dapat dipakai; harus diawali https://" in (await small.say(JOKO, "Tautan: zoom"))[0]
    assert "yang dapat dituliskan: Tautan, ID rapat, Kode sandi" in (await small.say(JOKO, "Judul: A"))[0]
    await small.say(JOKO, LINK)
    confirm = str(small.last(JOKO).buttons[0]["callback_data"])
    [done] = await small.press(JOKO, "Konfirmasi")
    assert done.startswith("<b>Perubahan ke-1 rapat 1 diterbitkan.</b>")
    [again] = await small.press_data(JOKO, confirm)
    assert "diterbitkan" not in again


async def test_the_same_link_changes_nothing(small):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Ubah tautan")
    same = "Tautan: https://zoom.us/j/90000000000\nID rapat: 900 0000 0000\nKode sandi: Bontang25"
    assert (await small.say(JOKO, same))[0].startswith("Tautan, ID rapat, dan kode sandi itu sama")


async def test_batal_forgets_the_typed_link(small):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Ubah tautan")
    await small.say(JOKO, LINK)
    shown = small.last(JOKO)
    confirm = str(shown.buttons[0]["callback_data"])
    await small.press(JOKO, "Batal", on=shown)
    assert "diterbitkan" not in (await small.press_data(JOKO, confirm))[0]
    assert "Tautan" not in (await small.say(JOKO, "terima kasih"))[0]


async def test_a_bare_address_changes_only_the_link(small):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Ubah tautan")
    [shown] = await small.say(JOKO, "https://zoom.us/j/7")
    assert 'href="https://zoom.us/j/7"' in shown
    assert "<code>900 0000 0000</code>" in shown and "<code>Bontang25</code>" in shown


async def test_the_way_back_from_a_cancellation_is_not_called_batal(small):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Batalkan sesi")
    assert small.last(JOKO).labels == ["Konfirmasi", "Tidak jadi"]
    await small.press(JOKO, "Tidak jadi")
    assert small.last(JOKO).html == "Tidak ada yang berubah."
    assert len(small.texts(SARI)) == 1
