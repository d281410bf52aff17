"""Numbers, lists and posts as Indonesian text. Dates are in ``bot.rules.clocks``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from babel.lists import format_list
from babel.numbers import format_decimal

_PATTERN = "#,##0.####"
_FIXED_PATTERN = "#,##0.00"


@lru_cache(maxsize=4096)  # the same few hundred values make up every status
def number(value: Decimal) -> str:
    """77,69; 90,31; 88; 3,5: decimal comma, no zeros that say nothing."""
    return format_decimal(value, format=_PATTERN, locale="id", decimal_quantization=False)


def two_decimals(value: Decimal) -> str:
    """78,00: where a limit is meant to the hundredth."""
    return format_decimal(value, format=_FIXED_PATTERN, locale="id")


def signed(value: Decimal) -> str:
    """+5,92; -7,63; 0."""
    return f"+{number(value)}" if value > 0 else number(value)


def listing(items: Sequence[str]) -> str:
    """a; a dan b; a, b, dan c."""
    return format_list(items, locale="id")


def post(title: str, region: str, *, prefix: str = "") -> str:
    """Pj. Sekretaris Daerah Kabupaten Maros."""
    return " ".join(part for part in (prefix, title, region) if part)


_COUNTS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def count(number_of: int) -> str:
    """satu, dua, …, sembilan; from 10 on in digits."""
    return _COUNTS[number_of] if 0 <= number_of < len(_COUNTS) else str(number_of)
