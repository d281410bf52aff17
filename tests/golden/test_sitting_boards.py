"""Every text about the day of a sitting, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import sitting_boards
from bot.rules.actors import TenureKind
from bot.rules.answers import Presence
from bot.rules.attendance import gathering
from bot.rules.parts import LIMIT
from bot.rules.sittings import Mark, SeatAnswer, Tally
from tests.golden.compare import golden
from tests.golden.meeting_views import AWAY, BONTANG, HADIR, INSPEKTUR, RAKOR, SEKDA, SENT

START = BONTANG.starts_at
IN = Mark(Presence.JOINED, TenureKind.DELEGATE, START + timedelta(minutes=2))
OUT = Mark(Presence.TROUBLE, TenureKind.HOLDER, START + timedelta(minutes=1))
MISSED = Mark(Presence.ABSENT, None, START + timedelta(minutes=40))


def board(answers, *, sitting=BONTANG, now=START):
    tally = Tally(sitting, tuple(answers))
    return sitting_boards.board(RAKOR, tally, gathering(tally), now=now)


def many(regions: int):
    """Sekda in trouble, Inspektur awaited, in each of so many regions."""
    for number in range(regions):
        code = f"{11 + number // 50}.{number % 50:02}"
        where = {"region_code": code, "region_name": f"Kabupaten Praktik Nomor {number}"}
        yield SeatAnswer(replace(SEKDA, seat_id=2 * number, **where), HADIR, OUT)
        yield SeatAnswer(replace(INSPEKTUR, seat_id=2 * number + 1, **where), HADIR)


TEXTS = {
    "ahead": lambda: board(
        [SeatAnswer(SEKDA, SENT), SeatAnswer(INSPEKTUR, None, is_unreached=True)],
        now=START - timedelta(hours=1),
    ),
    "running": lambda: board([SeatAnswer(SEKDA, SENT, IN), SeatAnswer(INSPEKTUR, HADIR, OUT)]),
    "over": lambda: board(
        [SeatAnswer(SEKDA, SENT, IN), SeatAnswer(INSPEKTUR, AWAY, MISSED)], now=BONTANG.ends_at
    ),
    "cancelled": lambda: board([SeatAnswer(INSPEKTUR, HADIR)], sitting=replace(BONTANG, is_cancelled=True)),
    "postponed": lambda: board([SeatAnswer(INSPEKTUR, HADIR)], sitting=replace(BONTANG, is_postponed=True)),
    "of_514_regions": lambda: board(many(514)),
    "continued": lambda: sitting_boards.continued(BONTANG),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"sitting_boards/{name}", TEXTS[name]())


@pytest.mark.parametrize("regions", [1, 20, 21, 514])
def test_a_board_fits_into_one_message_whatever_its_seats_say(regions):
    long = replace(SENT, note="w" * 200)
    answers = [replace(each, answer=long, is_unreached=True) for each in many(regions)]
    assert len(board(answers).html) <= LIMIT
