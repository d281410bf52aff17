"""Every button that does something, pressed many times at once: one effect, on both databases.

Twenty times where most is at stake, and every one of them on both databases by ``make campaign``; in the
suite the others five times on SQLite, where one transaction at a time writes anyway.
"""

from __future__ import annotations

import logging
import os
from collections import Counter

import pytest

from tests.handlers.conftest import Anew
from tests.proof.effects import dump, kinds
from tests.proof.harvest import WAYS
from tests.proof.people import may_by_oracle
from tests.proof.visits import all_at_once, press_of
from tests.proof.ways import Way, prefixes

ACTING = [way for way in WAYS if way.acts]
TIMES, FEWER = 20, 5
#: ``make campaign`` takes every button to PostgreSQL, the suite those where most is at stake.
CAMPAIGN = "PRESSES" in os.environ
AT_STAKE = (
    *("req", "reqn", "stf", "ptg:new", "grp", "serah_ya", "lepas_ya", "sebut", "und", "unb", "lmy"),
    *(
        "rapat_terbit",
        "sesi_pindah_ya",
        "pengingat_lepas",
        "catat_lewat",
        "reg:agree",
        "jawab",
        "tandai_ya",
        "stop:yes",
    ),
)
#: Where all of them may press, they press at once.
STAFF = ("joko", "admin", "hasan", "anton")


def test_every_button_is_in_the_lists():
    assert sorted({way.prefix for way in WAYS}) == sorted(prefixes()), "see tests/proof/ways.py"


def is_shared(way: Way, name: str = "admin") -> bool:
    """Whether this member of staff may press this button of somebody else."""
    return way.need is not None and may_by_oracle(name, way.need, in_a=True)


async def effect(anew: Anew, way: Way, *, times: int) -> Counter[str]:
    """What changes in the town when the button is pressed so often at once, and once more afterwards."""
    stage = await anew()
    who, data = await stage.ready(way.lines)
    assert (data + ":").startswith(way.prefix + ":")
    before = await dump(stage.world.sessions)
    people = [who, *(name for name in STAFF if name != who and is_shared(way, name))]
    await all_at_once(stage.world, [press_of(people[n % len(people)], data) for n in range(times)])
    if times > 1:
        await all_at_once(stage.world, [press_of(who, data)])
    return kinds(before, await dump(stage.world.sessions))


def unlike(once: Counter[str], often: Counter[str]) -> list[object]:
    """What is missing and what is more, if anything is."""
    return [once - often, often - once] if once != often or not once else []


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("half", [0, 1])
async def test_twenty_presses_have_one_effect(town, town_on_postgresql, caplog, half):
    found = {}
    for way in ACTING[half::2]:
        once = await effect(town, way, times=1)
        is_at_stake = way.prefix in AT_STAKE or CAMPAIGN
        found[way] = unlike(once, await effect(town, way, times=TIMES if is_at_stake else FEWER))
        if is_at_stake:
            found[way] += unlike(once, await effect(town_on_postgresql, way, times=TIMES))
    assert {way.lines[-1]: unlikeness for way, unlikeness in found.items() if unlikeness} == {}
    assert faults(caplog) == []
