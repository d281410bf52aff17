"""Where values and thresholds stand on their scales."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.rules.assessments import assess
from bot.rules.criteria import CriterionKey
from bot.rules.criterion_states import STATE_WORDS, CriterionState, state_of
from bot.rules.gauges import Gauge, gauge_of
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from db.reference import scales

TODAY = date(2026, 3, 2)


def seen(key: str, instrument: str, year: int, said: str, minimum: str = ""):
    value = Decimal(said) if said.replace(".", "").isdigit() else None
    reading = Reading(CriterionKey(key), instrument, year, value, None if value is not None else said)
    rules = [Requirement(CriterionKey(key), minimum)] if minimum else []
    return assess([reading], rules, scales(), criterion=CriterionKey(key), today=TODAY)


def gauge(*about: object) -> Gauge:
    found = gauge_of(seen(*about), scales())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("about", "value", "threshold", "names"),
    [
        (("spi", "SPI", 2025, "73.92", "68"), 0.7392, 0.68, "rentan waspada terjaga"),
        # other bands two years before
        (("spi", "SPI", 2023, "77.6", "68"), 0.776, 0.68, "sangat rentan rentan waspada terjaga"),
        # a scale from 1 to 5
        (("spbe", "SPBE", 2025, "3", "2.6"), 0.5, 0.4, "Kurang Cukup Baik Sangat Baik Memuaskan"),
        # a letter is a number here
        (("kepatuhan", "Kepatuhan Ombudsman", 2022, "70.37", "B"), 0.7037, 0.78, "E D C B A"),
        # no bands were published
        (("mcp", "MCSP", 2025, "76", "75"), 0.76, 0.75, ""),
        # no threshold was set
        (("spi", "SPI", 2025, "0"), 0.0, None, "rentan waspada terjaga"),
        (("spi", "SPI", 2025, "100"), 1.0, None, "rentan waspada terjaga"),
    ],
)
def test_numbers_on_a_bar(about, value, threshold, names):
    found = gauge(*about)
    assert not found.is_steps
    assert (found.value, found.threshold) == (value, threshold)
    assert " ".join(stretch.name for stretch in found.stretches) == names
    assert (found.stretches[0].start, found.stretches[-1].end) == (0, 1)


@pytest.mark.parametrize(
    ("about", "value", "threshold", "names"),
    [
        (("bpk", "Opini BPK", 2023, "WTP", "WTP x 2"), 0.875, 0.75, "TW TMP WDP WTP"),
        (("bpk", "Opini BPK", 2023, "WDP", "WTP x 2"), 0.625, 0.75, "TW TMP WDP WTP"),
        (("sakip", "SAKIP", 2024, "A", "B"), 5.5 / 7, 3 / 7, "D C CC B BB A AA"),
        (("mcp", "MCP", 2023, "biru", "75"), 0.625, 0.75, "merah kuning biru hijau"),
    ],
)
def test_words_on_steps(about, value, threshold, names):
    found = gauge(*about)
    assert found.is_steps
    assert (found.value, found.threshold) == (pytest.approx(value), pytest.approx(threshold))
    assert " ".join(stretch.name for stretch in found.stretches) == names


def test_a_word_without_a_published_order_has_no_scale():
    about = seen("kepatuhan", "Opini Ombudsman", 2025, "Kualitas Tertinggi Tanpa Maladministrasi", "B")
    assert gauge_of(about, scales()) is None
    assert state_of(about) is CriterionState.UNDECIDED


def test_nothing_recorded_has_no_scale():
    about = assess([], [], scales(), criterion=CriterionKey.SPI, today=TODAY)
    assert gauge_of(about, scales()) is None
    assert state_of(about) is CriterionState.NOT_RECORDED


@pytest.mark.parametrize(
    ("said", "state"),
    [("67.99", "di_bawah"), ("68", "waspada"), ("70.26", "waspada"), ("71", "aman"), ("77.6", "aman")],
)
def test_the_state_is_the_margin(said, state):
    assert state_of(seen("spi", "SPI", 2025, said, "68")) is CriterionState(state)


def test_every_state_has_a_word_of_its_own():
    assert len({STATE_WORDS[state] for state in CriterionState}) == len(CriterionState)
