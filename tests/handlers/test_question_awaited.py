"""Between Jawab and the answer: words go as they are, no sentence acts, and what is late is said."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.messages import questions as words
from bot.messages import system
from bot.messages import unsent_answers as unsent
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.questions import OwnQuestion, QuestionState
from db.tables import Broadcast, Contact, DayOff, InboxUpdate, Reachability
from tests.builders import BUDI, JOKO, SARI, budi, joko, official, sari, staff
from tests.fakes import Shown, World
from tests.handlers.test_questions import ASKED, HANI, entries, photo, reply, states

SECRET = "B4 rahasia"


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await sari(world.sessions)
    return world


async def asked(world: World) -> World:
    await world.say(SARI, f"/tanya {ASKED}")
    return world


async def second_answer(world: World) -> Shown:
    """Joko has answered, Hani's answer waits for Kirim juga; her card of the question."""
    await staff(world.sessions, HANI, Role.OFFICER, name="Hani")
    await asked(world)
    cards = world.last(JOKO), world.last(HANI)
    await reply(world, JOKO, cards[0], "Jawaban Joko.")
    await reply(world, HANI, cards[1], "Jawaban Hani.")
    return cards[1]


async def nothing_acted(world: World) -> bool:
    async with world.sessions.reading() as session:
        found = [*await session.scalars(select(DayOff)), *await session.scalars(select(Broadcast))]
    return not found


async def kept(world: World) -> str:
    """All stored updates."""
    async with world.sessions.reading() as session:
        return "\n".join(await session.scalars(select(col(InboxUpdate.payload))))


SENTENCES = (
    "Rapat dilaksanakan Kamis pekan depan pukul 09.00 WIB melalui Zoom",
    "Siaran kami kirim besok pagi kepada semua daerah",
    "Libur 06-03-2025 sesuai SKB jadi bimtek mundur",
    "Status percontohan belum ditetapkan",
    "Nilai 64.74 spi 2025 71,2",
    "Undang inspektur kota bontang",
    "Batal dilaksanakan",
    "status kota bontang",
)


@pytest.mark.parametrize("answer", SENTENCES)
async def test_an_answer_that_begins_like_a_command_is_sent(office, answer):
    await (await asked(office)).press(JOKO, "Jawab")
    [sent] = await office.say(JOKO, answer)
    assert sent.startswith("Jawaban atas pertanyaan 1 dikirim") and answer in office.last(SARI).html
    assert await entries(office) == [ASKED, answer] and await nothing_acted(office)


@pytest.mark.parametrize("typed", ["/rapat", "rapat", "Tindak lanjut"])
async def test_a_command_by_itself_interrupts_and_says_that_the_answer_is_awaited(office, typed):
    await (await asked(office)).press(JOKO, "Jawab")
    answers = await office.say(JOKO, typed)
    assert len(answers) == 2 and unsent.still_awaited(1).html in answers
    assert (await office.say(JOKO, "Sudah."))[0].startswith("Jawaban atas pertanyaan 1 dikirim")


@pytest.mark.parametrize("typed", ["/siaran Dengan hormat", "{siaran_tulis}", "{tanya_jawab:2}"])
async def test_an_answer_that_gives_way_to_another_question_is_said_to_be_unsent(office, typed):
    await (await asked(office)).press(JOKO, "Jawab")
    await budi(office.sessions)
    await office.say(BUDI, "/tanya Di mana bimtek?")
    if typed.startswith("{"):
        told, _ = await office.press_data(JOKO, typed.strip("{}"))
    else:
        told, _ = await office.say(JOKO, typed)
    assert told == unsent.left_unsent(1).html
    await office.press_data(JOKO, "tanya_jawab:1")
    assert (await office.say(JOKO, "Sudah."))[0].startswith("Jawaban atas pertanyaan 1 dikirim")


async def test_what_became_a_complaint_or_is_long_over_is_said_in_other_words(office):
    await staff(office.sessions, HANI, Role.OFFICER, name="Hani")
    await (await asked(office)).press(HANI, "Jawab")
    await office.press(JOKO, "Ini pengaduan")
    await office.press(JOKO, "Ya, ini pengaduan")
    told, _ = await office.say(HANI, "/siaran Dengan hormat")
    assert told == unsent.left_gone(1).html and not office.telegram.chats[HANI][-2].labels

    await office.say(HANI, "/batal")
    await (await asked(office)).press(HANI, "Jawab")
    office.clock.forward(days=2)
    told, _ = await office.say(HANI, "/siaran Dengan hormat")
    assert told == unsent.too_late(2).html


async def test_jawab_while_kirim_juga_waits_drops_nothing(office):
    await second_answer(office)
    [told] = await office.press_data(HANI, "tanya_jawab:1")
    assert told.startswith("Pesan ini tidak dikirim.") and "Kirim juga" in office.last(HANI).labels
    await office.press(HANI, "Kirim juga")
    assert await entries(office) == [ASKED, "Jawaban Joko.", "Jawaban Hani."]


