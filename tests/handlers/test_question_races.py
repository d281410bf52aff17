"""At the same moment: two answers, two who take it, words and Selesai, a complaint and an answer."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import Stale
from bot.rules.questions import QuestionState
from db.tables import OutboxMessage, Question
from tests.builders import JOKO, SARI, joko, sari, staff
from tests.fakes import World
from tests.handlers.test_question_purges import leaks
from tests.handlers.test_questions import ASKED, HANI, entries, reply, states


@pytest.fixture
async def asked(both_worlds: World) -> World:
    await joko(both_worlds.sessions)
    await staff(both_worlds.sessions, HANI, Role.OFFICER, name="Hani")
    await sari(both_worlds.sessions)
    await both_worlds.say(SARI, f"/tanya {ASKED}")
    return both_worlds


async def letters(world: World) -> int:
    async with world.sessions.reading() as session:
        counted = select(func.count()).where(col(OutboxMessage.key).like("qa:%"))
        return await session.scalar(counted) or 0


async def test_of_two_answers_one_goes_and_one_is_kept_and_asked_about(asked):
    cards = {user: asked.last(user) for user in (JOKO, HANI)}
    await asyncio.gather(*(reply(asked, user, card, f"Dari {user}") for user, card in cards.items()))
    assert await letters(asked) == 1 and len(await entries(asked)) == 2
    second = [user for user in (JOKO, HANI) if "Kirim juga" in asked.last(user).labels]
    assert len(second) == 1
    await asked.press(second[0], "Kirim juga")
    assert await letters(asked) == 2 and len(await entries(asked)) == 3


async def test_two_who_take_it_are_one(asked):
    heard = await asyncio.gather(asked.press(JOKO, "Ambil"), asked.press(HANI, "Ambil"))
    assert sum(mistake(Stale()) in texts for texts in heard) == 1
    async with asked.sessions.reading() as session:
        assert await session.scalar(select(col(Question.version))) == 2


async def test_words_that_come_with_selesai_are_not_closed_away(asked):
    await asyncio.gather(asked.say(SARI, "Satu hal lagi."), asked.press(JOKO, "Selesai"))
    assert len(await entries(asked)) == 2
    assert await states(asked) in ([QuestionState.OPEN], [QuestionState.CLOSED])
    if await states(asked) == [QuestionState.CLOSED]:  # words first would have made the press stale
        raise AssertionError("closed over words nobody has read")


async def test_an_answer_with_a_complaint_leaves_no_word(asked):
    card = asked.last(HANI)
    await asked.press(JOKO, "Ini pengaduan")
    await asyncio.gather(
        asked.press(JOKO, "Ya, ini pengaduan"),
        reply(asked, HANI, card, "jawaban kenari"),
        return_exceptions=True,
    )
    await asked.deliver()
    found = await states(asked)
    if found == [QuestionState.COMPLAINT]:
        assert await leaks(asked, ASKED) == []
    else:  # the answer was first: the card is another one now
        assert found == [QuestionState.ANSWERED]
        assert asked.last(JOKO).html == mistake(Stale())
