"""Every text about codes for a whole cohort, whole, as staff see it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.messages import code_batches
from bot.rules.clocks import WIB
from bot.rules.code_batches import Batch, BatchPlan, BatchSeat
from bot.rules.outbox import Text
from bot.rules.sheets import CoverageState
from tests.golden.compare import golden

POSTS = {"sekda": "Sekretaris Daerah", "inspektur": "Inspektur", "bappeda": "Kepala Bappeda"}
MADE = datetime(2025, 3, 3, 8, 0, tzinfo=WIB)
UNTIL = datetime(2025, 4, 2, 8, 0, tzinfo=WIB)
EMPTY, RECORDED, REACHED = CoverageState.EMPTY, CoverageState.NO_TELEGRAM, CoverageState.REACHABLE


def seat(number: int, state: CoverageState, open_code: int | None = None) -> BatchSeat:
    code, region = ("64.74", "Kota Bontang") if number < 3 else ("73.09", "Kabupaten Maros")
    return BatchSeat(number, code, region, "Asia/Makassar", "inspektur", "Inspektur", state, open_code)


def plan(*seats: BatchSeat, number: int = 1) -> BatchPlan:
    return BatchPlan(2026, number, POSTS, frozenset({"sekda", "inspektur"}), seats)


FIRST = plan(seat(1, EMPTY), seat(2, EMPTY))
MIXED = plan(seat(1, EMPTY, 7), seat(2, RECORDED), seat(3, REACHED), seat(4, EMPTY), number=5)
HELD = plan(seat(1, REACHED), seat(2, CoverageState.BLOCKED))
BATCHES = [
    Batch(f"2026-{number}", MADE, "Joko <Praktik>", codes=8, used=number, open=0 if number == 2 else 4)
    for number in (4, 3, 2, 1)
]

TEXTS: dict[str, Text] = {
    "card": code_batches.card(FIRST, earlier=[], posts=list(POSTS), expires_at=UNTIL),
    "card_mixed": code_batches.card(MIXED, earlier=BATCHES, posts=list(POSTS), expires_at=UNTIL),
    "card_anew": code_batches.card(MIXED, earlier=[], posts=list(POSTS), expires_at=UNTIL, is_anew=True),
    "card_nothing": code_batches.card(HELD, earlier=[], posts=list(POSTS), expires_at=UNTIL),
    "made": code_batches.made(FIRST, revoked=0, expires_at=UNTIL),
    "made_instead": code_batches.made(MIXED, revoked=1, expires_at=UNTIL),
    "made_before": code_batches.made_before(BATCHES[0]),
    "made_before_and_gone": code_batches.made_before(BATCHES[2]),
    "caption": code_batches.caption("2026-1"),
    "files_lost": code_batches.files_lost("2026-1"),
    "nothing_made": code_batches.nothing_made(),
    "ask_revoke": code_batches.ask_revoke(BATCHES[0]),
    "revoked": code_batches.revoked("2026-1", 7),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"code_batches/{name}", TEXTS[name])
