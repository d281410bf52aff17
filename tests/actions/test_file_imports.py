"""``python -m bot import``: all of a file or nothing, and told like any other change."""

from __future__ import annotations

from importlib.resources import files

import pytest
from sqlalchemy import func, select

from bot.actions.file_imports import ImportKind, import_file
from bot.messages.terminal import console
from bot.rules.alerts import Verdict
from bot.rules.import_outcomes import ImportOutcome
from db.tables import AuditEntry, Candidacy, Import, Measurement, Threshold
from tests.criteria import INSPEKTUR_MAROS, confirm_thresholds, maros
from tests.fakes import World

HEAD = "region_code,criterion,year,value\n"


def example() -> bytes:
    return (files("db.reference") / "measurements.csv").read_bytes()


async def imported(
    world: World,
    kind: ImportKind,
    content: str | bytes,
    *,
    is_dry_run: bool = False,
    is_quiet: bool = False,
    filename: str = "file.csv",
) -> ImportOutcome:
    raw = content.encode() if isinstance(content, str) else content
    async with world.working() as work:
        return await import_file(
            work, kind=kind, filename=filename, content=raw, is_dry_run=is_dry_run, is_quiet=is_quiet
        )


async def count(world: World, table: type) -> int:
    async with world.sessions.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_the_example_data_is_imported_once(both_worlds: World) -> None:
    world = both_worlds
    for expected in ((77, 0, 0), (0, 0, 77)):
        outcome = await imported(world, ImportKind.MEASUREMENTS, example(), is_quiet=True)
        assert (outcome.new, outcome.changed, outcome.unchanged) == expected
    assert (await count(world, Measurement), await count(world, Import)) == (77, 1)


async def test_a_dry_run_stores_nothing_and_says_what_it_would_do(world: World) -> None:
    await maros(world)
    await confirm_thresholds(world, "spi")
    outcome = await imported(
        world, ImportKind.MEASUREMENTS, HEAD + '73.09,spi,2024,"60,5"\n', is_dry_run=True
    )
    assert console(outcome) == (
        "Would import: 1 new, 0 changed, 0 unchanged.\n"
        "Kabupaten Maros: spi is below the threshold\n"
        "Would tell Kabupaten Maros: Inspektur Kabupaten Maros, Pj. Sekretaris Daerah Kabupaten Maros"
    )
    assert (await count(world, Measurement), world.texts(INSPEKTUR_MAROS)) == (0, [])


async def test_what_is_imported_is_told_unless_quiet(world: World) -> None:
    await maros(world)
    await confirm_thresholds(world, "spi", "mcp")
    await imported(world, ImportKind.MEASUREMENTS, HEAD + "73.09,spi,2024,60\n", is_quiet=True)
    assert world.texts(INSPEKTUR_MAROS) == []
    await imported(world, ImportKind.MEASUREMENTS, HEAD + "73.09,mcp,2024,60\n")
    assert len(world.texts(INSPEKTUR_MAROS)) == 1


async def test_quiet_says_that_nobody_is_told(world: World) -> None:
    await maros(world)
    await confirm_thresholds(world, "spi")
    rows = HEAD + "73.09,spi,2024,60\n73.09,spi,2023,95\n"
    for is_dry_run, told in (
        (True, "Nobody would be told (--quiet)."),
        (False, "Nobody was told (--quiet)."),
    ):
        outcome = await imported(world, ImportKind.MEASUREMENTS, rows, is_quiet=True, is_dry_run=is_dry_run)
        assert console(outcome).splitlines()[1:] == [
            "Kabupaten Maros: SPI 2024 changes from 95 to 60, please make sure",
            "Kabupaten Maros: spi is below the threshold",
            told,
        ]


async def test_one_bad_row_and_nothing_is_stored(world: World) -> None:
    outcome = await imported(
        world, ImportKind.MEASUREMENTS, HEAD + "73.09,spi,2024,70\n73.09,mcp,2024,880\n00.00,mcp,2024,80\n"
    )
    assert console(outcome) == (
        "Row 3, column D: 880 is outside the scale of MCP (0 to 100)\n"
        "Row 4, column A: no region is called '00.00'\n"
        "Nothing was imported: 2 problem(s)."
    )
    assert await count(world, Measurement) == 0


