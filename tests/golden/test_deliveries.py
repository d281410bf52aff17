"""/bukti, as staff see it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.messages import deliveries
from bot.rules.actors import TenureKind
from bot.rules.answers import Channel, Choice, Given
from bot.rules.deliveries import Delivery, Unwritten, Whose
from bot.rules.outbox import OutboxState
from db.reference import gazetteer
from tests.golden.compare import golden

AT = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
ANSWER = Given(Choice.HADIR, 1, datetime(2025, 3, 3, 2, 10, tzinfo=UTC), channel=Channel.TELEPON)


def delivery(title: str, state: OutboxState, reason: str = "", **more: object) -> Delivery:
    common = {
        "number": 12,
        "at": AT,
        "contact_id": 1,
        "name": "Sari",
        "post": "Inspektur Kota Bontang",
        "zone": "Asia/Makassar",
        "version": None,
        "attempts": 1,
        "may_be_duplicate": False,
        "message_id": None,
        "proof_code": "k7m2q9x4pa",
        "html": "",
    }
    return Delivery(**{**common, **more, "title": title, "state": state, "reason": reason})


LINES = [
    delivery("Perubahan jadwal rapat", OutboxState.UNDELIVERABLE, "blocked", version=2),
    delivery("Undangan rapat", OutboxState.SENT, version=1, message_id=17, answers=(ANSWER,)),
    delivery("Siaran", OutboxState.SENT, message_id=18, read_at=ANSWER.given_at),
    delivery("Pengingat rapat", OutboxState.WITHDRAWN, "outdated"),
    delivery("Pemberitahuan capaian kriteria", OutboxState.SENT, message_id=16, may_be_duplicate=True),
]
OF_REGION = Whose(region_code="64.74")
PLACES = [gazetteer().find(name).place for name in ("kota bontang", "kabupaten bintan")]

TEXTS = {
    "choose": deliveries.choose_region([("19.04", "Kabupaten Bangka Tengah"), ("64.74", "Kota Bontang")]),
    "choose_any": deliveries.choose_region([]),
    "which": deliveries.which_region("bontan", PLACES),
    "unreadable": deliveries.unreadable("rapat 1"),
    "nobody": deliveries.nobody(),
    "page": deliveries.page(
        OF_REGION,
        heading="Kota Bontang",
        lines=LINES,
        seats=[(5, "Sekretaris Daerah"), (6, "Inspektur")],
        older_than=12,
    ),
    "page_of_siaran": deliveries.page(
        Whose(broadcast_id=5),
        heading="siaran 5, Batas unggah dokumen MCSP",
        lines=[
            delivery("RALAT: Batas unggah", OutboxState.SENT, message_id=19),
            delivery("Batas unggah", OutboxState.SENT, message_id=18, is_edit=True),
            delivery("Batas unggah", OutboxState.UNDELIVERABLE, "nothing_to_edit", is_edit=True),
            delivery(
                "Batas unggah",
                OutboxState.SENT,
                message_id=18,
                rewritten_at=ANSWER.given_at,
                name="Rina",
                kind=TenureKind.ASSISTANT,
            ),
        ],
        seats=[],
        older_than=None,
        unwritten=[
            Unwritten(
                f"Inspektur Kabupaten Uji {number}",
                "Tuti",
                number,
                "Asia/Jakarta",
                deliveries.why_unwritten(was_reachable=number == 2),
            )
            for number in range(1, 13)
        ],
    ),
    "page_empty": deliveries.page(
        Whose(seat_id=5), heading="Inspektur Kota Bontang", lines=[], seats=[], older_than=None
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"deliveries/{name}", TEXTS[name])
