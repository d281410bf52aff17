"""Both edges of every band of every scale, as the publishers print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.criteria import CriterionKey, Kind
from db.reference import criteria, rows, scales


def band(criterion: str, year: int, value: str, instrument: str = "") -> str:
    scale = scales().find(CriterionKey(criterion), year, instrument)
    assert scale is not None
    found = scale.band_of(Decimal(value))
    return found.name if found else ""


@pytest.mark.parametrize(
    ("criterion", "year", "value", "expected"),
    [
        # MCP until 2024: 75 is where green starts
        ("mcp", 2024, "75", "hijau"),
        ("mcp", 2024, "74.99", "biru"),
        ("mcp", 2024, "50", "biru"),
        ("mcp", 2024, "49.99", "kuning"),
        ("mcp", 2024, "25", "kuning"),
        ("mcp", 2024, "24.99", "merah"),
        ("mcp", 2024, "0", "merah"),
        # MCSP 2025: no bands were found, so none are invented
        ("mcp", 2025, "75", ""),
        # SPI before 2022: no bands found
        ("spi", 2021, "70", ""),
        ("spi", 2022, "67.99", "sangat rentan"),
        ("spi", 2022, "68", "rentan"),
        ("spi", 2023, "73.6", "rentan"),
        ("spi", 2023, "73.69", "rentan"),
        ("spi", 2023, "73.7", "waspada"),
        ("spi", 2023, "77.49", "waspada"),
        ("spi", 2023, "77.5", "terjaga"),
        ("spi", 2024, "72.99", "rentan"),
        ("spi", 2024, "73", "waspada"),
        ("spi", 2024, "77.99", "waspada"),
        ("spi", 2025, "78", "terjaga"),
        # SAKIP: the figure itself still belongs to the lower grade
        ("sakip", 2024, "100", "AA"),
        ("sakip", 2024, "90.01", "AA"),
        ("sakip", 2024, "90", "A"),
        ("sakip", 2024, "80.01", "A"),
        ("sakip", 2024, "80", "BB"),
        ("sakip", 2019, "77.90", "BB"),
        ("sakip", 2024, "70.01", "BB"),
        ("sakip", 2024, "70", "B"),
        ("sakip", 2024, "60.01", "B"),
        ("sakip", 2024, "60", "CC"),
        ("sakip", 2024, "50.01", "CC"),
        ("sakip", 2024, "50", "C"),
        ("sakip", 2024, "30.01", "C"),
        ("sakip", 2024, "30", "D"),
        ("sakip", 2024, "0", "D"),
        ("kepatuhan", 2021, "81", "hijau"),
        ("kepatuhan", 2021, "80.99", "kuning"),
        ("kepatuhan", 2021, "51", "kuning"),
        ("kepatuhan", 2021, "50.99", "merah"),
        ("kepatuhan", 2022, "88", "A"),
        ("kepatuhan", 2022, "87.99", "B"),
        ("kepatuhan", 2023, "78", "B"),
        ("kepatuhan", 2023, "77.99", "C"),
        ("kepatuhan", 2024, "54", "C"),
        ("kepatuhan", 2024, "53.99", "D"),
        ("kepatuhan", 2024, "32", "D"),
        ("kepatuhan", 2024, "31.99", "E"),
        # Opini Ombudsman: cut-offs not published
        ("kepatuhan", 2025, "86.01", ""),
        # SPIP: uneven steps, the fifth level is half as wide
        ("spip", 2024, "5", "Optimum"),
        ("spip", 2024, "4.5", "Optimum"),
        ("spip", 2024, "4.49", "Terkelola dan Terukur"),
        ("spip", 2024, "4", "Terkelola dan Terukur"),
        ("spip", 2024, "3.99", "Terdefinisi"),
        ("spip", 2024, "3", "Terdefinisi"),
        ("spip", 2024, "2.99", "Berkembang"),
        ("spip", 2024, "2", "Berkembang"),
        ("spip", 2024, "1.99", "Rintisan"),
        ("spip", 2024, "1", "Rintisan"),
        ("spbe", 2024, "4.2", "Memuaskan"),
        ("spbe", 2024, "4.19", "Sangat Baik"),
        ("spbe", 2024, "3.5", "Sangat Baik"),
        ("spbe", 2024, "3.49", "Baik"),
        ("spbe", 2024, "2.6", "Baik"),
        ("spbe", 2024, "2.59", "Cukup"),
        ("spbe", 2025, "1.8", "Cukup"),
        ("spbe", 2025, "1.79", "Kurang"),
        # Indeks Pemdi: the same words, other figures
        ("spbe", 2026, "4", "Memuaskan"),
        ("spbe", 2026, "3.99", "Sangat Baik"),
        ("spbe", 2026, "3.49", "Baik"),
        ("spbe", 2026, "2.5", "Baik"),
        ("spbe", 2026, "2.49", "Cukup"),
        ("spbe", 2026, "1.5", "Cukup"),
        ("spbe", 2026, "1.49", "Kurang"),
    ],
)
def test_band_edges(criterion: str, year: int, value: str, expected: str) -> None:
    assert band(criterion, year, value) == expected


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
