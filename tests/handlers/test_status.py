"""/status over a fake Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest
from sqlalchemy import event, update

from bot.messages.render import mistake
from bot.rules.actors import TenureKind
from bot.rules.errors import Forbidden, NotRegistered, Stale
from db.tables import Measurement, MeasurementStatus, Tenure
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, official, sari
from tests.criteria import INSPEKTUR_MAROS, confirm_thresholds, maros, record_example
from tests.fakes import START, World

RINA, TONO = 7_000_000_051, 7_000_000_052


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
    assert "SPI 2025: <b>73,92</b> (waspada) / ambang 68* (+5,92), turun 3,77 dari 2024" in december


async def test_a_number_opens_the_history_of_its_criterion(world: World) -> None:
    await sari(world.sessions)
    await record_example(world)
    await world.say(SARI, "/status")
    await world.press(SARI, "2")
    assert world.last(SARI).html == (
        "<b>2. Survei Penilaian Integritas (SPI)</b>\n"
        "Riwayat Kota Bontang, data per Senin, 3 Maret 2025\n\n"
        "<b>SPI 2024: 77,69</b> (waspada)\nTerbit 22 Januari 2025\n"
        "Sumber: https://sepintasberita.com/sikapi-survei-kpk-wawali-bontang-evaluasi-secara-menyeluruh-2645.html\n"
        "Dicatat oleh Dit. Permas, 3 Maret 2025\n\n"
        "Ambang: 68, selisih +9,69 (belum dikonfirmasi).\nPenerbit: KPK."
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
    assert "<b>Pemeriksaan tahap</b> (ambang angkatan 2026)\nCalon*: 0 dari 7 terpenuhi" in shown


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


@pytest.mark.parametrize(
    "typed", ["spi", "SPI", "capaian spi", "/status spi", "status spi", "/status SPI bontang"]
)
async def test_a_criterion_named_alone_is_the_history_of_the_own_region(world: World, typed: str) -> None:
    await sari(world.sessions)
    await record_example(world)
    [shown] = await world.say(SARI, typed)
    assert shown.startswith("<b>2. Survei Penilaian Integritas (SPI)</b>\nRiwayat Kota Bontang")


@pytest.mark.parametrize(
    ("typed", "number"), [("mcsp", 1), ("mcp", 1), ("ombudsman", 4), ("opini bpk", 7), ("perkara", 8)]
)
async def test_old_and_new_names_mean_the_same_criterion(world: World, typed: str, number: int) -> None:
    await sari(world.sessions)
    await record_example(world)
    [shown] = await world.say(SARI, typed)
    assert shown.startswith(f"<b>{number}. ")


async def test_staff_name_a_criterion_and_a_region_or_choose_one(world: World) -> None:
    await joko(world.sessions)
    await record_example(world)
    for typed in ("spi maros", "/status maros spi", "capaian spi kab maros"):
        [shown] = await world.say(JOKO, typed)
        assert shown.startswith("<b>2. Survei Penilaian Integritas (SPI)</b>\nRiwayat Kabupaten Maros"), typed
    await world.say(JOKO, "spi")
    await world.press(JOKO, "Kota Bontang")
    assert "\nRiwayat Kota Bontang" in world.last(JOKO).html


async def everybody_of_bontang(world: World) -> tuple[int, ...]:
    """Her, her assistant and her delegate."""
    await sari(world.sessions)
    for who, kind in ((RINA, TenureKind.ASSISTANT), (TONO, TenureKind.DELEGATE)):
        await official(world.sessions, who, "64.74", "inspektur", kind=kind)
    return SARI, RINA, TONO


async def test_another_region_is_not_there_however_one_asks(world: World) -> None:
    people = await everybody_of_bontang(world)
    await record_example(world)
    await joko(world.sessions)
    assert "70,37" in (await world.say(JOKO, "/status maros"))[0]  # there is something to leak
    forwarded = {"reply_to_message": incoming(JOKO, world.texts(JOKO)[-1])}
    for who in people:
        nowhere = await world.say(who, "/status atlantis")
        assert nowhere == [mistake(Forbidden())]
        for typed in WAYS_TO_MAROS:
            assert await world.say(who, typed) == nowhere, typed
            assert await world.say(who, typed, **forwarded) == nowhere, typed
        for data in ("capaian:73.09:0", "capaian:73.09:4", "riwayat_hal:73.09:4:0", "cek_tahap:73.09"):
            assert await world.press_data(who, data) == [mistake(Stale())], data
        own = await world.say(who, "/status", **forwarded)
        assert own[0].startswith("<b>Capaian delapan kriteria: Kota Bontang</b>")
        assert "Maros" not in "\n".join(world.texts(who))


WAYS_TO_MAROS = (
    "/status maros",
    "/status 73.09",
    "/status 7309",
    "/status spi maros",
    "status maros",
    "capaian kab maros",
    "spi maros",
    "kepatuhan maros",
)


async def test_whoever_acts_for_a_seat_no_more_is_a_stranger(world: World) -> None:
    people = await everybody_of_bontang(world)
    await record_example(world)
    async with world.sessions.writing() as session:
        await session.execute(update(Tenure).values(ended_at=world.clock()))
    for who in people:
        for typed in ("/status", "/status bontang", "/status spi"):
            assert await world.say(who, typed) == [mistake(NotRegistered())]
        for data in ("capaian:64.74:0", "riwayat_hal:64.74:2:0", "cek_tahap:64.74"):
            assert await world.press_data(who, data) == [mistake(NotRegistered())]


def incoming(sender: int, text: str) -> dict[str, object]:
    """A message of the bot as it looks when somebody replies to a copy that was forwarded to him."""
    origin = {"type": "user", "date": 1, "sender_user": {"id": 42, "is_bot": True, "first_name": "Permas"}}
    chat = {"id": sender, "type": "private", "first_name": "Uji"}
    return {"message_id": 5, "date": 1, "chat": chat, "text": text, "forward_origin": origin}


async def test_long_histories_come_in_pages(world: World) -> None:
    await sari(world.sessions)
    async with world.sessions.writing() as session:
        for number, year in enumerate(range(2010, 2025)):
            session.add(
                Measurement(
                    region_code="64.74",
                    criterion="spi",
                    instrument="SPI",
                    assessment_year=year,
                    value=Decimal(60 + number),
                    status=MeasurementStatus.FINAL,
                    source="https://contoh.example/" + "panjang/" * 40,
                    recorded_at=START,
                )
            )
    await world.say(SARI, "spi")
    first = world.last(SARI)
    assert first.labels[:2] == ["Lebih lama", "Grafik"] and "SPI 2024: 74" in first.html
    await world.press(SARI, "Lebih lama")
    assert first.labels[:3] == ["Lebih baru", "Lebih lama", "Grafik"] and "SPI 2018: 68" in first.html
    await world.press(SARI, "Lebih lama")
    assert first.labels == ["Lebih baru", "Grafik", "Kembali ke capaian"] and "SPI 2010: 60" in first.html
    assert all(len(html) < 4096 for html in world.texts(SARI)) and len(world.texts(SARI)) == 1
    for data in (
        "riwayat_hal:64.74:2:3",
        "riwayat_hal:64.74:2:-1",
        "riwayat_hal:64.74:9:0",
        "riwayat_hal:64.74:x:0",
    ):
        assert await world.press_data(SARI, data) == [mistake(Stale())]


async def test_an_open_notice_is_named_with_its_day(world: World) -> None:
    await maros(world)
    await record_example(world)
    await joko(world.sessions)
    await confirm_thresholds(world, "spi")
    await world.say(JOKO, "/nilai maros spi 2024 60 terbit 01-03-2025")
    await world.press(JOKO, "Konfirmasi")
    world.clock.forward(days=2)
    [shown] = await world.say(INSPEKTUR_MAROS, "/status")
    line = "2. SPI 2024: <b>60</b> (rentan) / ambang 68 (-8)"
    assert f"{line}\n<i>Pemberitahuan 3 Maret 2025 masih terbuka.</i>\n" in shown
    [history] = await world.say(INSPEKTUR_MAROS, "spi")
    assert "Pemberitahuan 3 Maret 2025 masih terbuka.\n" in history


async def test_a_status_costs_the_same_number_of_queries_whatever_there_is(world: World) -> None:
    await sari(world.sessions)
    async with queries(world) as empty:
        await world.say(SARI, "/status")
    await record_example(world)
    async with queries(world) as full:
        await world.say(SARI, "/status")
    assert len(full) == len(empty) and len(full) < 20


@asynccontextmanager
async def queries(world: World) -> AsyncIterator[list[str]]:
    """The statements of readers while this is open."""
    found: list[str] = []
    async with world.sessions.reading() as session:
        engine = session.get_bind()

    def note(_connection, _cursor, statement, *_rest):
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)
