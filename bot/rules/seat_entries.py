"""What staff type about a seat: the telephone of the office, and the title of a post."""

from __future__ import annotations

import re

from bot.rules.errors import UserMistake

LONGEST_PHONE = 32
_PHONE = re.compile(r"[+(]?\d[\d ()./-]*(?:(?:ext|pes|pesawat)\.? ?\d{1,6})?", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 5, 20


class PhoneUnusable(UserMistake):
    """What was typed as a telephone number is none."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed[:40]


def office_phone(typed: str) -> str:
    """The number as typed, in one line; a lone "-" is none. Raises PhoneUnusable."""
    number = " ".join(typed.split())
    if number == "-":
        return ""
    digits = sum(letter.isdigit() for letter in number)
    if (
        not number.isascii()
        or len(number) > LONGEST_PHONE
        or not _FEWEST_DIGITS <= digits <= _MOST_DIGITS
        or not _PHONE.fullmatch(number)
    ):
        raise PhoneUnusable(typed)
    return number