async def test_pressed_twice_jawab_says_nothing_more(office):
    await (await asked(office)).press(JOKO, "Jawab")
    assert len(await office.press_data(JOKO, "tanya_jawab:1")) == 1


async def test_a_second_answer_that_waits_for_its_button_is_said_to_be_unsent_too(office):
    card = await second_answer(office)
    assert len(await reply(office, HANI, card, "Jawaban Hani yang baru.")) == 1
    told, _ = await office.say(HANI, "/siaran Dengan hormat")
    assert told == unsent.left_unsent(1).html
    await reply(office, HANI, card, "Jawaban Hani.")
    await office.press(HANI, "Kirim juga")
    assert await entries(office) == [ASKED, "Jawaban Joko.", "Jawaban Hani."]


@pytest.mark.parametrize("typed", ["/batal", "batal"])
async def test_batal_ends_it(office, typed):
    await (await asked(office)).press(JOKO, "Jawab")
    assert await office.say(JOKO, typed) == [system.dialogue_closed().html]
    assert await office.say(JOKO, "Sudah.") == [system.free_text(is_staff=True).html]


@pytest.mark.parametrize(
    ("typed", "command"), [(SENTENCES[1], "siaran"), (SENTENCES[2], "libur"), (SENTENCES[5], "undang")]
)
async def test_a_sentence_of_staff_changes_nothing(office, typed, command):
    assert await office.say(JOKO, typed) == [system.needs_slash(command).html]
    assert await nothing_acted(office)
    await office.say(JOKO, "/libur 06-03-2025 Hari kantor")
    assert not await nothing_acted(office)


async def test_plain_words_that_only_look_something_up_stay(office):
    assert (await office.say(JOKO, "status kota bontang"))[0].startswith("<b>Capaian delapan kriteria")
    assert (await office.say(JOKO, "libur"))[0].startswith("<b>")
    assert await office.say(JOKO, "Pesan kami sudah dibaca") == [system.free_text(is_staff=True).html]


async def test_words_while_kirim_juga_waits(office):
    await second_answer(office)
    [told] = await office.say(HANI, SECRET)
    assert told.startswith("Pesan ini tidak dikirim.") and office.last(HANI).labels == [
        "Kirim juga",
        "Jangan kirim",
    ]
    [again] = await photo(office, HANI, "foto1")
    assert again == told and SECRET not in await kept(office)
    await office.press(HANI, "Kirim juga")
    assert await entries(office) == [ASKED, "Jawaban Joko.", "Jawaban Hani."]


async def test_an_answer_a_day_late_is_not_sent_and_says_so(office):
    await (await asked(office)).press(JOKO, "Jawab")
    office.clock.forward(hours=25)
    assert await office.say(JOKO, "Libur 06-03-2025 jadi mundur") == [unsent.too_late(1).html]
    assert await entries(office) == [ASKED] and await nothing_acted(office)
    await office.press(JOKO, "Jawab")
    await office.say(JOKO, "Sudah.")
    assert await entries(office) == [ASKED, "Sudah."]


async def test_an_answer_to_what_became_a_complaint_is_forgotten_and_told(office):
    await staff(office.sessions, HANI, Role.OFFICER, name="Hani")
    await (await asked(office)).press(HANI, "Jawab")
    await office.press(JOKO, "Ini pengaduan")
    await office.press(JOKO, "Ya, ini pengaduan")
    [told] = await office.say(HANI, SECRET)
    assert told.startswith("<b>Jawaban atas pertanyaan 1 tidak dikirim</b>") and "pengaduan" in told
    assert SECRET not in await kept(office)
    assert await office.say(HANI, "Halo") == [system.free_text(is_staff=True).html]


async def test_an_album_after_jawab_is_the_answer_and_what_follows_is_not(office):
    await (await asked(office)).press(JOKO, "Jawab")
    for number in (1, 2, 3):
        await photo(office, JOKO, f"foto{number}", media_group_id="7")
    sent = [b["photo"] for m, b in office.telegram.calls if m == "sendPhoto" and b["chat_id"] == SARI]
    assert sent == ["foto1", "foto2", "foto3"]
    assert await photo(office, JOKO, "foto4") == [system.unsupported().html]
    assert "foto4" not in await kept(office)


