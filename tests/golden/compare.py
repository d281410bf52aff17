"""Whole messages as people see them, kept as files. ``make golden`` writes them anew; read the diff."""

from __future__ import annotations

import os
from pathlib import Path

from bot.rules.outbox import Text

_HERE = Path(__file__).parent


def golden(name: str, text: Text | str) -> None:
    """The text (and its rows of buttons) equals the golden file of this name."""
    text = Text(text) if isinstance(text, str) else text
    html, buttons = text.html, text.buttons
    assert all(len((button.data or "").encode()) <= 64 for row in buttons for button in row)
    rows = [" | ".join(f"[{button.text}]" for button in row) for row in buttons]
    if text.keys:  # under the field for typing
        rows += [f"({words})" for words in (text.keys.share_number, *text.keys.says) if words]
    seen = html + "\n" + ("\n" + "\n".join(rows) + "\n" if rows else "")
    file = _HERE / f"{name}.html"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(seen, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == seen
