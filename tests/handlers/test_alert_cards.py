"""/pantau in pages, and the card of one open notice."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.errors import Stale
from db.tables import AuditEntry
from tests.builders import BUDI, JOKO, official
from tests.criteria import INSPEKTUR_MAROS
from tests.fakes import World
from tests.handlers.alerting import fallen, promised, record


@pytest.fixture
async def told(world: World) -> World:
    return await fallen(world)


async def test_a_number_opens_the_card_and_the_look_is_recorded(told):
    await told.press(INSPEKTUR_MAROS, "Rencana")
    await promised(told)
    await told.say(JOKO, "/pantau")
    (card,) = await told.press(JOKO, "1")
    assert "- Inspektur Kabupaten Maros, 3 Maret 2025" in card
    assert "penanggung jawab Rina, Sekretaris Inspektorat, target 17 Maret 2025" in card
    assert "Langkah berikutnya: daerah ditanya mengenai rencana, " in card
    async with told.sessions.reading() as session:
        last = (await session.scalars(select(AuditEntry).order_by(col(AuditEntry.id).desc()))).first()
    assert (last.action, last.object_type, last.detail) == ("read_open_notices", "alert", {"region": "73.09"})


async def test_only_staff_open_a_card_and_only_of_what_is_open(told):
    refused = await told.press_data(INSPEKTUR_MAROS, "pantau_buka:1")
    assert refused == await told.press_data(INSPEKTUR_MAROS, "pantau_buka:99")
    assert "Maros" not in refused[0]
    await record(told, "maros spi 2025 78")
    assert await told.press_data(JOKO, "pantau_buka:1") == [mistake(Stale())]


async def test_one_cohort_the_furthest_from_its_threshold_first(told):
    await official(told.sessions, BUDI, "19.04", "inspektur", name="Budi")
    told.clock.forward(days=1)
    await record(told, "19.04 spi 2024 40")
    (shown,) = await told.say(JOKO, "/pantau 2026")
    assert shown.index("Kabupaten Bangka Tengah, SPI") < shown.index("Kabupaten Maros, SPI")
    (unknown,) = await told.say(JOKO, "/pantau 2031")
    assert "Angkatan <code>2031</code> tidak ditemukan" in unknown


async def test_more_notices_cost_no_more_queries(told):
    before = await _queries(told)
    told.clock.forward(days=1)
    await record(told, "19.04 spi 2024 40")
    assert await _queries(told) == before


async def _queries(world: World) -> int:
    seen: list[str] = []

    def note(_1: object, _2: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = world.sessions.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await world.say(JOKO, "/pantau")
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)
