"""Action points: as they are typed, and when something is said about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rules.action_lines import ActionLinesMistake, Around, Owner, PointDraft, read_points
from bot.rules.action_points import ActionPointState, DueDate, PointStep, PointView, due_date, due_step
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.clocks import WIB, WITA, at_local
from bot.rules.regions import Place

TODAY = date(2025, 3, 12)
BONTANG, MAROS, BLITAR = (
    Place("64.74", "Kota Bontang"),
    Place("73.09", "Kabupaten Maros"),
    Place("35.72", "Kota Blitar"),
)
PLACES = {"kota bontang": (BONTANG,), "64.74": (BONTANG,), "maros": (MAROS,), "blitar": (BLITAR,)}
PLACES |= {"bo": (BONTANG, MAROS)}
AROUND = Around(
    find=lambda typed: PLACES.get(typed.casefold(), ()),
    owners=(
        Owner(1, "64.74", "sekda", is_invited=True),
        Owner(2, "64.74", "inspektur", is_invited=True),
        Owner(3, "64.74", "bappeda", is_invited=False),
        Owner(4, "73.09", "sekda", is_invited=True),
        Owner(5, "73.09", "inspektur", is_invited=True),
    ),
    posts={"sekda": "Sekretaris Daerah", "inspektur": "Inspektur", "bappeda": "Kepala Bappeda"},
    today=TODAY,
)
APRIL = date(2025, 4, 30)


@pytest.mark.parametrize(
    ("who", "seats"),
    [
        ("Kota Bontang, Inspektur", (2,)),
        ("inspektur kota bontang", (2,)),
        ("Kepala Bappeda Kota Bontang", (3,)),
        ("64.74", (1, 2)),
        ("Kota Bontang, Maros, Inspektur", (2, 5)),
        ("Kota Bontang dan Maros", (1, 2, 4, 5)),
        ("Inspektur Kota Bontang, Sekretaris Daerah Maros", (2, 4)),
        ("semua, Inspektur", (2, 5)),
        ("Kota Bontang, Sekda, Inspektur", (1, 2)),
    ],
)
def test_who(who, seats):
    [found] = read_points(f"{who}; menyampaikan rencana aksi; 30-04-2025", AROUND)
    assert found == PointDraft(seats, "menyampaikan rencana aksi", APRIL)


def test_several_lines_and_semicolons_in_the_words():
    typed = "- Kota Bontang, Inspektur;  rencana  aksi; tahap dua;30 April 2025"
    typed += "\n\nMaros; laporan MCP; 30-04-2025;"
    assert read_points(typed, AROUND) == [
        PointDraft((2,), "rencana aksi; tahap dua", APRIL),
        PointDraft((4, 5), "laporan MCP", APRIL),
    ]


def test_all_bad_lines_are_named():
    typed = "\n".join(
        [
            "Kota Bontang; rencana aksi; 30-04-2025",
            "Kota Bontang, rencana aksi, 30-04-2025",
            "Atlantis; rencana aksi; 30-04-2025",
            "Bo; rencana aksi; 30-04-2025",
            "Inspektur; rencana aksi; 30-04-2025",
            "Blitar; rencana aksi; 30-04-2025",
            "Maros, Kepala Bappeda; rencana aksi; 30-04-2025",
            "Maros; aksi; 30-04-2025",
            f"Maros; {'a' * 501}; 30-04-2025",
            "Maros; rencana aksi; 11-03-2025",
            "Maros; rencana aksi; besok",
        ]
    )
    with pytest.raises(ActionLinesMistake) as caught:
        read_points(typed, AROUND)
    assert [(problem.line, problem.code) for problem in caught.value.problems] == [
        (2, "parts_missing"),
        (3, "owner_unknown"),
        (4, "region_ambiguous"),
        (5, "region_missing"),
        (6, "region_not_invited"),
        (7, "seat_missing"),
        (8, "words_short"),
        (9, "words_long"),
        (10, "date"),
        (11, "date"),
    ]


@pytest.mark.parametrize("typed", ["", "\u200b", "\n".join(["Maros; rencana aksi; 30-04-2025"] * 61)])
def test_nothing_and_too_much(typed):
    with pytest.raises(ActionLinesMistake):
        read_points(typed, AROUND)


def test_a_due_date_is_ahead():
    assert due_date("12 Maret 2025", today=TODAY) == TODAY
    for typed in ("11-03-2025", "30-04-2035", "segera"):
        with pytest.raises(DueDate):
            due_date(typed, today=TODAY)


#: Due on Wednesday, 30 April 2025; Inspektur Kota Bontang (WITA).
SEAT = HeldSeat(2, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER)
POINT = PointView(
    7, 1, "Rapat", SEAT, "rencana aksi", APRIL, ActionPointState.OPEN, datetime(2025, 3, 12, tzinfo=UTC)
)


def said(
    point: PointView, *, until: date, step: timedelta = timedelta(hours=1), first: date = TODAY
) -> list[tuple[str, str]]:
    """Everything said about a point by somebody who looks so often."""
    found = []
    now, end = at_local(first, 0, 0, WIB), at_local(until, 0, 0, WIB)
    while now < end:
        due = due_step(point, now=now)
        if due is not None:
            found.append((due.value, f"{now.astimezone(WITA):%d-%m %H.%M}"))
            point = replace(point, told_at=now)
        now += step
    return found


def test_three_working_days_before_on_the_day_and_once_when_it_is_over():
    # 30 April is a Wednesday, so three working days before is Friday 25th; 1 May is a holiday
    assert said(POINT, until=date(2025, 6, 1)) == [
        ("soon", "25-04 09.00"),
        ("today", "30-04 09.00"),
        ("overdue", "02-05 10.00"),
    ]


def test_a_due_day_that_is_no_working_day_is_told_on_the_last_one_before():
    sunday = replace(POINT, due_on=date(2025, 4, 27))
    assert said(sunday, until=date(2025, 6, 1)) == [
        ("soon", "22-04 09.00"),
        ("today", "25-04 09.00"),
        ("overdue", "28-04 10.00"),
    ]


def test_after_downtime_only_the_newest_is_said_and_never_at_night():
    late = at_local(date(2025, 4, 30), 14, 0, WITA)
    assert due_step(POINT, now=late) is PointStep.TODAY
    assert due_step(replace(POINT, told_at=late), now=late) is None
    night = at_local(date(2025, 4, 25), 21, 0, WITA)
    assert due_step(POINT, now=night) is None
    # the day is over: its owner is not told of it any more, staff are in the morning
    assert due_step(POINT, now=at_local(date(2025, 5, 1), 10, 0, WITA)) is None
    assert due_step(POINT, now=at_local(date(2025, 5, 9), 10, 0, WITA)) is PointStep.OVERDUE


def test_what_was_past_when_it_was_told_is_not_said_again():
    told = replace(POINT, told_at=at_local(date(2025, 4, 28), 10, 0, WITA))
    assert said(told, first=date(2025, 4, 29), until=date(2025, 6, 1)) == [
        ("today", "30-04 09.00"),
        ("overdue", "02-05 10.00"),
    ]


def test_days_off_that_staff_added_count():
    off = frozenset({date(2025, 4, 25)})
    assert due_step(POINT, now=at_local(date(2025, 4, 24), 9, 0, WITA), extra=off) is PointStep.SOON


def test_whoever_looks_once_a_day_or_hour_says_the_same_steps():
    for hours in (1, 5, 24, 60):
        steps = [step for step, _ in said(POINT, until=date(2025, 6, 1), step=timedelta(hours=hours))]
        assert len(steps) == len(set(steps))
        assert steps == sorted(steps, key=["soon", "today", "overdue"].index)


def test_a_word_of_later_than_now_is_of_a_clock_that_ran_ahead():
    ahead = replace(POINT, told_at=datetime(2036, 3, 14, tzinfo=UTC))
    assert due_step(ahead, now=at_local(date(2025, 4, 25), 9, 0, WITA)) is PointStep.SOON
