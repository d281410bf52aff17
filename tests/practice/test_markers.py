"""Formatting typed as in Telegram's apps."""

from __future__ import annotations

import pytest

from bot.practice.cast import SARI
from bot.practice.markers import with_markers


@pytest.mark.parametrize(
    ("typed", "text", "entities"),
    [
        ("polos", "polos", []),
        ("**tebal** dan __miring__", "tebal dan miring", [("bold", 0, 5), ("italic", 10, 6)]),
        ("~~coret~~ `kode`", "coret kode", [("strikethrough", 0, 5), ("code", 6, 4)]),
        ("\U0001f600 **a**", "\U0001f600 a", [("bold", 3, 1)]),
        ("2 ** 3 ** 4, ** a ** dan __init", "2 ** 3 ** 4, ** a ** dan __init", []),
    ],
)
def test_what_is_marked(typed, text, entities):
    found = with_markers(typed)
    assert found.text == text
    assert [(one.type, one.offset, one.length) for one in found.entities] == entities


async def test_a_person_writes_in_bold(server):
    sari = server.person(SARI)
    await sari.say("**Mohon** dibaca")
    (message,) = sari.messages()
    assert message.text == "Mohon dibaca"
    assert [entity.type for entity in message.message.body.entities] == ["bold"]
