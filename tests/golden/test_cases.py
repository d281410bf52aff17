"""Every text about criterion 8, whole, as officers see it; what leaves by the outbox says nothing of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import cases
from bot.rules.cases import CaseCard, CaseLine, CasePage, Decided, Deed, Ending, Part, Proposal
from tests.golden.compare import golden

AT = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)
STANDS = Decided(True, AT, "Joko", "Hasan", 4)
WAITS = Proposal(7, "73.09", "Kabupaten Maros", False, AT + timedelta(days=30), "Joko", 2)
LINES = (
    CaseLine("73.09", "Kabupaten Maros", True),
    CaseLine("64.74", "Kota Bontang", None),
    CaseLine("52.71", "Kota Mataram", False),
)


def card(part: Part, *, stands: bool = True, waits: bool = True, has_colleague: bool = True) -> CaseCard:
    standing, proposal = STANDS if stands else None, WAITS if waits else None
    return CaseCard("73.09", "Kabupaten Maros", standing, proposal, part, has_colleague)


TOLD = {
    "waiting": cases.waiting(),
    "decided": cases.over(is_lapsed=False),
    "lapsed": cases.over(is_lapsed=True),
    **{deed.value: cases.receipt(deed) for deed in Deed},
}
SHOWN = {
    "list": cases.listed(CasePage((WAITS,), LINES, 1, has_more=True)),
    "list_first": cases.listed(CasePage((), LINES, 0, has_more=False)),
    "list_empty": cases.listed(CasePage((), (), 0, has_more=False)),
    "card_nothing": cases.card(card(Part.PROPOSE, stands=False, waits=False, has_colleague=False)),
    "card_stands": cases.card(card(Part.PROPOSE, waits=False)),
    "card_decide": cases.card(card(Part.DECIDE)),
    "card_own": cases.card(card(Part.TAKE_BACK, stands=False)),
    "card_wait": cases.card(card(Part.WAIT)),
    "card_outdated": cases.card(card(Part.DECIDE), ending=Ending.OUTDATED),
    "not_typed": cases.not_typed(),
}


@pytest.mark.parametrize("name", [*TOLD, *SHOWN])
def test_text(name):
    golden(f"cases/{name}", (TOLD | SHOWN)[name])


def test_what_leaves_by_the_outbox_names_no_region_and_no_value():
    for text in TOLD.values():
        assert text.buttons == ()
        assert not any(word in text.html for word in ("Maros", "73.09", "terpenuhi", "Joko"))
