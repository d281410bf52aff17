"""A printed minimum: what it means, on which scales it can be met, which version of it applies."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.rules.criteria import CriterionKey
from bot.rules.requirements import (
    Floor,
    Grade,
    Minimum,
    NoCases,
    Requirement,
    Streak,
    fits,
    minimum_of,
    requirement_for,
)
from db.reference import scales

SPBE = CriterionKey.SPBE


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("", None),
        ("75", Floor(Decimal(75))),
        ("2,60", Floor(Decimal("2.60"))),
        ("2.6", Floor(Decimal("2.6"))),
        ("WTP x 2", Streak("WTP", 2)),
        ("wtp X2", Streak("WTP", 2)),
        ("B", Grade("B")),
        ("tidak ada", NoCases()),
        ("Nihil", NoCases()),
    ],
)
def test_what_is_printed(printed: str, meant: Minimum | None) -> None:
    assert minimum_of(printed) == meant


@pytest.mark.parametrize(
    ("printed", "key", "instrument", "may"),
    [
        ("", "spi", "", True),
        ("100", "spi", "", True),
        ("100.01", "spi", "", False),
        ("5", "spip", "", True),
        ("5.01", "spip", "", False),
        ("B", "kepatuhan", "", True),
        ("B", "kepatuhan", "Opini Ombudsman", False),
        ("80", "kepatuhan", "Opini Ombudsman", True),
        ("baik", "spbe", "Indeks Pemdi", True),
        ("WTP x 2", "bpk", "", True),
        ("WTP x 2", "sakip", "", False),
        ("tidak ada", "perkara", "", True),
        ("tidak ada", "spi", "", False),
        ("75", "perkara", "", False),
    ],
)
def test_on_which_scale_it_can_be_met(printed: str, key: str, instrument: str, may: bool) -> None:
    assert fits(printed, CriterionKey(key), scales(), instrument=instrument) is may


def test_the_one_for_an_instrument_goes_first_even_where_it_is_unset() -> None:
    both = Requirement(SPBE, "2.6")
    own = Requirement(SPBE, "", instrument="Indeks Pemdi")
    assert requirement_for([both, own], "Indeks Pemdi") is own
    assert requirement_for([both, own], "SPBE") is both
    assert requirement_for([own], "SPBE") is None


def test_versions_of_one_threshold_share_their_series() -> None:
    first, second = Requirement(SPBE, "2.6", version=1), Requirement(SPBE, "3", version=2)
    assert first.series == second.series
    assert Requirement(SPBE, "3", instrument="Indeks Pemdi").series != first.series
