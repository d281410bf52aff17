"""One alert per crossing, silence while low, recovery once: held against a plain oracle."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.alerts import Verdict, judge
from bot.rules.assessments import assess
from bot.rules.criteria import CriterionKey
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from db.reference import scales

TODAY = date(2026, 3, 2)


@dataclass
class Series:
    """A region's SPI as it comes in, with the alert as the action would keep it."""

    minimum: str = "68"
    is_confirmed: bool = True
    recovery: Decimal | None = None
    readings: list[Reading] = field(default_factory=list)
    alerted: int | None = None

    def record(
        self,
        year: int,
        value: str,
        *,
        is_final: bool = True,
        corrects: int | None = None,
        published_on: date | None = None,
    ) -> Verdict:
        number = len(self.readings) + 1
        new = Reading(
            CriterionKey.SPI,
            "SPI",
            year,
            Decimal(value),
            is_final=is_final,
            measurement_id=number,
            corrects_id=corrects,
            published_on=published_on,
        )
        self.readings.append(new)
        rule = Requirement(
            CriterionKey.SPI, self.minimum, is_confirmed=self.is_confirmed, recovery=self.recovery
        )
        after = assess(self.readings, [rule], scales(), criterion=CriterionKey.SPI, today=TODAY)
        verdict = judge(
            after,
            recorded={number},
            alerting=self.alerted is not None,
            alerted_measurement=self.alerted,
            corrected=set() if corrects is None else {corrects},
        )
        if verdict is Verdict.DROPPED:
            self.alerted = number
        if verdict in {Verdict.RECOVERED, Verdict.CORRECTED}:
            self.alerted = None
        return verdict


def test_drop_silence_recovery() -> None:
    spi = Series()
    values = [(2021, "70"), (2022, "67.99"), (2023, "60"), (2024, "68"), (2025, "67")]
    assert [spi.record(*each) for each in values] == [
        Verdict.QUIET,
        Verdict.DROPPED,
        Verdict.STILL_LOW,
        Verdict.RECOVERED,
        Verdict.DROPPED,
    ]


def test_the_first_known_value_below_is_a_drop() -> None:
    assert Series().record(2024, "67.99") is Verdict.DROPPED


def test_unconfirmed_informs_staff_only_and_unset_nobody() -> None:
    assert Series(is_confirmed=False).record(2024, "10") is Verdict.STAFF_ONLY
    assert Series(minimum="").record(2024, "10") is Verdict.UNSET


def test_after_confirmation_the_next_low_value_is_told() -> None:
    spi = Series(is_confirmed=False)
    assert spi.record(2023, "60") is Verdict.STAFF_ONLY
    spi.is_confirmed = True
    assert spi.record(2024, "61") is Verdict.DROPPED


def test_older_years_and_interim_values_never_alarm() -> None:
    spi = Series()
    spi.record(2024, "77.69")
    assert spi.record(2021, "50") is Verdict.HISTORY
    assert spi.record(2025, "50", is_final=False) is Verdict.HISTORY


def test_what_is_not_published_yet_does_not_alarm() -> None:
    assert Series().record(2025, "50", published_on=date(2026, 3, 3)) is Verdict.UNKNOWN


def test_fell_but_still_above_is_no_alarm() -> None:
    spi = Series()
    spi.record(2024, "77.69")
    verdict = spi.record(2025, "73.92")
    assert (verdict, verdict.speaks) == (Verdict.FELL, False)


def test_a_correction_withdraws_what_was_said() -> None:
    spi = Series()
    assert spi.record(2024, "60") is Verdict.DROPPED
    assert spi.record(2024, "69", corrects=1) is Verdict.CORRECTED
    assert spi.record(2025, "60") is Verdict.DROPPED


def test_a_correction_to_another_low_value_says_both_figures() -> None:
    spi = Series()
    spi.record(2024, "60")
    assert spi.record(2024, "61", corrects=1) is Verdict.REVISED


def test_a_correction_that_moves_the_low_value_to_an_older_year_withdraws() -> None:
    spi = Series()
    spi.record(2024, "70")
    assert spi.record(2025, "60") is Verdict.DROPPED
    assert spi.record(2023, "60", corrects=2) is Verdict.CORRECTED


def test_recovery_waits_for_its_mark() -> None:
    spi = Series(recovery=Decimal(70))
    spi.record(2023, "60")
    assert [spi.record(2024, "69.99"), spi.record(2025, "70")] == [Verdict.STILL_LOW, Verdict.RECOVERED]


@pytest.mark.parametrize("value", ["68", "77.6", "100"])
def test_a_floor_has_no_upper_edge(value: str) -> None:
    assert Series().record(2024, value) is Verdict.QUIET


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.decimals("60", "76", places=1), min_size=1, max_size=12))
def test_one_alert_per_crossing_and_one_recovery(values: list[Decimal]) -> None:
    spi, was_low = Series(), False
    for step, value in enumerate(values):
        verdict = spi.record(2010 + step, str(value))
        is_low = value < 68
        assert (verdict is Verdict.DROPPED) == (is_low and not was_low)
        assert (verdict is Verdict.RECOVERED) == (was_low and not is_low)
        assert (verdict is Verdict.STILL_LOW) == (is_low and was_low)
        was_low = is_low
