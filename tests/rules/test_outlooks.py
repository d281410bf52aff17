"""What is still to be said about a sitting, put together for a reader."""

from datetime import date, datetime, timedelta

from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.outlooks import Expected, Moment, holidays_between_them, moments
from bot.rules.reconciliation import Standing
from bot.rules.reminders import Reason, Step

AT = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)
ZONES = {1: WIB, 2: WITA, 3: WITA}


def expected(seat, standing=Standing.PLANNED, reason=None, *, step=Step.ONE_DAY, at=AT):
    return Expected(1, seat, step, at, standing, reason)


def test_seats_with_the_same_moment_share_a_line_and_a_person_counts_once():
    rows = [expected(2), expected(3), expected(1, at=AT + timedelta(hours=1))]
    assert moments(rows, zones=ZONES, people={1: (9,), 2: (7, 8), 3: (8,)}) == [
        Moment(Step.ONE_DAY, AT, (WITA,), seats=2, people=2, was_sent=False, skipped=()),
        Moment(Step.ONE_DAY, AT + timedelta(hours=1), (WIB,), seats=1, people=1, was_sent=False, skipped=()),
    ]


def test_what_was_sent_counts_and_what_was_not_has_its_reason():
    rows = [
        expected(1, Standing.ENQUEUED),
        expected(2, Standing.SKIPPED, Reason.SUDAH_MENJAWAB),
        expected(3, Standing.SKIPPED, Reason.SUDAH_MENJAWAB),
    ]
    (one,) = moments(rows, zones=ZONES, people={1: (9,), 2: (7,), 3: (8,)})
    assert (one.was_sent, one.people, one.zones) == (True, 1, (WIB, WITA))
    assert one.skipped == ((Reason.SUDAH_MENJAWAB, 2),)


def test_steps_of_one_moment_stand_in_the_order_of_the_ladder():
    rows = [expected(1, step=Step.MINUTES), expected(1, step=Step.THREE_DAYS)]
    assert [one.step for one in moments(rows, zones=ZONES, people={})] == [Step.THREE_DAYS, Step.MINUTES]


def test_holidays_on_the_way_are_named_and_weekends_are_not():
    starts = datetime(2025, 4, 8, 9, 0, tzinfo=WIT)  # the first day after Idul Fitri
    assert holidays_between_them(datetime(2025, 3, 27, 9, 0, tzinfo=WIT), starts, zone=WIT) == (
        "Cuti Bersama Hari Suci Nyepi",
        "Hari Raya Idul Fitri",
        "Hari kedua dari Hari Raya Idul Fitri",
        "Cuti Bersama Hari Raya Idul Fitri",
    )
    before = datetime(2025, 3, 7, 9, 0, tzinfo=WIB)
    after = datetime(2025, 3, 11, 9, 0, tzinfo=WIB)
    assert holidays_between_them(before, after, zone=WIB) == ()
    assert holidays_between_them(before, after, zone=WIB, extra={date(2025, 3, 10)}) == ("",)
