"""What reads like an official paper, and what does not."""

import pytest

from bot.rules.documents import DocumentUnusable, document_named, is_official
from db.reference import rows


@pytest.mark.parametrize("source", ["Surat KPK B/12/2026", "Keputusan Pimpinan KPK 5/2026", "nota dinas 7"])
def test_official(source: str) -> None:
    assert is_official(source)


def test_nothing_we_ship_is_official() -> None:
    assert not any(is_official(row["source"]) for row in rows("thresholds"))
    assert not is_official("Surat KPK dikutip media")


@pytest.mark.parametrize("typed", ["", "-", "?", "x" * 201])
def test_unusable(typed: str) -> None:
    with pytest.raises(DocumentUnusable):
        document_named(typed, written="")


def test_a_dash_is_what_is_written() -> None:
    assert document_named(" - ", written="Laman KPK") == "Laman KPK"
    assert document_named("B/1  /2026", written="") == "B/1 /2026"
