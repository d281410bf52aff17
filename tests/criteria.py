"""Values for tests: the published example, single lines, confirmed thresholds, officials to be told."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.recording import reader, record
from bot.rules.columns import Row
from bot.rules.value_rows import understand
from db.reference import rows
from db.tables import Alert, Threshold
from tests.builders import official
from tests.fakes import World

INSPEKTUR_MAROS = 7_000_000_011
SEKDA_MAROS = 7_000_000_012


async def record_example(world: World) -> None:
    """The 77 published values, without telling anybody."""
    found = rows("measurements")
    table: list[Row] = [list(found[0]), *([*row.values()] for row in found)]
    async with world.working() as work:
        await record(work, understand(table, reader(work)).drafts, import_id=None, is_quiet=True)


async def confirm_thresholds(world: World, *criteria: str) -> None:
    """As an admin would have done."""
    async with world.sessions.writing() as session:
        await session.execute(
            update(Threshold).where(col(Threshold.criterion).in_(criteria)).values(is_confirmed=True)
        )


async def maros(world: World) -> None:
    """The Inspektur and the Sekda of Kabupaten Maros."""
    await official(world.sessions, INSPEKTUR_MAROS, "73.09", "inspektur", name="Rahma")
    await official(world.sessions, SEKDA_MAROS, "73.09", "sekda", name="Andi", prefix="Pj.")


async def alert_states(world: World) -> list[str]:
    """The states of all alerts, oldest first."""
    async with world.sessions.reading() as session:
        found = await session.scalars(select(col(Alert.state)).order_by(col(Alert.id)))
        return [state.value for state in found]
