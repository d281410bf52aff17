"""Tombstones: who was erased, kept so that a restored backup erases the same people again.

A tombstone holds no name and no Telegram id, only a hash under a secret of this database: whoever has the
file alone learns nothing of anybody.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

_HEADING = "# permas-bot: erased contacts. Keep this file beside the backups; it holds no personal data."


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One erased contact. ``mac`` tells it from another person who has got the same number since."""

    contact_id: int
    mac: str
    erased_at: datetime


def mac_of(key: str, *, contact_id: int, created_at: datetime) -> str:
    """The keyed hash (HMAC-SHA256, hex) by which this person is known again. ``key`` is hex.

    By the moment the record was made: the account may have been another one when a backup was.
    """
    message = f"{contact_id}:since:{created_at.isoformat()}".encode("ascii")
    return hmac.new(bytes.fromhex(key), message, hashlib.sha256).hexdigest()


def written(tombstones: Iterable[Tombstone]) -> str:
    """The tombstones as a file, one a line, in the order of the contacts."""
    rows = sorted(tombstones, key=lambda one: one.contact_id)
    lines = [f"{one.contact_id}\t{one.mac}\t{one.erased_at.isoformat()}" for one in rows]
    return "\n".join([_HEADING, *lines]) + "\n"


def read(text: str) -> list[Tombstone]:
    """The tombstones of a file. Raises ValueError, naming the line that is none."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            contact_id, mac, erased_at = line.split("\t")
            found.append(Tombstone(int(contact_id), mac, datetime.fromisoformat(erased_at)))
        except ValueError:
            raise ValueError(f"line {number} is no tombstone") from None
    return found
