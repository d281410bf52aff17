"""The hash chain of the audit log: what a row's hash covers, and how personal text is kept out of it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

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
