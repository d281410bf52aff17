"""Registering with a code, as it is seen in the chat."""

from __future__ import annotations

import pytest

from bot.messages.render import mistake
from bot.rules.actors import TenureKind
from bot.rules.errors import Forbidden
from db.queries.people import actor_of
from tests.builders import JOKO, SARI, STRANGER, joko, sari
from tests.fakes import ADMIN, World


async def code_for(world: World, region: str = "64.74", post: str = "inspektur") -> str:
    """Ask for a code as the officer; the code out of the caption of the card."""
    await world.say(JOKO, f"/undang {region} {post}")
    caption = world.last(JOKO).html
    return caption.split("start=")[1].split("\n")[0]


@pytest.fixture
async def officer(world: World) -> World:
    await joko(world.sessions)
    return world


async def test_a_code_leads_to_the_seat(officer: World) -> None:
    code = await code_for(officer)
    greeting = await officer.say(SARI, f"/start {code}", name="Sari")
    assert len(greeting) == 1 and greeting[0].startswith("<b>Selamat datang, Bapak/Ibu</b>")
    assert "Bontang" not in greeting[0]  # nothing about a region before Setuju
    card = await officer.press(SARI, "Setuju", name="Sari")
    assert "Kota Bontang" in card[0] and "Nama: <b>Sari</b>" in card[0]
    done = await officer.press(SARI, "Benar")
    assert "Inspektur Kota Bontang" in done[0]
    async with officer.sessions.reading() as session:
        actor = await actor_of(session, SARI)
    assert [(seat.region_code, seat.post, seat.kind) for seat in actor.seats] == [
        ("64.74", "inspektur", TenureKind.HOLDER)
    ]
    assert "Pejabat terdaftar" in officer.texts(JOKO)[-1] or "Pejabat terdaftar" in officer.texts(ADMIN)[-1]


async def test_a_code_works_once(officer: World) -> None:
    code = await code_for(officer)
    await officer.say(SARI, f"/start {code}")
    await officer.press(SARI, "Setuju")
    await officer.press(SARI, "Benar")
    refused = await officer.say(STRANGER, f"/start {code}")
    assert refused[0].startswith("Kode ini tidak dapat digunakan.")


async def test_two_people_open_one_code_and_one_wins(officer: World) -> None:
    code = await code_for(officer)
    for person in (SARI, STRANGER):
        await officer.say(person, f"/start {code}")
        await officer.press(person, "Setuju")
    assert "Pendaftaran selesai" in (await officer.press(SARI, "Benar"))[0]
    assert (await officer.press(STRANGER, "Benar"))[0].startswith("Kode ini tidak dapat digunakan.")
    async with officer.sessions.reading() as session:
        assert (await actor_of(session, STRANGER)).seats == ()


async def test_wrong_used_and_expired_codes_look_the_same(officer: World) -> None:
    code = await code_for(officer)
    officer.clock.forward(days=31)
    expired = await officer.say(STRANGER, f"/start {code}")
    wrong = await officer.say(STRANGER, "/start ABCDEFGHJKMNPQRS")
    junk = await officer.say(STRANGER, "/start <b>x")
    assert expired == wrong == junk


async def test_five_wrong_codes_and_then_silence(officer: World) -> None:
    code = await code_for(officer)
    for _ in range(5):
        assert len(await officer.say(STRANGER, "/start ABCDEFGHJKMNPQRS")) == 1
    assert await officer.say(STRANGER, f"/start {code}") == []
    officer.clock.forward(minutes=61)
    assert len(await officer.say(STRANGER, f"/start {code}")) == 1


async def test_a_code_may_be_typed_in_fours_and_in_lower_case(officer: World) -> None:
    code = await code_for(officer)
    typed = " ".join(code.lower()[i : i + 4] for i in range(0, 16, 4))
    assert "Kode Bapak/Ibu telah kami terima" in (await officer.say(SARI, f"/start {typed}"))[0]


async def test_an_assistant_says_so(officer: World) -> None:
    code = await code_for(officer)
    await officer.say(SARI, f"/start {code}")
    await officer.press(SARI, "Setuju")
    await officer.press(SARI, "○ Ajudan atau asisten")
    await officer.press(SARI, "Perbaiki nama")
    await officer.say(SARI, "Rina Praktik")
    done = await officer.press(SARI, "Benar")
    assert "ajudan atau asisten" in done[0]
    async with officer.sessions.reading() as session:
        actor = await actor_of(session, SARI)
    assert (actor.name, actor.seats[0].kind) == ("Rina Praktik", TenureKind.ASSISTANT)


async def test_pressing_benar_twice_takes_the_seat_once(officer: World) -> None:
    code = await code_for(officer)
    await officer.say(SARI, f"/start {code}")
    await officer.press(SARI, "Setuju")
    card = officer.last(SARI)
    await officer.press_data(SARI, "reg:yes", on=card)
    again = await officer.press_data(SARI, "reg:yes", on=card)
    assert again == [
        "Bapak/Ibu telah terdaftar untuk jabatan ini; tidak ada yang perlu dilakukan."
        " Silakan mengirim /bantuan untuk melihat yang tersedia."
    ]


async def test_an_official_cannot_invite(officer: World) -> None:
    await sari(officer.sessions)
    assert await officer.say(SARI, "/undang 64.74 sekda") == [mistake(Forbidden())]


async def test_a_stranger_learns_how_to_register(world: World) -> None:
    assert (await world.say(STRANGER, "/status"))[0].startswith("Bapak/Ibu belum terdaftar.")
