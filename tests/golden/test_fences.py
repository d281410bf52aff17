"""What is held after a copy, a restored backup or a long sleep, as admins read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.messages import fences
from bot.rules.fences import Fence, FenceReason, HeldMessage
from bot.rules.outbox import MessageClass
from tests.golden.compare import golden

AT = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
FENCE = Fence(
    number=1,
    reason=FenceReason.ASLEEP,
    raised_at=datetime(2025, 3, 3, 1, 0, tzinfo=UTC),
    seen_at=datetime(2025, 2, 28, 10, 12, tzinfo=UTC),
    counts={MessageClass.INVITATION: 4, MessageClass.REMINDER: 8},
    oldest=datetime(2025, 2, 28, 10, 5, tzinfo=UTC),
    newest=AT,
)
ONE = replace(FENCE, counts={MessageClass.REMINDER: 1}, oldest=AT)
LINES = [
    HeldMessage(5, MessageClass.INVITATION, "Undangan rapat", "Sari", "Inspektur Kota Bontang", AT),
    HeldMessage(6, MessageClass.REQUEST, "", "Joko", "", AT),
    HeldMessage(7, MessageClass.REMINDER, "Pengingat rapat", "", "Inspektur Kota Bontang", AT),
    HeldMessage(8, MessageClass.RECEIPT, "", "", "", AT),
]

TEXTS = {
    "asleep": fences.card(FENCE, may_decide=True),
    "asleep_officer": fences.card(FENCE, may_decide=False),
    "one": fences.card(ONE, may_decide=True),
    "restored": fences.card(replace(FENCE, reason=FenceReason.RESTORED), may_decide=True),
    "copied": fences.card(replace(FENCE, reason=FenceReason.COPIED), may_decide=True),
    "page": fences.page(FENCE, LINES, more=8),
    "page_empty": fences.page(FENCE, [], more=None),
    "ask_send": fences.ask_to_send(FENCE),
    "ask_send_copy": fences.ask_to_send(replace(FENCE, reason=FenceReason.COPIED)),
    "ask_throw_away": fences.ask_to_throw_away(FENCE),
    "joined": fences.joined(),
    "sent": fences.sent(10, expired=2, by="Ratna", at=AT),
    "sent_all": fences.sent(12, expired=0, by="Ratna", at=AT),
    "thrown_away": fences.thrown_away(12, by="Ratna", at=AT),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"fences/{name}", TEXTS[name])
