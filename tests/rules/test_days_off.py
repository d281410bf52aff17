"""Days off as staff type them, and what the library knows of holidays."""

from datetime import date

import pytest

from bot.rules.days_off import DayOffNeedless, DayOffUnusable, NamedDay, typed_day_off
from bot.rules.working_days import holidays_between, is_decreed

TODAY = date(2025, 3, 3)
HARI_JADI = NamedDay(date(2025, 7, 4), "Hari Jadi Kabupaten Maros")


def typed(text):
    return typed_day_off(text, today=TODAY, example="11-03-2025")


@pytest.mark.parametrize(
    "text",
    [
        "04-07-2025 Hari Jadi Kabupaten Maros",
        "4 Juli 2025: Hari Jadi  Kabupaten Maros",
        "Jumat, 4/7/2025, Hari Jadi Kabupaten\nMaros",
        "2025-07-04 - Hari Jadi Kabupaten Maros".replace(" - ", " "),
    ],
)
def test_a_day_is_read_as_people_type_it(text):
    assert typed(text) == HARI_JADI


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hari Jadi",
        "04-07-2025",
        "04-07-2025 .",
        "31-06-2025 Hari Jadi",  # no such date
        "Senin, 04-07-2025 Hari Jadi",  # a Friday
        "28-02-2025 Hari Jadi",  # over
        "04-07-2028 Hari Jadi",  # three years ahead
        "04-07-2025 " + "Hari Jadi " * 9,
    ],
)
def test_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(DayOffUnusable) as refused:
        typed(text)
    assert refused.value.example == "11-03-2025"


@pytest.mark.parametrize(("text", "name"), [("31-03-2025", "Hari Raya Idul Fitri"), ("05-07-2025", "")])
def test_a_day_that_is_off_anyway_is_not_recorded(text, name):
    with pytest.raises(DayOffNeedless) as refused:
        typed(f"{text} Hari Jadi")
    assert refused.value.name == name


def test_holidays_between_two_days_both_included():
    assert holidays_between(date(2024, 12, 26), date(2025, 1, 1)) == (
        (date(2024, 12, 26), "Cuti Bersama Hari Raya Natal"),
        (date(2025, 1, 1), "Tahun Baru Masehi"),
    )


def test_cuti_bersama_is_known_once_decreed():
    assert (is_decreed(2025), is_decreed(2040)) == (True, False)
