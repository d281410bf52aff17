"""Rows as typed: read whole, or every problem of the row named at once."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.criteria import CriterionKey
from bot.rules.entries import Draft, Entry
from bot.rules.entry_reading import Reader
from db.reference import gazetteer, rows, scales

READER = Reader(scales(), gazetteer(), date(2026, 3, 2))


def problems(**cells: str) -> list[str]:
    entry = Entry(**({"region": "maros", "criterion": "spi", "year": "2024", "value": "70"} | cells))
    result = READER.read(entry)
    return [] if isinstance(result, Draft) else [problem.code for problem in result]


def test_all_77_example_values_are_read() -> None:
    columns = (
        "criterion",
        "instrument",
        "year",
        "value",
        "grade",
        "status",
        "published_on",
        "source",
        "note",
    )
    for row in rows("measurements"):
        entry = Entry(region=row["region_code"], **{name: row[name] for name in columns})
        assert isinstance(READER.read(entry), Draft), row


def test_a_typed_row() -> None:
    entry = Entry(region="Kab. Maros", criterion="Ombudsman", year="2022", value="70,37", grade="c", line=7)
    draft = READER.read(entry)
    assert isinstance(draft, Draft)
    assert (draft.region_code, draft.line) == ("73.09", 7)
    assert (draft.reading.instrument, draft.reading.value, draft.reading.grade) == (
        "Kepatuhan Ombudsman",
        Decimal("70.37"),
        "C",
    )


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({}, []),
        ({"region": "blitar"}, ["region_ambiguous"]),
        # close is not enough for a figure: the wrong region would be alarmed
        ({"region": "bontng"}, ["region_unknown"]),
        # one letter from Bintan as well
        ({"region": "bontan"}, ["region_ambiguous"]),
        ({"region": ""}, ["region_missing"]),
        ({"criterion": "ipm"}, ["criterion_unknown"]),
        ({"criterion": "perkara", "value": "1"}, ["criterion_managed"]),
        ({"criterion": "8", "value": "1"}, ["criterion_managed"]),
        ({"year": "2030"}, ["year_in_future"]),
        ({"year": "1998"}, ["year_too_early"]),
        ({"value": "1.234"}, ["number_ambiguous"]),
        ({"value": "880"}, ["value_off_scale"]),
        ({"value": ""}, ["value_missing"]),
        ({"value": "70,5%"}, ["number_percent"]),
        ({"value": "=SUM(A1:A2)"}, ["cell_formula"]),
        ({"value": "baik sekali"}, ["value_is_words"]),
        ({"criterion": "sakip", "value": "BB", "grade": "A"}, ["value_is_words"]),
        ({"criterion": "mcp", "year": "2025", "value": "tinggi"}, ["number_unreadable"]),
        ({"criterion": "sakip", "value": "78", "grade": "A"}, ["grade_contradicts"]),
        ({"criterion": "sakip", "value": "", "grade": "Z"}, ["grade_unknown"]),
        ({"status": "mungkin"}, ["status_unknown"]),
        ({"published_on": "31-02-2025"}, ["date_unreadable"]),
        ({"criterion": "kepatuhan", "instrument": "Opini Ombudsman"}, ["instrument_unknown"]),
        (
            {"region": "?", "year": "x", "value": "y"},
            ["region_unknown", "year_unreadable", "number_unreadable"],
        ),
    ],
)
def test_every_problem_is_named(cells, codes) -> None:
    assert problems(**cells) == codes


@pytest.mark.parametrize(
    ("criterion", "year", "value", "grade"),
    [
        ("sakip", "2024", "BB", "BB"),
        ("bpk", "2024", "WTP", "WTP"),
        ("bpk", "2024", "wajar dengan pengecualian", "WDP"),
        ("kepatuhan", "2024", "A (Kualitas Tertinggi)", "A"),
        ("spip", "2024", "level 3", "Terdefinisi"),
    ],
)
def test_a_grade_where_the_number_stands_is_a_grade(criterion, year, value, grade) -> None:
    draft = READER.read(Entry("maros", criterion, year, value=value))
    assert isinstance(draft, Draft), draft
    assert (draft.reading.value, draft.reading.grade) == (None, grade)


@given(st.lists(st.text(max_size=20), min_size=8, max_size=8))
def test_any_cells_are_a_draft_or_problems(cells: list[str]) -> None:
    result = READER.read(Entry(*cells))
    assert isinstance(result, Draft) or result


def test_criterion_numbers_are_understood() -> None:
    draft = READER.read(Entry("64.74", "2", "2024", value="77.69"))
    assert isinstance(draft, Draft)
    assert draft.reading.criterion is CriterionKey.SPI
