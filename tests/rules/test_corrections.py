"""Chains of corrections: a wrong figure is set right or withdrawn, and only a new year recovers."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.alerts import Verdict
from bot.rules.criteria import CriterionKey
from bot.rules.outcomes import OpenCase, Outcome, RegionFacts, outcomes
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from db.reference import scales

TODAY = date(2026, 3, 2)
SPI, BPK = CriterionKey.SPI, CriterionKey.BPK
RULES = [Requirement(SPI, "68", is_confirmed=True), Requirement(BPK, "WTP x 2", is_confirmed=True)]
WORDS = {
    Verdict.DROPPED: "told",
    Verdict.REVISED: "revised",
    Verdict.CORRECTED: "withdrawn",
    Verdict.RECOVERED: "recovered",
}


@dataclass
class Region:
    """What is recorded of one region, and the alert as the actions would keep it."""

    readings: list[Reading] = field(default_factory=list)
    case: OpenCase | None = None

    def record(self, *typed: tuple[int, str], is_quiet: bool = False) -> Outcome:
        new = []
        for year, said in typed:
            last = [r.measurement_id for r in (*self.readings, *new) if r.year == year]
            number = Decimal(said) if said[0].isdigit() else None
            new.append(
                Reading(
                    SPI if number is not None else BPK,
                    "SPI" if number is not None else "Opini BPK",
                    year,
                    number,
                    None if number is not None else said,
                    measurement_id=len(self.readings) + len(new) + 1,
                    corrects_id=last[-1] if last else None,
                )
            )
        cases = {new[0].criterion: self.case} if self.case else {}
        [outcome] = outcomes("73.09", new, RegionFacts(self.readings, RULES, cases), scales(), today=TODAY)
        self.readings += new
        newest = outcome.assessment.reading
        follows = outcome.verdict is Verdict.REVISED and not is_quiet
        if newest and (follows or outcome.verdict is Verdict.DROPPED):
            self.case = OpenCase(1, newest.measurement_id)
        elif outcome.verdict in {Verdict.RECOVERED, Verdict.CORRECTED}:
            self.case = None
        return outcome

    def value(self, measurement_id: int | None) -> str:
        return next(str(r.value or r.grade) for r in self.readings if r.measurement_id == measurement_id)


CHAINS: dict[str, list[tuple[int, str, str]]] = {
    "wrong, wrong, right": [(2024, "66.5", "told"), (2024, "67", "revised"), (2024, "70.5", "withdrawn")],
    "wrong three times": [(2024, "60", "told"), (2024, "61", "revised"), (2024, "62", "revised")],
    "wrong, then a new year is better": [
        (2023, "60", "told"),
        (2023, "61", "revised"),
        (2024, "70", "recovered"),
    ],
    "the older year told is wrong, the newer is low": [
        (2023, "60", "told"),
        (2024, "61", ""),
        (2023, "72", "revised"),
        (2024, "69", "withdrawn"),
    ],
    "what is told again after a withdrawal": [
        (2024, "60", "told"),
        (2024, "70", "withdrawn"),
        (2024, "61", "told"),
        (2024, "62", "revised"),
    ],
    "a newer low year that nobody was told of is set right": [
        (2023, "60", "told"),
        (2024, "61", ""),
        (2024, "70", "recovered"),
    ],
    "opinions": [(2023, "WDP", "told"), (2023, "TMP", "revised"), (2023, "WTP", "withdrawn")],
    "an older opinion of the streak was wrong": [
        (2023, "WDP", "told"),
        (2024, "WTP", ""),
        (2023, "WTP", "withdrawn"),
    ],
}


@pytest.mark.parametrize("name", CHAINS)
def test_chains(name: str) -> None:
    region = Region()
    said = [WORDS.get(region.record((year, value)).verdict, "") for year, value, _ in CHAINS[name]]
    assert said == [expected for _, _, expected in CHAINS[name]]


def test_both_figures_are_named() -> None:
    region = Region()
    region.record((2024, "66.5"))
    revised = region.record((2024, "67"))
    assert (region.value(revised.wrong_id), revised.right and revised.right.value) == ("66.5", Decimal(67))
    withdrawn = region.record((2024, "70.5"))
    assert (region.value(withdrawn.wrong_id), withdrawn.right and withdrawn.right.value) == (
        "67",
        Decimal("70.5"),
    )


def test_a_silent_correction_between_is_no_reason_to_congratulate() -> None:
    region = Region()
    region.record((2024, "66.5"))
    assert region.record((2024, "67"), is_quiet=True).verdict is Verdict.REVISED
    withdrawn = region.record((2024, "70.5"))
    assert (withdrawn.verdict, region.value(withdrawn.wrong_id)) == (Verdict.CORRECTED, "66.5")


@pytest.mark.parametrize(
    ("batch", "expected"),
    [
        # the fall was right, only its figure was not: the new year recovers
        ([(2023, "61"), (2024, "70")], Verdict.RECOVERED),
        ([(2023, "69"), (2024, "70")], Verdict.CORRECTED),
        ([(2023, "69"), (2024, "60")], Verdict.REVISED),
        ([(2023, "61"), (2024, "60")], Verdict.REVISED),
    ],
)
def test_a_correction_and_a_new_year_in_one_batch(batch, expected) -> None:
    region = Region()
    region.record((2023, "60"))
    assert region.record(*batch).verdict is expected


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([2022, 2023, 2024, 2025]), st.sampled_from("6789")), max_size=10))
def test_nobody_is_congratulated_or_left_with_a_wrong_figure(steps: list[tuple[int, str]]) -> None:
    """Whatever is recorded and corrected in whatever order."""
    region = Region()
    for step, (year, digit) in enumerate(steps):
        value = f"{digit}0.{step}"  # 60 is low, 70 to 90 is not; every value differs from the last
        told = region.value(region.case.measurement_id) if region.case else None
        told_year = next((r.year for r in region.readings if told == str(r.value)), None)
        outcome = region.record((year, value))
        newest = outcome.assessment.reading
        assert newest is not None
        is_low = newest.value is not None and newest.value < 68
        if outcome.verdict is Verdict.RECOVERED:
            assert told_year is not None and newest.year > told_year and not is_low
        if told is not None and year == told_year:
            assert outcome.verdict is (Verdict.REVISED if is_low else Verdict.CORRECTED)
        if told is None and newest.year == year and is_low:
            assert outcome.verdict is Verdict.DROPPED
        if region.case:  # an open alert speaks of a figure that stands, and the newest is low
            assert all(r.corrects_id != region.case.measurement_id for r in region.readings)
            assert is_low
