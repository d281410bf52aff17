"""Words that come late: to an offer of yesterday, to a letter of a seat that was left."""

from __future__ import annotations

import pytest

from bot.messages import questions as words
from tests.builders import JOKO, SARI, joko, official, sari
from tests.fakes import World
from tests.handlers.test_questions import ASKED, entries, reply


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await sari(world.sessions)
    return world


@pytest.mark.parametrize("before", ["Kapan bimtek?", "/tanya"])
async def test_words_of_the_next_day_are_offered_by_themselves(office, before):
    await office.say(SARI, before)
    office.clock.forward(hours=25)
    assert await office.say(SARI, ASKED) == [words.offer(1).html]
    await office.press(SARI, "Kirim")
    assert await entries(office) == [ASKED]


async def test_a_reply_for_a_seat_that_was_left_is_offered_for_the_new_one(office):
    await office.say(SARI, f"/tanya {ASKED}")
    await reply(office, JOKO, office.last(JOKO), "Sudah.")
    letter = office.last(SARI)
    await office.say(SARI, "/berhenti")
    await office.press(SARI, "Ya, berhenti")
    await official(office.sessions, SARI, "64.74", "sekda", name="Sari")
    assert await reply(office, SARI, letter, "Di mana?") == [words.offer(1).html]
    await office.press(SARI, "Kirim")
    assert "<b>Pertanyaan 2: Sekretaris Daerah Kota Bontang</b>" in office.last(JOKO).html
