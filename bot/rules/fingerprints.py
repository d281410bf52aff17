"""A few characters that change with what a card says: they travel in its buttons."""

from __future__ import annotations

import hashlib


def fingerprint(said: str, *, length: int = 8) -> str:
    """Of everything a press relies on; another one means that the card would do something else by now."""
    return hashlib.sha256(said.encode()).hexdigest()[:length]
