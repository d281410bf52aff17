"""What a text must be so that no spreadsheet takes it for a formula, and the way back.

A cell that begins with "=", "+", "-" or "@" is calculated when a CSV is opened, or when a workbook is
saved as CSV and opened again; OWASP's ASVS (1.2.10) asks for an apostrophe before it. The same apostrophe
is taken away again where a file is read, so what is exported can be imported.
"""

from __future__ import annotations

import re

#: Blanks, invisible marks and apostrophes do not stop a spreadsheet from looking at what follows. U+FFFD
#: is here because NUL becomes it.
_RISKY = re.compile(r"['\s\0\u200b-\u200f\u2060\ufeff]*?[\t\r\n\0\ufffd=+\-@＝＋－＠﹦﹢﹣﹫]")
#: Where a spreadsheet set to semicolons, or one that cares little for quotes, begins a new cell.
_INNER = re.compile(r"([;\t\r\n])([^;\t\r\n]+)")
#: What XML 1.0 cannot hold; a workbook with such a character is reported as damaged.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: ``_x0041_`` is how a workbook writes a character by its number: such a text must not become one.
_BY_NUMBER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_767  #: characters in a cell of a workbook


def guarded(text: str) -> str:
    """``'=1+1``: an apostrophe before what would be calculated."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before ``guarded``."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def workbook_text(text: str) -> str:
    """The text as a workbook may hold it. Raises nothing: what cannot be shown becomes U+FFFD."""
    whole = _UNPRINTABLE.sub("\ufffd", guarded(text))
    whole = _BY_NUMBER.sub("_x005F_", whole).replace("\r", "_x000D_")
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…"


def csv_text(text: str) -> str:
    """The text as a CSV may hold it: guarded after every separator that somebody's settings may know."""
    inner = _INNER.sub(lambda part: part[1] + guarded(part[2]), guarded(text))
    return _UNPRINTABLE.sub("\ufffd", inner)


def read_csv_text(text: str) -> str:
    """The text as it was before ``csv_text``."""
    return unguarded(_INNER.sub(lambda part: part[1] + unguarded(part[2]), text))
