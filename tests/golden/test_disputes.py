"""Every text about a value that is said to be wrong, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.messages import disputes
from bot.messages.render import mistake
from bot.rules.actors import TenureKind
from bot.rules.criteria import CriterionKey
from bot.rules.disputes import Collected, DisputeView, Evidence, EvidenceFull, ExplanationMissing
from bot.rules.outbox import Text
from bot.rules.readings import Reading
from tests.golden.compare import golden
from tests.golden.test_criteria import TO

AT = datetime(2025, 3, 4, 2, tzinfo=UTC)
NOTE = "Nilai SPI 2024 adalah 70,26 <sumber: KPK>"
FILES = (Evidence("document", "x", "surat <b>.pdf", 100), Evidence("photo", "y", "Gambar 2"))
SPI = Reading(
    CriterionKey.SPI,
    "SPI",
    2024,
    Decimal("60.5"),
    measurement_id=3,
    published_on=date(2025, 1, 22),
    source="https://www.kpk.go.id/spi",
    recorded_at=AT,
)
VIEW = DisputeView(
    response=7,
    alert=1,
    is_open=True,
    region_code="73.09",
    region_name="Kabupaten Maros",
    seat_id=1,
    post="Inspektur Kabupaten Maros",
    capacity=TenureKind.ASSISTANT,
    criterion=CriterionKey.SPI,
    name="SPI",
    reading=SPI,
    recorded_by="Joko",
    note=NOTE,
    responded_at=AT,
    evidence=2,
)
DECIDED = replace(
    VIEW, is_upheld=False, decided_at=AT, decided_by="Ratna", decision_note="Sesuai <pengumuman> KPK"
)

TEXTS: dict[str, Text | str] = {
    "which": disputes.which([(1, "SPI"), (2, "Kepatuhan")]),
    "ask": disputes.ask("SPI"),
    "collected_words": disputes.collected(Collected(1, NOTE), name="SPI"),
    "collected_files": disputes.collected(Collected(1, "", FILES), name="SPI"),
    "collected_both": disputes.collected(Collected(1, NOTE, FILES), name="SPI"),
    "collected_full": disputes.collected(Collected(1, NOTE, FILES[:1] * 5), name="SPI"),
    "sent": disputes.sent(Collected(1, NOTE), name="SPI"),
    "sent_files": disputes.sent(Collected(1, NOTE, FILES), name="SPI"),
    "card": disputes.card(VIEW),
    "card_bare": disputes.card(replace(VIEW, evidence=0, recorded_by="", reading=replace(SPI, source=""))),
    "card_decided": disputes.card(DECIDED),
    "files": disputes.handed_out(VIEW),
    "caption": disputes.caption(VIEW, FILES[0], number=1),
    "ask_reason": disputes.ask_reason(VIEW),
    "decided_before": disputes.decided_before(DECIDED),
    "decided_upheld": disputes.decided_before(replace(DECIDED, is_upheld=True)),
    "decided_by_value": disputes.decided_before(replace(DECIDED, is_upheld=None, decided_by="")),
    "decided_over": disputes.decided_before(replace(VIEW, is_open=False)),
    "upheld": disputes.upheld(VIEW, ["Inspektur Kabupaten Maros", "Pj. Sekretaris Daerah Kabupaten Maros"]),
    "upheld_nobody": disputes.upheld(VIEW, []),
    "told_why": disputes.told_why(VIEW, ["Inspektur Kabupaten Maros"]),
    "told_why_nobody": disputes.told_why(VIEW, []),
    "withdrawn": disputes.withdrawn(VIEW, on=date(2025, 3, 3), to=TO),
    "turned_down": disputes.turned_down(VIEW, "Sesuai <pengumuman> KPK", to=TO, batch="1"),
    "EvidenceFull": mistake(EvidenceFull()),
    "ExplanationMissing": mistake(ExplanationMissing()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"disputes/{name}", TEXTS[name])
