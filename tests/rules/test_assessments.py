"""Where a region stands: floors, grades, colours, streaks, and what cannot be said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.assessments import Assessment, Standing, assess
from bot.rules.criteria import CriterionKey
from bot.rules.readings import Reading
from bot.rules.requirements import Floor, Grade, NoCases, Requirement, Streak, minimum_of
from db.reference import scales

TODAY = date(2026, 3, 2)


def reading(
    criterion: CriterionKey,
    year: int,
    value: str | None = None,
    grade: str | None = None,
    *,
    instrument: str = "",
    is_final: bool = True,
    published_on: date | None = None,
    number: int = 0,
    corrects: int | None = None,
) -> Reading:
    scale = scales().find(criterion, year, instrument)
    assert scale is not None
    return Reading(
        criterion=criterion,
        instrument=scale.instrument,
        year=year,
        value=Decimal(value) if value else None,
        grade=grade,
        is_final=is_final,
        published_on=published_on,
        measurement_id=number,
        corrects_id=corrects,
    )


def judged(minimum: str | None, *readings: Reading, today: date = TODAY, instrument: str = "") -> Assessment:
    criterion = readings[0].criterion
    rules = [] if minimum is None else [Requirement(criterion, minimum, instrument=instrument)]
    return assess(readings, rules, scales(), criterion=criterion, today=today)


MCP, SPI, SAKIP = CriterionKey.MCP, CriterionKey.SPI, CriterionKey.SAKIP
KEPATUHAN, SPIP, SPBE, BPK = CriterionKey.KEPATUHAN, CriterionKey.SPIP, CriterionKey.SPBE, CriterionKey.BPK


@pytest.mark.parametrize(
    ("minimum", "value", "standing"),
    [
        (minimum, reading(*args), standing)
        for minimum, args, standing in [
            ("75", (MCP, 2024, "75"), Standing.MET),
            ("75", (MCP, 2024, "74.99"), Standing.BELOW),
            ("68", (SPI, 2024, "68"), Standing.MET),
            ("68", (SPI, 2024, "67.99"), Standing.BELOW),
            # 68 is a floor, not one end of a band: Bontang's 77,69 is no breach
            ("68", (SPI, 2024, "77.69"), Standing.MET),
            ("B", (SAKIP, 2024, "60"), Standing.BELOW),
            ("B", (SAKIP, 2024, "60.01"), Standing.MET),
            ("B", (SAKIP, 2024, None, "BB"), Standing.MET),
            ("B", (SAKIP, 2024, None, "B"), Standing.MET),
            ("B", (SAKIP, 2024, None, "CC"), Standing.BELOW),
            ("B", (KEPATUHAN, 2022, "78"), Standing.MET),
            # Maros 2022
            ("B", (KEPATUHAN, 2022, "70.37"), Standing.BELOW),
            # Mataram 2022: the number was not found, but kuning can only be C
            ("B", (KEPATUHAN, 2022, None, "kuning"), Standing.BELOW),
            # hijau is A or B: enough for B, undecided for A
            ("B", (KEPATUHAN, 2022, None, "hijau"), Standing.MET),
            ("A", (KEPATUHAN, 2022, None, "hijau"), Standing.NOT_COMPARABLE),
            # no letters in 2021, nor in Opini Ombudsman
            ("B", (KEPATUHAN, 2021, "68.1"), Standing.NOT_COMPARABLE),
            ("B", (KEPATUHAN, 2025, "86.01"), Standing.NOT_COMPARABLE),
            ("3", (SPIP, 2024, "3"), Standing.MET),
            ("3", (SPIP, 2024, "2.99"), Standing.BELOW),
            ("3", (SPIP, 2024, None, "Terdefinisi"), Standing.MET),
            ("3", (SPIP, 2024, None, "Berkembang"), Standing.BELOW),
            ("2.6", (SPBE, 2024, None, "Cukup"), Standing.BELOW),
            ("3", (SPBE, 2024, None, "Baik"), Standing.NOT_COMPARABLE),
            ("Baik", (SPBE, 2024, "2.6"), Standing.MET),
            ("", (SPBE, 2024, "1.2"), Standing.NO_THRESHOLD),
            (None, (SPBE, 2024, "1.2"), Standing.NO_THRESHOLD),
        ]
    ],
)
def test_one_value(minimum, value, standing) -> None:
    assert judged(minimum, value).standing is standing


def test_distance_change_and_band_are_told() -> None:
    seen = judged("68", reading(SPI, 2024, "77.69"), reading(SPI, 2025, "73.92"))
    assert (seen.distance, seen.change) == (Decimal("5.92"), Decimal("-3.77"))
    assert seen.band and seen.band.name == "waspada"
    assert seen.previous and seen.previous.year == 2024


def test_the_distance_of_a_grade_is_to_where_it_begins() -> None:
    assert judged("B", reading(KEPATUHAN, 2024, "90.31")).distance == Decimal("12.31")
    sakip = judged("B", reading(SAKIP, 2020, "78.07", "BB"))
    assert (sakip.distance, sakip.floor, sakip.floor_included) == (Decimal("18.07"), Decimal(60), False)


def test_no_change_across_instruments() -> None:
    seen = judged("B", reading(KEPATUHAN, 2022, "80.27"), reading(KEPATUHAN, 2025, "86.01"))
    assert (seen.change, seen.previous) == (None, None)
    assert judged("75", reading(MCP, 2024, "94"), reading(MCP, 2025, "90")).change is None


def test_interim_is_shown_but_not_judged_and_hides_nothing() -> None:
    final, interim = reading(MCP, 2024, "82"), reading(MCP, 2025, "52", is_final=False)
    seen = judged("75", final, interim)
    assert (seen.standing, seen.reading, seen.interim) == (Standing.MET, final, interim)
    alone = judged("75", interim)
    assert (alone.standing, alone.interim) == (Standing.NOT_RECORDED, interim)
    # an interim of an older year is history
    assert judged("75", reading(MCP, 2023, "1", is_final=False), final).interim is None


def test_what_is_published_later_is_not_known_yet() -> None:
    before = reading(SPI, 2024, "77.69", published_on=date(2025, 1, 22))
    after = reading(SPI, 2025, "60", published_on=date(2025, 12, 9))
    assert judged("68", before, after, today=date(2025, 12, 8)).reading == before
    assert judged("68", before, after, today=date(2025, 12, 9)).standing is Standing.BELOW


def test_a_correction_replaces_and_the_last_word_counts() -> None:
    wrong = reading(SPI, 2024, "60", number=1)
    right = reading(SPI, 2024, "70", number=2, corrects=1)
    assert judged("68", right, wrong).reading == right
    # also when it moves the value to another year
    moved = reading(SPI, 2023, "60", number=3, corrects=1)
    assert judged("68", wrong, moved).reading == moved


@pytest.mark.parametrize(
    ("opinions", "standing", "missing"),
    [
        ({2022: "WTP", 2023: "WTP"}, Standing.MET, ()),
        ({2023: "WTP"}, Standing.INCOMPLETE, (2022,)),
        ({2021: "WTP", 2023: "WTP"}, Standing.INCOMPLETE, (2022,)),
        ({2022: "WDP", 2023: "WTP"}, Standing.BELOW, ()),
        ({2023: "WDP"}, Standing.BELOW, (2022,)),
        ({2022: "WTP", 2023: "TMP"}, Standing.BELOW, ()),
        ({2018: "TW", 2022: "WTP", 2023: "WTP"}, Standing.MET, ()),
    ],
)
def test_a_streak_of_opinions(opinions, standing, missing) -> None:
    seen = judged("WTP x 2", *(reading(BPK, year, None, word) for year, word in opinions.items()))
    assert (seen.standing, seen.missing, seen.years) == (standing, missing, (2022, 2023))


def test_criterion_eight_is_managed_whatever_is_recorded() -> None:
    rules = [Requirement(CriterionKey.PERKARA, "tidak ada")]
    seen = assess([], rules, scales(), criterion=CriterionKey.PERKARA, today=TODAY)
    assert seen.standing is Standing.MANAGED


def test_a_threshold_of_one_instrument_does_not_judge_another() -> None:
    assert judged("75", reading(MCP, 2025, "70"), instrument="MCP").standing is Standing.NO_THRESHOLD
    rules = [Requirement(MCP, "75"), Requirement(MCP, "60", instrument="MCSP")]
    seen = assess([reading(MCP, 2025, "70")], rules, scales(), criterion=MCP, today=TODAY)
    assert (seen.standing, seen.floor) == (Standing.MET, Decimal(60))


@pytest.mark.parametrize(
    ("printed", "meaning"),
    [
        ("75", Floor(Decimal(75))),
        ("73,6", Floor(Decimal("73.6"))),
        ("B", Grade("B")),
        ("WTP x 2", Streak("WTP", 2)),
        ("wtp × 3", Streak("WTP", 3)),
        ("tidak ada", NoCases()),
        ("", None),
        ("  ", None),
    ],
)
def test_minimum_of(printed, meaning) -> None:
    assert minimum_of(printed) == meaning


@given(st.decimals("0", "100", places=2), st.decimals("0", "100", places=0))
def test_below_is_exactly_less_than(value: Decimal, floor: Decimal) -> None:
    seen = judged(str(floor), reading(SPI, 2024, str(value)))
    assert (seen.standing is Standing.BELOW) == (value < floor)
    assert seen.distance == value - floor


@given(st.lists(st.sampled_from(["WTP", "WDP", "TMP", "TW", None]), min_size=1, max_size=8))
def test_a_missing_year_alone_is_never_below(opinions: list[str | None]) -> None:
    readings = [reading(BPK, 2015 + i, None, word) for i, word in enumerate(opinions) if word]
    if not readings:
        return
    seen = judged("WTP x 2", *readings)
    last_two = [r.grade for r in readings if r.year in seen.years]
    assert (seen.standing is Standing.BELOW) == any(grade != "WTP" for grade in last_two)
