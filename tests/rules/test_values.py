"""Numbers, years and dates as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.criteria import CriterionKey
from bot.rules.values import (
    Unreadable,
    check_agreement,
    check_grade,
    check_value,
    parse_date,
    parse_number,
    parse_year,
)
from bot.rules.wording import number
from db.reference import scales

TODAY = date(2025, 3, 3)


def scale(criterion: CriterionKey, year: int):
    found = scales().find(criterion, year)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("73,6", "73.6"),
        ("73.6", "73.6"),
        (" 88 ", "88"),
        ("77,69", "77.69"),
        ("3,125", "3.125"),
        ("0.875", "0.875"),
        ("78.30", "78.30"),
        ("880", "880"),
        ("-5", "-5"),
    ],
)
def test_numbers_are_read(typed: str, expected: str) -> None:
    assert parse_number(typed) == Decimal(expected)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.234", "number_ambiguous"),
        ("1.234,5", "number_ambiguous"),
        ("1,234.5", "number_ambiguous"),
        ("1.234.567", "number_ambiguous"),
        ("", "number_unreadable"),
        ("tujuh", "number_unreadable"),
        ("73,6%", "number_percent"),
        ("7 3", "number_unreadable"),
        ("1e5", "number_unreadable"),
        ("NaN", "number_unreadable"),
        ("Infinity", "number_unreadable"),
        ("73,,6", "number_unreadable"),
        ("٧٣", "number_unreadable"),
        ("=1+1", "number_unreadable"),
        ("9" * 5000, "number_unreadable"),
    ],
)
def test_other_things_are_refused(typed: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_number(typed)
    assert refused.value.problem.code == code


@given(st.decimals("0", "100", places=2))
def test_what_we_print_we_read(value: Decimal) -> None:
    assert parse_number(number(value)) == value


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_problem(typed: str) -> None:
    try:
        assert parse_number(typed).is_finite()
    except Unreadable as refused:
        assert refused.problem.code in {"number_ambiguous", "number_percent", "number_unreadable"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026", "year_in_future"),
        ("1999", "year_too_early"),
        ("24", "year_unreadable"),
        ("20 24", "year_unreadable"),
        ("", "year_unreadable"),
    ],
)
def test_years_refused(typed: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_year(typed, today=TODAY)
    assert refused.value.problem.code == code


def test_years_read() -> None:
    assert [parse_year(y, today=TODAY) for y in ("2000", "2025", " 2024 ", "2024.0")] == [
        2000,
        2025,
        2024,
        2024,
    ]


@pytest.mark.parametrize(
    "typed", ["2025-12-09", "09-12-2025", "9/12/2025", "9.12.2025", "2025-12-09 00:00:00"]
)
def test_dates_read(typed: str) -> None:
    assert parse_date(typed) == date(2025, 12, 9)


@pytest.mark.parametrize("typed", ["2025-02-30", "31-04-2025", "besok", "12/2025", "2025-13-01"])
def test_dates_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_date(typed)
    assert refused.value.problem.code == "date_unreadable"


def test_values_lie_on_their_scale() -> None:
    mcp, spip, bpk = (
        scale(CriterionKey.MCP, 2024),
        scale(CriterionKey.SPIP, 2024),
        scale(CriterionKey.BPK, 2024),
    )
    assert check_value(Decimal(100), mcp) == 100
    for value, on, code in [
        ("880", mcp, "value_off_scale"),
        ("-0.01", mcp, "value_off_scale"),
        ("0.99", spip, "value_off_scale"),
        ("5.01", spip, "value_off_scale"),
        ("90", bpk, "value_not_a_number"),
    ]:
        with pytest.raises(Unreadable) as refused:
            check_value(Decimal(value), on)
        assert refused.value.problem.code == code


def test_grades_are_spelled_as_their_scale_does() -> None:
    kepatuhan, opini = scale(CriterionKey.KEPATUHAN, 2022), scale(CriterionKey.KEPATUHAN, 2025)
    assert check_grade("b", kepatuhan) == "B"
    assert check_grade("Kuning", kepatuhan) == "kuning"
    assert check_grade("baik", opini) == "Baik"
    # the publisher's words of 2025 are not all known to us
    assert check_grade("Kualitas  Sedang", opini) == "Kualitas Sedang"
    assert check_grade("disclaimer", scale(CriterionKey.BPK, 2024)) == "TMP"
    for typed, on in [("AAA", scale(CriterionKey.SAKIP, 2024)), ("B", scale(CriterionKey.BPK, 2024))]:
        with pytest.raises(Unreadable) as refused:
            check_grade(typed, on)
        assert refused.value.problem.code == "grade_unknown"


def test_a_number_and_a_grade_must_agree() -> None:
    kepatuhan = scale(CriterionKey.KEPATUHAN, 2022)
    check_agreement(Decimal("78"), "B", kepatuhan)
    check_agreement(Decimal("90"), "hijau", kepatuhan)
    with pytest.raises(Unreadable) as refused:
        check_agreement(Decimal("70.37"), "B", kepatuhan)
    assert refused.value.problem.detail == {"value": "70.37", "band": "C"}
