"""Every text about a change of holder, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.messages import handovers
from bot.rules.action_points import ActionPointState, PointView
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.answers import Choice, Given
from bot.rules.criteria import CriterionKey
from bot.rules.handovers import ComingSitting, Matters, OpenCase, Promise
from bot.rules.outbox import Text
from bot.rules.readings import Reading
from bot.rules.seat_views import Acting, SeatView
from bot.rules.sheets import CoverageState
from tests.example import status
from tests.golden.compare import golden
from tests.golden.meeting_views import BONTANG, EARLIER, NOW, RAKOR

SINCE = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
SARI = Acting(
    1, 1, "Sari Praktik", TenureKind.HOLDER, "Plt.", SINCE, None, CoverageState.REACHABLE, None, None, ""
)
RINA = replace(SARI, tenure_id=2, contact_id=2, name="Rina <Praktik>", kind=TenureKind.ASSISTANT, prefix="")
CICI = replace(RINA, tenure_id=3, contact_id=3, name="Cici", kind=TenureKind.DELEGATE)
VIEW = SeatView(
    4,
    "64.74",
    "Kota Bontang",
    "Kalimantan Timur",
    "Asia/Makassar",
    "inspektur",
    "Inspektur",
    "",
    (SARI, RINA, CICI),
)
SEAT = HeldSeat(4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER)
SPI_2025 = Reading(
    CriterionKey.SPI, "SPI", 2025, Decimal("60.5"), published_on=date(2025, 12, 9), source="KPK"
)
REPORT = status("73.09", "Kabupaten Maros", date(2025, 12, 15), [SPI_2025], is_confirmed=True)
LINES = {line.criterion.key: line for line in REPORT.lines}
SPI, KEPATUHAN = LINES[CriterionKey.SPI], LINES[CriterionKey.KEPATUHAN]
MATTERS = Matters(
    sittings=(
        ComingSitting(RAKOR, BONTANG, Given(Choice.HADIR, 1, NOW)),
        ComingSitting(
            RAKOR,
            EARLIER,
            Given(Choice.DIWAKILKAN, 2, NOW, "Rina, Sekretaris Inspektorat", TenureKind.ASSISTANT),
        ),
        ComingSitting(RAKOR, BONTANG, None),
    ),
    cases=(OpenCase(1, "7", SPI), OpenCase(2, "9", KEPATUHAN)),
    promises=(Promise("SPI", "Rina Praktik", date(2025, 6, 30)), Promise("Kepatuhan", "Cici", None)),
    points=(PointView(7, 1, "Rapat", SEAT, "rencana aksi", date(2025, 4, 30), ActionPointState.OPEN, NOW),),
)
ONE_BATCH = Matters(cases=(OpenCase(1, "7", SPI), OpenCase(2, "7", KEPATUHAN)))

TEXTS: dict[str, Text] = {
    "handover_preview": handovers.preview(
        VIEW, SARI, MATTERS, leaving=[RINA], staying=[CICI], open_codes=2, now=NOW
    ),
    "handover_preview_bare": handovers.preview(
        VIEW, SARI, Matters(), leaving=[], staying=[], open_codes=0, now=NOW
    ),
    "handover_done": handovers.done(VIEW, ["Sari Praktik", "Rina <Praktik>"]),
    "handover_done_by": handovers.done_by(VIEW, ["Sari Praktik"], by="Joko"),
    "handover_thanks": handovers.thanks(VIEW, name="Sari Praktik", others=[]),
    "handover_thanks_others": handovers.thanks(
        VIEW, name="Sari Praktik", others=["Sekretaris Daerah Kota Bontang"]
    ),
    "handover_summary": handovers.summary(MATTERS, seat=SEAT, beside=[CICI], now=NOW),
    "handover_summary_one_batch": handovers.summary(ONE_BATCH, seat=SEAT, beside=[], now=NOW),
    "handover_summary_copied": handovers.summary(
        ONE_BATCH, seat=replace(SEAT, post="sekda", title="Sekretaris Daerah"), beside=[], now=NOW
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"handovers/{name}", TEXTS[name])
