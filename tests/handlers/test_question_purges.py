"""Ini pengaduan, and erasing: not one word of a question is left in any table, nor in the chats of staff."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel, col

from bot.messages import question_cards as cards
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import Stale
from bot.rules.questions import QuestionState
from db.tables import InboxState, InboxUpdate, OutboxMessage, Question
from tests.builders import JOKO, SARI, joko, sari, staff
from tests.fakes import ADMIN, World
from tests.handlers.test_questions import entries, photo, reply, states

CANARY = "kepala dinas <Anu> meminta komisi"
FILE = "berkas-rahasia-kenari"
ANSWERED = "Balasan kenari mengenai hal itu"
MORE = "tulisan kenari yang kedua"
HALF = "setengah kenari"
HANI = 900_000_009


@pytest.fixture
async def office(both_worlds: World) -> World:
    await joko(both_worlds.sessions)
    await staff(both_worlds.sessions, HANI, Role.OFFICER, name="Hani")
    await sari(both_worlds.sessions)
    return both_worlds


async def leaks(world: World, *canaries: str) -> list[str]:
    """Tables and columns in which one of these still stands, in any spelling a database may keep it in."""
    signs = {s for one in canaries for s in (one, json.dumps(one)[1:-1], one.replace("<", "&lt;"))}
    signs |= {s.replace(">", "&gt;") for s in signs}
    found = []
    async with world.sessions.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            for row in (await session.execute(select(table))).mappings():
                found += [
                    f"{table.name}.{name}"
                    for name, value in row.items()
                    if any(s in str(value) for s in signs)
                ]
    return sorted(set(found))


async def told(world: World) -> None:
    """A thread in which everything has happened: words, files, an answer, a history, half an answer."""
    await world.say(SARI, CANARY)
    await photo(world, SARI, FILE, caption=CANARY)
    await world.press(SARI, "Kirim")
    card = world.telegram.chats[JOKO][0]
    await reply(world, JOKO, card, ANSWERED)
    await reply(world, SARI, world.last(SARI), MORE)
    await world.press(HANI, "Riwayat")
    await world.press(HANI, "Lihat berkas")
    await world.press(JOKO, "Riwayat")
    await world.press(HANI, "Jawab")
    await reply(world, JOKO, card, "Terima kasih.")
    await world.say(HANI, HALF)  # is kept: a colleague has just answered
    await world.update({"business_message": world._incoming(SARI, "Uji", text=CANARY)})


async def test_of_a_complaint_nothing_is_left_anywhere(office):
    await told(office)
    assert {"outbox.payload", "question_entry.said", "inbox.payload", "dialogue.said"} <= set(
        await leaks(office, CANARY, FILE, ANSWERED, MORE, HALF)
    )
    await office.say(JOKO, "/tanya")
    await office.press(JOKO, "1. Inspektur Kota Bontang")
    [asked] = await office.press(JOKO, "Ini pengaduan")
    assert asked.startswith("<b>Pertanyaan 1 adalah pengaduan?</b>") and "198" in asked
    await office.press(JOKO, "Ya, ini pengaduan")
    assert await leaks(office, CANARY, FILE, ANSWERED, MORE, HALF) == []
    assert await states(office) == [QuestionState.COMPLAINT]
    for user in (JOKO, HANI, ADMIN):
        seen = "".join(shown.html for shown in office.telegram.chats[user])
        assert "komisi" not in seen and "kenari" not in seen, user
    assert "Isi telah dihapus: pengaduan" in office.telegram.chats[HANI][0].html
    deleted = [body["chat_id"] for method, body in office.telegram.calls if method == "deleteMessage"]
    assert sorted(set(deleted)) == sorted({JOKO, HANI, ADMIN})
    last = office.last(SARI).html
    assert "kws.kpk.go.id" in last and "198" in last and "Terima kasih atas kepercayaan" in last


async def test_a_complaint_is_asked_about_once_more_and_is_one_once(office):
    await office.say(SARI, f"/tanya {CANARY}")
    await office.press(JOKO, "Ini pengaduan")
    await office.say(SARI, MORE)
    assert await office.press(JOKO, "Ya, ini pengaduan") == [mistake(Stale())]  # there is more to read first
    await office.press(JOKO, "Ini pengaduan", on=office.last(HANI))
    await office.press(JOKO, "Ya, ini pengaduan")
    assert await office.press(JOKO, "Ya, ini pengaduan") == [mistake(Stale())]
    assert await office.press(HANI, "Jawab", on=_with(office, HANI, "Jawab")) == [mistake(Stale())]


def _with(world: World, user: int, label: str):
    shown = world.telegram.chats[user][-1]
    shown.buttons = [{"text": label, "callback_data": "tanya_jawab:1"}]
    return shown


async def test_what_waits_does_not_leave_and_what_is_leaving_says_nothing_a_second_time(office):
    await office.say(SARI, f"/tanya {CANARY}")
    async with office.sessions.writing() as session:
        for row, state in zip(
            (
                await session.scalars(
                    select(OutboxMessage).where(col(OutboxMessage.subject_type) == "question")
                )
            ),
            ("pending", "sending", "sent"),
            strict=False,
        ):
            row.state = state
    data = "tanya_aduan_ya:1:1"
    await office.press_data(JOKO, data)
    assert await leaks(office, CANARY) == []
    async with office.sessions.reading() as session:
        rows = await session.execute(
            select(col(OutboxMessage.state), col(OutboxMessage.reason)).where(
                col(OutboxMessage.subject_type) == "question"
            )
        )
        assert ("withdrawn", "purged") in [(state.value, reason) for state, reason in rows]


async def test_erasing_takes_the_questions_along(office):
    await told(office)
    await office.say(SARI, "/data_saya")
    await office.press(SARI, "Hapus data saya")
    await office.press(SARI, "Ya, hapus data saya")
    assert await leaks(office, CANARY, FILE, ANSWERED, MORE) == []
    assert await states(office) == [QuestionState.CLOSED]
    assert office.telegram.chats[HANI][0].html == cards.gone().html


async def test_words_of_closed_questions_go_after_half_a_year(world):
    await joko(world.sessions)
    await sari(world.sessions)
    await world.say(SARI, f"/tanya {CANARY}")
    await world.press(JOKO, "Selesai")
    world.clock.forward(days=179)
    await world.tick()
    assert await entries(world) == [CANARY]
    world.clock.forward(days=2)
    await world.tick()
    assert await entries(world) == [""]
    async with world.sessions.reading() as session:
        assert await session.scalar(select(col(Question.state))) is QuestionState.CLOSED


async def test_the_stored_update_loses_its_words_at_once(office):
    await office.say(SARI, f"/tanya {CANARY}")
    await reply(office, JOKO, office.last(JOKO), ANSWERED)
    async with office.sessions.reading() as session:
        done = select(col(InboxUpdate.payload)).where(col(InboxUpdate.state) == InboxState.DONE)
        assert set(await session.scalars(done)) == {"{}"}


async def test_the_own_file_has_questions_and_answers(world):
    await joko(world.sessions)
    await sari(world.sessions)
    await world.say(SARI, "/tanya Kapan bimtek?")
    await reply(world, JOKO, world.last(JOKO), "Bulan depan.")
    await world.say(SARI, "/data_saya")
    await world.press(SARI, "Unduh berkas")
    files = [
        shown.content.decode("utf-8", "ignore") for shown in world.telegram.chats[SARI] if shown.filename
    ]
    assert any("Kapan bimtek?" in one and "Bulan depan." in one for one in files)


async def test_a_closed_question_may_turn_out_to_be_a_complaint(office):
    await office.say(SARI, f"/tanya {CANARY}")
    await office.press(JOKO, "Selesai")
    await office.press(HANI, "Ini pengaduan")
    await office.press(HANI, "Ya, ini pengaduan")
    assert await leaks(office, CANARY) == [] and await states(office) == [QuestionState.COMPLAINT]
    await office.say(SARI, "/tanya Kapan bimtek?")  # is one of its own
    assert await states(office) == [QuestionState.COMPLAINT, QuestionState.OPEN]


async def test_what_is_said_too_late_about_a_complaint_is_not_kept_either(office):
    await office.say(SARI, f"/tanya {CANARY}")
    card = office.last(JOKO)
    await reply(office, JOKO, card, ANSWERED)
    await office.press(JOKO, "Ini pengaduan")
    await office.press(JOKO, "Ya, ini pengaduan")
    [told] = await reply(office, JOKO, card, MORE)
    assert told.startswith("<b>Jawaban atas pertanyaan 1 tidak dikirim</b>") and "pengaduan" in told
    quoted = office._incoming(JOKO, "Uji", text=CANARY)  # whoever presses has not seen yet that it is gone
    query = {"id": "1", "from": quoted["from"], "chat_instance": "1", "message": quoted}
    for data in ("tanya_ambil:1:1", "tanya_riwayat:999"):
        await office.update({"callback_query": query | {"data": data}})
    assert await leaks(office, CANARY, ANSWERED, MORE) == []
