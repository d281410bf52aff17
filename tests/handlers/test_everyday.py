"""Help, menus, plain words, free text, and what nobody asked for."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import Forbidden
from db.tables import Dialogue, Staff
from tests.builders import BUDI, JOKO, SARI, STRANGER, joko, sari, staff
from tests.fakes import ADMIN, World

CODE = "K7M2 Q9X4 PA0B 1CDE"


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await sari(world.sessions)
    await staff(world.sessions, BUDI, Role.VIEWER)
    return world


def commands_in(text: str) -> list[str]:
    return [line.split(" – ")[0] for line in text.splitlines() if " – " in line]


async def test_help_shows_what_this_person_may_do(office):
    shown = {
        person: commands_in((await office.say(person, "/bantuan"))[0]) for person in (STRANGER, SARI, JOKO)
    }
    assert shown[STRANGER] == ["/daftar", "/cek", "/bantuan"]
    assert "/data_saya" in shown[SARI] and "/undang" not in shown[SARI]
    assert "/undang" in shown[JOKO] and "/berhenti" not in shown[JOKO]
    assert "/undang" not in commands_in((await office.say(BUDI, "/bantuan"))[0])


async def test_every_command_of_the_own_menu_answers(office):
    for person in (STRANGER, SARI, JOKO, BUDI, ADMIN):
        for command in commands_in((await office.say(person, "/bantuan"))[0]):
            (answer, *_) = await office.say(person, command)
            assert "tidak kami kenal" not in answer and "Bapak/Ibu belum terdaftar" not in answer, (
                person,
                command,
            )
            await office.say(person, "/batal")


@pytest.mark.parametrize("word", ["bantuan", "Menu", "HELP", "batal", "daftar", "cek"])
async def test_a_command_without_its_slash(office, word):
    assert (await office.say(STRANGER, word))[0] == (await office.say(STRANGER, f"/{word}"))[
        0
    ] or word == "Menu"


@pytest.mark.parametrize("typed", ["/hapus_semua sekarang", "/undang 64.74 sekda", "/" + "<b>" * 900])
async def test_an_unknown_command_is_answered_like_one_of_somebody_else(office, typed):
    assert await office.say(STRANGER, typed) == [mistake(Forbidden())]


async def test_free_text_is_passed_on_only_at_a_press_of_an_official(office):
    stranger, official, member = [
        (await office.say(person, "Mohon bantuannya."))[0] for person in (STRANGER, SARI, JOKO)
    ]
    assert stranger.startswith("Layanan ini khusus pejabat daerah peserta program.")
    assert official.startswith("Kirim pesan ini sebagai pertanyaan kepada Dit. Permas?")
    assert "tidak diteruskan" in member
    assert office.texts(ADMIN) == []


async def test_a_bare_code_begins_the_registration(office):
    await office.say(JOKO, "/undang 73.09 sekda")
    code = office.last(JOKO).html.split("Kode: <code>")[1].split("<")[0]
    assert "Kode Bapak/Ibu telah kami terima" in (await office.say(STRANGER, code.lower()))[0]


async def test_a_wrong_bare_code_counts_and_a_greeting_does_not(office):
    for _ in range(6):
        assert (await office.say(STRANGER, "selamat pagi bapak"))[0].startswith("Layanan ini khusus")
    answers = [await office.say(STRANGER, CODE) for _ in range(6)]
    assert [len(answer) for answer in answers] == [1, 1, 1, 1, 1, 0]
    assert "setelah satu jam" in answers[4][0] and "satu jam" not in answers[3][0]


async def test_batal(office):
    assert (await office.say(SARI, "/batal"))[0].startswith("Tidak ada percakapan")
    await office.say(STRANGER, "/daftar")
    assert (await office.say(STRANGER, "/batal")) == ["Percakapan dihentikan. Tidak ada yang berubah."]
    async with office.sessions.reading() as session:
        assert (await session.scalars(select(Dialogue))).all() == []


async def test_an_answer_that_comes_a_day_late(office):
    await office.say(STRANGER, "/daftar")
    office.clock.forward(hours=25)
    assert (await office.say(STRANGER, "Kota Bontang"))[0].startswith("Pertanyaan sebelumnya sudah ditutup")
    assert (await office.say(STRANGER, "Kota Bontang"))[0].startswith("Layanan ini khusus")


async def test_typing_while_a_button_is_awaited(office):
    await office.say(STRANGER, "/start")
    assert (await office.say(STRANGER, "ya setuju"))[0].startswith("Pendaftaran Bapak/Ibu belum selesai.")


async def test_setuju_pressed_twice_shows_the_card_twice_and_loses_nothing(office):
    await office.say(JOKO, "/undang 73.09 sekda")
    code = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    await office.say(STRANGER, f"/start {code}", name="Ani")
    greeting = office.last(STRANGER)
    first = await office.press(STRANGER, "Setuju", on=greeting, name="Ani")
    assert greeting.buttons == []
    assert await office.press_data(STRANGER, "reg:agree", on=greeting, name="Ani") == first
    assert "Pendaftaran selesai" in (await office.press(STRANGER, "Benar", name="Ani"))[0]
    assert (await office.press_data(STRANGER, "reg:agree", on=greeting))[0].startswith(
        "Bapak/Ibu telah terdaftar"
    )


async def test_the_first_start_of_an_admin_brings_the_name_and_the_menu(office):
    (greeting,) = await office.say(ADMIN, "/start", name="Rina <b>")
    assert "Peran: administrator." in greeting
    async with office.sessions.reading() as session:
        row = await session.execute(
            select(col(Staff.name), col(Staff.reachability)).where(col(Staff.telegram_id) == ADMIN)
        )
        assert tuple(row.one()) == ("Rina <b>", "reachable")
    menus = [str(body) for method, body in office.telegram.calls if method == "setMyCommands"]
    (own,) = (menu for menu in menus if str(ADMIN) in menu)
    assert "undang" in own


async def test_an_official_is_welcomed_back(office):
    (welcome,) = await office.say(SARI, "/start")
    assert welcome.startswith("Selamat datang kembali, Bapak/Ibu Sari")
    assert "• <b>Inspektur Kota Bontang</b>" in welcome


@pytest.mark.parametrize(
    "content",
    [
        {
            "sticker": {
                "file_id": "x",
                "file_unique_id": "x",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        },
        {"voice": {"file_id": "x", "file_unique_id": "x", "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 1.0}},
    ],
)
async def test_what_cannot_be_read_is_said_to_be_unread(office, content):
    await office.update({"message": office._incoming(STRANGER, "Uji", **content)})
    assert office.texts(STRANGER)[-1].startswith("Pesan jenis ini belum dapat kami baca")


async def test_files_of_strangers_are_not_read(office):
    assert (await office.send_file(STRANGER, "nilai.xlsx", b"PK"))[0].startswith(
        "Pesan jenis ini belum dapat"
    )
    assert not [method for method, _ in office.telegram.calls if method == "getFile"]


@pytest.mark.parametrize(
    "text", ["Status saya bagaimana?", "daftar hadir sudah saya kirim", "nilai kami naik"]
)
async def test_a_sentence_is_no_command(office, text):
    (answer,) = await office.say(SARI, text)
    assert answer.startswith("Kirim pesan ini sebagai pertanyaan")


async def test_inviting_a_region_asks_for_the_post(office):
    (asked,) = await office.say(JOKO, "/undang maros")
    assert "Kabupaten Maros" in asked
    assert office.last(JOKO).labels == ["Sekretaris Daerah", "Inspektur"]
    await office.press(JOKO, "Inspektur")
    assert "Inspektur Kabupaten Maros" in office.last(JOKO).html
