"""The rakor of March 2025 from the form to the last reminder, as staff and officials see it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.rules.clocks import WIB, WITA
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World

FORM = """/rapat baru
Judul: Rapat Koordinasi Pembentukan Percontohan Kabupaten/Kota Antikorupsi Tahun 2026
Surat: B/1234/DKM.02/80-83/03/2025
Sesi: 11-03-2025 09.00-11.30 WIB; Kabupaten Bangka Tengah
Sesi: 11-03-2025 13.00-15.30 WIB; Kota Bontang
Sesi: 12-03-2025 09.00-11.30 WIB; Kabupaten Maros
Sesi: 12-03-2025 13.00-15.30 WIB; Kabupaten Manggarai Barat
Tautan: https://zoom.us/j/90000000000
ID rapat: 900 0000 0000
Kode sandi: Bontang25"""


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    """Joko, Sari and Budi are registered; nothing is published yet."""
    await builders.joko(both_worlds.sessions)
    await builders.sari(both_worlds.sessions)
    await builders.budi(both_worlds.sessions)
    return both_worlds


async def published(world: World, *, letter: bool = False) -> World:
    await world.say(JOKO, FORM)
    if letter:
        await world.send_file(JOKO, "surat.pdf", b"%PDF-1.7 surat")
        await world.press(JOKO, "Terbitkan", index=0)
    else:
        await world.press(JOKO, "Terbitkan")
    world.clock.forward(seconds=31)
    await world.tick()
    return world


async def test_try(rakor):
    world = rakor
    print(await world.say(JOKO, "/rapat"))
    await published(world)
    for who in (JOKO, SARI, BUDI):
        print("=====", who)
        for shown in world.telegram.chats[who]:
            print(shown.html, shown.labels, shown.filename, "\n---")
