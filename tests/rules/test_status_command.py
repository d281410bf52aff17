"""A region, a criterion, or both, as people type them."""

from __future__ import annotations

import pytest

from bot.rules.criteria import CriterionKey
from bot.rules.status_command import Asked, asked
from db.reference import gazetteer

SPI, MCP, KEPATUHAN = CriterionKey.SPI, CriterionKey.MCP, CriterionKey.KEPATUHAN


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Asked()),
        ("maros", Asked("maros")),
        ("73.09", Asked("73.09")),
        ("spi", Asked("", SPI)),
        ("SPI", Asked("", SPI)),
        ("mcsp", Asked("", MCP)),
        ("MCP maros", Asked("maros", MCP)),
        ("kab manggarai barat  spi", Asked("kab manggarai barat", SPI)),
        ("survei penilaian integritas bontang", Asked("bontang", SPI)),
        ("kepatuhan pelayanan publik", Asked("", KEPATUHAN)),
        ("opini ombudsman maros", Asked("maros", KEPATUHAN)),
        ("opini bpk", Asked("", CriterionKey.BPK)),
        # a number is no criterion here: it may be the beginning of a code
        ("2", Asked("2")),
    ],
)
def test_what_is_asked(typed, expected):
    assert asked(typed) == expected


def test_the_number_is_the_official_one():
    assert [asked(name).number for name in ("maros", "mcsp", "spi", "perkara")] == [0, 1, 2, 8]


def test_no_region_is_taken_for_a_criterion():
    found = {place.name for place in gazetteer().places if asked(place.name).criterion}
    short = {place.name for place in gazetteer().places if asked(place.name.split(" ", 1)[1]).criterion}
    assert found | short == set()
