"""Every text about the day of a sitting, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import attendance, joining, screen_codes, sitting_boards, staff_marks
from bot.rules.actors import TenureKind
from bot.rules.answers import Presence
from bot.rules.attendance import Method, gathering
from bot.rules.parts import LIMIT
from bot.rules.sittings import Mark, SeatAnswer, Tally
from tests.golden.compare import golden
from tests.golden.meeting_views import (
    ASSISTANT,
    AWAY,
    BARE,
    BONTANG,
    H1,
    HADIR,
    INSPEKTUR,
    NOW,
    RAKOR,
    SEKDA,
    SENT,
    TO,
)

START = BONTANG.starts_at
IN = Mark(Presence.JOINED, TenureKind.DELEGATE, START + timedelta(minutes=2), Method.SCREEN)
OUT = Mark(Presence.TROUBLE, TenureKind.HOLDER, START + timedelta(minutes=1))
SEEN = Mark(Presence.JOINED, None, START + timedelta(minutes=3), Method.STAFF)
MISSED = Mark(Presence.ABSENT, None, START + timedelta(minutes=40), Method.STAFF)

WHOLE = Tally(BONTANG, (SeatAnswer(SEKDA, SENT, IN), SeatAnswer(INSPEKTUR, HADIR, OUT)))


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
    "with_code": lambda: sitting_boards.board(RAKOR, WHOLE, gathering(WHOLE), now=START, has_code=True),
    "mark_choose_region": lambda: staff_marks.choose_region(
        BONTANG, {"64.74": "Kota Bontang", "73.09": "Kabupaten Maros"}, provinces={}, is_of_one=False
    ),
    "mark_choose_province": lambda: staff_marks.choose_region(
        BONTANG,
        {f"{11 + n // 20}.{n:02}": "Daerah" for n in range(41)},
        provinces={"11": "Aceh", "12": "Sumatera Utara", "13": "Sumatera Barat"},
        is_of_one=False,
    ),
    "mark_region": lambda: staff_marks.region_card(BONTANG, WHOLE.answers),
    "mark_seat_unmarked": lambda: staff_marks.seat_card(BONTANG, SeatAnswer(INSPEKTUR, None), last=0),
    "mark_seat_joined": lambda: staff_marks.seat_card(BONTANG, SeatAnswer(SEKDA, SENT, IN), last=7),
    "mark_seat_seen": lambda: staff_marks.seat_card(BONTANG, SeatAnswer(SEKDA, None, SEEN), last=7),
    "marked": lambda: staff_marks.marked(BONTANG, SEKDA, Presence.JOINED),
    "mark_cleared": lambda: staff_marks.marked(BONTANG, SEKDA, Presence.CLEARED),
    "code_off": lambda: screen_codes.off(BONTANG),
    "code_on": lambda: screen_codes.on(BONTANG, "012345", until=START + timedelta(minutes=5)),
    "code_switched_on": lambda: screen_codes.switched(BONTANG, is_on=True),
    "code_switched_off": lambda: screen_codes.switched(BONTANG, is_on=False),
    "ask_code": lambda: attendance.ask_code(RAKOR, BONTANG, to=TO, now=START),
    "wrong_code": lambda: attendance.wrong_code(left=4),
    "tries_over": lambda: attendance.tries_over(RAKOR, BONTANG, to=TO, now=START),
    "tries_over_to_staff": lambda: attendance.tries_over_to_staff(
        RAKOR, BONTANG, to=TO, name="Rina <Praktik>", through=TenureKind.ASSISTANT, now=START
    ),
    "revealed": lambda: board(
        WHOLE.answers, sitting=replace(BONTANG, revealed_at=START - timedelta(minutes=30))
    ),
    "no_link": lambda: board(WHOLE.answers, sitting=BARE),
    "way_in": lambda: joining.way_in(RAKOR, BONTANG, to=TO, now=H1, is_open=False),
    "way_in_on_the_day": lambda: joining.way_in(RAKOR, BONTANG, to=ASSISTANT, now=START, is_open=True),
    "way_in_not_yet": lambda: joining.not_yet(RAKOR, BONTANG, to=TO, since=H1, now=NOW),
    "way_in_not_set": lambda: joining.not_yet(RAKOR, BARE, to=TO, since=H1, now=START),
    "way_in_postponed": lambda: joining.not_yet(
        RAKOR, replace(BONTANG, is_postponed=True), to=TO, since=H1, now=NOW
    ),
    "way_in_revealed": lambda: joining.revealed(RAKOR, BONTANG, to=TO, now=NOW),
    "way_in_ask_reveal": lambda: joining.ask_reveal(BONTANG, people=7, revision=1),
    "way_in_ask_reveal_nobody": lambda: joining.ask_reveal(BONTANG, people=0, revision=1),
    "way_in_reveal_done": lambda: joining.reveal_done(BONTANG, people=7),
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
