"""Values that leave as a file come back as what they were."""

from __future__ import annotations

import pytest

from bot.actions.recording import reader, record, weigh
from bot.actions.value_exports import exported_values
from bot.pictures.sheet_reading import read_sheet
from bot.pictures.value_exports import measurements_csv, measurements_xlsx
from bot.rules.columns import HEADINGS
from bot.rules.recording import Effect
from bot.rules.value_rows import understand
from db.reference import rows
from tests.criteria import record_example
from tests.fakes import World

CORRECTION = [
    ["kode", "kriteria", "instrumen", "tahun", "nilai", "kategori", "status", "sumber"],
    ["73.09", "spi", "", 2025, 71.5, "", "final", "=Surat ralat"],
    ["73.09", "spip", "", 2024, 3.456, "", "sementara", "BPKP; sementara"],
]


async def recorded(world: World) -> None:
    """The example, one of its values corrected, and a provisional one with three decimals."""
    await record_example(world)
    async with world.working() as work:
        understood = understand(CORRECTION, reader(work))
        assert understood.problems == ()
        await record(work, understood.drafts, import_id=None, is_quiet=True)


@pytest.mark.parametrize(("name", "write"), [("n.xlsx", measurements_xlsx), ("n.csv", measurements_csv)])
async def test_imported_again_every_row_is_unchanged(world: World, name, write):
    await recorded(world)
    async with world.working() as work:
        lines = await exported_values(work, cohort=None)
        found = await read_sheet(name, write(lines))
        understood = understand(found, reader(work))
        weighed = await weigh(work, understood.drafts)
    assert found[0] == list(HEADINGS)
    assert understood.problems == ()
    assert len(weighed.additions) == len(lines) >= len(rows("measurements"))
    assert {addition.effect for addition in weighed.additions} == {Effect.UNCHANGED}
    assert {draft.reading.source for draft in understood.drafts} >= {"=Surat ralat", "BPKP; sementara"}


async def test_a_corrected_value_and_criterion_8_stay_behind(world: World):
    await recorded(world)
    async with world.working() as work:
        lines = await exported_values(work, cohort=None)
    spi = [line for line in lines if (line.region_code, line.criterion, line.year) == ("73.09", "spi", 2025)]
    assert [str(line.value) for line in spi] == ["71.5"]
    assert "perkara" not in {line.criterion for line in lines}
    assert {line.status for line in lines} == {"final", "interim"}


async def test_a_cohort_has_its_regions_only(world: World):
    await recorded(world)
    async with world.working() as work:
        everything = await exported_values(work, cohort=None)
        ours = await exported_values(work, cohort=2026)
        none = await exported_values(work, cohort=1999)
    assert none == []
    assert ours and set(ours) <= set(everything)