@pytest.mark.parametrize(
    ("filename", "content", "line"),
    [
        ("a.xlsx", b"no workbook", "The file cannot be read (not_xlsx)"),
        ("a.csv", b"", "A.csv has no row below its headings"),
        ("a.csv", b"a,b\n1,2\n", "The first row lacks these headings: region, criterion, year, value"),
    ],
)
async def test_a_file_that_cannot_be_read(world: World, filename: str, content: bytes, line: str) -> None:
    outcome = await imported(world, ImportKind.MEASUREMENTS, content, filename=filename)
    assert console(outcome).splitlines() == [line, "Nothing was imported: 1 problem(s)."]


async def test_contradicting_rows_are_all_named(world: World) -> None:
    outcome = await imported(
        world, ImportKind.MEASUREMENTS, HEAD + "73.09,spi,2024,70\n73.09,spi,2024,71\n73.09,spi,2024,70\n"
    )
    assert [(p.line, p.code, p.detail["other"]) for p in outcome.problems] == [
        (2, "row_contradicts", "3"),
        (3, "row_contradicts", "2, 4"),
        (4, "row_contradicts", "3"),
    ]


async def test_equal_rows_count_once(world: World) -> None:
    outcome = await imported(
        world, ImportKind.MEASUREMENTS, HEAD + '73.09,spi,2024,70\nmaros,2,2024,"70,0"\n'
    )
    assert (outcome.new, outcome.unchanged) == (1, 0)


async def test_cohorts(both_worlds: World) -> None:
    world = both_worlds
    text = "region_code,cohort,stage,note\n73.09,2026,penetapan,\n36.71,2026,calon,x\n64.74,2026,calon,\n"
    for expected in ((1, 1, 1), (0, 0, 3)):
        outcome = await imported(world, ImportKind.CANDIDACIES, text)
        assert (outcome.new, outcome.changed, outcome.unchanged) == expected
    assert await count(world, Candidacy) == 12
    bad = await imported(
        world, ImportKind.CANDIDACIES, "region_code,cohort,stage\nblitar,2026,calon\n1,x,y\n"
    )
    assert [problem.code for problem in bad.problems] == ["region_unknown", "region_unknown"]


async def test_thresholds(both_worlds: World) -> None:
    world = both_worlds
    head = "cohort,stage,criterion,instrument,minimum,is_confirmed,source\n"
    text = head + (
        "2026,calon,spi,,68,yes,Surat KPK\n"
        "2026,penetapan,mcp,,90,no,\n"
        '2026,calon,bpk,,WTP x 2,no,"Disebut untuk 2026; aktualnews mengenai Bangka Tengah"\n'
    )
    outcome = await imported(world, ImportKind.THRESHOLDS, text)
    assert (outcome.new, outcome.changed, outcome.unchanged) == (1, 1, 1)
    async with world.sessions.reading() as session:
        spi = await session.scalar(
            select(Threshold).where(
                Threshold.criterion == "spi", Threshold.cohort == 2026, Threshold.version == 2
            )
        )
        entries = (await session.scalars(select(AuditEntry.action))).all()
    assert spi is not None
    assert (spi.minimum, spi.is_confirmed, spi.source) == ("68", True, "Surat KPK")
    assert entries.count("threshold_imported") == 2
    for minimum in ("688", "Z", "tidak ada"):
        bad = await imported(world, ImportKind.THRESHOLDS, head + f"2026,calon,sakip,,{minimum},no,\n")
        assert [problem.code for problem in bad.problems] == ["minimum_unreadable"]


async def test_what_is_told_early_is_said_on_the_command_line(world: World) -> None:
    await maros(world)
    rows = HEAD + "73.09,mcp,2023,90\n73.09,spi,2023,82.5\n"
    await imported(world, ImportKind.MEASUREMENTS, rows, is_quiet=True)
    outcome = await imported(
        world, ImportKind.MEASUREMENTS, HEAD + "73.09,mcp,2024,85\n73.09,spi,2024,77.1\n"
    )
    posts = "Inspektur Kabupaten Maros, Pj. Sekretaris Daerah Kabupaten Maros"
    assert console(outcome).splitlines()[1:] == [
        "Kabupaten Maros: mcp is lower than before, but not below a threshold; told early",
        "Kabupaten Maros: spi is in a lower category than before, but not below a threshold; told early",
        f"Told Kabupaten Maros early: {posts}",
    ]


def test_every_verdict_that_is_reported_has_words() -> None:
    """The line of a verdict is looked up, so one without words would stop the command."""
    for verdict in Verdict:
        if verdict.needs_attention:
            for is_quiet in (False, True):
                outcome = ImportOutcome(verdicts=(("Kota", "spi", verdict.value),), is_quiet=is_quiet)
                assert "Kota: spi " in console(outcome)
