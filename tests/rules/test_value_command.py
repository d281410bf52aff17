"""One value in one line, cut into cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.entries import Entry
from bot.rules.value_command import TypedValue, missing_parts, typed_value


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("maros spi 2024 66,5", TypedValue(Entry("maros", "spi", "2024", value="66,5"))),
        ("6474 mcp 2024 95,47", TypedValue(Entry("6474", "mcp", "2024", value="95,47"))),
        ("kota blitar spi 2024 77.1", TypedValue(Entry("kota blitar", "spi", "2024", value="77.1"))),
        ("64.74 SAKIP 2024 BB", TypedValue(Entry("64.74", "SAKIP", "2024", grade="BB"))),
        (
            "badung opini ombudsman 2025 Kualitas Tertinggi Tanpa Maladministrasi",
            TypedValue(
                Entry(
                    "badung",
                    "opini ombudsman",
                    "2025",
                    instrument="opini ombudsman",
                    grade="Kualitas Tertinggi Tanpa Maladministrasi",
                )
            ),
        ),
        (
            "maros kepatuhan 2022 70,37 C",
            TypedValue(Entry("maros", "kepatuhan", "2022", value="70,37", grade="C")),
        ),
        (
            "maros mcsp 2025 76 sementara terbit 18 November 2025 sumber Antara Mataram diam",
            TypedValue(
                Entry(
                    "maros",
                    "mcsp",
                    "2025",
                    instrument="mcsp",
                    value="76",
                    status="sementara",
                    published_on="18 November 2025",
                    source="Antara Mataram",
                ),
                is_quiet=True,
            ),
        ),
        ("maros spi 2024 60 diam", TypedValue(Entry("maros", "spi", "2024", value="60"), is_quiet=True)),
        ("maros spi 2024 60 --quiet", TypedValue(Entry("maros", "spi", "2024", value="60"), is_quiet=True)),
        # named, so that the mistake can be said
        ("maros ipm 2024 60", TypedValue(Entry("maros", "ipm", "2024", instrument="ipm", value="60"))),
        ("", None),
        ("maros", None),
        ("maros spi", None),
        ("maros spi 2024", None),
        ("spi 2024 60", None),
    ],
)
def test_typed_value(typed: str, expected: TypedValue | None) -> None:
    assert typed_value(typed) == expected


@given(st.text(max_size=80))
def test_any_text_has_a_shape_or_none(typed: str) -> None:
    found = typed_value(typed)
    assert found is None or found.entry.region


@given(
    st.sampled_from(["spi", "opini bpk", "8", "mcsp"]),
    st.lists(st.sampled_from(["diam", "terbit", "final", "sumber", "x"]), max_size=6),
)
def test_options_in_any_order_do_no_harm(criterion: str, options: list[str]) -> None:
    found = typed_value(f"maros {criterion} 2024 60 {' '.join(options)}")
    assert found is not None
    assert (found.entry.region, found.entry.value) == ("maros", "60")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("maros", ["criterion_missing", "year_missing", "value_unsaid"]),
        ("maros spi", ["year_missing", "value_unsaid"]),
        ("maros spi 2024", ["value_unsaid"]),
        ("maros spi 2024 sumber KPK", ["value_unsaid"]),
        ("maros spi 66,5", ["year_missing"]),
        ("maros spi 25 66,5", ["year_unreadable"]),
        ("kota blitar opini bpk WTP", ["year_missing"]),
        ("spi 2024 60", ["region_missing"]),
        ("spi 60", ["region_missing", "year_missing"]),
        ("maros 2024 60", ["criterion_missing"]),
        ("maros 2024", ["criterion_missing", "value_unsaid"]),
    ],
)
def test_what_is_missing_is_named(typed: str, codes: list[str]) -> None:
    assert typed_value(typed) is None
    assert [problem.code for problem in missing_parts(typed)] == codes


@given(st.text(max_size=80).filter(str.split))
def test_a_line_without_shape_always_lacks_something(typed: str) -> None:
    assert typed_value(typed) is not None or missing_parts(typed)
