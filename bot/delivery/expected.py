"""Whether the next claim may find something: known without asking the database, as far as it goes.

Broadcasts may begin a few times a second and everything else at any time, so the two are known apart: else
each look for something urgent would be a transaction that writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.claimed import Claimed, Room


class Expected:
    """At first anything is expected."""

    def __init__(self) -> None:
        self._urgent = self._any = True

    def anything(self) -> None:
        """Something came, or nothing is known any more."""
        self._urgent = self._any = True

    def found(self, claimed: Sequence[Claimed], room: Room) -> None:
        """What a claim for this room has found; where it found nothing, nothing more is expected."""
        if room.free:
            self._urgent = bool(claimed)
        if room.free and not room.urgent_only:
            self._any = bool(claimed)

    def something_for(self, room: Room) -> bool:
        """Whether a claim for this room may find something."""
        return self._urgent if room.urgent_only else self._any
