"""/pesan, as officers and admins read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import queue
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.queues import Failures, Queue, QueueLine, Waiting
from tests.golden.compare import golden
from tests.golden.test_fences import FENCE

AT = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
QUIET = Queue((), 0, 0, 0, 0, None, 0, {}, 0, 0, ())
BUSY = Queue(
    waiting=(
        Waiting(MessageClass.REMINDER, 12, AT - timedelta(seconds=40)),
        Waiting(MessageClass.BROADCAST, 8_412, AT - timedelta(minutes=6)),
    ),
    planned=31,
    in_flight=2,
    stuck=1,
    sent_last_minute=1_490,
    closed_for=timedelta(seconds=95),
    closed_chats=2,
    uncertain={MessageClass.BROADCAST: 3},
    resting=200,
    undelivered=7,
    failures=(Failures("undeliverable", 403, 7), Failures("ambiguous", None, 3), Failures("odd", 418, 1)),
)
LINES = [
    QueueLine(
        9,
        1,
        MessageClass.BROADCAST,
        OutboxState.UNCERTAIN,
        "ambiguous",
        "Siaran",
        "Sari",
        "Inspektur Kota Bontang",
        AT,
    ),
    QueueLine(8, 2, MessageClass.REMINDER, OutboxState.UNCERTAIN, "", "", "", "", AT),
]
LOST = [
    QueueLine(
        7,
        1,
        MessageClass.INVITATION,
        OutboxState.UNDELIVERABLE,
        "blocked",
        "Undangan rapat",
        "Budi",
        "Inspektur Kabupaten Bangka Tengah",
        AT,
    )
]

TEXTS = {
    "quiet": queue.overview(QUIET, fence=None, may_decide=True, now=AT),
    "busy": queue.overview(BUSY, fence=FENCE, may_decide=True, now=AT),
    "busy_officer": queue.overview(BUSY, fence=FENCE, may_decide=False, now=AT),
    "uncertain": queue.uncertain(LINES, more=8, may_decide=True),
    "uncertain_officer": queue.uncertain(LINES, more=None, may_decide=False),
    "uncertain_none": queue.uncertain([], more=None, may_decide=True),
    "undelivered": queue.undelivered(LOST, more=7),
    "undelivered_none": queue.undelivered([], more=None),
    "ask_again": queue.ask_about_all(MessageClass.BROADCAST, 3, newest=9, is_again=True),
    "ask_assumed": queue.ask_about_all(MessageClass.BROADCAST, 3, newest=9, is_again=False),
    "sent_again": queue.sent_again(3),
    "assumed": queue.counted_as_sent(1),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"queue/{name}", TEXTS[name])
