"""The own telephone number: asked for, kept, removed."""

from __future__ import annotations

from bot.messages.render import render
from bot.rules.outbox import ReplyKeys, Text

SHARE, DECLINE = "Bagikan nomor saya", "Tidak jadi"

_KEYS = ReplyKeys(share_number=SHARE, says=(DECLINE,))
#: Digits at the end of a number by which its owner knows it.
_SHOWN = 3


def ask(*, has_number: bool) -> Text:
    """What the number is for, with the key that shares it."""
    return Text(render("phone_ask", has_number=has_number), keys=_KEYS)


def use_the_keys() -> Text:
    """A typed number, or something else, is not taken."""
    return Text(render("phone_use_the_keys"), keys=_KEYS)


def kept(number: str) -> Text:
    return Text(render("phone_kept", end=number[-_SHOWN:]), keys=ReplyKeys())


def declined() -> Text:
    return Text(render("phone_declined"), keys=ReplyKeys())


def removed(*, was_there: bool) -> Text:
    return Text(render("phone_removed", was_there=was_there))
