"""More than thirty points at once is held for a person; thirty is not."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules.big_changes import big_changes
from bot.rules.entries import Draft, Entry
from bot.rules.entry_reading import Reader
from bot.rules.odd_years import odd_years
from bot.rules.readings import Reading
from bot.rules.recording import additions
from db.reference import gazetteer, rows, scales

READER = Reader(scales(), gazetteer(), date(2026, 3, 2))


def drafts(*typed: tuple[str, str, str]) -> list[Draft]:
    read = [READER.read(Entry("maros", name, year, value=value)) for name, year, value in typed]
    return [draft for draft in read if isinstance(draft, Draft)]


def said(reading: Reading) -> str:
    return str(reading.grade if reading.value is None else reading.value)


def far(known: list[tuple[str, str, str]], new: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    before = [replace(d.reading, measurement_id=at) for at, d in enumerate(drafts(*known), start=1)]
    readings = {"73.09": before}
    found = big_changes(additions(drafts(*new), readings), readings, scales())
    return [(said(each.before), said(each.after)) for each in found]


@pytest.mark.parametrize(
    ("known", "new", "expected"),
    [
        ([], [("spi", "2024", "0,7")], []),
        ([("spi", "2023", "70")], [("spi", "2024", "40")], []),
        ([("spi", "2023", "70")], [("spi", "2024", "39,99")], [("70", "39.99")]),
        ([("spi", "2023", "30")], [("spi", "2024", "70,5")], [("30", "70.5")]),
        # a correction is held against what it replaces
        ([("spi", "2024", "70,5")], [("spi", "2024", "7,05")], [("70.5", "7.05")]),
        # two rows of one file against each other
        ([], [("spi", "2024", "0,705"), ("spi", "2023", "70")], [("70", "0.705")]),
        # another instrument is no measure
        ([("mcp", "2024", "90")], [("mcp", "2025", "40")], []),
        # levels by points of theirs, grades and opinions by steps
        ([("spbe", "2023", "1,5")], [("spbe", "2024", "3")], []),
        ([("spbe", "2023", "1,5")], [("spbe", "2024", "3,01")], [("1.5", "3.01")]),
        ([("bpk", "2023", "WTP")], [("bpk", "2024", "WDP")], []),
        ([("bpk", "2023", "WTP")], [("bpk", "2024", "TMP")], [("WTP", "TMP")]),
        ([("sakip", "2023", "A")], [("sakip", "2024", "BB")], []),
        ([("sakip", "2023", "A")], [("sakip", "2024", "B")], [("A", "B")]),
        ([("sakip", "2023", "85")], [("sakip", "2024", "B")], [("85", "B")]),
        ([("spi", "2023", "70")], [("spi", "2023", "70")], []),
    ],
)
def test_far(known, new, expected) -> None:
    assert far(known, new) == expected


def test_none_of_the_published_values_is_held() -> None:
    read = [
        READER.read(
            Entry(r["region_code"], r["criterion"], r["year"], r["instrument"], r["value"], r["grade"])
        )
        for r in rows("measurements")
    ]
    all_of_them = [draft for draft in read if isinstance(draft, Draft)]
    assert [
        (c.region_code, c.before.value, c.after.value)
        for c in big_changes(additions(all_of_them, {}), {}, scales())
    ] == []
    assert odd_years(all_of_them) == ()


@pytest.mark.parametrize(
    ("years", "odd"),
    [
        ("2024", ""),
        ("2012 2024", ""),
        ("2012 2024 2024 2024", ""),
        ("2012 2024 2024 2024 2024", "2012"),
        ("2021 2024 2024 2024 2024", ""),
        ("2020 2024 2024 2024 2024", "2020"),
        ("2021 2022 2023 2024 2025 2002", "2002"),
        ("2012 2012 2012 2024 2024 2024", ""),
    ],
)
def test_a_year_far_from_all_others(years: str, odd: str) -> None:
    found = drafts(*(("spi", year, "70") for year in years.split()))
    assert [str(draft.reading.year) for draft in odd_years(found)] == odd.split()
