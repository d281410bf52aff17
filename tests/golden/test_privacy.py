"""Every text about one's own data, as people see it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.messages import privacy
from tests.golden.compare import golden

AT = datetime(2025, 3, 11, 2, 5, tzinfo=UTC)
SEATS = ["Plt. Inspektur Kota Bontang"]

TEXTS = {
    "own_data": privacy.own_data(
        name="Sari",
        telegram_id=7_000_000_001,
        phone="62800000005",
        seats=SEATS,
        consented_at=AT,
        notice_version="2026-11.2",
        traces=[(AT, "membaca data pejabat, oleh Joko (petugas 2)")],
        is_official=True,
    ),
    "own_data_staff": privacy.own_data(
        name="Joko",
        telegram_id=900_000_002,
        phone="",
        seats=[],
        consented_at=None,
        notice_version="",
        traces=[],
        is_official=False,
    ),
    "own_file_caption": privacy.own_file_caption(),
    "ask_stop": privacy.ask_stop(SEATS),
    "stopped": privacy.stopped(has_stopped=True),
    "stopped_not": privacy.stopped(has_stopped=False),
    "ask_erase": privacy.ask_erase(SEATS),
    "erase_kept": privacy.erase_kept(),
    "erased": privacy.erased(),
    "seat_left": privacy.seat_left(post_name="Inspektur Kota Bontang", name="Sari"),
    "seat_erased": privacy.seat_erased(post_name="Inspektur Kota Bontang"),
    "retention_report": privacy.retention_report(date(2025, 3, 1), {"requests": 2, "bodies": 120}),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"privacy/{name}", TEXTS[name])
