"""/terbit over a fake Telegram, and the officers who are asked for values that should be out."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.clocks import WIB
from bot.rules.errors import Forbidden, Stale
from bot.rules.value_requests import DelayUnusable
from db.tables import Candidacy, ValueRequest
from tests.builders import JOKO, SARI, joko, sari, staff
from tests.criteria import record_example
from tests.fakes import World

LIA, RINA = 900_000_005, 900_000_006
ASKED = "Nilai yang perlu dicatat"
AGAIN = "Masih menunggu nilai"


def at(world: World, year: int, month: int, day: int, hour: int = 9) -> None:
    """On the clock of the capital."""
    world.clock.at = datetime(year, month, day, hour, tzinfo=WIB)


async def asked(world: World, telegram_id: int = JOKO) -> list[str]:
    """What an officer was asked for, once the clock has been looked at."""
    await world.tick()
    return [text for text in world.texts(telegram_id) if ASKED in text or AGAIN in text]


@pytest.fixture
async def office(world: World) -> World:
    """The published values are recorded; it is a Monday in December 2025."""
    at(world, 2025, 12, 15, 6)
    await joko(world.sessions)
    await record_example(world)
    return world


async def test_nobody_is_asked_while_nobody_keeps_values(world):
    at(world, 2025, 12, 15)
    await joko(world.sessions)
    assert await asked(world) == []


async def test_officers_are_asked_once_in_working_hours_for_everything_that_is_due(office):
    assert await asked(office) == []  # it is six in the morning
    at(office, 2025, 12, 15)
    (text,) = await asked(office)
    assert "<b>SAKIP 2025</b> (Kementerian PANRB): " in text
    assert "SPI 2025" not in text  # out since 9 December: others have it not yet two weeks
    assert "Maturitas SPIP 2025" not in text  # expected until February
    at(office, 2025, 12, 16)
    assert len(await asked(office)) == 1
    (row,) = [label for label in office.last(JOKO).labels if "SAKIP" in label]
    assert row == "Belum terbit: SAKIP 2025"


async def test_asked_once_more_after_thirty_days_and_not_again(office):
    at(office, 2025, 12, 15)
    await asked(office)
    at(office, 2026, 1, 13)
    assert not [text for text in await asked(office) if AGAIN in text and "SAKIP" in text]
    at(office, 2026, 1, 15)
    found = await asked(office)
    assert "<b>SAKIP 2025</b>" in found[-1] and "permintaan terakhir" in found[-1]
    for month in (2, 3, 4, 5, 6):
        at(office, 2026, month, 17)
        await office.tick()
    assert sum("<b>SAKIP 2025</b>" in text for text in await asked(office)) == 2


async def test_a_day_off_and_a_downtime_lose_nothing_and_repeat_nothing(office):
    at(office, 2025, 12, 25)  # Christmas
    assert await asked(office) == []
    at(office, 2025, 12, 29)
    assert len(await asked(office)) == 1
    async with office.sessions.reading() as session:
        rows = await session.scalar(select(func.count()).select_from(ValueRequest))
    await office.tick()
    async with office.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ValueRequest)) == rows


async def test_each_officer_is_asked_for_the_own_regions(office):
    rina = await staff(office.sessions, RINA, Role.OFFICER, name="Rina")
    async with office.sessions.writing() as session:
        of_maros = update(Candidacy).where(col(Candidacy.region_code) == "73.09").values(officer_id=rina)
        await session.execute(of_maros)
    at(office, 2025, 12, 15)
    (own,) = await asked(office, RINA)
    (others,) = await asked(office)
    assert "Kabupaten Maros" in own
    assert "SAKIP 2025</b> (Kementerian PANRB): " in others and "Kabupaten Maros" not in others


async def test_a_publisher_that_is_late_silences_the_request_until_that_day(office):
    (question,) = await office.press_data(JOKO, "terbit_tunda:sakip:2025")
    assert "SAKIP 2025 belum terbit" in question
    (again,) = await office.say(JOKO, "kemarin")
    assert again == mistake(DelayUnusable("kemarin", example=again.split("<code>")[1].split("</code>")[0]))
    (done,) = await office.say(JOKO, "31 Januari 2026")
    assert "ditunda sampai <b>Sabtu, 31 Januari 2026</b>" in done
    at(office, 2025, 12, 15)
    assert not [text for text in await asked(office) if "SAKIP" in text]
    (shown,) = await office.say(JOKO, "/terbit")
    assert "Belum terbit, ditunda s.d. 31 Januari 2026" in shown
    at(office, 2026, 2, 2)
    assert [text for text in await asked(office) if "SAKIP 2025" in text]


async def test_a_new_officer_is_asked_although_others_were(office):
    at(office, 2025, 12, 15)
    await asked(office)
    await staff(office.sessions, RINA, Role.OFFICER, name="Rina")
    at(office, 2025, 12, 16)
    (text,) = await asked(office, RINA)
    assert ASKED in text and "permintaan terakhir" not in text
    assert len(await asked(office)) == 1


async def test_what_others_have_cannot_be_said_to_be_late(office):
    await office.press_data(JOKO, "terbit_tunda:spi:2025")
    await office.say(JOKO, "31-01-2026")
    at(office, 2025, 12, 29)  # others have theirs since the fifteenth
    (text,) = await asked(office)
    assert "<b>SPI 2025</b> (KPK; telah terbit): " in text
    assert "Belum terbit: SPI 2025" not in office.last(JOKO).labels


async def test_a_delay_is_lifted_once(office):
    await office.press_data(JOKO, "terbit_tunda:sakip:2025")
    await office.say(JOKO, "31-01-2026")
    await office.say(JOKO, "/terbit")
    card = office.last(JOKO)
    (lifted,) = await office.press(JOKO, "Batalkan penundaan: SAKIP 2025", on=card)
    assert "dibatalkan" in lifted
    assert await office.press(JOKO, "Batalkan penundaan: SAKIP 2025", on=card) == [mistake(Stale())]


async def test_the_calendar_counts_the_cohort_and_names_its_sources(office):
    (shown,) = await office.say(JOKO, "/terbit")
    assert "<b>SPI 2025</b>, KPK\nTelah terbit, belum tercatat; tercatat 3 dari 4 daerah" in shown
    assert "<b>SAKIP 2025</b>, Kementerian PANRB\nTerlambat terbit, diperkirakan" in shown
    (found,) = await office.press(JOKO, "Sumber jadwal")
    assert "9 Desember 2025" in found


async def test_viewers_read_and_officials_do_not_know_it(office):
    await staff(office.sessions, LIA, Role.VIEWER, name="Lia")
    await sari(office.sessions)
    (shown,) = await office.say(LIA, "/terbit")
    assert "Jadwal publikasi nilai" in shown
    assert office.last(LIA).labels == ["Sumber jadwal"]
    assert await office.press_data(LIA, "terbit_tunda:sakip:2025") == [mistake(Stale())]
    assert await office.say(SARI, "/terbit") == [mistake(Forbidden())]
    assert await office.press_data(SARI, "terbit_sumber") == [mistake(Stale())]


@pytest.mark.parametrize("forged", ["sakip:1", "perkara:2025", "x:2025", "spip:2019", "spi:99999999999"])
async def test_a_period_nobody_publishes_is_a_stale_button(office, forged):
    assert await office.press_data(JOKO, f"terbit_tunda:{forged}") == [mistake(Stale())]
