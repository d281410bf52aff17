"""What staff should look at twice before they publish, on the clock of every invited zone."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.rules.cautions import Caution, warnings
from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.ramadan import is_ramadan
from tests.golden.meeting_views import BARE, BONTANG

NOW = datetime(2025, 1, 6, 9, 0, tzinfo=WIB)


def warned(start, *, minutes=60, zones=(WIB,), sitting=BONTANG, now=NOW, days_off=None):
    sitting = replace(sitting, starts_at=start, ends_at=start + timedelta(minutes=minutes))
    found = warnings([sitting], zones={sitting.item: set(zones)}, now=now, days_off=days_off or {})
    assert {one.number for one in found} <= {2}
    return [(one.caution, *filter(None, (one.detail, one.zones))) for one in found]


def test_a_sunday_holiday_evening_that_is_past_and_has_no_link():
    at = datetime(2025, 4, 20, 15, 30, tzinfo=WIB)
    assert warned(at, zones=(WIT, WIB), sitting=replace(BARE, seats=()), now=at) == [
        (Caution.PAST,),
        (Caution.NOBODY,),
        (Caution.WEEKEND,),
        (Caution.HOLIDAY, "Kebangkitan Yesus Kristus"),
        (Caution.OUTSIDE_HOURS, ("WIT",)),
        (Caution.NO_LINK,),
    ]


def test_the_date_is_judged_in_every_invited_zone():
    late_on_friday = datetime(2025, 7, 4, 22, 30, tzinfo=WIB)
    assert warned(late_on_friday, minutes=30, zones=(WIB, WITA, WIT)) == [
        (Caution.WEEKEND, ("WIT",)),
        (Caution.OUTSIDE_HOURS, ("WIB", "WITA", "WIT")),
    ]


def test_a_day_off_of_our_own_by_its_name():
    at = datetime(2025, 7, 3, 9, 0, tzinfo=WIB)
    assert warned(at, days_off={date(2025, 7, 3): "Hari Jadi"}) == [(Caution.HOLIDAY, "Hari Jadi")]


@pytest.mark.parametrize(
    ("hour", "minute", "minutes", "zones"),
    [
        (7, 0, 600, ()),  # both ends are office time in WIB
        (6, 59, 60, ("WIB",)),
        (16, 0, 61, ("WIB",)),
    ],
)
def test_office_hours(hour, minute, minutes, zones):
    at = datetime(2025, 7, 3, hour, minute, tzinfo=WIB)
    assert warned(at, minutes=minutes) == ([(Caution.OUTSIDE_HOURS, zones)] if zones else [])


def test_during_ramadan_the_shorter_hours_count_and_only_they():
    at = datetime(2025, 3, 11, 13, 0, tzinfo=WIB)  # as the seed's letter had it
    assert warned(at, minutes=150, zones=(WIB, WITA)) == [(Caution.RAMADAN, ("WIB", "WITA"))]
    assert warned(at, minutes=60, zones=(WIB, WITA, WIT)) == [(Caution.RAMADAN, ("WIT",))]
    assert warned(at - timedelta(hours=3), zones=(WIB, WITA)) == []  # 10.00 WIB, as it was moved


@pytest.mark.parametrize(
    ("hour", "minute", "minutes", "zones"),
    [
        (9, 0, 150, ("WITA", "WIT")),  # ends 11.30 WIB, 12.30 WITA, 13.30 WIT
        (13, 30, 60, ()),  # begins as the prayer ends; it is 14.30 and 15.30 elsewhere
        (11, 0, 60, ("WIB", "WITA", "WIT")),  # until 12.00; 13.00; 14.00 but it begins at 13.00 there
    ],
)
def test_the_friday_prayer_on_each_clock(hour, minute, minutes, zones):
    at = datetime(2025, 7, 4, hour, minute, tzinfo=WIB)
    assert warned(at, minutes=minutes, zones=(WIB, WITA, WIT)) == ([(Caution.FRIDAY, zones)] if zones else [])
    assert warned(at + timedelta(days=3), minutes=minutes, zones=(WIB, WITA)) == []


#: First and last day as declared after sidang isbat.
DECLARED = [
    (date(2022, 4, 3), date(2022, 5, 1)),
    (date(2023, 3, 23), date(2023, 4, 21)),
    (date(2024, 3, 12), date(2024, 4, 9)),
    (date(2025, 3, 1), date(2025, 3, 30)),
    (date(2026, 2, 19), date(2026, 3, 20)),
]


@pytest.mark.parametrize(("first", "last"), DECLARED)
def test_ramadan_is_known_to_a_day_and_never_too_late(first, last):
    days = [first - timedelta(days=40) + timedelta(days=number) for number in range(100)]
    found = [on for on in days if is_ramadan(on)]
    assert found[-1] == last
    assert first - timedelta(days=1) <= found[0] <= first


def test_a_year_with_two_ramadans():
    assert [is_ramadan(date(2030, month, 20)) for month in (1, 6)] == [True, False]
    assert is_ramadan(date(2030, 12, 31))
