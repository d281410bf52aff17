"""Every button that does something, pressed twenty times at once: one effect, on both databases."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterable

import pytest

from tests.handlers.conftest import Anew
from tests.proof.effects import dump, kinds
from tests.proof.harvest import WAYS
from tests.proof.people import may_by_oracle
from tests.proof.visits import all_at_once, press_of
from tests.proof.ways import Way, prefixes

ACTING = [way for way in WAYS if way.acts]
TIMES = 20
#: ``make campaign`` takes every button to PostgreSQL; the suite those of several people, and these.
CAMPAIGN = "PRESSES" in os.environ
OWN = ("reg:agree", "jawab", "stop:yes")
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


async def differing(ways: Iterable[Way], once_in: Anew, often_in: Anew) -> dict[str, object]:
    """The buttons that do something else when pressed often: what is missing, and what is more."""
    found = {}
    for way in ways:
        once = await effect(once_in, way, times=1)
        often = await effect(often_in, way, times=TIMES)
        if not once or once != often:
            found[f"{way.prefix} {way.lines[-1]}"] = (once - often, often - once)
    return found


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def test_twenty_presses_have_one_effect(town, caplog):
    assert await differing(ACTING, town, town) == {}
    assert faults(caplog) == []


async def test_on_postgresql_too_where_others_press_beside_one(town, town_on_postgresql, caplog):
    shared = [way for way in ACTING if is_shared(way) or way.prefix in OWN or CAMPAIGN]
    assert await differing(shared, town, town_on_postgresql) == {}
    assert faults(caplog) == []
