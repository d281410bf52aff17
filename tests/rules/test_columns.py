"""Headings in English and in Indonesian, and columns that mean the same."""

import pytest

from bot.rules.columns import HEADINGS, INDONESIAN, SheetHeadings, entries_of
from bot.rules.entries import Entry

ROW = ["73.09", "spi", "SPI", "2024", "70,5", "waspada", "final", "22-01-2025", "KPK", "uji"]
ENTRY = Entry(
    *("73.09", "spi", "2024", "SPI", "70,5", "waspada", "final", "22-01-2025", "KPK", "uji"), line=2
)


@pytest.mark.parametrize(
    "headings", [HEADINGS, INDONESIAN, [name.replace("_", " ").upper() for name in INDONESIAN]]
)
def test_headings_in_both_languages(headings) -> None:
    assert entries_of([list(headings), ROW]).entries == (ENTRY,)


def test_of_two_columns_for_the_region_the_filled_one_counts() -> None:
    rows = [["kode_wilayah", "daerah", "kriteria", "tahun", "nilai"], ["", "Maros", "spi", "2024", "70"]]
    assert entries_of(rows).entries[0].region == "Maros"
    rows[1][0] = "73.09"
    assert entries_of(rows).entries[0].region == "73.09"


def test_a_missing_heading_is_named_in_both_languages() -> None:
    with pytest.raises(SheetHeadings) as refused:
        entries_of([["kode", "tahun"], ["73.09", "2024"]])
    assert refused.value.missing == ("criterion", "value")
    assert refused.value.names == ("criterion (kriteria)", "value (nilai)")
