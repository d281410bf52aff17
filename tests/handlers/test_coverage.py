"""/cakupan, uji sambung and the review list, as staff use them."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from bot.actions.reach_checks import start
from bot.messages.render import mistake
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import OutboxState
from db.tables import AuditEntry, Contact, OutboxMessage, Reachability, ReachCheck, Seat
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, sari, seat_id
from tests.fakes import START, World


@pytest.fixture
async def office(world: World) -> World:
    for person in (joko, sari, budi):
        await person(world.sessions)
    return world


async def lose(world: World, telegram_id: int, *, days: int = 0, phone: str = "") -> None:
    """This person blocked the bot so many days ago; the office has this number."""
    async with world.sessions.writing() as session:
        await session.execute(
            update(Contact)
            .where(Contact.telegram_id == telegram_id)
            .values(reachability=Reachability.BLOCKED, unreachable_at=START - timedelta(days=days))
        )
        if phone:
            seat = await seat_id(world.sessions, "64.74", "inspektur")
            await session.execute(update(Seat).where(Seat.id == seat).values(office_phone=phone))


async def test_the_newest_cohort_counts_first_and_the_worst_region_before_the_rest(office: World) -> None:
    await lose(office, SARI, days=2)
    (page,) = await office.say(JOKO, "/cakupan")
    lines = page.splitlines()
    assert lines[0].startswith("<b>Keterjangkauan jabatan, angkatan 20")
    assert lines[1].startswith("Terjangkau <b>1 dari ")
    assert "1 diblokir" in lines[2]
    assert "Inspektur: Sari, <b>diblokir sejak 1 Maret 2025</b>. Langkah: cari nomor telepon kantor" in page


async def test_another_cohort_and_one_there_is_not(office: World) -> None:
    (page,) = await office.say(JOKO, "/cakupan 2024")
    assert "angkatan 2024</b>" in page and "Kota Surakarta" in page
    (unknown,) = await office.say(JOKO, "/cakupan 1999")
    assert unknown.startswith("Angkatan <code>1999</code> tidak tercatat.")


async def test_whom_to_call_with_words_for_whatsapp_and_no_code_in_them(office: World) -> None:
    await lose(office, SARI, phone="0812-3456-7890")
    await office.say(JOKO, "/cakupan")
    seat = await seat_id(office.sessions, "64.74", "inspektur")
    (person,) = await office.press_data(JOKO, f"cak_hub:{seat}:2026:1")
    assert "Telepon kantor: <code>0812-3456-7890</code>" in person
    link = str(office.last(JOKO).buttons[0]["url"])
    assert link.startswith("https://wa.me/6281234567890?text=Yth.%20Inspektur%20Kota%20Bontang%0A%0ADengan")
    assert "start%3D" not in link


async def test_the_picture_and_the_file(office: World) -> None:
    await office.say(JOKO, "/cakupan")
    card = office.last(JOKO)
    await office.press(JOKO, "Gambar", on=card)
    assert Image.open(io.BytesIO(office.last(JOKO).content)).format == "PNG"
    assert office.last(JOKO).html.startswith("<b>Keterjangkauan jabatan")
    await office.press(JOKO, "Berkas XLSX", on=card)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(office.last(JOKO).content)).get_sheet_by_index(0)
    assert any("Kota Bontang" in map(str, row) for row in sheet.to_python())


@pytest.mark.parametrize("person", [SARI, STRANGER])
async def test_only_staff_see_it_and_looks_are_recorded(office: World, person: int) -> None:
    assert await office.say(person, "/cakupan") == [mistake(Forbidden())]
    for data in ("cak:2026:1", "cak_png:2026", "uji:2026", "tinjau"):
        assert await office.press_data(person, data) == [mistake(Stale())]
    await office.say(JOKO, "/cakupan 2026")
    async with office.sessions.reading() as session:
        rows = await session.scalars(select(AuditEntry))
        assert [(row.action, row.object_id) for row in rows] == [("read_coverage", "2026")]


async def test_a_check_is_silent_and_its_result_is_told_once(both_worlds: World) -> None:
    world = both_worlds
    for person in (joko, sari, budi):
        await person(world.sessions)
    before = world.texts(SARI)
    await world.say(JOKO, "/cakupan 2026")
    (begun,) = await world.press(JOKO, "Uji sambung")
    assert begun.startswith("<b>Uji sambung dimulai</b>, angkatan 2026: 2 orang diperiksa")
    actions = [body["chat_id"] for method, body in world.telegram.calls if method == "sendChatAction"]
    assert sorted(actions) == [SARI, BUDI]
    assert world.texts(SARI) == before
    await world.tick()
    await world.tick()
    reports = [text for text in world.texts(JOKO) if text.startswith("<b>Hasil uji sambung")]
    assert len(reports) == 1
    assert "Pemegang jabatan yang terjangkau: <b>2 dari 8</b>." in reports[0]


async def test_one_check_at_a_time_and_what_hangs_is_reported_after_ten_minutes(office: World) -> None:
    await lose(office, SARI, phone="0812 3456 7890")
    async with office.sessions.writing() as session:
        session.add(ReachCheck(cohort=2026, started_at=START))
        await session.flush()
        session.add(
            OutboxMessage(
                key="uji:1:1",
                message_class="probe",
                priority=4,
                chat_id=5,
                method="sendChatAction",
                payload={},
                subject_type="reach_check",
                subject_id=1,
                state=OutboxState.SENDING,
                created_at=START,
            )
        )
    (running,) = await office.press_data(JOKO, "uji:2026")
    assert running.startswith("Uji sambung angkatan 2026 sedang berjalan.")
    await office.tick()
    assert not any("Hasil uji" in text for text in office.texts(JOKO))
    office.clock.forward(minutes=10)
    await office.tick()
    report = office.last(JOKO)
    assert report.html.startswith("<b>Hasil uji sambung, angkatan 2026</b>")
    assert "- Inspektur Kota Bontang, Sari: diblokir; telepon 0812 3456 7890" in report.html
    assert "WhatsApp: Inspektur Kota Bontang" in report.labels


async def test_long_out_of_reach_is_told_once_in_working_hours_and_listed(office: World) -> None:
    await lose(office, SARI, days=30)
    await lose(office, BUDI, days=29)
    office.clock.at = START.replace(hour=12)  # 19.00 WIB
    await office.tick()
    assert office.texts(JOKO) == []
    office.clock.at = START + timedelta(hours=1)
    await office.tick()
    await office.tick()
    (told,) = office.texts(JOKO)
    assert told.startswith("<b>Perlu ditinjau: tidak terjangkau sejak 30 hari atau lebih</b>")
    assert "Inspektur Kota Bontang" in told and "Bangka Tengah" not in told
    await office.press_data(JOKO, "tinjau")
    assert office.texts(JOKO)[-1] == told


async def test_a_cohort_without_anybody_to_check(world: World) -> None:
    await joko(world.sessions)
    async with world.working(JOKO) as work:
        await start(work, cohort=2026)
    assert world.texts(JOKO)[-1].startswith("Belum ada pejabat angkatan 2026 yang terdaftar")
