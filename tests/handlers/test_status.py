"""/status over a fake Telegram."""

from __future__ import annotations

from bot.messages.render import mistake
from bot.rules.errors import Forbidden, NotRegistered, Stale
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, official, sari
from tests.criteria import record_example
from tests.fakes import World


async def test_an_official_sees_the_own_region(world: World) -> None:
    await sari(world.sessions)
    await record_example(world)
    [shown] = await world.say(SARI, "/status")
    assert shown.startswith(
        "<b>Capaian delapan kriteria: Kota Bontang</b>\nCalon 2026, data per Senin, 3 Maret 2025"
    )
    numbers = [str(number) for number in range(1, 9)]
    assert world.last(SARI).labels == [*numbers, "Pemeriksaan tahap", "Gambar"]


async def test_values_published_later_are_not_known_yet(world: World) -> None:
    await sari(world.sessions)
    await record_example(world)
    [march] = await world.say(SARI, "/status")
    world.clock.forward(days=300)
    [december] = await world.say(SARI, "/status")
    assert ("SPI 2024: <b>77,69</b>" in march, "SPI 2025" in march) == (True, False)
    assert "SPI 2025: <b>73,92</b> (waspada), ambang 68* (+5,92), turun 3,77 dari 2024" in december


async def test_a_number_opens_the_history_of_its_criterion(world: World) -> None:
    await sari(world.sessions)
    await record_example(world)
    await world.say(SARI, "/status")
    await world.press(SARI, "2")
    assert world.last(SARI).html == (
        "<b>2. Survei Penilaian Integritas (SPI)</b>\nKota Bontang\n\n"
        "<b>SPI 2024: 77,69</b>\nTerbit 22 Januari 2025\n"
        "Sumber: https://sepintasberita.com/sikapi-survei-kpk-wawali-bontang-evaluasi-secara-menyeluruh-2645.html\n\n"
        "Penerbit: KPK. Ambang: 68 (belum dikonfirmasi)."
    )
    await world.press(SARI, "Kembali ke capaian")
    assert world.last(SARI).html.startswith("<b>Capaian delapan kriteria: Kota Bontang</b>")


async def test_a_button_opens_the_stage_check_and_back(world: World) -> None:
    await sari(world.sessions)
    await record_example(world)
    await world.say(SARI, "/status")
    await world.press(SARI, "Pemeriksaan tahap")
    assert world.last(SARI).html.startswith("<b>Pemeriksaan tahap: Kota Bontang</b>\nCalon 2026, data per")
    await world.press(SARI, "Kembali ke capaian")
    assert world.last(SARI).html.startswith("<b>Capaian delapan kriteria: Kota Bontang</b>")


async def test_a_region_in_no_cohort_is_checked_by_the_newest_one(world: World) -> None:
    await joko(world.sessions)
    [shown] = await world.say(JOKO, "/status 71.01")
    assert "<b>Pemeriksaan tahap</b> (ambang angkatan 2026)\nCalon: 0 dari 7 terpenuhi" in shown


async def test_staff_may_ask_for_any_region(world: World) -> None:
    await joko(world.sessions)
    await record_example(world)
    for typed in ("/status maros", "/status 73.09", "/status kab maros", "status Maros", "/status marros"):
        [shown] = await world.say(JOKO, typed)
        assert shown.startswith("<b>Capaian delapan kriteria: Kabupaten Maros</b>"), typed


async def test_staff_without_a_region_choose_one(world: World) -> None:
    await joko(world.sessions)
    await world.say(JOKO, "/status")
    assert world.last(JOKO).labels == [
        "Kabupaten Bangka Tengah",
        "Kabupaten Manggarai Barat",
        "Kabupaten Maros",
        "Kota Bontang",
    ]
    await world.press(JOKO, "Kabupaten Maros")
    assert world.last(JOKO).html.startswith("<b>Capaian delapan kriteria: Kabupaten Maros</b>")


async def test_kota_and_kabupaten_blitar_are_asked_apart(world: World) -> None:
    await joko(world.sessions)
    await world.say(JOKO, "/status blitar")
    assert world.last(JOKO).labels == ["Kabupaten Blitar", "Kota Blitar"]


async def test_an_unknown_region_is_said(world: World) -> None:
    await joko(world.sessions)
    [shown] = await world.say(JOKO, "/status atlantis")
    assert shown.startswith("Daerah <b>atlantis</b> tidak ditemukan.")


async def test_an_official_learns_nothing_of_another_region(world: World) -> None:
    await sari(world.sessions)
    await budi(world.sessions)
    await record_example(world)
    # there is something to leak
    assert "SPI 2024" in (await world.say(SARI, "/status bontang"))[0]
    refused = mistake(Forbidden())
    assert await world.say(BUDI, "/status bontang") == [refused]
    assert await world.say(BUDI, "/status atlantis") == [refused]
    await world.say(BUDI, "/status")
    for data in ("capaian:64.74:0", "capaian:64.74:2", "capaian:19.04:9", "cek_tahap:64.74", "cek_tahap:x"):
        assert await world.press_data(BUDI, data) == [mistake(Stale())]


async def test_a_stranger_learns_nothing(world: World) -> None:
    refused = mistake(NotRegistered())
    assert await world.say(STRANGER, "/status") == [refused]
    assert await world.say(STRANGER, "/status maros") == [refused]
    assert await world.press_data(STRANGER, "capaian:73.09:0") == [refused]


async def test_a_mangled_button_is_outdated(world: World) -> None:
    await joko(world.sessions)
    for data in ("capaian:73.09", "capaian:73.09:x", "capaian:73.09:99", "capaian:73.09:²"):
        [shown] = await world.press_data(JOKO, data)
        assert "<b>Capaian" not in shown


async def test_somebody_with_seats_in_two_regions_chooses(world: World) -> None:
    await sari(world.sessions)
    await official(world.sessions, SARI, "19.04", "sekda")
    await world.say(SARI, "/status")
    assert world.last(SARI).labels == ["Kabupaten Bangka Tengah", "Kota Bontang"]
    await world.press(SARI, "Kota Bontang")
    assert world.last(SARI).html.startswith("<b>Capaian delapan kriteria: Kota Bontang</b>")
