"""The eight criteria of one region, in the order somebody should read them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.messages import status as messages
from bot.rules.criteria import CriterionKey
from bot.rules.histories import PER_PAGE, history
from bot.rules.parts import in_parts
from bot.rules.readings import Reading
from bot.rules.status import Group, StatusReport
from tests.example import readings_of, status


def numbers(of: StatusReport) -> dict[str, list[int]]:
    return {group.value: [line.criterion.number for line in of.of(group)] for group in Group}


def test_bontang_in_december_2025() -> None:
    assert numbers(status("64.74", "Kota Bontang", date(2025, 12, 15))) == {
        "below": [],
        "near": [],
        "met": [2, 4, 1, 7],
        "undecided": [],
        "missing": [3, 5, 6],
        "managed": [8],
    }


def test_maros_in_march_2025_and_after_spi_2025() -> None:
    march = status("73.09", "Kabupaten Maros", date(2025, 3, 3))
    assert numbers(march) == {
        "below": [4],
        "near": [],
        "met": [1],
        "undecided": [7],
        "missing": [2, 3, 5, 6],
        "managed": [8],
    }
    # 70,26 is in the red band of 2025, and still above the floor
    later = status("73.09", "Kabupaten Maros", date(2025, 12, 15))
    assert (numbers(later)["near"], numbers(later)["met"]) == ([2], [1])


def test_history_is_newest_first_and_only_what_is_known() -> None:
    bontang = status("64.74", "Kota Bontang", date(2025, 3, 3))
    shown = history(bontang, 2, readings_of("64.74"))
    assert shown is not None
    assert [kept.reading.value for kept in shown.kept] == [Decimal("77.69")]
    assert history(bontang, 9, []) is None


def test_met_with_little_to_spare_stands_above_what_is_met() -> None:
    near = Reading(
        CriterionKey.SPI, "SPI", 2025, Decimal("70.99"), published_on=date(2025, 12, 9), measurement_id=900
    )
    found = numbers(status("64.74", "Kota Bontang", date(2025, 12, 15), [near]))
    assert (found["near"], found["met"]) == ([2], [4, 1, 7])


def test_the_longest_status_and_history_are_one_message() -> None:
    """Everything below a threshold, an open notice on each, and a later provisional value."""
    longest = [
        Reading(
            key,
            "Instrumen " + "yang panjang " * 4,
            2024 + n,
            Decimal("10.55"),
            "Kategori yang panjang " * 3,
            is_final=not n,
            published_on=date(2025, 1, 1),
            source="Sumber & <keterangan> yang panjang sekali " * 20,
            measurement_id=900 + n,
        )
        for key in CriterionKey
        for n in (0, 1)
    ]
    of = status("53.15", "Kabupaten Manggarai Barat", date(2025, 12, 15), longest)
    told = replace(of, lines=tuple(replace(line, notice_on=date(2025, 3, 3)) for line in of.lines))
    assert len(in_parts(messages.status(told).html)) == 1
    many = [replace(longest[2], measurement_id=n, year=2000 + n, is_final=True) for n in range(1, 25)]
    shown = history(told, 2, many)
    assert shown is not None and len(shown.kept) == PER_PAGE
    assert len(in_parts(messages.history(shown).html)) == 1


def test_the_newest_of_everything_fits_into_one_message() -> None:
    for code, name in (("64.74", "Kota Bontang"), ("73.09", "Kabupaten Maros")):
        shown = status(code, name, date(2025, 12, 15), is_confirmed=True)
        assert len(messages.status(shown).html) < 1500
