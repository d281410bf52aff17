"""The regions of a cohort, the worst first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.criterion_states import CriterionState
from bot.rules.cycles import PublicationState
from bot.rules.readings import Reading
from bot.rules.recap import Place, Recap, recap
from bot.rules.requirements import Requirement
from db.reference import criteria, scales
from tests.recaps import example

TODAY = date(2026, 3, 2)


def spi(value: str) -> Reading:
    return Reading(CriterionKey.SPI, "SPI", 2025, Decimal(value))


def mcp(value: str) -> Reading:
    return Reading(CriterionKey.MCP, "MCP", 2024, Decimal(value))


def need(key: str, minimum: str, stage: Stage = Stage.CALON) -> Requirement:
    return Requirement(CriterionKey(key), minimum, cohort=2026, stage=stage)


def made(regions: dict[str, list[Reading]], *rules: Requirement, **places: Place) -> Recap:
    return recap(
        [places.get(name, Place(name, name, Stage.CALON)) for name in regions],
        cohort=2026,
        stage=None,
        today=TODAY,
        criteria=criteria(),
        readings=regions,
        requirements=rules or (need("mcp", "75"), need("spi", "68")),
        scales=scales(),
    )


def names(shown: Recap) -> list[str]:
    return [region.place.name for region in shown.regions]


def test_most_criteria_below_first_then_the_least_to_spare_then_the_most_missing():
    regions = {
        "all_well": [spi("90"), mcp("90")],
        "nothing": [],
        "near": [spi("69"), mcp("90")],
        "one_deep": [spi("40"), mcp("90")],
        "one_shallow": [spi("67"), mcp("90")],
        "two": [spi("67.9"), mcp("74.9")],
        "one_value": [spi("90")],
    }
    assert names(made(regions)) == [
        "two",
        "one_deep",
        "one_shallow",
        "near",
        "all_well",
        "one_value",
        "nothing",
    ]


def test_the_order_does_not_depend_on_the_order_of_the_rows():
    regions = {f"r{at}": [spi(str(40 + at % 7 * 8)), mcp(str(60 + at % 5 * 8))] for at in range(30)}
    shuffled = list(regions.items())
    Random(5).shuffle(shuffled)
    assert names(made(dict(shuffled))) == names(made(regions))


def test_a_share_and_not_points_counts():
    """1 point of 75 is less than 1 of 68; 0.3 of 3 is more than both."""
    level = Reading(CriterionKey.SPIP, "Maturitas SPIP", 2024, Decimal("3.3"))
    regions = {"points": [spi("69")], "level": [level], "mcp": [mcp("76")]}
    rules = (need("mcp", "75"), need("spi", "68"), need("spip", "3"))
    assert names(made(regions, *rules)) == ["mcp", "points", "level"]


def test_each_region_is_judged_at_its_own_stage():
    rules = (need("spi", "68"), need("spi", "78", Stage.PENETAPAN))
    regions = {"calon": [spi("70")], "penetapan": [spi("70")]}
    shown = made(regions, *rules, penetapan=Place("penetapan", "penetapan", Stage.PENETAPAN))
    states = {region.place.name: region.states()[1] for region in shown.regions}
    assert states == {"penetapan": CriterionState.DI_BAWAH, "calon": CriterionState.WASPADA}


def test_criterion_8_is_in_no_recap():
    [region] = made({"a": []}, Requirement(CriterionKey.PERKARA, "tidak ada")).regions
    assert [line.criterion.number for line in region.lines] == [1, 2, 3, 4, 5, 6, 7]


def test_regions_are_counted_once_each():
    shown = made(
        {"a": [spi("60"), mcp("60")], "b": [spi("90"), mcp("76")], "c": []}, a=Place("a", "a", Stage.CALON, 2)
    )
    assert shown.having(CriterionState.DI_BAWAH) == 1
    assert shown.having(CriterionState.WASPADA) == 1
    assert shown.having(CriterionState.NOT_RECORDED) == 3
    assert shown.open_alerts == 2


def test_who_lacks_which_value_that_is_expected():
    shown, _ = example()
    lacking = {one.criterion.key: one for one in shown.lacking()}
    assert CriterionKey.PERKARA not in lacking
    spi_of_2025 = lacking[CriterionKey.SPI]
    assert (spi_of_2025.cycle.year, spi_of_2025.cycle.state) == (2025, PublicationState.BELUM_TERCATAT)
    assert "Kabupaten Maros" not in spi_of_2025.regions and "Kabupaten Badung" in spi_of_2025.regions
    assert lacking[CriterionKey.SPIP].cycle.state is PublicationState.TERLAMBAT
    assert list(lacking[CriterionKey.SPIP].regions) == sorted(lacking[CriterionKey.SPIP].regions)


def test_only_the_first_value_of_an_instrument_is_belum_terbit():
    """MCSP begins with 2025; of Maturitas SPIP there are earlier years, and ours are missing."""
    shown, _ = example()
    by_code = {region.place.code: region for region in shown.regions}
    assert by_code["73.09"].states()[4] is CriterionState.NOT_RECORDED
    assert by_code["52.71"].states()[0] is CriterionState.NOT_PUBLISHED
