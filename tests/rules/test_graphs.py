"""A criterion over the years: what is joined, and which bands and threshold belong to which year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.rules.criteria import CriterionKey
from bot.rules.graphs import MOST_YEARS, Axis, Graph, graph
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from db.reference import scales


def reading(key: str, instrument: str, year: int, said: str, *, is_final: bool = True) -> Reading:
    is_number = said.replace(".", "").isdigit()
    return Reading(
        CriterionKey(key),
        instrument,
        year,
        Decimal(said) if is_number else None,
        None if is_number else said,
        is_final=is_final,
        published_on=date(year + 1, 1, 1),
    )


def drawn(*readings: Reading, minimum: str = "") -> Graph:
    key = readings[0].criterion
    rules = [Requirement(key, minimum)] if minimum else []
    found = graph(readings, rules, scales(), criterion=key)
    assert found is not None
    return found


def joined(of: Graph) -> list[tuple[int, int]]:
    return [(one.reading.year, other.reading.year) for one, other in of.joined]


def spi(year: int, said: str, *, is_final: bool = True) -> Reading:
    return reading("spi", "SPI", year, said, is_final=is_final)


def test_years_that_follow_each_other_are_joined_and_a_gap_is_none():
    found = drawn(spi(2021, "70"), spi(2022, "71"), spi(2024, "72"), spi(2025, "73"))
    assert joined(found) == [(2021, 2022), (2024, 2025)]
    assert (found.years, found.missing) == ((2021, 2022, 2023, 2024, 2025), (2023,))


def test_a_provisional_value_is_joined_to_nothing():
    assert joined(drawn(spi(2023, "70"), spi(2024, "71", is_final=False))) == []


@pytest.mark.parametrize(
    "readings",
    [
        (reading("mcp", "MCP", 2024, "80"), reading("mcp", "MCSP", 2025, "81")),
        (reading("spbe", "SPBE", 2025, "3"), reading("spbe", "Indeks Pemdi", 2026, "3")),
        (
            reading("kepatuhan", "Kepatuhan Ombudsman", 2024, "80"),
            reading("kepatuhan", "Opini Ombudsman", 2025, "86"),
        ),
        # colours became grades: another assessment under one name
        (
            reading("kepatuhan", "Kepatuhan Ombudsman", 2021, "80"),
            reading("kepatuhan", "Kepatuhan Ombudsman", 2022, "80"),
        ),
    ],
)
def test_nothing_is_joined_from_one_instrument_or_way_of_judging_to_another(readings):
    found = drawn(*readings)
    assert joined(found) == []
    assert len(found.spans) == 2


def test_each_year_has_the_bands_of_its_own_scale():
    found = drawn(spi(2023, "70"), spi(2024, "70"), minimum="68")
    assert [(span.first, span.last, [band.name for band in span.bands]) for span in found.spans] == [
        (2023, 2023, ["sangat rentan", "rentan", "waspada", "terjaga"]),
        (2024, 2024, ["rentan", "waspada", "terjaga"]),
    ]


def test_a_threshold_stands_at_its_height_and_a_grade_only_where_it_is_one():
    found = drawn(
        reading("kepatuhan", "Kepatuhan Ombudsman", 2021, "68.1"),
        reading("kepatuhan", "Kepatuhan Ombudsman", 2022, "70.37"),
        reading("kepatuhan", "Opini Ombudsman", 2023, "86.01"),
        minimum="B",
    )
    assert found.axis == Axis(Decimal(50), Decimal(100))
    assert [span.threshold for span in found.spans if span.first in (2021, 2022)] == [
        None,
        pytest.approx(0.56),
    ]


def test_words_are_steps():
    found = drawn(reading("sakip", "SAKIP", 2023, "BB"), reading("sakip", "SAKIP", 2024, "85"), minimum="B")
    assert found.axis.names == ("D", "C", "CC", "B", "BB", "A", "AA")
    assert [point.at for point in found.points] == [pytest.approx(4.5 / 7), pytest.approx(5.5 / 7)]
    assert found.spans[0].threshold == pytest.approx(3 / 7)


def test_a_word_among_numbers_has_no_place_and_is_written():
    found = drawn(
        reading("kepatuhan", "Kepatuhan Ombudsman", 2023, "82.88"),
        reading("kepatuhan", "Opini Ombudsman", 2025, "Kualitas Tertinggi Tanpa Maladministrasi"),
    )
    assert [point.at is None for point in found.points] == [False, True]


def test_the_newest_years_are_drawn_and_older_ones_are_said_to_be_there():
    found = drawn(*(reading("bpk", "Opini BPK", year, "WTP") for year in range(2010, 2025)))
    assert found.years == tuple(range(2025 - MOST_YEARS, 2025))
    assert found.is_cut


def test_a_level_goes_from_1_to_5():
    assert drawn(reading("spbe", "SPBE", 2024, "3.47")).axis == Axis(Decimal(1), Decimal(5))


def test_nothing_known_is_no_graph():
    assert graph([], [], scales(), criterion=CriterionKey.SPI) is None
