"""Every text about the publication calendar, whole, as staff see it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.messages import publication_calendar as texts
from bot.messages.publication_calendar import CalendarLine, WantedLine
from bot.messages.render import mistake
from bot.rules.criteria import CriterionKey
from bot.rules.cycles import Cycle, PublicationState
from bot.rules.outbox import Text
from bot.rules.publications import Publication
from bot.rules.value_requests import DelayUnusable
from db.reference import publication_calendar
from tests.golden.compare import golden

CALENDAR = publication_calendar()
STATES = PublicationState


def published(key: CriterionKey, year: int) -> Publication:
    found = CALENDAR.of(key, year)
    assert found is not None
    return found


MCP, SPI = published(CriterionKey.MCP, 2025), published(CriterionKey.SPI, 2025)
SAKIP, SPBE = published(CriterionKey.SAKIP, 2025), published(CriterionKey.SPBE, 2025)
LINES = [
    CalendarLine(Cycle(MCP, 2025, STATES.BELUM_TERBIT), 0),
    CalendarLine(Cycle(SPI, 2025, STATES.BELUM_TERCATAT), 3),
    CalendarLine(Cycle(SAKIP, 2025, STATES.TERLAMBAT), 0),
    CalendarLine(Cycle(SPBE, 2025, STATES.TERBIT), 4),
    CalendarLine(
        Cycle(published(CriterionKey.SPIP, 2025), 2025, STATES.BELUM_TERBIT, date(2026, 4, 30)),
        0,
    ),
]
MAROS = ("Kabupaten Maros",)
MANY = tuple(f"Kabupaten Praktik {number}" for number in range(1, 12))
TEXTS: dict[str, Text | str] = {
    "listed": texts.listed(LINES, cohort=2026, regions=4, may_change=True),
    "listed_viewer": texts.listed(LINES[:1], cohort=None, regions=0, may_change=False),
    "sources": texts.sources(CALENDAR.all),
    "ask_until": texts.ask_until(SPI, 2025, example="30-04-2026"),
    "delayed": texts.delayed(SPI, 2025, until=date(2026, 4, 30)),
    "lifted": texts.lifted(SPI, 2025),
    "wanted": texts.wanted([WantedLine(SPI, 2025, MAROS), WantedLine(MCP, 2025, MANY)], cohort=2026),
    "wanted_mixed": texts.wanted(
        [WantedLine(SPI, 2025, MAROS, is_out=True), WantedLine(MCP, 2025, MAROS, is_last=True)],
        cohort=2026,
    ),
    "wanted_again": texts.wanted(
        [WantedLine(SPI, 2025, ("Kota Bontang", *MAROS), is_last=True, is_out=True)],
        cohort=None,
    ),
    "DelayUnusable": mistake(DelayUnusable("besok lusa", example="30-04-2026")),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"publications/{name}", TEXTS[name])
