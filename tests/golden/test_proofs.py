"""What /cek answers, and what the bot says of itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.messages import own_words, proofs
from bot.messages.proofs import BroadcastKind
from bot.rules.outbox import Text
from bot.rules.same_words import Likeness
from tests.golden.compare import golden

AT = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
ORIGINAL = "<b>Undangan rapat</b>\nYth. Inspektur Kota Bontang"
USERNAME = "permas_percontohan_kpk_bot"

TEXTS = {
    "how": proofs.how_to_check(),
    "stranger": proofs.genuine(title="Undangan rapat", sent_at=AT, original=""),
    "addressee": proofs.genuine(title="Undangan rapat", sent_at=AT, original=ORIGINAL),
    "overtaken": proofs.genuine(
        title="Undangan rapat", sent_at=AT, original=ORIGINAL, is_overtaken=True, is_known=True
    ),
    "correction": proofs.genuine(
        title="Batas unggah",
        sent_at=AT,
        original="",
        is_overtaken=True,
        kind=BroadcastKind.CORRECTION,
        likeness=Likeness.SAME,
    ),
    "different_stranger": proofs.genuine(
        title="Undangan rapat", sent_at=AT, original="", likeness=Likeness.DIFFERENT
    ),
    "different_addressee": proofs.genuine(
        title="Batas unggah",
        sent_at=AT,
        original=ORIGINAL,
        kind=BroadcastKind.FIRST,
        likeness=Likeness.DIFFERENT,
    ),
    "gone": proofs.genuine(title="Jawaban atas pertanyaan", sent_at=AT, original="", may_read=True),
    "gone_unknown": proofs.genuine(
        title="Jawaban atas pertanyaan",
        sent_at=AT,
        original="",
        may_read=True,
        likeness=Likeness.UNKNOWN,
    ),
    "not_a_number": proofs.not_a_number(),
    "no_number_forwarded": proofs.no_number_forwarded(),
    "forwarded_from_us": proofs.forwarded_from_us(),
    "not_recorded": proofs.not_recorded(),
    "sample": proofs.only_a_sample(),
    "too_many": proofs.too_many(),
    "description": Text(own_words.description(USERNAME)),
    "short_description": Text(own_words.short_description()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"proofs/{name}", TEXTS[name])


@pytest.mark.parametrize("username", [USERNAME, "x" * 32])
def test_what_the_bot_says_of_itself_fits(username):
    assert len(own_words.description(username)) <= own_words.LONGEST
    assert len(own_words.short_description()) <= own_words.LONGEST_SHORT
