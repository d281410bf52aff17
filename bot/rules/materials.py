"""Bahan: a file that belongs to a sitting. Telegram keeps the file; we keep how to hand it out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.rules.errors import UserMistake
from bot.rules.visible import without_unseen

#: Files of one sitting: each is a message of its own.
MOST = 10
#: How long after a sitting its files are still handed out.
HANDED_OUT = timedelta(days=180)
#: So long after the last one another file is taken for one of the same sitting.
AWAITED = timedelta(minutes=30)
_LONGEST = 120


class MaterialsFull(UserMistake):
    """The sitting has as many files as it may have."""

    def __init__(self) -> None:
        super().__init__()
        self.most = MOST


@dataclass(frozen=True, slots=True)
class File:
    """A file as Telegram describes it; of a picture there is no name."""

    file_id: str
    unique_id: str
    name: str
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class MaterialView:
    """One file of a sitting."""

    material: int
    item: int
    name: str
    file_id: str
    is_photo: bool


def file_name(typed: str, *, is_photo: bool, number: int) -> str:
    """A name to be read: without hidden signs, not too long; pictures are numbered."""
    name = " ".join(without_unseen(typed).split())
    if is_photo or not name:
        return f"Gambar {number}" if is_photo else f"Berkas {number}"
    if len(name) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: _LONGEST - len(ending) - 2]}\u2026{dot}{ending}" if len(ending) < 6 else name[:_LONGEST]
