"""Whom staff call first when answers are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.coverage import CoveredSeat
from bot.rules.sittings import SittingView

MOST_NAMED = 3  #: more in one message nobody calls


@dataclass(frozen=True, slots=True)
class Call:
    """A seat that somebody should telephone, about one sitting."""

    seat: CoveredSeat
    sitting: SittingView

    @property
    def has_number(self) -> bool:
        return bool(self.seat.office_phone or self.seat.own_phone)


def in_order(calls: Sequence[Call]) -> list[Call]:
    """Those that can be called first, of these the posts that somebody holds, then the earlier sitting."""
    return sorted(
        calls,
        key=lambda call: (
            not call.has_number,
            not call.seat.line.holder,
            call.sitting.starts_at,
            call.seat.line.region_code,
            call.seat.line.seat_id,
        ),
    )
