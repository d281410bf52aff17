"""Aman, waspada, di bawah: typed series with the state each value leads to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.assessments import assess
from bot.rules.criteria import CriterionKey
from bot.rules.margins import Margin
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from db.reference import scales
from tests.rules.test_assessments import TODAY, reading

A, W, B = Margin.AMAN, Margin.WASPADA, Margin.DI_BAWAH
MCP, SPI, SAKIP = CriterionKey.MCP, CriterionKey.SPI, CriterionKey.SAKIP
KEPATUHAN, SPIP, SPBE, BPK = CriterionKey.KEPATUHAN, CriterionKey.SPIP, CriterionKey.SPBE, CriterionKey.BPK


def state(rule: Requirement, *readings: Reading) -> Margin | None:
    return assess(readings, [rule], scales(), criterion=rule.criterion, today=TODAY).margin


def states(minimum: str, values: list[str], *, margin: str = "", recovery: str = "") -> list[Margin | None]:
    """The state after each SPI value, from 2010 on."""
    rule = Requirement(
        SPI,
        minimum,
        margin=Decimal(margin) if margin else None,
        recovery=Decimal(recovery) if recovery else None,
    )
    series = [reading(SPI, 2010 + n, value) for n, value in enumerate(values)]
    return [state(rule, *series[: n + 1]) for n in range(len(series))]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # three points of a hundred: 68 to 70,99; it is left at 71,75
        (["67.99"], [B]),
        (["68"], [W]),
        (["70.99"], [W]),
        (["71"], [A]),
        (["71", "70.99", "71", "71.74", "71.75"], [A, W, W, W, A]),
        (["71.75", "71.74", "71"], [A, A, A]),
        (["67.99", "71.74", "71.75"], [B, W, A]),
        (["60", "68", "67.99", "90"], [B, W, B, A]),
    ],
)
def test_the_margin_is_entered_below_its_edge_and_left_above(values, expected) -> None:
    assert states("68", values) == expected


def test_a_threshold_may_carry_a_margin_of_its_own_or_none() -> None:
    assert states("68", ["77.99", "78", "80.49", "80.5"], margin="10") == [W, W, W, A]
    assert states("68", ["67.99", "68"], margin="0") == [B, A]


def test_nobody_is_aman_before_the_recovery_mark() -> None:
    assert states("68", ["60", "72", "74.99", "75", "72"], recovery="75") == [B, W, W, A, A]


@pytest.mark.parametrize(
    ("minimum", "value", "expected"),
    [
        ("3", (SPIP, 2024, "2.99"), B),
        ("3", (SPIP, 2024, "3.14"), W),
        ("3", (SPIP, 2024, "3.15"), A),
        ("Baik", (SPBE, 2024, "2.74"), W),
        ("Baik", (SPBE, 2026, "2.65"), A),  # Baik begins at 2,50 by Indeks Pemdi
        ("B", (KEPATUHAN, 2022, "80.99"), W),
        ("B", (KEPATUHAN, 2022, "81"), A),
        # SAKIP B begins above 60
        ("B", (SAKIP, 2024, "60"), B),
        ("B", (SAKIP, 2024, "62.99"), W),
        # a grade without a number: the very one that is asked for
        ("B", (SAKIP, 2024, None, "CC"), B),
        ("B", (SAKIP, 2024, None, "B"), W),
        ("B", (SAKIP, 2024, None, "BB"), A),
        ("3", (SPIP, 2024, None, "Terdefinisi"), W),
        ("3", (SPIP, 2024, None, "Optimum"), A),
        # hijau is A or B
        ("B", (KEPATUHAN, 2022, None, "hijau"), None),
        ("B", (KEPATUHAN, 2022, None, "kuning"), B),
        ("B", (KEPATUHAN, 2025, "86.01"), None),
        ("", (SPI, 2024, "10"), None),
    ],
)
def test_one_value_by_its_scale(minimum, value, expected) -> None:
    assert state(Requirement(value[0], minimum), reading(*value)) is expected


def test_an_opinion_is_enough_or_not() -> None:
    rule = Requirement(BPK, "WTP x 2")
    wtp = [reading(BPK, year, None, "WTP") for year in (2023, 2024)]
    assert state(rule, *wtp) is A
    assert state(rule, wtp[0], reading(BPK, 2024, None, "WDP")) is B
    assert state(rule, wtp[1]) is None


def test_a_new_instrument_begins_anew() -> None:
    """2,60 by SPBE is on the edge; the first value by Indeks Pemdi is not held to that."""
    rule = Requirement(SPBE, "Baik")
    assert state(rule, reading(SPBE, 2025, "2.6"), reading(SPBE, 2026, "2.65")) is A


@given(st.lists(st.decimals("60", "80", places=2), min_size=1, max_size=8))
def test_the_word_changes_only_where_the_value_moved_past_an_edge(values: list[Decimal]) -> None:
    found = states("68", [str(value) for value in values])
    for value, word in zip(values, found, strict=True):
        assert (word is B) == (value < 68)
        assert word is not A or value >= 71
        assert word is not W or value < Decimal("71.75")
