"""Every text about the own telephone number, whole, as people see it."""

from __future__ import annotations

import pytest

from bot.messages import phones
from bot.messages.render import mistake
from bot.rules.outbox import Text
from bot.rules.phones import CardRefused
from tests.golden.compare import golden

TEXTS: dict[str, Text | str] = {
    "phone_ask": phones.ask(has_number=False),
    "phone_ask_again": phones.ask(has_number=True),
    "phone_use_the_keys": phones.use_the_keys(),
    "phone_kept": phones.kept("+6281234567890"),
    "phone_declined": phones.declined(),
    "phone_removed": phones.removed(was_there=True),
    "phone_removed_none": phones.removed(was_there=False),
    "CardRefused": mistake(CardRefused()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"phones/{name}", TEXTS[name])
