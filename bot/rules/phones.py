"""Telephone numbers as people write them: which one WhatsApp knows, and the link that opens it."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.rules.errors import UserMistake

#: Indonesian mobile numbers after the country code: 8, then no zero, nine to twelve digits in all.
_MOBILE = re.compile(r"8[1-9]\d{7,10}")
#: A number with the code of another country; the longest there may be has fifteen digits (ITU-T E.164).
_ABROAD = re.compile(r"[1-9]\d{7,14}")
#: Several numbers in one cell.
_BETWEEN = re.compile(r"[/,;|\n]|\batau\b|\bdan\b", re.IGNORECASE)
_PUNCTUATION = str.maketrans("", "", " \t\u00a0-.()\u2010\u2011\u2012\u2013\u2014")


def whatsapp_number(*typed: str) -> str | None:
    """The first of these that can be a mobile telephone, as wa.me wants it: 6281234567890.

    A landline is no WhatsApp number, nor is anything with letters in it.
    """
    for text in typed:
        for part in _BETWEEN.split(text):
            number = _international(part.translate(_PUNCTUATION))
            if number is not None:
                return number
    return None


def _international(number: str) -> str | None:
    if number.startswith("00"):
        number = f"+{number[2:]}"
    local = re.sub(r"^(?:\+?620?|0)(?=8)", "", number)
    if _MOBILE.fullmatch(local):
        return f"62{local}"
    is_abroad = number.startswith("+") and not number.startswith("+62")
    return number[1:] if is_abroad and _ABROAD.fullmatch(number[1:]) else None


class CardRefused(UserMistake):
    """A contact card that does not show the own number of whoever sent it."""


def shared_number(number: str, *, of: int | None, sender: int, is_forwarded: bool) -> str:
    """The number of a contact card, with the country code: +6281234567890.

    ``of`` is whose account Telegram says it is. Raises CardRefused unless it is the sender's own card.
    """
    digits = number.translate(_PUNCTUATION).removeprefix("+")
    if digits.startswith("0"):
        digits = f"62{digits[1:]}"
    is_number = digits.isascii() and _ABROAD.fullmatch(digits)
    if of != sender or is_forwarded or not is_number:
        raise CardRefused
    return f"+{digits}"


def whatsapp_link(number: str, text: str) -> str:
    """The address that opens a chat with this number, with the text ready to be sent."""
    return f"https://wa.me/{number}?text={quote(text, safe='')}"
