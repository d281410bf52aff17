"""The eight criteria of one region, in the order somebody should read them."""

from datetime import date
from decimal import Decimal

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.entries import Draft, Entry, Reader
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.status import Group, StatusReport, history, report
from db.reference import criteria, gazetteer, rows, scales

COLUMNS = ("criterion", "instrument", "year", "value", "grade", "status", "published_on", "source")


def readings_of(code: str) -> list[Reading]:
    reader = Reader(scales(), gazetteer(), date(2026, 11, 23))
    found = (row for row in rows("measurements") if row["region_code"] == code)
    drafts = (reader.read(Entry(region=code, **{name: row[name] for name in COLUMNS})) for row in found)
    return [draft.reading for draft in drafts if isinstance(draft, Draft)]


def requirements() -> list[Requirement]:
    found = (row for row in rows("thresholds") if row["cohort"] == "2026")
    return [Requirement(CriterionKey(row["criterion"]), row["minimum"], source=row["source"]) for row in found]


def status(code: str, name: str, today: date, extra: list[Reading] | None = None) -> StatusReport:
    return report(
        region_code=code,
        region_name=name,
        cohort=2026,
        stage=Stage.CALON,
        today=today,
        criteria=criteria(),
        readings=readings_of(code) + (extra or []),
        requirements=requirements(),
        scales=scales(),
    )


def numbers(of: StatusReport) -> dict[str, list[int]]:
    return {group.value: [line.criterion.number for line in of.of(group)] for group in Group}


def test_bontang_in_december_2025() -> None:
    assert numbers(status("64.74", "Kota Bontang", date(2025, 12, 15))) == {
        "below": [],
        "met": [2, 4, 1, 7],
        "undecided": [],
        "missing": [3, 5, 6],
        "managed": [8],
    }


def test_maros_in_march_2025_and_after_spi_2025() -> None:
    march = status("73.09", "Kabupaten Maros", date(2025, 3, 3))
    assert numbers(march) == {
        "below": [4],
        "met": [1],
        "undecided": [7],
        "missing": [2, 3, 5, 6],
        "managed": [8],
    }
    # 70,26 is in the red band of 2025, and still above the floor
    later = status("73.09", "Kabupaten Maros", date(2025, 12, 15))
    assert numbers(later)["met"] == [2, 1]


def test_history_is_newest_first_and_only_what_is_known() -> None:
    bontang = status("64.74", "Kota Bontang", date(2025, 3, 3))
    shown = history(bontang, 2, readings_of("64.74"))
    assert shown is not None
    assert [reading.value for reading in shown.readings] == [Decimal("77.69")]
    assert history(bontang, 9, []) is None
