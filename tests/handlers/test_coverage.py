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
from bot.rules.actors import Role
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import OutboxState
from db.tables import (
    AgendaItem,
    AuditEntry,
    Contact,
    Invitation,
    Meeting,
    MeetingState,
    OutboxMessage,
    Reachability,
    ReachCheck,
    Seat,
    Staff,
)
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, sari, seat_id
from tests.fakes import ADMIN, START, World


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
    assert "1 menghentikan bot" in lines[2]
    assert (
        "Inspektur: Sari, <b>menghentikan bot sejak 1 Maret 2025</b>. Langkah: cari nomor telepon kantor"
        in page
    )


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
    no_answer = "tidak ada jawaban dari pemeriksaan; telepon 0812 3456 7890"
    assert f"- Inspektur Kota Bontang, Sari: {no_answer}" in report.html
    assert "WhatsApp: Inspektur Kota Bontang" in report.labels


async def answered(world: World, telegram_id: int, **how: object) -> None:
    """What Telegram answered to the chat action for this person."""
    async with world.sessions.writing() as session:
        mine = (OutboxMessage.chat_id == telegram_id, OutboxMessage.message_class == "probe")
        await session.execute(update(OutboxMessage).where(*mine).values(how))


async def test_a_seat_is_judged_by_the_answers_of_this_check_alone(office: World) -> None:
    await lose(office, BUDI)  # known as blocked, and answers now
    await office.press_data(JOKO, "uji:2026")
    refused = {"state": OutboxState.UNDELIVERABLE, "reason": "blocked"}
    await answered(office, SARI, **refused)  # known as reachable, and is not
    await office.tick()
    report = office.last(JOKO).html
    assert "terjangkau: <b>1 dari 8</b>" in report
    assert "- Inspektur Kota Bontang, Sari: menghentikan bot" in report and "Budi" not in report


async def test_an_answer_after_the_end_of_the_check_is_none(office: World) -> None:
    await office.press_data(JOKO, "uji:2026")
    await answered(office, SARI, finished_at=START + timedelta(minutes=11))
    office.clock.forward(minutes=12)
    await office.tick()
    assert "Sari: tidak ada jawaban dari pemeriksaan" in office.last(JOKO).html


@pytest.mark.parametrize("now", [{"is_active": False}, {"role": Role.VIEWER}])
async def test_whoever_is_no_officer_any_more_gets_no_report(office: World, now: dict[str, object]) -> None:
    await office.press_data(JOKO, "uji:2026")
    before = len(office.texts(JOKO))
    async with office.sessions.writing() as session:
        await session.execute(update(Staff).where(Staff.telegram_id == JOKO).values(now))
    await office.tick()
    assert len(office.texts(JOKO)) == before
    assert office.texts(ADMIN)[-1].startswith("<b>Hasil uji sambung")


async def test_the_offer_is_about_the_cohorts_the_meeting_invites(office: World) -> None:
    async with office.sessions.writing() as session:
        meeting = Meeting(
            uid="u", title="Rapat", state=MeetingState.PUBLISHED, created_by_staff_id=1, created_at=START
        )
        session.add(meeting)
        await session.flush()
        day = START + timedelta(days=5)
        item = AgendaItem(
            meeting_id=meeting.id,
            position=1,
            starts_at=day,
            ends_at=day + timedelta(hours=1),
            zone="Asia/Jakarta",
        )
        session.add(item)
        await session.flush()
        for region in ("33.72", "64.74"):  # Surakarta is of 2024, Bontang of 2026
            invited = await session.scalar(select(Seat.id).where(Seat.region_code == region).limit(1))
            session.add(Invitation(agenda_item_id=item.id, seat_id=invited, invited_revision=1))
    office.clock.forward(hours=1)
    await office.tick()
    offer = office.last(JOKO)
    assert offer.html.startswith("<b>Uji sambung sebelum rapat</b>")
    assert [label[-4:] for label in offer.labels] == ["2026", "2026", "2024", "2024"]


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
