"""Thresholds as admins type them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.printed_minimums import canonical, fitting
from bot.rules.requirements import Requirement
from bot.rules.threshold_changes import (
    Change,
    Series,
    ThresholdRefused,
    Wrong,
    stored,
    stored_change,
    stored_series,
)
from bot.rules.typed_thresholds import typed_change, typed_line
from db.reference import criteria, scales

TODAY = date(2026, 3, 2)
SPI = Series(2026, Stage.CALON, CriterionKey.SPI)


@pytest.mark.parametrize(
    ("typed", "criterion", "instrument", "stored_as"),
    [
        ("70", "spi", "", "70"),
        ("70,50", "spi", "", "70.5"),
        ("70.5", "spi", "", "70.5"),
        (">= 68", "spi", "", "68"),
        ("minimal 68", "spi", "", "68"),
        ("101", "spi", "", None),
        ("B", "sakip", "", "B"),
        ("bb", "sakip", "", "BB"),
        ("kategori a", "kepatuhan", "", "A"),
        ("Z", "sakip", "", None),
        ("level 3", "spip", "", "3"),
        ("3", "spip", "", "3"),
        ("6", "spip", "", None),
        ("terdefinisi", "spip", "", "Terdefinisi"),
        ("predikat baik", "spbe", "", "Baik"),
        ("2,6", "spbe", "SPBE", "2.6"),
        ("WTP x 2", "bpk", "", "WTP x 2"),
        ("wtp 2x", "bpk", "", "WTP x 2"),
        ("WTP dua tahun berturut-turut", "bpk", "", "WTP x 2"),
        ("Wajar Tanpa Pengecualian 3 kali", "bpk", "", "WTP x 3"),
        ("wtp", "bpk", "", "WTP"),
        ("90", "bpk", "", None),
        ("", "spi", "", None),
    ],
)
def test_minimum(typed: str, criterion: str, instrument: str, stored_as: str | None) -> None:
    assert canonical(typed, CriterionKey(criterion), scales(), instrument=instrument) == stored_as


def test_what_fits_is_said() -> None:
    assert fitting(CriterionKey.SAKIP, scales()) == ("0 sampai 100", "AA", "A", "BB", "B", "CC", "C", "D")
    assert fitting(CriterionKey.BPK, scales()) == ("WTP", "WDP", "TMP", "TW")


@pytest.mark.parametrize(
    ("typed", "key", "instrument", "rest"),
    [
        ("2026 calon spi 70", "spi", "", "70"),
        ("2026 Calon 2 70", "spi", "", "70"),
        ("2026 calon mcsp 75", "mcp", "", "75"),
        ("2026 calon MCP 75", "mcp", "", "75"),
        ("2026 calon survei penilaian integritas 70 mulai besok", "spi", "", "70 mulai besok"),
        ("2026 calon opini ombudsman 80", "kepatuhan", "Opini Ombudsman", "80"),
        ("2026 calon ombudsman B", "kepatuhan", "", "B"),
        ("2026 calon indeks spbe 2,6", "spbe", "", "2,6"),
        ("2026 calon indeks pemerintah digital 2,5", "spbe", "Indeks Pemdi", "2,5"),
        ("2026 calon opini bpk WTP x 2", "bpk", "", "WTP x 2"),
    ],
)
def test_line(typed: str, key: str, instrument: str, rest: str) -> None:
    series, left = typed_line(typed, criteria(), scales())
    assert (series.criterion.value, series.instrument, left) == (key, instrument, rest)


def change(text: str, before: Requirement | None = None, series: Series = SPI) -> Change:
    return typed_change(text, series, scales(), today=TODAY, before=before)


def test_the_whole_line() -> None:
    text = (
        "70,5 mulai 1 Januari 2027 dokumen B/123/DKM.02/2026 tanggal 3 Maret margin 3 "
        "pulih 72 alasan Rapat pimpinan, margin baru"
    )
    assert change(text) == Change(
        SPI,
        "70.5",
        effective_from=date(2027, 1, 1),
        document="B/123/DKM.02/2026 tanggal 3 Maret",
        margin=Decimal(3),
        recovery=Decimal(72),
        reason="Rapat pimpinan, margin baru",
    )


def test_today_is_at_once() -> None:
    assert change("70 mulai hari ini").effective_from is None
    assert not change("70 mulai 01-03-2026").is_future(TODAY)
    assert change("70 mulai 03-03-2026").is_future(TODAY)


def test_the_paper_belongs_to_its_figure_and_the_margin_stays() -> None:
    before = Requirement(
        CriterionKey.SPI,
        "68",
        is_confirmed=True,
        document="B/1/2025",
        margin=Decimal(2),
        recovery=Decimal(70),
    )
    other = change("70", before)
    assert (other.document, other.margin, other.recovery) == ("", Decimal(2), None)
    same = change("margin 4", before)
    assert (same.minimum, same.document, same.margin, same.recovery) == (
        "68",
        "B/1/2025",
        Decimal(4),
        Decimal(70),
    )
    assert change("68,00", before).says_the_same(before)
    assert not change("68 belum dikonfirmasi", before).says_the_same(before)


@pytest.mark.parametrize("words", ["kosong", "tidak ada ambang", "Tanpa ambang"])
def test_unset(words: str) -> None:
    found = change(f"{words} mulai 01-01-2027 alasan Dicabut", Requirement(CriterionKey.SPI, "68"))
    assert (found.minimum, found.is_confirmed, found.margin) == ("", False, None)


def test_an_instrument_of_its_own() -> None:
    kepatuhan = Series(2026, Stage.CALON, CriterionKey.KEPATUHAN)
    assert change("80 instrumen opini ombudsman", series=kepatuhan).series.instrument == "Opini Ombudsman"
    assert change("80 instrumen semua", series=kepatuhan).series.instrument == ""
    with pytest.raises(ThresholdRefused) as refused:
        change("B instrumen Opini Ombudsman", series=kepatuhan)
    assert refused.value.wrong is Wrong.OFF_SCALE  # it has no such letters


def test_what_is_kept_between_card_and_confirmation() -> None:
    whole = change("70 mulai 1 Januari 2027 dokumen B/123/2026 margin 1,5 pulih 72 alasan x")
    for each in (whole, change("70")):
        assert stored_change(stored(each)) == each
        assert stored_series(stored(each)) == SPI
    assert (stored_change({}), stored_series({"series": "x"})) == (None, None)
    assert stored_change({"series": stored(whole)["series"]}) is None
