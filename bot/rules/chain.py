"""The hash chain of the audit log: what a row's hash covers, and how personal text is kept out of it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

#: What the first entry is chained to.
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it is chained. ``detail`` holds ids and codes only."""

    at: datetime
    actor_kind: str
    actor_id: int | None
    action: str
    object_type: str
    object_id: str = ""
    about_contact_id: int | None = None
    detail: Mapping[str, object] = field(default_factory=dict)
    update_id: int | None = None
    text_hash: str = ""


def plain(detail: Mapping[str, object]) -> dict[str, object]:
    """``detail`` as JSON gives it back: what is hashed today must be what is read in ten years."""
    kept: dict[str, object] = json.loads(json.dumps(detail, default=str))
    return kept


def chained(entry: Entry, *, number: int, previous: str) -> str:
    """The hash of an entry at this place of the chain (SHA-256, hex), after the one before it."""
    fields = asdict(entry) | {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "detail": plain(entry.detail),
        "number": number,
    }
    content = json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{content}".encode("ascii")).hexdigest()


def new_salt() -> str:
    """A fresh salt for a personal text, as hex."""
    return secrets.token_hex(16)


def salted(text: str, *, salt: str) -> str:
    """The hash of a personal text that stands in the chain; without the salt nobody can guess the text."""
    return hashlib.sha256(f"{salt}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is stored, with its place in the chain and its personal text, if that is still there."""

    number: int
    entry: Entry
    hash: str
    salt: str = ""
    text: str | None = None


class Damage(StrEnum):
    """How a chain can be wrong."""

    MISSING = "missing"  #: numbers are left out
    CHANGED = "changed"  #: the entry, or the hash before it, is not what was chained
    TEXT_CHANGED = "text_changed"  #: the personal text is another one (an erased one is in order)
    CUT = "cut"  #: the end of the chain is not the last entry


@dataclass(frozen=True, slots=True)
class Break:
    """One place where the chain does not hold. ``number`` is that of the entry, or the first missing one."""

    number: int
    damage: Damage


@dataclass(slots=True)
class Chain:
    """Follows a chain from its beginning; ``breaks`` holds every place where it does not hold."""

    number: int = 0
    hash: str = GENESIS
    breaks: list[Break] = field(default_factory=list)

    def follow(self, link: Link) -> None:
        """The next entry, in the order of its number. After a break it goes on with what is stored."""
        if link.number != self.number + 1:
            self.breaks.append(Break(self.number + 1, Damage.MISSING))
        elif chained(link.entry, number=link.number, previous=self.hash) != link.hash:
            self.breaks.append(Break(link.number, Damage.CHANGED))
        if link.text is not None and salted(link.text, salt=link.salt) != link.entry.text_hash:
            self.breaks.append(Break(link.number, Damage.TEXT_CHANGED))
        self.number, self.hash = link.number, link.hash

    def end(self, *, number: int, hash: str) -> None:
        """What the database names as the end."""
        if (number, hash) != (self.number, self.hash):
            self.breaks.append(Break(self.number + 1, Damage.CUT))
