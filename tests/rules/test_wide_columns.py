"""A column per criterion: every way officials write its heading, and every cell that is no value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.rules.columns import Row, SheetEmpty, SheetHeadings
from bot.rules.entry_reading import Reader
from bot.rules.value_rows import understand
from bot.rules.wide_columns import is_wide
from bot.rules.wide_headings import UnclearHeadings
from db.reference import gazetteer, scales

READER = Reader(scales(), gazetteer(), date(2026, 3, 2))


def read(*rows: Row) -> list[tuple[str, str, int, str]]:
    """Region, instrument, year, and value or grade or both of every draft; nothing may be wrong."""
    understood = understand(rows, READER)
    assert understood.problems == ()
    return [
        (
            draft.region_code,
            draft.reading.instrument,
            draft.reading.year,
            " ".join(str(each) for each in (draft.reading.value, draft.reading.grade) if each is not None),
        )
        for draft in understood.drafts
    ]


def refused(*headings: str, row: Sequence[str] = ()) -> list[tuple[str, str]]:
    with pytest.raises(UnclearHeadings) as error:
        understand([list(headings), row or ["73.09", *["1"] * (len(headings) - 1)]], READER)
    return [(problem.code, problem.letter) for problem in error.value.problems]


def test_a_year_in_its_own_column() -> None:
    assert read(
        ["Kode Wilayah", "Daerah", "Tahun", "MCSP", "SPI", "Opini BPK", "SPIP", "SPBE"],
        ["73.09", "Kabupaten Maros", 2024.0, 80.5, "70,26", "WTP", "3,01", ""],
        ["", "Kota Bontang", "2023", "-", "n/a", "belum terbit", "–", 2.5],
    ) == [
        ("73.09", "MCP", 2024, "80.5"),
        ("73.09", "SPI", 2024, "70.26"),
        ("73.09", "Opini BPK", 2024, "WTP"),
        ("73.09", "Maturitas SPIP", 2024, "3.01"),
        ("64.74", "SPBE", 2023, "2.5"),
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("MCP 2024", "80", ("MCP", 2024, "80")),
        ("mcsp (2024)", "80", ("MCP", 2024, "80")),
        ("MCP/MCSP 2025", "80", ("MCSP", 2025, "80")),
        ("MCSP (dahulu MCP) 2025", "80", ("MCSP", 2025, "80")),
        ("Nilai SPI Tahun 2025", "70,26", ("SPI", 2025, "70.26")),
        ("SPI-2025", "70.26", ("SPI", 2025, "70.26")),
        ("Survei Penilaian Integritas 2025", "70.26", ("SPI", 2025, "70.26")),
        ("Opini BPK TA 2023", "WTP", ("Opini BPK", 2023, "WTP")),
        ("Predikat SAKIP 2024", "BB", ("SAKIP", 2024, "BB")),
        ("Nilai SAKIP 2024", "77,90 (BB)", ("SAKIP", 2024, "77.90 BB")),
        ("SAKIP 2024", "77,90/BB", ("SAKIP", 2024, "77.90 BB")),
        ("AKIP 2024", "BB (77,90)", ("SAKIP", 2024, "77.90 BB")),
        ("Opini Ombudsman 2025", "80", ("Opini Ombudsman", 2025, "80")),
        ("Kepatuhan Ombudsman 2023", "80", ("Kepatuhan Ombudsman", 2023, "80")),
        ("Tingkat SPIP 2024", "3,21", ("Maturitas SPIP", 2024, "3.21")),
        ("Indeks SPBE 2023", "2,7", ("SPBE", 2023, "2.7")),
        ("Indeks Pemerintah Digital 2026", "2,7", ("Indeks Pemdi", 2026, "2.7")),
        ("Kriteria 2 tahun 2025", "70", ("SPI", 2025, "70")),
    ],
)
def test_a_year_in_the_heading(heading: str, cell: str, expected: tuple[str, int, str]) -> None:
    assert read(["Kab/Kota", heading], ["Kabupaten Maros", cell]) == [("73.09", *expected)]


def test_a_number_and_its_grade_in_two_columns_are_one_value() -> None:
    headings = ["daerah", "Nilai SAKIP 2024", "Predikat SAKIP 2024", "status", "terbit", "sumber"]
    understood = understand([headings, ["Maros", "77,9", "BB", "sementara", "30-11-2024", "PANRB"]], READER)
    [draft] = understood.drafts
    assert (str(draft.reading.value), draft.reading.grade) == ("77.9", "BB")
    assert (draft.reading.is_final, draft.reading.published_on) == (False, date(2024, 11, 30))
    assert (draft.reading.source, draft.line, draft.column) == ("PANRB", 2, 1)


def test_a_wrong_cell_is_known_by_its_column_and_a_wrong_region_once() -> None:
    understood = understand(
        [
            ["daerah", "tahun", "SPI", "Predikat SAKIP", "MCP"],
            ["Maros", "2024", "700", "ZZ", "80"],
            ["blitar", "2031", "70", "BB", "80"],
            ["Maros", "2023", "1.234", "=A1", "80", "x"],
            ["Maros", "2022", "70", "B", "80"],
        ],
        READER,
    )
    assert [(p.line, p.letter, p.code) for p in understood.problems] == [
        (2, "C", "value_off_scale"),
        (2, "D", "grade_unknown"),
        (3, "A", "region_ambiguous"),
        (3, "B", "year_in_future"),
        (4, "F", "row_too_long"),
    ]
    assert [draft.line for draft in understood.drafts] == [2, 5, 5, 5]


def test_a_year_in_both_places_must_be_the_same() -> None:
    rows = [["daerah", "tahun", "SPI 2024"], ["Maros", "2024", "70"], ["Bontang", "2023", "70"]]
    understood = understand(rows, READER)
    assert [(p.line, p.letter, p.code) for p in understood.problems] == [(3, "B", "year_contradicts")]
    assert len(understood.drafts) == 1


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("daerah", "tahun", "SPI", "SPII"), [("heading_unclear", "D")]),
        (("daerah", "tahun", "SPI", ""), [("heading_unclear", "D")]),
        (("daerah", "tahun", "SPI", "nilai"), [("heading_unclear", "D")]),
        (("daerah", "tahun", "SPI", "MCP dan SAKIP"), [("heading_unclear", "D")]),
        (("daerah", "tahun", "MCP", "MCSP"), [("heading_doubled", "D")]),
        (("daerah", "MCP 2024", "mcp 2024"), [("heading_doubled", "C")]),
        (("daerah", "SPI", "MCP 2024"), [("heading_no_year", "B")]),
        (("daerah", "SPI 2024 2025"), [("heading_years", "B")]),
        (("daerah", "SPI 2024", "Proses Hukum"), [("heading_managed", "C")]),
        (("daerah", "SPI 2024", "Kriteria 8"), [("heading_managed", "C")]),
        (("SPI 2024", "MCP 2024"), [("heading_no_region", "")]),
    ],
)
def test_a_heading_that_cannot_be_meant_is_named(headings, expected) -> None:
    assert refused(*headings) == expected


def test_columns_nobody_needs_to_read_are_passed_over() -> None:
    assert read(["No", "Provinsi", "daerah", "SPI 2024"], ["1", "Sulsel", "Maros", "70"]) == [
        ("73.09", "SPI", 2024, "70")
    ]


def test_a_column_per_year_and_two_instruments_of_one_criterion() -> None:
    headings = ["daerah", "SPI 2023", "SPI 2024", "Kepatuhan Ombudsman 2024", "Opini Ombudsman 2025"]
    assert len(read(headings, ["Maros", "70", "71", "80", "82"])) == 4


def test_nothing_filled_is_an_empty_sheet() -> None:
    for rows in ([["daerah", "SPI 2024"]], [["daerah", "SPI 2024"], ["Maros", "-"]]):
        with pytest.raises(SheetEmpty):
            understand(rows, READER)


def test_a_long_sheet_is_long_and_other_headings_are_asked_for() -> None:
    assert not is_wide([["daerah", "kriteria", "SPI"]])
    assert not is_wide([])
    with pytest.raises(SheetHeadings):
        understand([["daerah", "1", "2"], ["Maros", "70", "71"]], READER)
