"""Every command, every button and every open question x every kind of person, as they reach the bot.

Whoever may not hears what he would hear of something that does not exist, nothing is written, and nothing of
region A ever stands in his chat. What one may do comes from the table in tests/rules/test_access_matrix.py;
commands, buttons and questions come from handlers/everything.py, so a new one is tried without a word here.
"""

from __future__ import annotations

import pytest
from telegram.ext import CommandHandler

from bot.messages.render import mistake
from bot.rules.access import Action
from bot.rules.errors import Forbidden, NotApprovedYet, NotRegistered, Stale
from db.tables import Dialogue
from handlers import everything
from tests.builders import seat_id
from tests.proof.effects import changes, dump
from tests.proof.people import CANARIES, NOWHERE, OUTSIDERS, PEOPLE, RIGHTS, SPELLINGS, A, B, may_by_oracle
from tests.proof.reading import all_text
from tests.proof.stage import Stage
from tests.proof.visits import answers_to, press_of, words_of
from tests.rules.test_access_matrix import ORACLE

#: Other names of a command in the menu.
ALIASES = {"help": "bantuan"}
#: What follows is words and names no region: the second words are added to the first.
SAYS_ANYTHING = {"tanya"}
#: Whoever left still has a record here, and may see it.
STILL = {("wati", "data_saya")}
UNKNOWN = "/tidak_ada_perintah_ini"
PERSONS = ("tamu", "tuti", "tono", "rina", "sari", "budi", "lia", "joko", "admin", "gani", "wati", "iwan")


def commands() -> dict[str, Action]:
    """Every command there is, and what one has to be allowed for it."""
    menu = {item.command: item.action for item in everything.menu()}
    heard = [one.commands for one in everything.handlers() if isinstance(one, CommandHandler)]
    return {name: menu[ALIASES.get(name, name)] for names in heard for name in names}


def refusal(who: str, action: Action) -> str:
    """What somebody who may not is told: strangers, where officials may, how to register."""
    if RIGHTS[who] or not set(ORACLE[action.value]) & set("HAD"):
        return mistake(Forbidden())
    return mistake(NotApprovedYet() if who == "tuti" else NotRegistered())


@pytest.fixture
async def stage(walked) -> Stage:
    return await walked()


async def test_a_command_one_may_not_use_is_like_one_that_is_not_there(stage):
    wrong = []
    for who in PERSONS:
        lines = {UNKNOWN: refusal(who, Action.SEE_STAFF)}
        for name, action in commands().items():
            if not (may_by_oracle(who, action, in_a=False) or (who, name) in STILL):
                told = refusal(who, action)
                lines |= {f"/{name}": told, f"/{name} {A}": told, f"/{name} 2": told}
        before = await dump(stage.world.sessions)
        answers = await answers_to(stage.world, who, [words_of(who, line) for line in lines])
        heard = dict(zip(lines, answers, strict=True))
        wrong += [(who, line, heard[line]) for line, told in lines.items() if heard[line] != [told]]
        wrong += changes(before, await dump(stage.world.sessions))
    assert wrong == []


async def test_a_button_one_may_not_press_is_like_one_that_is_gone(stage, samples):
    wrong = []
    for who in PERSONS:
        mine = [s for s in samples if s.need and not may_by_oracle(who, s.need, in_a=True)]
        before = await dump(stage.world.sessions)
        answers = await answers_to(stage.world, who, [press_of(who, sample.data) for sample in mine])
        for sample, heard in zip(mine, answers, strict=True):
            told = refusal(who, sample.need) if sample.need else ""
            if heard != [mistake(Stale()) if told == mistake(Forbidden()) else told]:
                wrong.append((who, sample.data, heard))
        wrong += changes(before, await dump(stage.world.sessions))
    assert wrong == []


#: What speaks of a sitting, and at last of the seat it is pressed for.
OF_A_SITTING = (Action.ANSWER, Action.JOIN, Action.READ_SCHEDULE)


async def test_the_own_seat_opens_no_sitting_of_another_region(stage, samples):
    """The seat is his own, the sitting is not: as if there were no such sitting."""
    own = await seat_id(stage.world.sessions, B, "inspektur")
    wrong, before = [], await dump(stage.world.sessions)
    for sample in (one for one in samples if one.need in OF_A_SITTING):
        fields = sample.data.split(":")
        fields[-1] = str(own)
        item = 1 if len(fields) == 3 else 2
        nowhere = [*fields[:item], "7777", *fields[item + 1 :]]
        presses = [press_of("budi", ":".join(data)) for data in (fields, nowhere)]
        foreign, none = await answers_to(stage.world, "budi", presses)
        if foreign != none or foreign != [mistake(Stale())]:
            wrong.append((fields, foreign, none))
    assert wrong + changes(before, await dump(stage.world.sessions)) == []


async def test_what_one_may_use_shows_nothing_of_another_region(stage, samples):
    """Outsiders use every command they have, with region A named, and the answer knows no region A."""
    wrong = []
    for who in OUTSIDERS:
        lines = [UNKNOWN, "status", "jadwal", "kontak bontang"]
        for name in commands():
            lines += [f"/{name}", f"/{name} {A}", f"/{name} {NOWHERE}", f"/{name} kota bontang"]
        answers = await answers_to(stage.world, who, [words_of(who, line) for line in lines])
        heard = dict(zip(lines, answers, strict=True))
        for name in commands():
            ours, none = heard[f"/{name} {A}"], heard[f"/{name} {NOWHERE}"]
            if name not in SAYS_ANYTHING and ours != [text.replace(NOWHERE, A) for text in none]:
                wrong.append((who, name, ours, none))
        await stage.world.deliver()
        seen = all_text(stage.world.telegram.chats[PEOPLE[who]])
        wrong += [(who, canary) for canary in (*CANARIES, *SPELLINGS) if canary in seen]
    assert wrong == []


async def test_the_canaries_can_be_seen_by_whoever_may(stage):
    """Or the proof above would prove nothing."""
    await stage.play((f"joko: /kontak {A}", "joko: [Inspektur]", f"joko: /status {A}", "joko: /rapat 2"))
    await stage.play(("sari: /status", "sari: /jadwal", "sari: /data_saya"))
    seen = all_text(stage.world.telegram.chats[PEOPLE["joko"]] + stage.world.telegram.chats[PEOPLE["sari"]])
    assert [canary for canary in CANARIES if canary not in seen] == []


async def test_an_open_question_of_somebody_who_may_no_longer_answer_it(stage, samples):
    """Rights end while a question is open: what is typed then changes nothing and shows nothing."""
    asked = stage.asked
    assert set(everything.steps()) - set(asked) == set(), "no way leads to this question"
    wrong = []
    for who in OUTSIDERS:
        before = await dump(stage.world.sessions)
        for step, (asked_of, said) in asked.items():
            if asked_of == who:
                continue
            async with stage.world.sessions.writing() as session:
                row = Dialogue(telegram_id=PEOPLE[who], step=step, said=said, opened_at=stage.world.clock())
                await session.merge(row)
            await answers_to(stage.world, who, [words_of(who, "31-12-2025")])
        after = await dump(stage.world.sessions)
        wrong += [(who, line) for line in changes(before, after) if not _is_own(line)]
        seen = all_text(stage.world.telegram.chats[PEOPLE[who]])
        wrong += [(who, canary) for canary in (*CANARIES, *SPELLINGS) if canary in seen]
    assert wrong == []


def _is_own(line: str) -> bool:
    """The question itself is closed or goes on, and that is said to whoever typed."""
    return line.startswith("dialogue ") or "'key': 're:" in line
