"""What waits for the morning and is put right quietly meanwhile is never said."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.rules.outbox import OutboxState
from db.tables import OutboxMessage
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, alert_states
from tests.fakes import World
from tests.handlers.developments import EARLY, NOTICE, record, record_file, titles, with_officials


@pytest.fixture
async def night(world: World) -> World:
    """Ten in the evening there: notices about values wait for nine o'clock."""
    told = await with_officials(world)
    await record_file(told, "73.09,spi,2023,80", "73.09,mcp,2023,90")
    told.clock.forward(hours=12)
    return told


async def morning(world: World) -> None:
    world.clock.forward(hours=12)
    await world.tick()


async def test_a_fall_that_was_none_is_never_told(night: World) -> None:
    await record(night, "maros spi 2024 60")
    await record(night, "maros spi 2024 80,5 diam")
    await morning(night)
    assert titles(night, INSPEKTUR_MAROS) == titles(night, SEKDA_MAROS) == []
    assert await alert_states(night) == ["withdrawn"]


async def test_what_else_waits_with_a_wrong_early_notice_is_still_told(night: World) -> None:
    await record_file(night, "73.09,spi,2024,75", "73.09,mcp,2024,85")
    await record(night, "maros spi 2024 80,5 diam")
    await morning(night)
    assert titles(night, INSPEKTUR_MAROS) == [EARLY]
    text = night.texts(INSPEKTUR_MAROS)[0]
    assert "MCP 2024" in text and "SPI" not in text


async def test_whoever_has_heard_is_not_told_by_a_quiet_correction(night: World) -> None:
    await record(night, "maros spi 2024 60")
    await morning(night)
    assert titles(night, INSPEKTUR_MAROS) == [NOTICE]
    await record(night, "maros spi 2024 80,5 diam")
    assert titles(night, INSPEKTUR_MAROS) == [NOTICE]


async def test_a_fall_that_waits_is_told_with_the_figure_put_right_meanwhile(night: World) -> None:
    await record(night, "maros spi 2024 60")
    await record(night, "maros spi 2024 62 diam")
    await morning(night)
    assert titles(night, INSPEKTUR_MAROS) == [NOTICE]
    text = night.texts(INSPEKTUR_MAROS)[0]
    assert "SPI 2024: <b>62</b>" in text and "60" not in text
    assert await alert_states(night) == ["open"]


async def test_whoever_could_not_be_told_of_the_fall_hears_nothing_of_its_end(night: World) -> None:
    await record(night, "maros spi 2024 60")
    async with night.sessions.writing() as session:  # as the postman does when they blocked the bot
        waiting = col(OutboxMessage.key).startswith("al:")
        lost = update(OutboxMessage).where(waiting).values(state=OutboxState.UNDELIVERABLE)
        await session.execute(lost)
    await morning(night)
    await record(night, "maros spi 2025 80")
    assert titles(night, INSPEKTUR_MAROS) == titles(night, SEKDA_MAROS) == []
    assert await alert_states(night) == ["recovered"]
