"""Dates and times in three zones, typed and shown."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_datetime
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.clocks import (
    WIB,
    WIT,
    WITA,
    ZONES,
    both_clocks,
    brief_date,
    every_clock,
    full_date,
    local_date,
    near_day,
    zone_label,
    zone_named,
)
from bot.rules.typed_times import TimeMistake, TimeUnreadable, parse_date, parse_hours, parse_span
from bot.rules.working_days import (
    holiday_name,
    in_working_hours,
    is_quiet,
    is_working_day,
    may_disturb,
    next_working_morning,
    working_days_before,
)

EVERY_DAY = [date(2025, 1, 1) + timedelta(days=number) for number in range(6 * 365 + 1)]
BONTANG = datetime(2025, 3, 11, 13, 0, tzinfo=WIB)


def test_the_reader_sees_both_clocks_wib_first():
    assert str(both_clocks(BONTANG, reader=WITA)) == "pukul 13.00 WIB / 14.00 WITA"
    assert str(both_clocks(BONTANG, reader=WIB)) == "pukul 13.00 WIB"
    end = BONTANG + timedelta(hours=2, minutes=30)
    assert str(both_clocks(BONTANG, reader=WIT, until=end)) == "pukul 13.00-15.30 WIB / 15.00-17.30 WIT"


def test_late_evening_in_wib_is_the_next_day_in_wit():
    moment = both_clocks(datetime(2025, 3, 11, 23, 30, tzinfo=WIB), reader=WIT)
    assert str(moment) == "pukul 23.30 WIB (Selasa, 11 Maret 2025) / 01.30 WIT (Rabu, 12 Maret 2025)"
    assert moment.date == "Rabu, 12 Maret 2025"


def test_a_date_in_little_room():
    assert [brief_date(date(2025, month, 2)) for month in (1, 8, 10)] == [
        "2 Jan 2025",
        "2 Agu 2025",
        "2 Okt 2025",
    ]


def test_pontianak_lives_by_wib():
    assert zone_named("Asia/Pontianak") is WIB
    assert zone_named("WITA") is WITA
    assert zone_label(zone_named("Asia/Jayapura")) == "WIT"


def test_full_date():
    assert full_date(date(2025, 3, 11)) == "Selasa, 11 Maret 2025"


@pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES.keys())
def test_every_day_of_six_years_is_worded_alike_by_another_route(zone):
    """The oracle formats the aware moment itself, in one pattern, zone name included."""
    for day in EVERY_DAY:
        at = datetime(day.year, day.month, day.day, 22, 45, tzinfo=WIB)
        moment = both_clocks(at, reader=zone)
        pattern = "EEEE, d MMMM y|HH.mm|z"
        assert f"{moment.local.date}|{moment.local.time}|{moment.local.zone}" == format_datetime(
            at, pattern, tzinfo=zone, locale="id_ID"
        )
        assert moment.same_day == (zone is WIB or at.astimezone(zone).day == day.day)


@pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES.keys())
def test_today_and_tomorrow_are_the_readers_on_every_day(zone):
    for day in EVERY_DAY:
        now = datetime(day.year, day.month, day.day, 8, 0, tzinfo=zone)
        assert near_day(now + timedelta(hours=15, minutes=59), now=now, reader=zone) == "hari ini"
        assert near_day(now + timedelta(hours=16), now=now, reader=zone) == "besok"
        assert near_day(now + timedelta(hours=40), now=now, reader=zone) is None
        assert near_day(now - timedelta(hours=9), now=now, reader=zone) is None


#: By hand, as a calendar on the wall has them: nothing here comes from a library.
WEEK = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    ("Januari", 31),
    ("Februari", 28),
    ("Maret", 31),
    ("April", 30),
    ("Mei", 31),
    ("Juni", 30),
    ("Juli", 31),
    ("Agustus", 31),
    ("September", 30),
    ("Oktober", 31),
    ("November", 30),
    ("Desember", 31),
)
HOURS_AHEAD = {"WIB": 7, "WITA": 8, "WIT": 9}


def wall_calendar():
    """Every day from 31 December 2024 to 1 January 2031, counted on from a Tuesday."""
    weekday = 1
    yield f"{WEEK[weekday]}, 31 Desember 2024"
    for year in range(2025, 2031):
        for month, length in MONTHS:
            for day in range(1, length + (month == "Februari" and year == 2028) + 1):
                weekday = (weekday + 1) % 7
                yield f"{WEEK[weekday]}, {day} {month} {year}"
    yield f"{WEEK[(weekday + 1) % 7]}, 1 Januari 2031"


CALENDAR = list(wall_calendar())
#: Minutes after midnight in Jakarta: by the turn of the day in each of the three zones, and within it.
TYPED = (0, 1, 7 * 60, 14 * 60 + 5, 21 * 60 + 59, 22 * 60, 22 * 60 + 59, 23 * 60, 23 * 60 + 59)


def on_the_wall(day, minutes, zone):
    """Date and clock there, when it is so many minutes after midnight in Jakarta on this day of the list."""
    total = minutes + (HOURS_AHEAD[zone] - HOURS_AHEAD["WIB"]) * 60
    return CALENDAR[day + total // 1440], f"{total % 1440 // 60:02}.{total % 60:02} {zone}"


def test_the_wall_calendar_is_whole():
    assert len(CALENDAR) == len(EVERY_DAY) + 2  # the day before and the day after
    assert (CALENDAR[1], CALENDAR[-1]) == ("Rabu, 1 Januari 2025", "Rabu, 1 Januari 2031")


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_of_six_years_reads_as_a_calendar_on_the_wall(zone):
    midnight = datetime(2024, 12, 31, 17, 0, tzinfo=UTC)
    for day in range(1, len(CALENDAR) - 1):
        for minutes in TYPED:
            at = midnight + timedelta(days=day - 1, minutes=minutes)
            wib, local = on_the_wall(day, minutes, "WIB"), on_the_wall(day, minutes, zone)
            moment = both_clocks(at, reader=ZONES[zone])
            assert (moment.date, str(moment.local), str(moment.wib)) == (*local, wib[1])
            if zone == "WIB":
                assert str(moment) == f"pukul {wib[1]}"
            elif wib[0] == local[0]:
                assert str(moment) == f"pukul {wib[1]} / {local[1]}"
            else:
                assert str(moment) == f"pukul {wib[1]} ({wib[0]}) / {local[1]} ({local[0]})"


@pytest.mark.parametrize("zone", ZONES)
def test_hari_ini_and_besok_turn_at_the_readers_midnight(zone):
    midnight = datetime(2024, 12, 31, 17, 0, tzinfo=UTC)
    words = {0: "hari ini", 1: "besok"}
    place = {date: number for number, date in enumerate(CALENDAR)}
    for day in range(2, len(CALENDAR) - 2):
        for minutes, said in ((540, -1500), (540, -1), (0, -1), (1439, -1439), (1320, -120), (1380, 1)):
            at = midnight + timedelta(days=day - 1, minutes=minutes)
            there = place[on_the_wall(day, minutes, zone)[0]]
            now = place[on_the_wall(day, minutes + said, zone)[0]]
            found = near_day(at, now=at + timedelta(minutes=said), reader=ZONES[zone])
            assert found == words.get(there - now)


@pytest.mark.parametrize(
    "typed",
    [
        "11-03-2025",
        "11/3/2025",
        "11.3.2025",
        "11 Maret 2025",
        "11 mar 2025",
        "2025-03-11",
        "Selasa, 11 Maret 2025",
        "selasa 11-03-2025",
    ],
)
def test_dates_as_people_type_them(typed):
    assert parse_date(typed) == date(2025, 3, 11)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("30-02-2025", TimeMistake.NO_SUCH_DATE),
        ("29 Februari 2025", TimeMistake.NO_SUCH_DATE),
        ("11-13-2025", TimeMistake.NO_SUCH_DATE),
        ("Rabu, 11 Maret 2025", TimeMistake.WRONG_WEEKDAY),
        ("11-03-25", TimeMistake.DATE_UNREADABLE),
        ("besok", TimeMistake.DATE_UNREADABLE),
        ("11 March 2025", TimeMistake.DATE_UNREADABLE),
        ("", TimeMistake.DATE_UNREADABLE),
    ],
)
def test_what_is_no_date(typed, mistake):
    with pytest.raises(TimeUnreadable) as caught:
        parse_date(typed)
    assert caught.value.mistake is mistake


@pytest.mark.parametrize(
    "typed", ["09.00-11.30 WIB", "09:00 - 11:30 wib", "9-11.30 WIB", "pukul 09.00 s.d. 11.30 WIB"]
)
def test_hours_as_people_type_them(typed):
    hours = parse_hours(typed)
    assert (f"{hours.start:%H.%M}", f"{hours.end:%H.%M}", hours.zone) == ("09.00", "11.30", WIB)


def test_hours_without_end_or_zone():
    hours = parse_hours("09:00")
    assert (f"{hours.start:%H.%M}", hours.end, hours.zone) == ("09.00", None, None)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("11-03-2025 13.00-11.30 WIB", TimeMistake.ENDS_BEFORE_START),
        ("11-03-2025 13.00-13.00 WIB", TimeMistake.ENDS_BEFORE_START),
        ("11-03-2025 25.00-26.00", TimeMistake.NO_SUCH_HOUR),
        ("11-03-2025 09.00 WIB", TimeMistake.END_MISSING),
        ("11-03-2025 pagi", TimeMistake.HOURS_UNREADABLE),
        ("11-03-2025 09.00-11.00 GMT", TimeMistake.HOURS_UNREADABLE),
        ("11-03-2025", TimeMistake.DATE_UNREADABLE),
        ("31-04-2025 09.00-11.00", TimeMistake.NO_SUCH_DATE),
    ],
)
def test_what_is_no_span(typed, mistake):
    with pytest.raises(TimeUnreadable) as caught:
        parse_span(typed, zone=WIB)
    assert caught.value.mistake is mistake


def test_a_span_without_zone_takes_the_one_given_and_a_typed_zone_wins():
    assert parse_span("12 Maret 2025, 10.00-11.30", zone=WITA).starts_at == datetime(
        2025, 3, 12, 9, tzinfo=WIB
    )
    span = parse_span("Rabu, 12 Maret 2025 10.00-11.30 WIT", zone=WIB)
    assert (span.starts_at, span.zone) == (datetime(2025, 3, 12, 8, tzinfo=WIB), WIT)


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)), st.sampled_from(sorted(ZONES)))
def test_a_shown_date_can_be_typed_back(day, zone):
    assert parse_date(full_date(day)) == day
    span = parse_span(f"{full_date(day)} 23.00-23.59 {zone}", zone=WIB)
    assert local_date(span.starts_at, ZONES[zone]) == day


def test_working_days_skip_weekends_holidays_and_cuti_bersama():
    assert holiday_name(date(2025, 4, 2)) == "Cuti Bersama Hari Raya Idul Fitri"
    assert working_days_before(date(2025, 4, 8), 1) == date(2025, 3, 27)
    assert working_days_before(date(2025, 3, 10), 1) == date(2025, 3, 7)
    assert working_days_before(date(2025, 3, 11), 3, extra={date(2025, 3, 7)}) == date(2025, 3, 5)


@pytest.mark.parametrize("count", [1, 3])
def test_working_days_before_on_every_day_against_counting(count):
    for day in EVERY_DAY[30:]:
        found = working_days_before(day, count)
        between = [found + timedelta(days=n) for n in range((day - found).days)]
        assert is_working_day(found)
        assert sum(is_working_day(each) for each in between) == count


def test_quiet_hours_are_local():
    seven_in_jakarta = datetime(2025, 3, 11, 18, 30, tzinfo=WIB)
    assert not is_quiet(seven_in_jakarta, zone=WIB)
    assert is_quiet(seven_in_jakarta, zone=WIT)
    assert in_working_hours(datetime(2025, 3, 11, 7, 0, tzinfo=WIB), zone=WIB)
    assert not in_working_hours(datetime(2025, 3, 11, 16, 30, tzinfo=WIB), zone=WITA)


def test_the_next_working_morning():
    friday_night = datetime(2025, 3, 7, 21, 0, tzinfo=WITA)
    assert next_working_morning(friday_night, zone=WITA) == datetime(2025, 3, 10, 7, tzinfo=WITA)
    before_dawn = datetime(2025, 3, 11, 4, 0, tzinfo=WITA)
    assert next_working_morning(before_dawn, zone=WITA) == datetime(2025, 3, 11, 7, tzinfo=WITA)
    noon = datetime(2025, 3, 11, 12, 0, tzinfo=WITA)
    assert next_working_morning(noon, zone=WITA) is noon


@given(st.dates(date(2025, 1, 1), date(2030, 6, 1)), st.times(), st.sampled_from(sorted(ZONES)))
def test_the_next_working_morning_is_never_earlier_and_never_disturbs(day, clock, name):
    zone = ZONES[name]
    at = datetime.combine(day, clock, zone)
    morning = next_working_morning(at, zone=zone)
    assert morning >= at
    assert may_disturb(morning, zone=zone)


def test_every_clock_names_the_date_again_only_where_it_is_another():
    morning, night = datetime(2025, 3, 10, 1, 0, tzinfo=UTC), datetime(2025, 3, 10, 16, 30, tzinfo=UTC)
    assert every_clock(morning) == "Senin, 10 Maret 2025, pukul 08.00 WIB / 09.00 WITA / 10.00 WIT"
    assert every_clock(night) == (
        "Senin, 10 Maret 2025, pukul 23.30 WIB / Selasa, 11 Maret 2025, pukul 00.30 WITA / 01.30 WIT"
    )
