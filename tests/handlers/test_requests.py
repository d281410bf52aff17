"""Requests as staff decide them: one approval or two, refusals with a reason, the word of the holder."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.actors import Role, TenureKind
from bot.rules.approvals import OwnRequest
from bot.rules.errors import Forbidden, Stale
from bot.rules.request_words import WordsTooLong
from db.queries.people import actor_of
from db.tables import Contact, Reachability, RegistrationRequest, RequestNote, Staff, Tenure, TenureEnd
from tests.builders import BUDI, JOKO, SARI, STRANGER, joko, official, sari, staff
from tests.fakes import ADMIN, World

WATI = 900_000_003
STALE = mistake(Stale())
BOTH = (JOKO, ADMIN)


@pytest.fixture
async def office(world: World) -> World:
    """Joko is an officer, Sari holds Inspektur Kota Bontang, and the admin is there."""
    await joko(world.sessions)
    await sari(world.sessions)
    await world.say(ADMIN, "/start", name="Admin")
    return world


async def ask(
    world: World, person: int = STRANGER, *, name: str = "Rahmat", place: str = "kota bontang"
) -> None:
    """Ask for Inspektur without a code."""
    await world.say(person, "/daftar", name=name)
    if "Setuju" in world.last(person).labels:
        await world.press(person, "Setuju", name=name)
    await world.say(person, place, name=name)
    await world.press(person, "Inspektur", name=name)
    await world.press(person, "Benar", name=name)


async def holder_of_bontang(world: World) -> list[int | None]:
    async with world.sessions.reading() as session:
        rows = await session.scalars(
            select(col(Contact.telegram_id))
            .join(Tenure, col(Tenure.contact_id) == col(Contact.id))
            .where(col(Tenure.ended_at).is_(None), col(Tenure.kind) == TenureKind.HOLDER)
        )
        return list(rows)


def cards(world: World, person: int) -> list[str]:
    """What still has Setujui."""
    return [one.html for one in world.telegram.chats[person] if "Setujui" in one.labels]


async def test_the_card_shows_the_account_as_a_claim_and_the_holder_since_when(office):
    await ask(office, name="Sаri")
    card = office.last(JOKO).html
    assert "Pemegang jabatan saat ini: Sari, sejak 3 Maret 2025 (terjangkau)" in card
    assert "Nama akun Telegram (menurut akun itu sendiri): Sаri" in card
    assert f"ID Telegram: <code>{STRANGER}</code>" in card
    assert "nama yang ditulis memakai huruf yang mirip huruf lain" in card
    assert "nama menyerupai pemegang jabatan saat ini" in card


async def test_marks_that_turn_the_writing_are_named_and_not_shown(office):
    await ask(office, name="\u202eirab \u200btomhaR")
    card = office.last(JOKO).html
    assert "\u202e" not in card and "\u200b" not in card
    assert "nama akun Telegram memuat tanda yang membalik arah tulisan" in card


async def test_who_else_asks_for_the_seat_is_on_the_card(office):
    await ask(office, name="Rahmat")
    await ask(office, BUDI, name="Budi")
    assert "<b>Jabatan yang sama juga dimohon oleh:</b>\n• Rahmat (ID" in office.last(JOKO).html


async def test_a_held_seat_needs_two_and_the_second_is_an_admin(office):
    await ask(office)
    noted = await office.press(JOKO, "Setujui")
    assert noted[0].startswith("Persetujuan pertama dicatat. Permohonan menunggu persetujuan kedua")
    assert await holder_of_bontang(office) == [SARI]
    assert "Persetujuan pertama: Joko" in cards(office, ADMIN)[0]
    again = await office.press(JOKO, "Setujui")
    assert again[0].startswith("Persetujuan pertama sudah dicatat.")

    await office.press(ADMIN, "Setujui")
    assert await holder_of_bontang(office) == [STRANGER]
    assert office.last(STRANGER).html.startswith(("<b>Pendaftaran disetujui</b>", "<b>Ringkasan"))
    thanked = [text for text in office.texts(SARI) if text.startswith("<b>Serah terima jabatan</b>")]
    assert len(thanked) == 1
    assert [cards(office, person) for person in BOTH] == [[], []]
    assert "setelah persetujuan pertama oleh Joko" in "".join(office.texts(JOKO))
    async with office.sessions.reading() as session:
        assert (await actor_of(session, SARI)).seats == ()
        (reason,) = await session.scalars(
            select(col(Tenure.end_reason)).where(col(Tenure.ended_at).is_not(None))
        )
    assert reason is TenureEnd.REPLACED


async def test_two_officers_are_not_enough(office):
    await staff(office.sessions, WATI, Role.OFFICER, name="Wati")
    await ask(office)
    await office.press(JOKO, "Setujui")
    assert (await office.press(WATI, "Setujui"))[0].startswith("Persetujuan pertama sudah dicatat.")
    assert await holder_of_bontang(office) == [SARI]


async def test_after_the_only_admin_an_officer_is_the_second(office):
    await ask(office)
    noted = await office.press(ADMIN, "Setujui")
    assert "menunggu persetujuan kedua oleh petugas lain" in noted[0]
    await office.press(JOKO, "Setujui")
    assert await holder_of_bontang(office) == [STRANGER]


async def test_an_admin_who_is_all_there_is_decides_alone_and_deliberately(office):
    await _unreach(office, JOKO)
    await ask(office)
    await office.press(ADMIN, "Setujui")
    assert "keputusan Bapak/Ibu langsung berlaku" in office.last(ADMIN).html
    assert await holder_of_bontang(office) == [SARI]
    await office.press(ADMIN, "Kembali ke permohonan")
    await office.press(ADMIN, "Setujui")
    await office.press(ADMIN, "Ya, setujui")
    assert await holder_of_bontang(office) == [STRANGER]


async def test_an_officer_alone_is_told_that_no_admin_can_be_reached(office):
    await _unreach(office, ADMIN)
    await ask(office)
    assert "tidak dapat menghubungi administrator mana pun" in (await office.press(JOKO, "Setujui"))[0]
    assert await holder_of_bontang(office) == [SARI]


async def test_the_approval_of_somebody_no_longer_staff_does_not_count(office):
    await ask(office)
    await office.press(JOKO, "Setujui")
    async with office.sessions.writing() as session:
        await session.execute(update(Staff).where(col(Staff.telegram_id) == JOKO).values(is_active=False))
    await staff(office.sessions, WATI, Role.OFFICER, name="Wati")
    changed = await office.press(ADMIN, "Setujui")
    assert changed[0].startswith("Keadaan permohonan ini telah berubah")
    assert (await office.press(ADMIN, "Setujui"))[0].startswith("Persetujuan pertama dicatat.")
    assert await holder_of_bontang(office) == [SARI]


async def test_a_first_approval_against_one_holder_does_not_count_against_the_next(office):
    await ask(office)
    await office.press(JOKO, "Setujui")
    await _leaves(office, SARI)
    await official(office.sessions, BUDI, "64.74", "inspektur", name="Budi")
    assert (await office.press(ADMIN, "Setujui"))[0].startswith("Keadaan permohonan ini telah berubah")
    assert (await office.press(ADMIN, "Setujui"))[0].startswith("Persetujuan pertama dicatat.")
    assert await holder_of_bontang(office) == [BUDI]


async def test_a_holder_who_left_meanwhile_leaves_one_approval_to_give(office):
    await ask(office)
    await _leaves(office, SARI)
    assert (await office.press(JOKO, "Setujui"))[0].startswith("Keadaan permohonan ini telah berubah")
    await office.press(JOKO, "Setujui")
    assert await holder_of_bontang(office) == [STRANGER]


async def test_a_holder_recorded_without_telegram_is_replaced_by_one_approval(world):
    await joko(world.sessions)
    await official(world.sessions, SARI, "64.74", "inspektur", name="Sari")
    async with world.sessions.writing() as session:
        await session.execute(update(Contact).values(telegram_id=None))
    await ask(world)
    assert "dicatat petugas tanpa Telegram" in world.last(JOKO).html
    await world.press(JOKO, "Setujui")
    assert await holder_of_bontang(world) == [STRANGER]


async def test_the_holder_is_told_and_objects_and_nobody_approves_in_passing(office):
    await ask(office)
    told = office.last(SARI)
    assert told.labels == ["Saya masih menjabat"]
    assert "Rahmat" not in told.html and str(STRANGER) not in told.html and "/cek_" in told.html
    old = office.last(JOKO)
    data = str(old.buttons[0]["callback_data"])  # what the card said before he objected
    await office.press(SARI, "Saya masih menjabat")
    assert "Pernyataan bahwa Bapak/Ibu masih menjabat telah kami catat" in office.last(SARI).html
    assert "<b>Pemegang jabatan menyatakan masih menjabat</b>" in cards(office, JOKO)[0]
    changed = await office.press_data(JOKO, data, on=old)
    assert changed[0].startswith("Keadaan permohonan ini telah berubah")
    await office.press(JOKO, "Setujui")
    assert "Mohon dipastikan sekali lagi" in office.last(JOKO).html
    await office.press(JOKO, "Ya, setujui")
    await office.press(ADMIN, "Setujui")
    assert await holder_of_bontang(office) == [SARI]
    await office.press(ADMIN, "Ya, setujui")
    assert await holder_of_bontang(office) == [STRANGER]


async def test_the_button_of_the_holder_is_only_his(office):
    await ask(office)
    for person in (STRANGER, BUDI, JOKO, ADMIN):
        await office.press_data(person, "reqh:1")
    assert "menyatakan masih menjabat" not in "".join(office.texts(JOKO))
    await office.press(SARI, "Saya masih menjabat")
    before = len(cards(office, JOKO))
    await office.press_data(SARI, "reqh:1")  # twice is once
    assert len(cards(office, JOKO)) == before


async def test_a_refusal_tells_the_asker_why_and_the_holder_that_he_stays(office):
    await ask(office)
    await office.press(JOKO, "Tolak")
    await office.press(JOKO, "Jabatan sudah terisi")
    assert "masih tercatat atas nama pejabat lain" in office.last(STRANGER).html
    assert "Jabatan tetap tercatat atas nama Bapak/Ibu" in office.last(SARI).html
    assert [one.labels for one in office.telegram.chats[SARI]] == [[], []]
    assert "tidak disetujui oleh Joko: jabatan sudah terisi." in office.texts(ADMIN)[-1]


async def test_a_reason_in_words_reaches_the_asker(office):
    await ask(office)
    await office.press(JOKO, "Tolak")
    await office.press(JOKO, "Tulis alasan lain")
    assert await office.say(JOKO, "x" * 501) == [mistake(WordsTooLong(500))]
    await office.say(JOKO, "Mohon melampirkan <SK> pengangkatan.")
    assert "<blockquote>Mohon melampirkan &lt;SK&gt; pengangkatan.</blockquote>" in office.last(STRANGER).html


async def test_a_reason_for_a_request_that_is_over_is_told_to_nobody(office):
    await ask(office)
    await office.press(JOKO, "Tolak")
    await office.press(JOKO, "Tulis alasan lain")
    await office.press(STRANGER, "Batalkan permohonan")
    assert "tidak disampaikan kepada siapa pun" in (await office.say(JOKO, "Data keliru"))[0]
    assert "Jabatan tetap tercatat" in office.last(SARI).html
    assert await office.say(JOKO, "Data keliru") != []  # the question is closed


async def test_a_question_to_the_asker_and_the_answer_on_new_cards(office):
    await ask(office)
    await office.press(JOKO, "Tanyakan")
    assert (await office.say(JOKO, "Sejak kapan?"))[0].startswith("Pertanyaan telah disampaikan")
    assert "<blockquote>Sejak kapan?</blockquote>" in office.last(STRANGER).html
    assert "Joko" not in office.last(STRANGER).html
    (thanks,) = await office.say(STRANGER, "Sejak <1 Maret>")
    assert thanks.startswith("Terima kasih. Jawaban Bapak/Ibu telah kami teruskan")
    for person in BOTH:
        (card,) = cards(office, person)
        assert "Pertanyaan (Joko): <i>Sejak kapan?</i>\nJawaban pemohon: <i>Sejak &lt;1 Maret&gt;</i>" in card
    assert await office.press(STRANGER, "Jawab pertanyaan") == [STALE]  # once a question
    await office.press(JOKO, "Setujui")
    await office.press(ADMIN, "Setujui")
    assert await holder_of_bontang(office) == [STRANGER]


async def test_the_own_file_has_the_request_and_what_was_answered(office):
    await ask(office)
    await office.press(JOKO, "Tanyakan")
    await office.say(JOKO, "Sejak kapan?")
    await office.say(STRANGER, "Sejak 1 Maret")
    await office.press(JOKO, "Setujui")
    await office.press(ADMIN, "Setujui")
    await office.say(STRANGER, "/data_saya")
    await office.press(STRANGER, "Unduh berkas")
    text = next(one.content for one in office.telegram.chats[STRANGER] if one.filename.endswith(".txt"))
    said = text.decode("utf-8-sig")
    assert "jabatan, Inspektur Kota Bontang: atas nama Rahmat; disetujui; Sejak 1 Maret" in said


async def test_an_answer_may_wait_for_the_button_when_something_else_is_open(office):
    await ask(office)
    await office.say(STRANGER, "/daftar")  # in the middle of something
    await office.press(JOKO, "Tanyakan")
    await office.say(JOKO, "Sejak kapan?")
    await office.say(STRANGER, "kota blitar")
    assert "Kota Blitar" in office.last(STRANGER).html
    assert (await office.press(STRANGER, "Jawab pertanyaan"))[0].startswith("Silakan menuliskan jawaban")
    await office.say(STRANGER, "Sejak 1 Maret")
    assert "Jawaban pemohon: <i>Sejak 1 Maret</i>" in cards(office, JOKO)[0]


async def test_an_answer_that_comes_too_late_is_told_to_nobody(office):
    await ask(office)
    await office.press(JOKO, "Tanyakan")
    await office.say(JOKO, "Sejak kapan?")
    await office.press(JOKO, "Tolak")
    await office.press(JOKO, "Data tidak jelas")
    before = len(office.texts(JOKO))
    assert "tidak ada yang perlu dijawab" in (await office.say(STRANGER, "Sejak 1 Maret"))[0]
    assert len(office.texts(JOKO)) == before


async def test_nobody_else_answers_or_asks(office):
    await ask(office)
    await office.press(JOKO, "Tanyakan")
    await office.say(JOKO, "Sejak kapan?")
    for person in (SARI, BUDI, JOKO):
        assert await office.press_data(person, "reqa:1") == [STALE]
    for person in (SARI, BUDI, STRANGER):
        assert await office.press_data(person, "reqq:1") == [STALE]


async def test_a_code_for_a_held_seat_becomes_a_request_and_stays_good(office):
    await office.say(JOKO, "/undang 64.74 inspektur")
    code = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    await office.say(STRANGER, f"/start {code}", name="Rahmat")
    await office.press(STRANGER, "Setuju", name="Rahmat")
    (asked,) = await office.press(STRANGER, "Benar", name="Rahmat")
    assert "Kode Bapak/Ibu sah, tetapi jabatan tersebut masih tercatat atas nama pejabat lain" in asked
    assert "<b>Permohonan pendaftaran: dengan kode, jabatan masih terisi</b>" in office.last(JOKO).html
    await office.press(JOKO, "Setujui")
    await office.press(ADMIN, "Setujui")
    assert await holder_of_bontang(office) == [STRANGER]
    assert (await office.say(BUDI, f"/start {code}"))[0].startswith("Kode ini tidak dapat digunakan")


async def test_a_code_replaces_a_holder_recorded_without_telegram(office):
    async with office.sessions.writing() as session:
        await session.execute(update(Contact).values(telegram_id=None))
    await office.say(JOKO, "/undang 64.74 inspektur")
    code = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    await office.say(STRANGER, f"/start {code}", name="Rahmat")
    await office.press(STRANGER, "Setuju", name="Rahmat")
    await office.press(STRANGER, "Benar", name="Rahmat")
    assert await holder_of_bontang(office) == [STRANGER]


async def test_nobody_of_staff_approves_the_own_request(office):
    await ask(office, JOKO, name="Joko", place="11.01")
    assert await office.press(JOKO, "Setujui") == [mistake(OwnRequest())]
    await office.press(ADMIN, "Setujui")
    assert JOKO in await holder_of_bontang(office)


async def test_a_delegate_who_is_appointed_holds_the_seat_and_acts_in_one_capacity(office):
    holder = await official(office.sessions, BUDI, "64.74", "sekda", name="Budi")
    await official(office.sessions, BUDI, "64.74", "inspektur", kind=TenureKind.DELEGATE)
    await ask(office, BUDI, name="Budi")
    await office.press(JOKO, "Setujui")
    await office.press(ADMIN, "Setujui")
    async with office.sessions.reading() as session:
        seats = (await actor_of(session, BUDI)).seats
    assert holder and [(seat.post, seat.kind) for seat in seats] == [
        ("sekda", TenureKind.HOLDER),
        ("inspektur", TenureKind.HOLDER),
    ]
    assert sum(text.startswith("<b>Pendaftaran disetujui</b>") for text in office.texts(BUDI)) == 1


async def test_an_assistant_may_be_appointed_by_a_code(office):
    await _leaves(office, SARI)
    await official(office.sessions, BUDI, "64.74", "inspektur", name="Budi", kind=TenureKind.ASSISTANT)
    await office.say(JOKO, "/undang 64.74 inspektur")
    code = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    await office.say(BUDI, f"/start {code}", name="Budi")
    await office.press(BUDI, "Setuju", name="Budi")
    await office.press(BUDI, "Benar", name="Budi")
    async with office.sessions.reading() as session:
        seats = (await actor_of(session, BUDI)).seats
    assert [(seat.post, seat.kind) for seat in seats] == [("inspektur", TenureKind.HOLDER)]


async def test_the_own_request_is_over_once_a_code_gave_the_seat(office):
    await _leaves(office, SARI)
    await ask(office)
    await office.say(JOKO, "/undang 64.74 inspektur")
    code = next(text for text in office.texts(JOKO) if "start=" in text).split("start=")[1].split("\n")[0]
    await office.say(STRANGER, f"/start {code}", name="Rahmat")
    await office.press(STRANGER, "Benar", name="Rahmat")
    assert await holder_of_bontang(office) == [STRANGER]
    assert cards(office, JOKO) == cards(office, ADMIN) == []
    assert "telah terdaftar dengan kode" in "".join(office.texts(JOKO))


async def test_whoever_asks_and_is_erased_takes_the_request_along(office):
    await official(office.sessions, BUDI, "19.04", "inspektur", name="Budi")
    await ask(office, BUDI, name="Budi")
    await office.press(JOKO, "Tanyakan")
    await office.say(JOKO, "Sejak kapan?")
    await office.say(BUDI, "Sejak kemarin")
    await office.say(BUDI, "/data_saya")
    await office.press(BUDI, "Hapus data saya")
    await office.press(BUDI, "Ya, hapus data saya")
    assert cards(office, JOKO) == []
    assert "ditulis pemohon" not in "".join(office.texts(JOKO))
    assert "Jabatan tetap tercatat" in office.last(SARI).html
    async with office.sessions.reading() as session:
        assert list(await session.scalars(select(RequestNote))) == []


async def test_forged_presses_change_nothing(office):
    await staff(office.sessions, WATI, Role.VIEWER, name="Wati")
    await ask(office)
    for person in (WATI, SARI, STRANGER, BUDI):
        for data in (
            "req:1:yes:1-0-0",
            "req:1:sure:1-0-0",
            "req:1:no:1-0-0",
            "reqn:1:unclear",
            "reqn:1:words",
        ):
            assert await office.press_data(person, data) in ([STALE], [mistake(Forbidden())])
    for data in (
        "req:1:yes:",
        "req:1:maybe:1-0-0",
        "req:999:yes:1-0-0",
        "reqn:1:nothing",
        "reqh:999",
        "req:1",
    ):
        assert await office.press_data(JOKO, data) != []
    async with office.sessions.reading() as session:
        (state,) = await session.scalars(select(col(RegistrationRequest.state)))
    assert state == "pending"


async def _unreach(world: World, person: int) -> None:
    async with world.sessions.writing() as session:
        await session.execute(
            update(Staff).where(col(Staff.telegram_id) == person).values(reachability=Reachability.BLOCKED)
        )


async def _leaves(world: World, person: int) -> None:
    await world.say(person, "/berhenti")
    await world.press(person, "Ya, berhenti")
