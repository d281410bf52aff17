"""Which reminders of one person become one message."""

from __future__ import annotations

from collections.abc import Collection, Mapping

#: Contacts, and the sittings each is reminded of now.
Told = Mapping[int, Collection[int]]


def comes_along(item: int, *, readers: Collection[int], told: Told) -> bool:
    """Whether a reminder due a little later is said now: when each who reads it gets another one now, about
    another sitting. Somebody who gets none waits for its own hour, and then so does the reminder."""
    return bool(readers) and all(reader in told and item not in told[reader] for reader in readers)
