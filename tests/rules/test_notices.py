"""Values are told in working hours of the place."""

from datetime import date, datetime

import pytest

from bot.rules.clocks import WIB, WITA
from bot.rules.notices import notice_at


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # Monday in working hours: at once
        (datetime(2025, 3, 3, 8, 0, tzinfo=WIB), None),
        # Monday before and after them
        (datetime(2025, 3, 3, 5, 0, tzinfo=WIB), datetime(2025, 3, 3, 9, 0, tzinfo=WIB)),
        (datetime(2025, 3, 3, 18, 0, tzinfo=WIB), datetime(2025, 3, 4, 9, 0, tzinfo=WIB)),
        # Friday evening, Saturday: Monday
        (datetime(2025, 3, 7, 17, 1, tzinfo=WIB), datetime(2025, 3, 10, 9, 0, tzinfo=WIB)),
        (datetime(2025, 3, 8, 10, 0, tzinfo=WIB), datetime(2025, 3, 10, 9, 0, tzinfo=WIB)),
        # the eve of Nyepi and Idul Fitri 2025: all days up to 7 April are holidays or cuti bersama
        (datetime(2025, 3, 27, 18, 0, tzinfo=WIB), datetime(2025, 4, 8, 9, 0, tzinfo=WIB)),
    ],
)
def test_notice_at(now, expected) -> None:
    assert notice_at(now, zone=WIB) == expected


def test_the_place_counts_not_the_capital() -> None:
    # 16.30 in Jakarta is 17.30 in Bontang
    assert notice_at(datetime(2025, 3, 3, 16, 30, tzinfo=WIB), zone=WITA) == datetime(
        2025, 3, 4, 9, 0, tzinfo=WITA
    )


def test_a_day_off_that_staff_added_is_no_working_day() -> None:
    assert notice_at(
        datetime(2025, 3, 3, 10, 0, tzinfo=WIB), zone=WIB, extra={date(2025, 3, 3), date(2025, 3, 4)}
    ) == datetime(2025, 3, 5, 9, 0, tzinfo=WIB)
