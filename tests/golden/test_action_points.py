"""Every text about action points, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.messages import action_point_cards as cards
from bot.messages import action_points as messages
from bot.messages.render import mistake
from bot.rules.action_lines import ActionLinesMistake, LineMistake, PointDraft
from bot.rules.action_points import ActionPointState, DueDate, PointStep, PointView, SameDueDate
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.errors import Problem
from bot.rules.outbox import Text
from bot.rules.sittings import addressee
from tests.golden.compare import golden
from tests.golden.meeting_views import RAKOR

NOW = datetime(2025, 4, 25, 1, 0, tzinfo=UTC)
SEAT = HeldSeat(2, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER)
SEKDA = replace(SEAT, seat_id=1, post="sekda", title="Sekretaris Daerah", prefix="Pj.")
POINT = PointView(
    7,
    1,
    "Rapat Koordinasi Pembentukan Percontohan Kabupaten/Kota Antikorupsi Tahun 2026",
    SEAT,
    "menyampaikan rencana aksi perbaikan MCP & SPI",
    date(2025, 4, 30),
    ActionPointState.OPEN,
    NOW,
)
OTHER = replace(POINT, point=8, words="melengkapi data LHKPN", due_on=date(2025, 4, 24))
LATER = replace(POINT, point=9, meeting=2, title="Rapat Evaluasi", seat=SEKDA, due_on=date(2025, 5, 30))
DONE = replace(POINT, state=ActionPointState.DONE)
DROPPED = replace(POINT, state=ActionPointState.DROPPED)
TO, VIA = addressee(SEAT), addressee(replace(SEAT, kind=TenureKind.ASSISTANT), name="Rina")
DRAFTS = [
    (PointDraft((1, 2), "menyampaikan rencana aksi", POINT.due_on), [SEKDA, SEAT]),
    (PointDraft((2,), "melengkapi data LHKPN", LATER.due_on), [SEAT]),
]

TEXTS: dict[str, Text | str] = {
    "assigned": messages.assigned([POINT], TO),
    "assigned_several": messages.assigned([POINT, OTHER], VIA),
    "reminder_soon": messages.reminder([POINT], PointStep.SOON, TO),
    "reminder_today": messages.reminder([POINT, replace(OTHER, due_on=POINT.due_on)], PointStep.TODAY, VIA),
    "moved": messages.moved(POINT, replace(POINT, due_on=date(2025, 5, 14)), TO),
    "dropped": messages.dropped(POINT, TO),
    "closed": messages.closed(DONE, was_open=True),
    "closed_before": messages.closed(DONE, was_open=False),
    "closed_dropped": messages.closed(DROPPED, was_open=False),
    "reopened": messages.reopened(POINT),
    "own": messages.own([OTHER, POINT, LATER], now=NOW),
    "own_none": messages.own([], now=NOW),
    "staff_ask": cards.ask(RAKOR, now=NOW),
    "staff_preview": cards.preview(RAKOR, DRAFTS, unreached=["Inspektur Kota Bontang"], version="0a1b2c3d"),
    "staff_stored": cards.stored(RAKOR, [POINT, OTHER], people=3),
    "staff_overview": cards.overview([OTHER, POINT, LATER], now=NOW),
    "staff_overview_many": cards.overview([replace(POINT, point=n) for n in range(1, 41)], now=NOW),
    "staff_overview_none": cards.overview([], now=NOW),
    "staff_card": cards.card(OTHER, now=NOW, may_set=True),
    "staff_card_done": cards.card(DONE, now=NOW, may_set=True),
    "staff_card_viewer": cards.card(POINT, now=NOW, may_set=False),
    "staff_ask_date": cards.ask_date(OTHER, now=NOW),
    "staff_date_preview": cards.date_preview(POINT, date(2025, 5, 14), people=2, now=NOW),
    "staff_date_preview_nobody": cards.date_preview(POINT, date(2025, 5, 14), people=0, now=NOW),
    "staff_date_set": cards.date_set(POINT, people=2),
    "staff_drop_preview": cards.drop_preview(POINT, people=2, now=NOW),
    "staff_drop_preview_nobody": cards.drop_preview(POINT, people=0, now=NOW),
    "staff_drop_done": cards.drop_done(DROPPED, people=2),
    "staff_done": cards.done(DONE, by="Rina"),
    "staff_reopened": cards.reopened(POINT, by="Rina"),
    "staff_overdue": cards.overdue([OTHER], now=NOW),
    "ActionLinesMistake": mistake(
        ActionLinesMistake(
            [
                Problem(
                    code,
                    value="Kota Bontang",
                    line=line,
                    detail={"options": "A atau B", "region": "Kota Bontang"},
                )
                for line, code in enumerate(LineMistake, start=1)
            ]
        )
    ),
    "DueDate": mistake(DueDate("besok", today=date(2025, 3, 3))),
    "SameDueDate": mistake(SameDueDate()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"action_points/{name}", TEXTS[name])
