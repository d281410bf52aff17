"""Terms of acting officials: what is said when, and dates as they are typed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.seat_entries import PhoneUnusable, office_phone
from bot.rules.terms import TermDate, TermStep, due_step, may_be_said, next_said_at, term_end

END = date(2025, 9, 3)


@pytest.mark.parametrize(
    ("told_on", "today", "step"),
    [
        (None, date(2025, 8, 3), None),
        # thirty days before
        (None, date(2025, 8, 4), TermStep.MONTH),
        (date(2025, 8, 4), date(2025, 8, 4), None),
        (date(2025, 8, 4), date(2025, 8, 26), None),
        # seven days before, also for a term that was set only then
        (date(2025, 8, 4), date(2025, 8, 27), TermStep.WEEK),
        (None, date(2025, 8, 30), TermStep.WEEK),
        # said a day late, after a holiday: not again
        (date(2025, 8, 28), date(2025, 8, 29), None),
        # on the last day nothing, on the day after the question
        (date(2025, 8, 27), date(2025, 9, 3), None),
        (date(2025, 8, 27), date(2025, 9, 4), TermStep.PAST),
        (date(2025, 9, 4), date(2026, 9, 4), None),
        # nobody was told for two months: the last word only
        (None, date(2025, 11, 1), TermStep.PAST),
    ],
)
def test_what_is_due(told_on, today, step):
    assert due_step(END, told_on=told_on, today=today) is step


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (datetime(2025, 3, 3, 8, 59, tzinfo=WIB), False),
        (datetime(2025, 3, 3, 9, 0, tzinfo=WIB), True),
        (datetime(2025, 3, 3, 17, 1, tzinfo=WIB), False),
        # Saturday, and Nyepi
        (datetime(2025, 3, 8, 10, 0, tzinfo=WIB), False),
        (datetime(2025, 3, 28, 10, 0, tzinfo=WIB), False),
    ],
)
def test_only_in_working_hours_there(now, may):
    assert may_be_said(now, zone=WIB) is may


def test_a_day_off_that_staff_added_is_no_working_day():
    extra = frozenset({date(2025, 3, 6)})
    at = datetime(2025, 3, 6, 9, 30, tzinfo=WIB)
    assert (may_be_said(at, zone=WIB), may_be_said(at, zone=WIB, extra=extra)) == (True, False)
    before = datetime(2025, 8, 20, 12, 0, tzinfo=WITA)
    off = frozenset({date(2025, 8, 27)})
    assert next_said_at(END, after=before, zone=WITA, extra=off) == datetime(2025, 8, 28, 9, 0, tzinfo=WITA)


def test_the_hour_is_that_of_the_place():
    at = datetime(2025, 3, 3, 8, 0, tzinfo=WIB)
    assert (may_be_said(at, zone=WITA), may_be_said(at, zone=WIT)) == (True, True)


@pytest.mark.parametrize(
    ("after", "at"),
    [
        (datetime(2025, 8, 1, 9, 0, tzinfo=WITA), datetime(2025, 8, 4, 9, 0, tzinfo=WITA)),
        (datetime(2025, 8, 4, 9, 0, tzinfo=WITA), datetime(2025, 8, 27, 9, 0, tzinfo=WITA)),
        (datetime(2025, 8, 28, 9, 0, tzinfo=WITA), datetime(2025, 9, 4, 9, 0, tzinfo=WITA)),
        (datetime(2025, 9, 4, 9, 0, tzinfo=WITA), None),
    ],
)
def test_when_something_is_said_next(after, at):
    assert next_said_at(END, after=after, zone=WITA) == at


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("3 September 2025", END),
        ("03-09-2025", END),
        ("03-03-2025", date(2025, 3, 3)),  # today is the last day
        ("-", None),
        ("Tanpa  batas", None),
    ],
)
def test_a_last_day_as_typed(typed, until):
    assert term_end(typed, today=date(2025, 3, 3)) == until


@pytest.mark.parametrize("typed", ["", "besok", "02-03-2025", "03-09-2125", "31-02-2026", "9" * 500])
def test_no_last_day(typed):
    with pytest.raises(TermDate) as refused:
        term_end(typed, today=date(2025, 3, 3))
    assert len(refused.value.typed) <= 40


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("(0411) 371-000", "(0411) 371-000"),
        (" 0548  123456 ext. 12", "0548 123456 ext. 12"),
        ("+62 411 371000", "+62 411 371000"),
        ("-", ""),
    ],
)
def test_the_telephone_of_an_office(typed, number):
    assert office_phone(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "kantor", "1234", "0411 371000 https://x", "٠٤١١٣٧١٠٠٠", "0" * 33, "0411\u202e371000"]
)
def test_no_telephone(typed):
    with pytest.raises(PhoneUnusable):
        office_phone(typed)