@pytest.mark.parametrize("how", ["blocked", "left"])
async def test_who_is_not_told_is_not_said_to_be(office, how):
    await asked(office)
    if how == "left":
        await office.say(SARI, "/berhenti")
        await office.press(SARI, "Ya, berhenti")
    else:
        async with office.sessions.writing() as session:
            await session.execute(update(Contact).values(reachability=Reachability.BLOCKED))
    before = len(office.texts(SARI))
    [noted] = await office.press(JOKO, "Selesai")
    assert "Penanya tidak diberi tahu, karena" in noted
    await office.press(JOKO, "Ini pengaduan")
    [noted] = await office.press(JOKO, "Ya, ini pengaduan")
    assert "<b>Penanya tidak diberi tahu</b>, karena" in noted and "mohon Bapak/Ibu menyampaikan" in noted
    assert len(office.texts(SARI)) == before and await states(office) == [QuestionState.COMPLAINT]


async def test_an_officer_does_not_answer_himself(office):
    await official(office.sessions, JOKO, "73.09", "inspektur", name="Joko")
    await office.say(JOKO, f"/tanya {ASKED}")
    receipt, card = sorted(office.telegram.chats[JOKO][-2:], key=lambda one: bool(one.buttons))
    assert "balas pesan ini atau kirim /tanya diikuti tulisannya" in receipt.html
    assert await reply(office, JOKO, card, "Ya.") == [mistake(OwnQuestion())]
    assert await office.press(JOKO, "Jawab", on=card) == [mistake(OwnQuestion())]
    assert (await reply(office, JOKO, receipt, "Juga ini."))[-1] != mistake(OwnQuestion())
    assert await entries(office) == [ASKED, "Juga ini."]


async def test_only_the_part_that_is_renewed_says_how_a_long_question_stands(office):
    await office.say(SARI, "/tanya " + "Panjang sekali, mohon maaf. " * 140)
    first, last = office.telegram.chats[JOKO][-2:]
    assert "Status:" not in first.html and "Status: menunggu jawaban petugas" in last.html
    await reply(office, JOKO, first, "Sudah.")
    assert "Status: sudah dijawab" in last.html
    assert "menunggu" not in "".join(office.texts(JOKO)[:2])


async def edit(world: World, user: int, message_id: int, text: str) -> list[str]:
    message = world._incoming(user, "Uji", text=text, edit_date=2) | {"message_id": message_id}
    return await world._receive(user, "Uji", {"edited_message": message})


async def test_an_edit_reaches_nobody_and_its_author_is_told_once(office):
    before = next(office.telegram._ids)
    await asked(office)
    assert await edit(office, SARI, before + 1, SECRET) == [unsent.edited_question().html]
    assert await edit(office, SARI, before + 1, SECRET) == []
    number = next(office.telegram._ids)
    await reply(office, JOKO, office.last(JOKO), "Sudah.")
    assert await edit(office, JOKO, number + 1, SECRET) == [unsent.edited_answer(1).html]
    assert await edit(office, JOKO, number + 99, SECRET) == []  # of no thread
    assert SECRET not in await kept(office)
    await reply(office, JOKO, office.last(JOKO), "Ralat: belum.")
    assert await entries(office) == [ASKED, "Sudah.", "Ralat: belum."]


async def test_nothing_is_kept_of_what_cannot_be_read(office):
    location = {"location": {"latitude": -1.25, "longitude": 117.5}}
    video = {
        "video": {"file_id": SECRET, "file_unique_id": "v", "width": 1, "height": 1, "duration": 1},
        "caption": SECRET,
    }
    for person, content in (
        (SARI, location),
        (JOKO, video),
        (JOKO, {"contact": {"phone_number": "117.5", "first_name": "x"}}),
    ):
        await office._receive(person, "Uji", {"message": office._incoming(person, "Uji", **content)})
    await photo(office, JOKO, SECRET)
    await office.send_file(JOKO, "gambar.zip", b"x", caption=SECRET)
    assert SECRET not in await kept(office) and "117.5" not in await kept(office)


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("tanya kapan bimtek?", "kapan bimtek?"),
        ("Tanya: kapan bimtek berikutnya dan di mana", "kapan bimtek berikutnya dan di mana"),
        ("Tanya jawab kapan?", "Tanya jawab kapan?"),
    ],
)
async def test_tanya_without_its_slash_is_no_part_of_the_question(office, typed, question):
    assert await office.say(SARI, typed) == [words.offer(1).html]
    await office.press(SARI, "Kirim")
    assert await entries(office) == [question]


async def test_nobody_is_reminded_on_a_day_off_of_the_office(office):
    office.clock.forward(hours=10)  # Monday 18.00 WIB
    await asked(office)
    await office.say(JOKO, "/libur 06-03-2025 Hari kantor")
    before = len(office.texts(JOKO))
    office.clock.forward(days=2, hours=15, minutes=30)  # Thursday 09.30
    await office.tick()
    assert len(office.texts(JOKO)) == before
    office.clock.forward(days=1)
    await office.tick()
    assert office.last(JOKO).html.startswith("<b>Pertanyaan belum dijawab")
