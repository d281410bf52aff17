"""The 77 published values, in the order they came out, and exactly what each must and must not cause.

By the thresholds of 2026 as if all were confirmed. Whatever is not named here causes nothing.
"""

from datetime import date

import pytest

from bot.messages.criteria import value
from bot.rules.alerts import Verdict
from bot.rules.criteria import CriterionKey
from bot.rules.margins import Margin
from bot.rules.outcomes import Outcome
from db.reference import rows
from tests.example import readings_of, requirements
from tests.rules.recorded import Recorded

CODES = tuple(dict.fromkeys(row["region_code"] for row in rows("measurements")))
SPEAKS = {
    # Bangka Tengah: from colours to grades is another way of reading, and so is the opinion of 2025
    ("19.04", "Kepatuhan Ombudsman", 2022, "80,27"): Verdict.NEW_PERIOD,
    ("19.04", "Opini Ombudsman", 2025, "86,01"): Verdict.NEW_PERIOD,
    # 78,28 is terjaga by either scale, 74,59 is waspada by either
    ("19.04", "SPI", 2024, "74,59"): Verdict.BAND_DROPPED,
    ("19.04", "MCP", 2024, "88"): Verdict.FELL,
    # Bontang: 77,69 and 73,92 are both waspada
    ("64.74", "SPI", 2025, "73,92"): Verdict.FELL,
    # Maros: C is below B
    ("73.09", "Kepatuhan Ombudsman", 2022, "70,37"): Verdict.DROPPED,
    ("53.15", "MCP", 2021, "52"): Verdict.DROPPED,
    ("53.15", "MCP", 2024, "82"): Verdict.RECOVERED,
    ("33.72", "SPI", 2025, "75,66"): Verdict.BAND_DROPPED,
    ("13.76", "Kepatuhan Ombudsman", 2023, "91,41"): Verdict.NEW_PERIOD,
    # Blitar: terjaga begins at 77,5 in 2023 and at 78 in 2024
    ("35.72", "SPI", 2024, "77,1"): Verdict.BAND_DROPPED,
    # Mataram: the number was not found, but kuning is C
    ("52.71", "Kepatuhan Ombudsman", 2022, "kuning"): Verdict.DROPPED,
    ("52.71", "Kepatuhan Ombudsman", 2023, "82,88"): Verdict.RECOVERED,
}


def recorded(code: str, *, is_confirmed: bool = True) -> list[Outcome]:
    """What each value of a region leads to, one after another."""
    region = Recorded(requirements(is_confirmed=is_confirmed), date(2026, 11, 23))
    in_order = sorted(readings_of(code), key=lambda reading: reading.published_on or date.min)
    return [outcome for reading in in_order for outcome in region.record(reading)]


def judged(code: str, key: CriterionKey) -> Outcome:
    """The last word about one criterion."""
    return [outcome for outcome in recorded(code) if outcome.assessment.criterion is key][-1]


@pytest.mark.parametrize("code", CODES)
def test_every_published_value_causes_what_it_must_and_nothing_else(code: str) -> None:
    found = {}
    for outcome in recorded(code):
        reading = outcome.assessment.reading
        if outcome.verdict.speaks or outcome.verdict.is_early or outcome.verdict is Verdict.STAFF_ONLY:
            assert reading is not None
            found[code, reading.instrument, reading.year, value(reading)] = outcome.verdict
    assert found == {place: verdict for place, verdict in SPEAKS.items() if place[0] == code}


def test_unconfirmed_thresholds_alarm_no_region() -> None:
    verdicts = {o.verdict for code in CODES for o in recorded(code, is_confirmed=False)}
    assert not any(verdict.speaks for verdict in verdicts)
    assert Verdict.STAFF_ONLY in verdicts


def test_maros_is_above_its_floor_and_in_the_red_band() -> None:
    spi = judged("73.09", CriterionKey.SPI)
    assert (spi.verdict, spi.assessment.band and spi.assessment.band.name) == (Verdict.QUIET, "rentan")
    assert spi.assessment.margin is Margin.WASPADA


def test_bontang_is_no_breach() -> None:
    spi = judged("64.74", CriterionKey.SPI)
    assert (str(spi.assessment.distance), spi.assessment.margin) == ("5.92", Margin.AMAN)


def test_blitar_dropped_by_the_scale_of_either_year() -> None:
    trend = judged("35.72", CriterionKey.SPI).assessment.trend
    assert trend and trend.before_band and trend.band and trend.on_old and trend.before_on_new
    assert (trend.before_band.name, trend.band.name, trend.on_old.name) == ("terjaga", "waspada", "waspada")
    assert (str(trend.before_band.lower), str(trend.before_on_new.lower)) == ("77.5", "78")
