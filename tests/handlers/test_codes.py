"""Codes that were made before, tried again, guessed or revoked, as they are met in the chat."""

from __future__ import annotations

import pytest

from bot.messages import registry
from bot.messages.render import mistake
from bot.rules.errors import Stale
from tests.builders import BUDI, JOKO, SARI, STRANGER, joko, sari
from tests.fakes import World

REFUSED = registry.code_refused().html
WRONG = "ABCDEFGHJKMNPQRS"
STALE = mistake(Stale())


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    return world


def code_in(text: str) -> str:
    return text.split("start=")[1].split("\n")[0]


async def new_code(world: World, seat: str = "64.74 inspektur") -> str:
    await world.say(JOKO, f"/undang {seat}")
    return code_in(world.last(JOKO).html)


async def used_by_sari(world: World) -> str:
    code = await new_code(world)
    await world.say(SARI, f"/start {code}", name="Sari")
    await world.press(SARI, "Setuju", name="Sari")
    await world.press(SARI, "Benar", name="Sari")
    return code


async def test_an_open_code_is_said_before_another_is_made(office):
    code = await new_code(office)
    (said,) = await office.say(JOKO, "/undang 64.74 inspektur")
    assert said.startswith("<b>Masih ada kode yang berlaku: Inspektur Kota Bontang</b>")
    assert "Dibuat Senin, 3 Maret 2025 oleh Joko, berlaku sampai Rabu, 2 April 2025." in said
    assert "Kode Bapak/Ibu telah kami terima" in (await office.say(SARI, f"/start {code}"))[0]


async def test_a_new_code_takes_the_place_of_the_old_one(office):
    old = await new_code(office)
    await office.say(JOKO, "/undang 64.74 inspektur")
    (made,) = await office.press(JOKO, "Buat kode baru")
    assert "Kode sebelumnya untuk jabatan ini telah dibatalkan." in made
    assert await office.say(SARI, f"/start {old}") == [REFUSED]
    assert "Kode Bapak/Ibu telah kami terima" in (await office.say(SARI, f"/start {code_in(made)}"))[0]
    # the card speaks of a code that is gone
    card = next(shown for shown in office.telegram.chats[JOKO] if "Masih ada kode" in shown.html)
    open_before = await office.press_data(JOKO, "unb:64.74:inspektur:1", on=card)
    assert open_before == [STALE]


async def test_a_code_is_revoked_without_another(office):
    code = await new_code(office)
    await office.say(JOKO, "/undang 64.74 inspektur")
    await office.press(JOKO, "Batalkan kode lama")
    assert office.texts(JOKO)[-1].startswith(
        "Kode undangan untuk jabatan <b>Inspektur Kota Bontang</b> telah dibatalkan"
    )
    assert await office.say(SARI, f"/start {code}") == [REFUSED]
    assert await office.press_data(JOKO, "unx:1") == [STALE]


async def test_an_official_revokes_nothing(office):
    await sari(office.sessions)
    await new_code(office)
    for data in ("unx:1", "unb:64.74:inspektur:1"):
        assert await office.press_data(SARI, data) == [STALE]


async def test_a_revoked_code_of_a_person_who_has_it_open_gives_no_seat(office):
    code = await new_code(office)
    await office.say(SARI, f"/start {code}")
    await office.press(SARI, "Setuju")
    await office.say(JOKO, "/undang 64.74 inspektur")
    await office.press(JOKO, "Batalkan kode lama")
    assert await office.press(SARI, "Benar") == [REFUSED]


async def test_wrong_used_revoked_and_expired_codes_look_byte_for_byte_the_same(office):
    used = await used_by_sari(office)
    revoked = await new_code(office, "19.04 sekda")
    await office.say(JOKO, "/undang 19.04 sekda")
    await office.press(JOKO, "Batalkan kode lama")
    expired = await new_code(office, "19.04 inspektur")
    office.clock.forward(days=31)
    answers = [await office.say(STRANGER, f"/start {code}") for code in (used, revoked, expired, WRONG)]
    assert answers == [[REFUSED]] * 4


async def test_a_second_use_is_told_to_staff_once_a_person(office):
    code = await used_by_sari(office)
    for _ in range(2):
        assert await office.say(STRANGER, f"/start {code}", name="Orang Lain") == [REFUSED]
    await office.say(BUDI, f"/start {code}")
    told = [text for text in office.texts(JOKO) if text.startswith("<b>Kode undangan dicoba")]
    assert len(told) == 2
    assert "Jabatan: <b>Inspektur Kota Bontang</b>" in told[0] and "Orang Lain" not in told[0]
    assert f"ID Telegram: <code>{STRANGER}</code>" in told[0]


async def test_who_finds_the_code_gone_at_the_last_step_is_told_to_staff(office):
    code = await new_code(office)
    for person in (SARI, STRANGER):
        await office.say(person, f"/start {code}")
        await office.press(person, "Setuju")
    await office.press(SARI, "Benar")
    assert await office.press(STRANGER, "Benar") == [REFUSED]
    assert f"ID Telegram: <code>{STRANGER}</code>" in office.texts(JOKO)[-1]


async def test_the_own_link_opened_again_is_no_wrong_try(office):
    code = await used_by_sari(office)
    before = len(office.texts(JOKO))
    for _ in range(6):
        (said,) = await office.say(SARI, f"/start {code}")
        assert said.startswith("Bapak/Ibu telah terdaftar untuk jabatan ini")
    assert len(office.texts(JOKO)) == before


@pytest.mark.parametrize(
    "typed",
    [
        "/start {code}",
        "/start {lower}",
        "/start {fours}",
        "/daftar {code}",
        "{code}",
        "{fours}",
        "{lower}",
        "/start {slips}",
    ],
)
async def test_after_five_wrong_tries_the_right_code_opens_nothing_however_it_is_written(office, typed):
    code = await new_code(office)
    forms = {
        "code": code,
        "lower": code.lower(),
        "fours": " ".join(code[start : start + 4] for start in range(0, 16, 4)),
        "slips": code.replace("0", "O").replace("1", "i"),
    }
    wrong = (WRONG, WRONG.lower(), "ABCD EFGH JKMN PQRS", "AB-CD-EFGH-JKMN-PQRS", "O1l2 3456 789A BCDE")
    said = [await office.say(STRANGER, f"/start {each}") for each in wrong]
    assert said == [[REFUSED]] * 4 + [[registry.code_refused(is_last=True).html]]
    assert await office.say(STRANGER, typed.format(**forms)) == []
    office.clock.forward(minutes=61)
    assert len(await office.say(STRANGER, typed.format(**forms))) == 1
