"""Questions beside everything else: deputies, other conversations, removed staff, new accounts, pages."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.messages import questions as words
from bot.messages import system
from bot.messages.render import mistake
from bot.rules.actors import Role, TenureKind
from bot.rules.errors import Forbidden, Stale
from bot.rules.questions import MOST_UNANSWERED, QuestionFull, QuestionState
from bot.rules.request_words import WordsMissing
from db.tables import Contact, OutboxMessage, Question, Reachability, Staff
from tests.builders import BUDI, JOKO, SARI, budi, joko, official, sari, staff
from tests.fakes import ADMIN, World
from tests.handlers.rakor import published, registered
from tests.handlers.test_questions import ASKED, HANI, entries, photo, reply, states

RINA = 7_000_000_061


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await sari(world.sessions)
    return world


async def test_a_deputy_asks_and_is_answered_himself(office):
    await official(office.sessions, RINA, "64.74", "inspektur", name="Rina", kind=TenureKind.ASSISTANT)
    await office.say(RINA, f"/tanya {ASKED}")
    assert "Inspektur Kota Bontang</b>" in office.last(JOKO).html and "ajudan" in office.last(JOKO).html
    await reply(office, JOKO, office.last(JOKO), "Sudah.")
    assert "melalui Sdr./Sdri. Rina" in office.last(RINA).html and office.texts(SARI) == []


async def test_tanya_does_not_end_another_conversation(world):
    await published(await registered(world))
    await world.press(SARI, "Diwakilkan")
    await world.say(SARI, f"/tanya {ASKED}")
    (receipt,) = await world.say(SARI, "Rina, Sekretaris Inspektorat")
    assert "<b>Diwakilkan (Rina, Sekretaris Inspektorat)</b>" in receipt
    assert await entries(world) == [ASKED]


async def test_whoever_pressed_jawab_and_then_replied_has_answered(office):
    await office.say(SARI, f"/tanya {ASKED}")
    card = office.last(JOKO)
    await office.press(JOKO, "Jawab")
    await reply(office, JOKO, card, "Sudah.")
    [heard] = await office.say(JOKO, "catatan untuk saya sendiri")
    assert heard == system.free_text(is_staff=True).html and len(await entries(office)) == 2


async def test_a_sticker_for_an_answer_gets_a_sentence(office):
    sticker = {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "type": "regular"}
    sticker |= {"is_animated": False, "is_video": False}
    incoming = {"message": office._incoming(JOKO, "Uji", sticker=sticker)}
    assert await office._receive(JOKO, "Uji", incoming) == [words.unsupported(is_staff=True).html]


async def test_nobody_replies_to_the_thread_of_somebody_else(office):
    await budi(office.sessions)
    await office.say(SARI, f"/tanya {ASKED}")
    for data in ("tanya_riwayat:1", "tanya_jawab:1", "tanya_aduan_ya:1:1", "tanya_hal:0"):
        assert await office.press_data(BUDI, data) == [mistake(Stale())]
    assert await office.say(ADMIN + 77, "/tanya") != [
        mistake(Forbidden())
    ]  # a stranger hears how to register
    [offered] = await reply(office, BUDI, office.last(JOKO), "Punya siapa ini?")
    assert offered.startswith("Kirim pesan ini") and await entries(office) == [ASKED]


async def test_a_viewer_has_no_questions(office):
    await staff(office.sessions, HANI, Role.VIEWER, name="Hani")
    assert await office.say(HANI, "/tanya") == [mistake(Forbidden())]


async def test_whoever_cannot_be_reached_gets_no_letter_and_staff_are_told(office):
    await office.say(SARI, f"/tanya {ASKED}")
    async with office.sessions.writing() as session:
        await session.execute(update(Contact).values(reachability=Reachability.BLOCKED))
    [told] = await reply(office, JOKO, office.last(JOKO), "Sudah.")
    assert told.startswith("<b>Jawaban tidak dikirim</b>") and "/kontak 64.74" in told
    assert await states(office) == [QuestionState.OPEN]


async def test_a_thread_of_somebody_who_left_the_staff_goes_to_the_others(office):
    await staff(office.sessions, HANI, Role.OFFICER, name="Hani")
    await office.say(SARI, f"/tanya {ASKED}")
    await office.press(HANI, "Ambil")
    async with office.sessions.writing() as session:
        gone = update(Staff).where(col(Staff.telegram_id) == HANI)
        await session.execute(gone.values(is_active=False))
    await office.say(SARI, "Sudah ada kabar?")
    assert "Sudah ada kabar?" in office.last(JOKO).html and "Ditangani" not in office.last(JOKO).html
    assert "Sudah ada kabar?" not in office.last(HANI).html


async def test_very_many_words_wait_for_an_answer_first(office):
    await office.say(SARI, f"/tanya {ASKED}")
    for number in range(MOST_UNANSWERED - 1):
        await office.say(SARI, f"Nomor {number}")
    assert await office.say(SARI, "Satu lagi") == [mistake(QuestionFull())]
    await reply(office, JOKO, office.last(JOKO), "Semua terbaca.")
    assert (await office.say(SARI, "Satu lagi"))[0].startswith("<b>Tulisan ini kami tambahkan")
    await office.press(JOKO, "Riwayat")
    assert "pesan yang lebih lama tidak ditampilkan" in "".join(office.texts(JOKO))


async def test_nothing_to_see_is_no_question(office):
    assert await office.say(SARI, "/tanya \u200b\u202e") == [mistake(WordsMissing())]
    assert await states(office) == []


async def test_an_album_is_one_question(office):
    for number in (1, 2, 3):
        await photo(office, SARI, f"foto{number}", media_group_id="7")
    assert office.last(SARI).html.startswith("Kirim 3 pesan ini sebagai satu pertanyaan")
    await office.press(SARI, "Kirim")
    assert "3 berkas disertakan" in office.last(SARI).html and await states(office) == [QuestionState.OPEN]
    sent = [body.get("photo") for method, body in office.telegram.calls if method == "sendPhoto"]
    assert sent[:3] == ["foto1", "foto2", "foto3"] or set(sent) == {"foto1", "foto2", "foto3"}


async def test_pages_of_what_waits_the_oldest_first(office):
    async with office.sessions.writing() as session:
        contact = await session.scalar(select(col(Contact.id)))
        for number in range(10):
            at = office.clock()
            office.clock.forward(minutes=1)
            session.add(
                Question(
                    region_code="64.74",
                    seat_id=18,
                    contact_id=contact,
                    state=QuestionState.ANSWERED if number == 0 else QuestionState.OPEN,
                    opened_at=at,
                    waiting_since=None if number == 0 else at,
                    last_entry_at=at,
                )
            )
    [first] = await office.say(JOKO, "/tanya")
    assert first.startswith("<b>Pertanyaan yang belum selesai: 10</b> (halaman 1)")
    assert [line.split(".")[0] for line in first.splitlines() if ". <b>" in line] == list("23456789")
    [second] = await office.press(JOKO, "Berikutnya")
    assert [line.split(".")[0] for line in second.splitlines() if ". <b>" in line] == ["10", "1"]
    assert office.last(JOKO).labels[-1] == "Sebelumnya"


@pytest.mark.parametrize("lost", ["undeliverable", "uncertain", "expired"])
async def test_an_answer_that_did_not_arrive_is_the_turn_of_staff_again(office, lost):
    await office.say(SARI, f"/tanya {ASKED}")
    card = office.last(JOKO)
    await reply(office, JOKO, card, "Sudah.")
    async with office.sessions.writing() as session:
        of_answers = update(OutboxMessage).where(col(OutboxMessage.key).like("qa:%"))
        await session.execute(of_answers.values(state=lost))
    before = len(office.texts(JOKO))
    await office.tick()
    await office.tick()
    assert await states(office) == [QuestionState.OPEN] and len(office.texts(JOKO)) == before + 1
    assert office.last(JOKO).html.startswith("<b>Jawaban atas pertanyaan 1 tidak sampai")
    assert "menunggu jawaban petugas" in card.html
    await reply(office, JOKO, office.last(JOKO), "Sudah terbit.")
    assert "Sudah terbit." in office.last(SARI).html and await states(office) == [QuestionState.ANSWERED]


async def test_files_older_than_two_days_are_left_to_staff_to_delete(office):
    await photo(office, SARI, "foto1", caption=ASKED)
    await office.press(SARI, "Kirim")
    office.clock.forward(hours=49)
    await office.press(JOKO, "Ini pengaduan")
    [noted] = await office.press(JOKO, "Ya, ini pengaduan")
    assert "menghapus berkas yang mungkin masih tampak" in noted
    assert "deleteMessage" not in [method for method, _ in office.telegram.calls]


async def test_a_thread_of_an_officer_who_blocked_the_bot_goes_to_the_others(office):
    await staff(office.sessions, HANI, Role.OFFICER, name="Hani")
    await office.say(SARI, f"/tanya {ASKED}")
    await office.press(HANI, "Ambil")
    async with office.sessions.writing() as session:
        gone = update(Staff).where(col(Staff.telegram_id) == HANI)
        await session.execute(gone.values(reachability=Reachability.BLOCKED))
    await office.say(SARI, "Sudah ada kabar?")
    assert "Sudah ada kabar?" in office.last(JOKO).html
    await office.press(JOKO, "Serahkan kepada …")
    assert "Hani" not in office.last(JOKO).labels
