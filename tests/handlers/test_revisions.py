"""A published sitting is moved, linked anew, cancelled: who hears what, and what is withdrawn."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.actions.sitting_deeds import move_sitting
from bot.rules.actors import Role
from db.tables import OutboxMessage, PlanState, Revision
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import START, World
from tests.handlers.rakor import at_sitting, card, first_lines, moved, plans, published, registered
from tests.pictures.test_calendar_files import components, moment

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


async def test_a_move_tells_semula_and_menjadi_to_those_touched(rakor):
    await rakor.press(SARI, "Hadir")
    invitation = card(rakor, SARI, "<b>Undangan rapat")
    before = rakor.texts(BUDI)
    await moved(rakor)
    notice = rakor.last(SARI)
    assert notice.html.startswith(
        "<b>Perubahan jadwal rapat daring, 11 Maret 2025</b>\n\nYth. Inspektur Kota Bontang\n"
    )
    assert "waktu sesi Kota Bontang" in notice.html
    assert "<b>Semula</b>\nSelasa, 11 Maret 2025\npukul 13.00-15.30 WIB / 14.00-16.30 WITA" in notice.html
    assert "pukul 10.00-12.30 WIB / <b>11.00-13.30 WITA</b>" in notice.html
    assert "Jawaban Bapak/Ibu sebelumnya (<b>Hadir</b>) kami catat untuk waktu semula." in notice.html
    assert (invitation.is_edited, invitation.buttons) == (True, [])
    assert invitation.html.startswith("<b>Jadwal berubah, lihat pesan terbaru</b>")
    assert rakor.texts(BUDI) == before
    assert "- Inspektur: belum menjawab" in card(rakor, JOKO, "<b>Jawaban rapat 1</b>, perubahan ke-1").html


async def test_a_move_withdraws_the_old_ladder_and_plans_a_new_one(rakor):
    await moved(rakor)
    withdrawn = [("h-3", 1), ("h-2", 1), ("h-1", 1), ("telepon", 1), ("m-15", 1)] * 2
    assert await plans(rakor, number=2) == [
        *((step, revision, PlanState.WITHDRAWN, "waktu_berubah") for step, revision in withdrawn),
        *open_plans(2, revision=2),
    ]
    assert await plans(rakor, number=1) == open_plans(2, revision=1)


async def test_after_a_move_the_answer_counts_for_the_new_time(small):
    await moved(small)
    [receipt] = await small.press(SARI, "Hadir")
    assert "10.00-12.30 WIB / <b>11.00-13.30 WITA</b>" in receipt
    assert "- Inspektur: Hadir" in card(small, JOKO, "<b>Jawaban rapat 1</b>").html


async def test_the_calendar_file_follows_with_the_same_uid(small):
    await small.press(SARI, "Simpan ke kalender")
    first = components(small.last(SARI).content)["VCALENDAR/VEVENT"]
    assert small.last(SARI).filename == "sesi-11-maret-2025-kota-bontang.ics"
    await moved(small, to="12-03-2025 10.00-12.30 WIB")
    await small.press(SARI, "Perbarui kalender")
    second = components(small.last(SARI).content)["VCALENDAR/VEVENT"]
    assert small.last(SARI).filename == "sesi-12-maret-2025-kota-bontang.ics"
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"][1], second["SEQUENCE"][1]) == ("0", "1")
    assert (moment(second, "DTSTART") - moment(first, "DTSTART")).total_seconds() == 21 * 3600


async def test_an_invitation_that_never_left_is_replaced_by_one_for_the_new_time(world):
    world = await registered(world)
    await world.say(JOKO, "/rapat baru\nJudul: Rapat\nSesi: 11-03-2025 13.00-15.30 WIB; Kota Bontang")
    await world.press(JOKO, "Terbitkan")
    world.clock.forward(seconds=31)
    await world.ticks.round()  # published, but nothing has been carried out yet
    async with world.working(JOKO) as work:
        starts_at = START.replace(day=12, hour=3)
        await move_sitting(work, item=1, revision=1, starts_at=starts_at, ends_at=starts_at.replace(hour=5))
    assert first_lines(world, SARI) == ["<b>Undangan rapat daring, 12 Maret 2025</b>"]
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(OutboxMessage.state, OutboxMessage.reason).where(OutboxMessage.key.like("inv:1:1:%"))
        )
        assert [(str(state), reason) for state, reason in rows] == [("withdrawn", "outdated")]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("30-02-2025 10.00-11.30 WIB", "tanggal <code>30-02-2025</code> tidak ada dalam kalender"),
        ("11-03-2025 12.00-11.30", "sesi <code>11-03-2025 12.00-11.30</code> selesai sebelum dimulai"),
        ("01-03-2025 10.00-11.30 WIB", "waktu <code>01-03-2025 10.00 WIB</code> sudah lewat"),
        ("11-03-2035 10.00-11.30 WIB", "waktu <code>11-03-2035 10.00 WIB</code> terlalu jauh"),
        ("besok pagi", "tanggal <code>besok pagi</code> tidak terbaca"),
        ("11-03-2025 13.00-15.30 WIB", "Waktu itu sama dengan waktu yang berlaku"),
    ],
)
async def test_a_bad_new_time_gets_a_sentence_and_may_be_typed_again(small, typed, answer):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Pindahkan")
    [text] = await small.say(JOKO, typed)
    assert answer in text
    await small.say(JOKO, "11-03-2025 10.00-12.30 WIB")
    await small.press(JOKO, "Konfirmasi")
    assert first_lines(small, SARI)[-1] == "<b>Perubahan jadwal rapat daring, 11 Maret 2025</b>"


async def test_a_move_typed_in_wita_means_wita(small):
    await moved(small, to="11-03-2025 10.00-12.30 WITA")
    assert "pukul 09.00-11.30 WIB / <b>10.00-12.30 WITA</b>" in small.last(SARI).html


async def test_nothing_happens_before_konfirmasi_and_batal_leaves_all(small):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Pindahkan")
    await small.say(JOKO, "11-03-2025 10.00-12.30 WIB")
    await small.press(JOKO, "Batal")
    assert small.last(JOKO).html == "Tidak ada yang berubah."
    assert len(small.texts(SARI)) == 1


async def test_of_two_confirmations_only_the_first_counts(small):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Pindahkan")
    await small.say(JOKO, "11-03-2025 10.00-12.30 WIB")
    confirm = next(str(b["callback_data"]) for b in small.last(JOKO).buttons if b["text"] == "Konfirmasi")
    await small.press(JOKO, "Konfirmasi")
    count = len(small.texts(SARI))
    assert await small.press_data(JOKO, confirm) == [
        "Rapat ini sudah berubah sejak kartu tersebut dibuat, sehingga tidak ada yang kami ubah. "
        "Kartu terbaru: <code>/rapat 1</code>"
    ]
    assert len(small.texts(SARI)) == count


@pytest.mark.parametrize(
    "data",
    [
        "sesi_pindah_ya:2:1:1741660000:1741669000",
        "sesi_batal_ya:2:1",
        "sesi_batal:2:1",
        "sesi_pindah:2:1",
        "sesi_tautan:2:1",
        "rapat_teks:2:4",
    ],
)
async def test_an_official_cannot_change_a_meeting(small, data):
    before = len(small.texts(BUDI))
    texts = await small.press_data(SARI, data)
    assert not any("zoom" in text or "Pindah" in text for text in texts)
    async with small.sessions.reading() as session:
        assert len((await session.execute(select(Revision.id))).all()) == 1
    assert len(small.texts(BUDI)) == before


@pytest.mark.parametrize("data", ["sesi_pindah_ya:2:1:1:2", "sesi_pindah_ya:2:1:99999999999:99999999999"])
async def test_a_made_up_time_is_refused(small, data):
    await small.press_data(JOKO, data)
    assert len(small.texts(SARI)) == 1


async def test_every_revision_is_kept_as_it_stood(small):
    await moved(small)
    await moved(small, number=3, to="13-03-2025 09.00-11.30 WIB")
    async with small.sessions.reading() as session:
        rows = (await session.execute(select(Revision).order_by(Revision.number))).scalars().all()
    starts = [[sitting["starts_at"][:13] for sitting in row.snapshot["sittings"]] for row in rows]
    assert [row.number for row in rows] == [1, 2, 3]
    assert starts[0] != starts[1] != starts[2]


async def test_a_question_about_a_time_that_changed_meanwhile_is_closed(small):
    await builders.staff(small.sessions, 901, Role.OFFICER, name="Rina")
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Pindahkan")
    await small.say(901, "/rapat 1")
    await at_sitting(small, 2, "Batalkan sesi", by=901)
    await small.press(901, "Konfirmasi")
    assert (await small.say(JOKO, "11-03-2025 10.00-12.30 WIB"))[0].startswith("Rapat ini sudah berubah")
    assert (await small.say(JOKO, "jadwal"))[0].startswith("<b>Jadwal rapat</b>")


async def test_a_time_that_has_passed_is_named_on_the_clock_of_the_sitting(world):
    await published(await registered(world))
    await world.say(JOKO, "/rapat 1")
    await at_sitting(world, 2, "Pindahkan")
    (told,) = await world.say(JOKO, "02-03-2025 01.30-02.30 WITA")
    assert "02-03-2025 00.30 WIB" in told and "sudah lewat" in told
