"""An update as it travels from Telegram to its handler."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parcel:
    """One update, stored already."""

    update_id: int
    chat_id: int
    payload: dict[str, object]
