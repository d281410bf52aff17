"""Both edges of every band of every scale, as the publishers print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.criteria import CriterionKey, Kind
from db.reference import criteria, rows, scales
from tests.rules.printed_scales import PRINTED, Printed

EDGES = [
    (printed.criterion, printed.instrument, year, value, name)
    for printed in PRINTED
    for year in dict.fromkeys(printed.years)
    for name, first, last in printed.bands
    for value in (first, last)
]
LIMITS = {"spip": ("0.99", "1", "5", "5.01"), "spbe": ("0.99", "1", "5", "5.01")}


@pytest.mark.parametrize(("criterion", "instrument", "year", "value", "expected"), EDGES)
def test_both_edges_of_every_band(criterion, instrument, year, value, expected) -> None:
    scale = scales().find(CriterionKey(criterion), year)
    assert scale is not None
    found = scale.band_of(Decimal(value))
    assert (scale.instrument, found.name if found else "") == (instrument, expected)


@pytest.mark.parametrize("printed", [p for p in PRINTED if not p.bands], ids=lambda p: p.instrument)
def test_where_no_cut_offs_were_published_no_band_is_invented(printed: Printed) -> None:
    for year in printed.years:
        scale = scales().find(CriterionKey(printed.criterion), year)
        assert scale is not None
        assert scale.instrument == printed.instrument
        assert {scale.band_of(Decimal(value)) for value in ("0", "68", "75", "82", "100")} == {None}


@pytest.mark.parametrize("printed", PRINTED, ids=lambda p: f"{p.instrument} {p.years[0]}")
def test_the_limits_of_a_scale(printed: Printed) -> None:
    under, lowest, highest, over = LIMITS.get(printed.criterion, ("-0.01", "0", "100", "100.01"))
    scale = scales().find(CriterionKey(printed.criterion), printed.years[0])
    assert scale is not None
    held = [scale.holds(Decimal(value)) for value in (under, lowest, highest, over)]
    assert held == [False, True, True, False]


def test_the_table_above_leaves_out_no_scale_and_no_band() -> None:
    named = {
        (p.criterion, p.instrument, p.years[0] if p.years[0] > 2000 else None): {name for name, *_ in p.bands}
        for p in PRINTED
    }
    stored = {
        (s.criterion.value, s.instrument, s.first_year): {b.name for b in s.bands if b.lower is not None}
        for s in scales().all
        if s.kind not in (Kind.OPINION, Kind.YES_NO)
    }
    assert named == stored


@pytest.mark.parametrize(
    ("criterion", "typed", "year", "expected"),
    [
        ("mcp", "MCSP", 2024, "MCP"),
        ("mcp", "MCP", 2025, "MCSP"),
        ("mcp", "", 2025, "MCSP"),
        ("spbe", "Indeks SPBE", 2024, "SPBE"),
        ("spbe", "Indeks Pemerintah Digital", 2026, "Indeks Pemdi"),
        ("kepatuhan", "Ombudsman", 2022, "Kepatuhan Ombudsman"),
        ("kepatuhan", "kepatuhan", 2025, "Opini Ombudsman"),
        ("spip", "SPIP", 2023, "Maturitas SPIP"),
        ("bpk", "", 2013, "Opini BPK"),
    ],
)
def test_old_and_new_names_mean_the_instrument_of_the_year(criterion, typed, year, expected) -> None:
    scale = scales().find(CriterionKey(criterion), year, typed)
    assert scale is not None
    assert scale.instrument == expected


@pytest.mark.parametrize(
    ("criterion", "typed", "year"),
    [
        ("kepatuhan", "Kepatuhan Ombudsman", 2025),
        ("kepatuhan", "Opini Ombudsman", 2024),
        ("kepatuhan", "", 2019),
        ("spbe", "Indeks Pemdi", 2025),
        ("spi", "Survei Kebahagiaan", 2024),
    ],
)
def test_an_instrument_that_did_not_exist_in_a_year_is_not_found(criterion, typed, year) -> None:
    assert scales().find(CriterionKey(criterion), year, typed) is None


def test_words_of_one_scale() -> None:
    kepatuhan = scales().find(CriterionKey.KEPATUHAN, 2022)
    bpk = scales().find(CriterionKey.BPK, 2022)
    spip = scales().find(CriterionKey.SPIP, 2022)
    assert kepatuhan and bpk and spip
    assert [b.name for b in kepatuhan.bands_named("hijau")] == ["A", "B"]
    assert [b.name for b in kepatuhan.bands_named("Kuning")] == ["C"]
    assert [b.name for b in bpk.bands_named("WTP-DPP")] == ["WTP"]
    assert [b.name for b in bpk.bands_named("TMP/disclaimer")] == ["TMP"]
    assert [b.name for b in bpk.bands_named("wajar dengan  Pengecualian")] == ["WDP"]
    assert [b.name for b in spip.bands_named("level 3")] == ["Terdefinisi"]
    assert bpk.bands_named("hijau") == ()


def test_there_are_eight_criteria_in_the_official_order() -> None:
    assert [c.number for c in criteria()] == list(range(1, 9))
    assert [c.key for c in criteria()] == list(CriterionKey)


def test_every_scale_row_names_its_source() -> None:
    assert [row for row in rows("scales") if not row["source"]] == []


@given(
    st.sampled_from([s for s in scales().all if s.bands and s.bands[-1].lower is not None]),
    st.decimals("0", "100", places=2),
    st.decimals("0", "100", places=2),
)
def test_a_higher_value_never_has_a_lower_band(scale, one, other) -> None:
    low, high = sorted((one, other))
    below, above = scale.band_of(low), scale.band_of(high)
    assert scale.kind in Kind
    assert (below.rank if below else 0) <= (above.rank if above else 0)
