"""A thousand random histories of one criterion, held against an inspector who knows none of our rules."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from bot.rules.alerts import Verdict
from bot.rules.criteria import CriterionKey
from bot.rules.outcomes import Outcome
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from tests.rules.oracle import Inspector
from tests.rules.recorded import Recorded

SERIES = 1000
SAID = {
    Verdict.DROPPED: "low",
    Verdict.STAFF_ONLY: "staff",
    Verdict.STILL_LOW: "still low",
    Verdict.RECOVERED: "recovered",
    Verdict.REVISED: "revised",
    Verdict.CORRECTED: "withdrawn",
    Verdict.FELL: "fell",
    Verdict.BAND_DROPPED: "lower category",
    Verdict.AMENDED: "put right",
}


def points(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100


def spi(year: int, hundredths: int, *, is_final: bool = True) -> Reading:
    return Reading(CriterionKey.SPI, "SPI", year, points(hundredths), is_final=is_final)


def inspector_of(chance: Random) -> Inspector:
    """A threshold, sometimes with a margin or a mark of its own, mostly confirmed."""
    threshold = chance.choice([6800, 7000, 7500])
    return Inspector(
        threshold,
        margin=chance.choice([300, 0, 100, 500]),
        mark=threshold + chance.choice([0, 0, 100, 400]),
        is_confirmed=chance.random() < 0.9,
    )


def rule_of(inspector: Inspector) -> Requirement:
    return Requirement(
        CriterionKey.SPI,
        str(points(inspector.threshold)),
        is_confirmed=inspector.is_confirmed,
        margin=None if inspector.margin == 300 else points(inspector.margin),
        recovery=None if inspector.mark == inspector.threshold else points(inspector.mark),
    )


def next_event(chance: Random, inspector: Inspector) -> tuple[str, int, int]:
    """A value near the edges: of a new year (perhaps after a gap), older, put right, or interim."""
    newest = max(inspector.values, default=2021)
    base = chance.choice(
        [inspector.threshold, inspector.mark, 7300, 7370, 7750, 7800, *inspector.values.values()]
    )
    value = base + chance.choice([-800, -300, -60, -49, -1, 0, 1, 49, 60, 300, 800])
    kind = chance.choice(["new", "new", "new", "new", "right", "older", "interim"])
    year = newest + chance.choice([1, 1, 1, 2, 3])
    if kind == "right" and inspector.values:
        year = chance.choice(sorted(inspector.values))
    if kind == "older":
        year = chance.randint(2022, max(2022, newest))
    return kind, year, value


def play(seed: int) -> tuple[Inspector, Recorded, list[str]]:
    """One series; whatever is said differs in nothing from what the inspector expects."""
    chance = Random(seed)
    inspector = inspector_of(chance)
    region = Recorded([rule_of(inspector)], date(2100, 1, 1))
    said = []
    for _ in range(chance.randint(2, 10)):
        kind, year, value = next_event(chance, inspector)
        if kind == "interim":
            [outcome] = region.record(spi(year, value, is_final=False))
            assert says(outcome) == ("", 0)
        elif inspector.values.get(year) != value:
            [outcome] = region.record(spi(year, value))
            expected = inspector.hears(year, value)
            assert says(outcome) == expected, (seed, said, year, value)
            assert outcome.assessment.margin == inspector.state(), (seed, said, year, value)
            said.append(expected[0])
    return inspector, region, said


def says(outcome: Outcome) -> tuple[str, int]:
    return SAID.get(outcome.verdict, ""), len(outcome.untrue)


@pytest.mark.parametrize("part", range(4))
def test_random_series(part: int) -> None:
    for seed in range(part, SERIES, 4):
        _, region, said = play(seed)
        told = [each for each in said if each in ("low", "recovered", "withdrawn")]
        # an alert is opened once, and only what ended may be opened again
        assert all(each == ("low" if place % 2 == 0 else told[place]) for place, each in enumerate(told))
        assert "low" not in told[1::2]
        assert bool(region.cases) == (len(told) % 2 == 1)


def test_the_series_say_everything_there_is_to_say() -> None:
    counted = Counter(each for seed in range(0, SERIES, 4) for each in play(seed)[2])
    assert set(counted) == {*SAID.values(), ""}
    assert min(counted.values()) >= 5


def test_one_alert_per_crossing_when_nothing_is_put_right() -> None:
    """Counted by hand: down past the threshold, then up to the mark, and nothing in between."""
    for seed in range(300):
        chance = Random(seed)
        inspector = inspector_of(chance)
        inspector.is_confirmed = True
        region = Recorded([rule_of(inspector)], date(2100, 1, 1))
        is_open, crossings, verdicts = False, [], []
        for year in range(2022, 2034):
            value = chance.randint(inspector.threshold - 200, inspector.mark + 200)
            if not is_open and value < inspector.threshold:
                is_open, crossed = True, [Verdict.DROPPED]
            elif is_open and value >= inspector.mark:
                is_open, crossed = False, [Verdict.RECOVERED]
            else:
                crossed = []
            crossings += crossed
            [outcome] = region.record(spi(year, value))
            verdicts += [outcome.verdict] if outcome.verdict.speaks else []
        assert verdicts == crossings
