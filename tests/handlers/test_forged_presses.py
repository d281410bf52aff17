"""A thousand forged, outdated and replayed presses without one effect; ten thousand by ``make campaign``."""

from __future__ import annotations

import json
import logging
import os
import random
import time
from pathlib import Path

import pytest

from tests.handlers.conftest import Anew
from tests.proof.effects import changes, dump
from tests.proof.forging import FREE, Forger, Press
from tests.proof.harvest import prefix_of, shown_buttons
from tests.proof.stage import Stage
from tests.proof.visits import arrive, press_of

#: ``make campaign`` sets more, and takes both databases.
IS_CAMPAIGN = "PRESSES" in os.environ
PRESSES = int(os.environ.get("PRESSES", "1000"))
SEED = int(os.environ.get("SEED", "20250303"))
RESULTS = Path(__file__).parents[2] / "bench" / "results" / "presses.json"
#: Looked at after so many.
AT_ONCE = int(os.environ.get("AT_ONCE", "250"))

#: What is read is recorded, a question to whoever presses opens or closes, and he is answered.
_BOOKS = ("audit_entry ", "audit_text ", "audit_head ", "dialogue ")


def effects(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith(_BOOKS) and "'key': 're:" not in line]


async def campaign(stage: Stage, presses: list[Press]) -> list[str]:
    """What came of them, with the presses among which it happened."""
    found: list[str] = []
    for first in range(0, len(presses), AT_ONCE):
        some = presses[first : first + AT_ONCE]
        before = await dump(stage.world.sessions)
        for update in await arrive(stage.world, [press_of(who, data) for who, data in some]):
            await stage.world.application.process_update(update)
        await stage.world.house.settle()
        done = effects(changes(before, await dump(stage.world.sessions)))
        found += [f"{line} by one of {_suspects(line, some)}" for line in done]
    return found


def _suspects(line: str, some: list[Press]) -> list[Press]:
    return some if len(some) <= 5 else some[:5]


async def forged(anew: Anew) -> tuple[Stage, list[Press]]:
    stage = await anew()
    shown = [data for data in shown_buttons(stage) if prefix_of(data) not in FREE]
    forger = Forger(random.Random(SEED), shown, stage.pressed)
    return stage, [forger.press() for _ in range(PRESSES)]


@pytest.fixture(params=["walked", "town_on_postgresql"] if IS_CAMPAIGN else ["walked"])
def anew(request: pytest.FixtureRequest) -> Anew:
    found: Anew = request.getfixturevalue(request.param)
    return found


async def test_forged_presses_have_no_effect(anew, caplog):
    stage, presses = await forged(anew)
    started = time.monotonic()
    assert "\n".join(await campaign(stage, presses)) == ""
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []
    if IS_CAMPAIGN:
        keep(stage.world.sessions.url.get_backend_name(), presses, seconds=time.monotonic() - started)


def keep(database: str, presses: list[Press], *, seconds: float) -> None:
    """Into the results of the campaigns, beside those of the other database."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    figures = {
        "presses": len(presses),
        "different": len(set(presses)),
        "seed": SEED,
        "effects": 0,
        "faults": 0,
    }
    known[database] = figures | {"seconds": round(seconds, 1)}
    RESULTS.write_text(json.dumps(known, indent=2) + "\n")
