"""Tanya: asked, answered, added to, closed; words go nowhere silently, and nothing is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.messages import questions as words
from bot.messages import system
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import NotRegistered, Stale
from bot.rules.questions import MOST_A_DAY, QuestionState, TooManyQuestions
from db.tables import AuditEntry, Question, QuestionEntry
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, official, sari, staff
from tests.fakes import ADMIN, BOT, World

ASKED = "Apakah SK percontohan sudah terbit?"
HANI = 900_000_009


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await sari(world.sessions)
    await budi(world.sessions)
    return world


async def states(world: World) -> list[QuestionState]:
    async with world.sessions.reading() as session:
        return list(await session.scalars(select(col(Question.state)).order_by(col(Question.id))))


async def entries(world: World) -> list[str]:
    async with world.sessions.reading() as session:
        return list(await session.scalars(select(col(QuestionEntry.said)).order_by(col(QuestionEntry.id))))


def reply_to(message_id: int, user: int) -> dict[str, object]:
    chat = {"id": user, "type": "private", "first_name": "Uji"}
    return {"reply_to_message": {"message_id": message_id, "date": 1, "chat": chat}}


async def reply(world: World, user: int, shown, text: str) -> list[str]:
    return await world.say(user, text, **reply_to(shown.message_id, user))


async def photo(world: World, user: int, file_id: str, **more: object) -> list[str]:
    one = {"file_id": file_id, "file_unique_id": file_id, "width": 9, "height": 9, "file_size": 1}
    return await world._receive(user, "Uji", {"message": world._incoming(user, "Uji", photo=[one], **more)})


async def test_from_tanya_to_an_answer_and_back(office):
    [begun] = await office.say(SARI, "/tanya")
    assert "Atas nama: Inspektur Kota Bontang" in begun and "kws.kpk.go.id" in begun
    [received] = await office.say(SARI, ASKED)
    assert received.startswith("<b>Pertanyaan Bapak/Ibu telah kami teruskan kepada petugas</b>")
    card = office.last(JOKO)
    assert "Inspektur Kota Bontang" in card.html and "Sari, Kota Bontang (64.74)" in card.html
    assert f"<blockquote>{ASKED}</blockquote>" in card.html
    assert card.labels == ["Jawab", "Ambil", "Serahkan kepada …", "Riwayat", "Selesai", "Ini pengaduan"]
    [sent] = await reply(office, JOKO, card, "Sudah, tanggal 3 Maret.")
    assert sent.startswith("Jawaban atas pertanyaan 1 dikirim")
    letter = office.last(SARI)
    assert letter.html.startswith("<b>Jawaban atas pertanyaan Bapak/Ibu</b>\nDirektorat Pembinaan")
    assert "Sudah, tanggal 3 Maret." in letter.html and "/cek_" in letter.html and "Joko" not in letter.html
    assert card.is_edited and "sudah dijawab" in card.html and "Jawaban petugas (Joko)" in card.html
    [added] = await reply(office, SARI, letter, "Di mana dapat diunduh?")
    assert added.startswith("<b>Tulisan ini kami tambahkan pada pertanyaan Bapak/Ibu</b>")
    assert "Di mana dapat diunduh?" in office.last(JOKO).html
    assert await states(office) == [QuestionState.OPEN]
    assert office.texts(BUDI) == []


async def test_plain_words_and_words_at_once(office):
    assert (await office.say(SARI, "tanya"))[0].startswith("<b>Pertanyaan kepada Dit. Permas</b>")
    await office.say(SARI, "/batal")
    assert (await office.say(SARI, f"/tanya {ASKED}"))[0].startswith("<b>Pertanyaan Bapak/Ibu telah kami")
    assert await entries(office) == [ASKED]


async def test_words_nobody_asked_for_are_offered_and_go_only_at_a_press(office):
    [offered] = await office.say(SARI, ASKED)
    assert offered.startswith("Kirim pesan ini sebagai pertanyaan kepada Dit. Permas?")
    assert office.last(SARI).labels == ["Kirim", "Batal"] and await entries(office) == []
    [again] = await office.say(SARI, "Mohon juga salinannya.")
    assert again.startswith("Kirim 2 pesan ini sebagai satu pertanyaan")
    assert (await office.say(SARI, "status"))[0].startswith("<b>Capaian delapan kriteria")
    assert (await office.press(SARI, "Kirim"))[0].startswith("<b>Pertanyaan Bapak/Ibu telah kami teruskan")
    assert await entries(office) == [ASKED, "Mohon juga salinannya."]
    assert await office.press(SARI, "Kirim") == [mistake(Stale())]


async def test_a_reply_to_another_message_says_to_which(office):
    """Whoever answers a siaran asks about that siaran: staff open it at one tap."""
    code = "k7m2q9x4pa"
    chat = {"id": SARI, "type": "private", "first_name": "Uji"}
    siaran = {"message_id": 77, "date": 1, "chat": chat, "text": f"Dengan hormat, …\n\nKeaslian: /cek_{code}"}
    await office.say(SARI, ASKED, reply_to_message=siaran | {"from": BOT})
    await office.press(SARI, "Kirim")
    assert f", membalas pesan /cek_{code}:\n<blockquote>{ASKED}" in office.last(JOKO).html
    await office.press(JOKO, "Riwayat")
    assert f", membalas pesan /cek_{code}\n<blockquote>{ASKED}" in office.last(JOKO).html
    await reply(office, JOKO, office.last(JOKO), "Ya, berlaku juga.")
    letter = office.last(SARI)
    again = {"message_id": letter.message_id, "date": 1, "chat": chat, "text": letter.html, "from": BOT}
    await office.say(SARI, "Baik, kapan?", reply_to_message=again)
    assert office.last(JOKO).html.count("membalas pesan") == 0
    await office.say(BUDI, ASKED, reply_to_message=siaran)  # his own words, not ours
    await office.press(BUDI, "Kirim")
    assert "membalas pesan" not in office.last(JOKO).html


async def test_batal_keeps_nothing(office):
    await office.say(SARI, ASKED)
    assert await office.press(SARI, "Batal") == [words.dropped().html]
    assert await states(office) == [] and office.texts(JOKO) == []


@pytest.mark.parametrize("typed", ["Terima kasih", "Baik Pak.", "siap", "Selamat pagi Bapak/Ibu", "🙏"])
async def test_thanks_and_greetings_are_no_question(office, typed):
    assert await office.say(SARI, typed) == [words.courtesy().html]
    await office.say(SARI, f"/tanya {ASKED}")
    await reply(office, JOKO, office.last(JOKO), "Sudah.")
    before = len(office.texts(JOKO))
    assert await office.say(SARI, typed) == [words.courtesy_kept().html]
    assert await states(office) == [QuestionState.ANSWERED] and len(office.texts(JOKO)) == before
    assert len(await entries(office)) == 3


async def test_further_words_go_into_the_open_thread(office):
    await office.say(SARI, f"/tanya {ASKED}")
    for more in ("Satu.", "Dua.", "Tiga."):
        assert (await office.say(SARI, more))[0].startswith("<b>Tulisan ini kami tambahkan")
    assert await states(office) == [QuestionState.OPEN] and len(await entries(office)) == 4


async def test_somebody_with_two_seats_says_for_which(office):
    await official(office.sessions, SARI, "64.74", "sekda", name="Sari")
    await office.say(SARI, f"/tanya {ASKED}")
    assert (
        office.last(SARI).labels
        == [
            "Sekretaris Daerah Kota Bontang",
            "Inspektur Kota Bontang",
            "Batal",
        ]
        or "Inspektur Kota Bontang" in office.last(SARI).labels
    )
    await office.press(SARI, "Inspektur Kota Bontang")
    assert "<b>Pertanyaan 1: Inspektur Kota Bontang</b>" in office.last(JOKO).html
    await office.say(SARI, "/tanya")
    await office.press(SARI, "Sekretaris Daerah Kota Bontang")
    await office.say(SARI, "Pertanyaan lain.")
    assert await states(office) == [QuestionState.OPEN, QuestionState.OPEN]
    [offered] = await office.say(SARI, "Untuk yang mana?")
    assert offered.startswith("Kirim pesan ini")


async def test_files_both_ways(office):
    await photo(office, SARI, "foto1", caption="Ini suratnya")
    await office.press(SARI, "Kirim")
    card, file = office.telegram.chats[JOKO][-2:]
    assert "Ini suratnya" in card.html and file.method == "sendPhoto"
    assert "Lihat berkas" in card.labels
    chat = {"id": JOKO, "type": "private", "first_name": "Uji"}
    document = {"file_id": "pdf1", "file_unique_id": "p", "file_name": "balasan.pdf", "file_size": 1}
    incoming = office._incoming(JOKO, "Uji", document=document)
    incoming["reply_to_message"] = {"message_id": file.message_id, "date": 1, "chat": chat}
    await office._receive(JOKO, "Uji", {"message": incoming})
    assert [one.method for one in office.telegram.chats[SARI][-2:]] == ["sendMessage", "sendDocument"]
    assert office.last(SARI).html == "Berkas jawaban Dit. Permas: balasan.pdf"
    await office.press(JOKO, "Lihat berkas", on=card)
    assert [one.method for one in office.telegram.chats[JOKO][-2:]] == ["sendPhoto", "sendDocument"]


async def test_a_voice_message_gets_a_sentence(office):
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 1}
    incoming = {"message": office._incoming(SARI, "Uji", voice=voice)}
    assert await office._receive(SARI, "Uji", incoming) == [words.unsupported(is_staff=False).html]


async def test_strangers_and_staff_have_no_question(office):
    assert await office.say(STRANGER, ASKED) == [system.free_text(is_staff=False).html]
    assert await office.say(STRANGER, f"/tanya {ASKED}") == [mistake(NotRegistered())]
    assert (await office.say(JOKO, "/tanya"))[0].startswith("<b>Pertanyaan yang belum selesai: 0</b>")
    assert await states(office) == []


async def test_two_of_staff_who_answer_at_once_lose_nothing(office):
    await staff(office.sessions, HANI, Role.OFFICER, name="Hani")
    await office.say(SARI, f"/tanya {ASKED}")
    cards = office.last(JOKO), office.last(HANI)
    await reply(office, JOKO, cards[0], "Jawaban Joko.")
    [asked] = await reply(office, HANI, cards[1], "Jawaban Hani.")
    assert "sudah dijawab" in asked and "Jawaban Joko." in asked
    assert "Jawaban Hani." not in str(office.texts(SARI))
    await office.press(HANI, "Kirim juga")
    assert "Jawaban Hani." in office.last(SARI).html
    assert "dijawab juga oleh Hani" in office.last(JOKO).html and "Jawaban Hani." in office.last(JOKO).html
    assert await entries(office) == [ASKED, "Jawaban Joko.", "Jawaban Hani."]


async def test_a_second_answer_can_stay_unsent(office):
    await staff(office.sessions, HANI, Role.OFFICER, name="Hani")
    await office.say(SARI, f"/tanya {ASKED}")
    cards = office.last(JOKO), office.last(HANI)
    await reply(office, JOKO, cards[0], "Jawaban Joko.")
    await reply(office, HANI, cards[1], "Jawaban Hani.")
    assert (await office.press(HANI, "Jangan kirim"))[0].startswith("Baik, jawaban kedua")
    assert await entries(office) == [ASKED, "Jawaban Joko."]


async def test_jawab_hears_the_next_words(office):
    await office.say(SARI, f"/tanya {ASKED}")
    assert "tanpa nama petugas" in (await office.press(JOKO, "Jawab"))[0]
    await office.say(JOKO, "Sudah.")
    assert "Sudah." in office.last(SARI).html


async def test_ambil_and_serahkan(office):
    await staff(office.sessions, HANI, Role.OFFICER, name="Hani")
    await office.say(SARI, f"/tanya {ASKED}")
    await office.press(JOKO, "Ambil")
    assert "Ditangani: Joko" in office.telegram.chats[HANI][0].html
    count = len(office.texts(HANI))
    await office.say(SARI, "Dan satu lagi.")
    assert "Dan satu lagi." in office.last(JOKO).html and len(office.texts(HANI)) == count
    await office.press(JOKO, "Serahkan kepada …")
    await office.press(JOKO, "Hani")
    assert "diserahkan oleh Joko" in office.last(HANI).html and ASKED in office.last(HANI).html
    assert await office.press(JOKO, "Hani") == [mistake(Stale())]


async def test_selesai_and_reopened_within_a_week(office):
    await office.say(SARI, f"/tanya {ASKED}")
    await reply(office, JOKO, office.last(JOKO), "Sudah.")
    [noted] = await office.press(JOKO, "Selesai")
    assert noted.startswith("Pertanyaan 1 (Inspektur Kota Bontang) ditutup.")
    assert "kami nyatakan selesai" in office.last(SARI).html
    assert await states(office) == [QuestionState.CLOSED]
    office.clock.forward(days=6)
    assert (await office.say(SARI, "/tanya Satu lagi."))[0].startswith("<b>Pertanyaan Bapak/Ibu kami buka")
    assert await states(office) == [QuestionState.OPEN]
    await office.press(JOKO, "Selesai")
    office.clock.forward(days=8)
    await office.say(SARI, "/tanya Yang baru.")
    assert await states(office) == [QuestionState.CLOSED, QuestionState.OPEN]


async def test_so_many_new_questions_a_day_and_no_more(office):
    for number in range(MOST_A_DAY):
        await office.say(SARI, f"/tanya Pertanyaan {number}")
        async with office.sessions.writing() as session:
            for thread in await session.scalars(select(Question)):
                thread.state, thread.closed_at = QuestionState.COMPLAINT, office.clock()
    assert await office.say(SARI, "/tanya Satu lagi") == [mistake(TooManyQuestions())]
    office.clock.forward(hours=25)
    assert (await office.say(SARI, "/tanya Satu lagi"))[0].startswith("<b>Pertanyaan Bapak/Ibu telah")


async def test_whoever_has_left_gets_no_answer_and_staff_are_told(office):
    await office.say(SARI, f"/tanya {ASKED}")
    card = office.last(JOKO)
    await office.say(SARI, "/berhenti")
    await office.press(SARI, "Ya, berhenti")
    [told] = await reply(office, JOKO, card, "Sudah.")
    assert told.startswith("<b>Jawaban tidak dikirim</b>") and "Sudah." not in str(office.texts(SARI))
    await office.tick()
    assert await states(office) == [QuestionState.CLOSED]


async def test_hostile_and_longest_text_arrives_whole(office):
    text = "<b>&" * 1023 + "akhir"
    await office.say(SARI, f"/tanya {text[:4089]}")
    whole = "".join(office.texts(JOKO))
    assert whole.count("&lt;b&gt;&amp;") >= 1020 and "<b>&" not in whole
    await reply(office, JOKO, office.telegram.chats[JOKO][0], "Dibaca.")
    assert "Dibaca." in office.last(SARI).html


async def test_staff_are_reminded_after_two_working_days_then_everybody(office):
    await office.say(SARI, f"/tanya {ASKED}")
    await office.press(JOKO, "Ambil")
    told = {user: len(office.texts(user)) for user in (JOKO, ADMIN)}
    office.clock.forward(days=1, hours=23)
    await office.tick()
    assert len(office.texts(JOKO)) == told[JOKO]
    office.clock.forward(hours=2)  # Wednesday 10.00 WIB
    await office.tick()
    await office.tick()
    assert office.last(JOKO).html.startswith("<b>Pertanyaan belum dijawab selama 2 hari kerja")
    assert (len(office.texts(JOKO)), len(office.texts(ADMIN))) == (told[JOKO] + 1, told[ADMIN])
    office.clock.forward(days=2)
    await office.tick()
    await office.tick()
    assert (len(office.texts(JOKO)), len(office.texts(ADMIN))) == (told[JOKO] + 2, told[ADMIN] + 1)
    await office.press(JOKO, "1. Inspektur Kota Bontang")
    assert ASKED in office.last(JOKO).html


async def test_an_answered_thread_closes_by_itself_after_a_week(office):
    await office.say(SARI, f"/tanya {ASKED}")
    await reply(office, JOKO, office.last(JOKO), "Sudah.")
    office.clock.forward(days=8)
    await office.tick()
    assert await states(office) == [QuestionState.CLOSED]


async def test_the_audit_knows_who_and_when_and_no_words(office):
    await office.say(SARI, f"/tanya {ASKED}")
    await reply(office, JOKO, office.last(JOKO), "Sudah terbit.")
    async with office.sessions.reading() as session:
        rows = (await session.scalars(select(AuditEntry))).all()
    assert {"question_begun", "question_answered"} <= {row.action for row in rows}
    assert not any("SK" in str(row.detail) for row in rows)
