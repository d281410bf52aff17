"""Everything a person can read in a chat: texts, buttons, and what is in the files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from tests.fakes import Shown


def all_text(chat: Iterable[Shown]) -> str:
    return "\n".join(part for shown in chat for part in (shown.html, *shown.labels, _content(shown)))


def _content(shown: Shown) -> str:
    if shown.filename.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(shown.content)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return shown.content.decode("utf-8", "replace")
