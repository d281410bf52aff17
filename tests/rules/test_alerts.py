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
from tests.rules.recorded import Recorded
from tests.rules.test_assessments import BPK, KEPATUHAN, MCP, SAKIP, SPBE, SPI, reading

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


EARLY = [
    # earlier, then newer: year and value; the threshold; what is said of the newer
    ((SPI, 2024, "77.69"), (SPI, 2025, "73.92"), "68", Verdict.FELL),
    ((SPI, 2023, "82.5"), (SPI, 2024, "77.1"), "68", Verdict.BAND_DROPPED),
    ((SPI, 2023, "77.69"), (SPI, 2024, "74"), "68", Verdict.BAND_DROPPED),
    # the word changed with the scale alone: 77,5 would have been terjaga in 2023
    ((SPI, 2023, "77.7"), (SPI, 2024, "77.5"), "68", Verdict.FELL),
    ((SPI, 2023, "77.6"), (SPI, 2024, "77.6"), "68", Verdict.QUIET),
    # rentan by the older scale, waspada by the newer: the word is the same
    ((SPI, 2023, "73.9"), (SPI, 2024, "73.1"), "68", Verdict.FELL),
    ((SPI, 2024, "79"), (SPI, 2025, "78.51"), "68", Verdict.QUIET),
    ((SPI, 2024, "79"), (SPI, 2025, "78.5"), "68", Verdict.FELL),
    ((SPI, 2024, "78.1"), (SPI, 2025, "77.99"), "68", Verdict.BAND_DROPPED),
    ((SPI, 2024, "70"), (SPI, 2025, "69.99"), "68", Verdict.FELL),
    ((SPI, 2024, "70"), (SPI, 2025, "70.1"), "68", Verdict.QUIET),
    ((SPBE, 2023, "3.44"), (SPBE, 2024, "3.4"), "", Verdict.UNSET),
    ((SPBE, 2023, "3.44"), (SPBE, 2024, "3.39"), "", Verdict.FELL),
    ((SPBE, 2023, "3.5"), (SPBE, 2024, "3.49"), "", Verdict.BAND_DROPPED),
    ((SPBE, 2025, "3.5"), (SPBE, 2026, "3.1"), "", Verdict.NEW_PERIOD),
    ((MCP, 2024, "95"), (MCP, 2025, "76"), "75", Verdict.NEW_PERIOD),
    ((MCP, 2024, "95"), (MCP, 2025, "74.99"), "75", Verdict.DROPPED),
    ((KEPATUHAN, 2024, "90"), (KEPATUHAN, 2025, "86"), "B", Verdict.NEW_PERIOD),
    ((KEPATUHAN, 2021, "87"), (KEPATUHAN, 2022, "80"), "B", Verdict.NEW_PERIOD),
    ((SAKIP, 2023, None, "BB"), (SAKIP, 2024, None, "B"), "B", Verdict.BAND_DROPPED),
    ((SAKIP, 2023, "70.01"), (SAKIP, 2024, None, "B"), "B", Verdict.BAND_DROPPED),
    ((SAKIP, 2023, "70.01"), (SAKIP, 2024, "70"), "B", Verdict.BAND_DROPPED),
    ((BPK, 2023, None, "WTP"), (BPK, 2024, None, "WDP"), "", Verdict.BAND_DROPPED),
]


@pytest.mark.parametrize(("before", "after", "minimum", "expected"), EARLY)
def test_what_is_said_early(before, after, minimum, expected) -> None:
    region = Recorded([Requirement(after[0], minimum, is_confirmed=True)], TODAY)
    region.record(reading(*before))
    [outcome] = region.record(reading(*after))
    assert outcome.verdict is expected


def test_an_early_notice_does_not_hang_on_a_confirmed_threshold() -> None:
    region = Recorded([Requirement(SPI, "68")], TODAY)
    region.record(reading(SPI, 2024, "77.69"))
    assert region.record(reading(SPI, 2025, "73.92"))[0].verdict is Verdict.FELL


def test_a_correction_that_makes_a_value_low_names_what_it_corrects() -> None:
    region = Recorded([Requirement(SPI, "68", is_confirmed=True)], TODAY)
    region.record(reading(SPI, 2024, "80"))
    [outcome] = region.record(reading(SPI, 2024, "60"))
    assert (outcome.verdict, outcome.corrects and outcome.corrects.value) == (Verdict.DROPPED, Decimal(80))


def test_a_correction_in_between_that_says_what_was_heard_is_no_news() -> None:
    """Told 73,92; put right to 80 without a word; put right again to 73,92."""
    region = Recorded([Requirement(SPI, "68", is_confirmed=True)], TODAY)
    region.record(reading(SPI, 2024, "77.69"))
    region.record(reading(SPI, 2025, "73.92"))
    early = dict(region.early)
    region.record(reading(SPI, 2025, "80"))
    region.early = early
    [outcome] = region.record(reading(SPI, 2025, "73.92"))
    assert (outcome.untrue, outcome.verdict) == ((), Verdict.QUIET)


def test_another_instrument_is_neither_low_nor_a_recovery() -> None:
    region = Recorded([Requirement(KEPATUHAN, "B", is_confirmed=True)], TODAY)
    verdicts = [
        region.record(reading(*each))[0].verdict
        for each in [(KEPATUHAN, 2022, "70.37"), (KEPATUHAN, 2025, "86"), (KEPATUHAN, 2026, "80")]
    ]
    assert verdicts == [Verdict.DROPPED, Verdict.UNDECIDED, Verdict.UNDECIDED]
    assert KEPATUHAN in region.cases


@pytest.mark.parametrize("late", ["WTP", "WDP"])
def test_a_year_of_a_streak_that_comes_late_ends_the_alert_if_it_may(late: str) -> None:
    region = Recorded([Requirement(BPK, "WTP x 2", is_confirmed=True)], TODAY)
    opinions = [(2022, "WDP"), (2024, "WTP"), (2023, late)]
    verdicts = [region.record(reading(BPK, year, None, said))[0].verdict for year, said in opinions]
    ends = Verdict.RECOVERED if late == "WTP" else Verdict.STILL_LOW
    assert verdicts == [Verdict.DROPPED, Verdict.UNDECIDED, ends]
