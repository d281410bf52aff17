"""Konfirmasi takes effect once, whoever presses, however often, at the same time."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select
from sqlmodel import col

from bot.actions.imports import confirm_import, stage_value
from bot.actions.work import Work
from bot.rules.alerts import Verdict
from bot.rules.value_command import typed_value
from db.queries.people import actor_of
from db.tables import Alert, AlertNotice, Import, ImportState, Measurement, OutboxMessage
from tests.builders import JOKO, joko
from tests.criteria import confirm_thresholds, maros
from tests.fakes import ADMIN, World


async def stage(world: World, typed: str, *, update_id: int) -> tuple[int, str]:
    """A staged value and the fingerprint on its card."""
    value = typed_value(typed)
    assert value is not None
    async with world.sessions.writing() as session:
        work = Work(session, world.clock(), await actor_of(session, JOKO), update_id=update_id)
        await stage_value(work, entry=value.entry, is_quiet=False)
        import_id = await session.scalar(select(func.max(col(Import.id))))
        card = await session.scalar(
            select(col(OutboxMessage.payload)).where(col(OutboxMessage.key) == f"re:{update_id}:1")
        )
    assert import_id is not None
    assert card is not None
    return import_id, str(card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]).split(":")[3]


async def confirm(world: World, who: int, import_id: int, fingerprint: str, *, update_id: int) -> None:
    async with world.sessions.writing() as session:
        work = Work(session, world.clock(), await actor_of(session, who), update_id=update_id)
        await confirm_import(work, import_id=import_id, fingerprint=fingerprint, is_quiet=False)


async def count(world: World, table: type) -> int:
    async with world.sessions.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_ten_presses_at_once_record_once(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    staged = await stage(world, "maros spi 2024 60", update_id=1)
    presses = [confirm(world, who, *staged, update_id=10 + n) for n, who in enumerate([JOKO, ADMIN] * 5)]
    await asyncio.gather(*presses)
    assert [await count(world, table) for table in (Measurement, Alert, AlertNotice)] == [1, 1, 2]


async def test_two_cards_for_one_region_at_once_open_one_alert(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    first = await stage(world, "maros spi 2024 60", update_id=1)
    second = await stage(world, "maros spi 2023 61", update_id=2)
    await asyncio.gather(
        confirm(world, JOKO, *first, update_id=11), confirm(world, ADMIN, *second, update_id=12)
    )
    assert await count(world, Alert) == 1


async def test_a_crash_before_the_commit_leaves_nothing(world: World) -> None:
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    import_id, fingerprint = await stage(world, "maros spi 2024 60", update_id=1)
    before = await count(world, OutboxMessage)

    class Crash(BaseException):
        """The process dies here."""

    try:
        async with world.sessions.writing() as session:
            work = Work(session, world.clock(), await actor_of(session, JOKO), update_id=2)
            await confirm_import(work, import_id=import_id, fingerprint=fingerprint, is_quiet=False)
            raise Crash
    except Crash:
        pass
    assert [await count(world, table) for table in (Measurement, Alert)] == [0, 0]
    assert await count(world, OutboxMessage) == before
    await confirm(world, JOKO, import_id, fingerprint, update_id=2)
    async with world.sessions.reading() as session:
        assert (await session.scalars(select(col(Measurement.verdict)))).all() == [Verdict.DROPPED]
        assert (await session.scalars(select(col(Import.state)))).all() == [ImportState.CONFIRMED]
