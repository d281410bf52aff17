"""Which two regions may exchange their sittings, and what stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.rules.sittings import MeetingView, SittingView


@dataclass(frozen=True, slots=True)
class Side:
    """One region in one sitting, with its invited seats."""

    sitting: SittingView
    region_code: str
    region: str
    seats: frozenset[int]


def sides(meeting: MeetingView, regions: Mapping[int, tuple[str, str]]) -> list[Side]:
    """Every region of every standing sitting. ``regions``: code and name by seat."""
    found: list[Side] = []
    for sitting in meeting.standing:
        codes = dict.fromkeys(regions[seat][0] for seat in sitting.seats)
        for code in codes:
            seats = frozenset(seat for seat in sitting.seats if regions[seat][0] == code)
            found.append(Side(sitting, code, regions[next(iter(seats))][1], seats))
    return found


def partners(of: Side, among: Collection[Side]) -> list[Side]:
    """With whom this region may exchange: another region in another sitting, neither invited to both."""
    places = {(side.sitting.item, side.region_code) for side in among}
    return [
        other
        for other in among
        if other.sitting.item != of.sitting.item
        and other.region_code != of.region_code
        and (other.sitting.item, of.region_code) not in places
        and (of.sitting.item, other.region_code) not in places
    ]
