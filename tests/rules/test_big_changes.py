"""More than thirty points at once is held for a person; thirty is not."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules.big_changes import big_changes
from bot.rules.entries import Draft, Entry
from bot.rules.entry_reading import Reader
from bot.rules.recording import additions
from db.reference import gazetteer, rows, scales

READER = Reader(scales(), gazetteer(), date(2026, 3, 2))


def drafts(*typed: tuple[str, str, str]) -> list[Draft]:
    read = [READER.read(Entry("maros", name, year, value=value)) for name, year, value in typed]
    return [draft for draft in read if isinstance(draft, Draft)]


def far(known: list[tuple[str, str, str]], new: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    before = [replace(d.reading, measurement_id=at) for at, d in enumerate(drafts(*known), start=1)]
    readings = {"73.09": before}
    found = big_changes(additions(drafts(*new), readings), readings, scales())
    return [(str(each.before.value), str(each.after.value)) for each in found]


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
        # another instrument, or a scale of levels, is no measure
        ([("mcp", "2024", "90")], [("mcp", "2025", "40")], []),
        ([("spbe", "2023", "1")], [("spbe", "2024", "4,9")], []),
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
