"""Every text about days off, whole, as staff see it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.messages import days_off
from bot.messages.render import mistake
from bot.rules.days_off import DayOffNeedless, DayOffUnusable, NamedDay
from bot.rules.outbox import Text
from bot.rules.working_days import holidays_between
from tests.golden.compare import golden

DAY = NamedDay(date(2025, 7, 4), "Hari Jadi Kabupaten <Maros>")
UNTIL = date(2026, 3, 3)
NATIONAL = holidays_between(date(2025, 3, 3), UNTIL)

TEXTS: dict[str, Text | str] = {
    "days_off": days_off.listed([(DAY.on, DAY.name)], national=NATIONAL, until=UNTIL, may_change=True),
    "days_off_viewer": days_off.listed([], national=NATIONAL[:2], until=date(2040, 3, 3), may_change=False),
    "day_off_ask": days_off.ask(example="11-03-2025"),
    "day_off_added": days_off.added(DAY, is_new=True, moved=12, sittings=[(2, 1), (2, 3), (4, 1)]),
    "day_off_added_none": days_off.added(DAY, is_new=True, moved=0, sittings=[]),
    "day_off_added_again": days_off.added(DAY, is_new=False, moved=0, sittings=[]),
    "day_off_removed": days_off.removed(DAY.on, moved=3),
    "day_off_removed_none": days_off.removed(DAY.on, moved=0),
    "DayOffUnusable": mistake(DayOffUnusable("Hari Jadi", example="11-03-2025")),
    "DayOffUnusable_empty": mistake(DayOffUnusable("", example="11-03-2025")),
    "DayOffNeedless": mistake(DayOffNeedless(date(2025, 3, 31), "Hari Raya Idul Fitri")),
    "DayOffNeedless_weekend": mistake(DayOffNeedless(date(2025, 7, 5), "")),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"days_off/{name}", TEXTS[name])
