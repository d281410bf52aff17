"""The cards of a published meeting and of its sittings, whole, as staff see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import meeting_cards
from tests.golden.compare import golden
from tests.golden.meeting_views import BARE, BONTANG, CHANGED, NOW

_SITTINGS = (
    BONTANG,
    replace(BONTANG, item=3, number=3, regions=("Kabupaten Maros",), is_cancelled=True),
    replace(BONTANG, item=4, number=4, regions=("Kabupaten Manggarai Barat",), is_postponed=True),
)
TEXTS = {
    "meeting_card": lambda: meeting_cards.card(CHANGED, now=NOW),
    "meeting_card_of_all_states": lambda: meeting_cards.card(replace(CHANGED, sittings=_SITTINGS), now=NOW),
    "sitting_card": lambda: meeting_cards.sitting_card(
        CHANGED, replace(BONTANG, agenda="Pemaparan komponen dan indikator"), now=NOW
    ),
    "sitting_card_nobody": lambda: meeting_cards.sitting_card(
        CHANGED, replace(BONTANG, seats=(), regions=()), now=NOW
    ),
    "meeting_card_postponed": lambda: meeting_cards.card(
        replace(CHANGED, sittings=(_SITTINGS[2],)), now=NOW + timedelta(days=30)
    ),
    "sitting_card_over": lambda: meeting_cards.sitting_card(CHANGED, BARE, now=NOW + timedelta(days=8)),
    "sitting_card_cancelled": lambda: meeting_cards.sitting_card(CHANGED, _SITTINGS[1], now=NOW),
    "sitting_card_postponed": lambda: meeting_cards.sitting_card(CHANGED, _SITTINGS[2], now=NOW),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"meetings/{name}", TEXTS[name]())
