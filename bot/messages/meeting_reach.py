"""Whom a draft reaches and whom not, in few lines however many regions there are."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.messages.cautions import some_of
from bot.rules.clocks import Moment, both_clocks, zone_label
from bot.rules.meeting_checks import RegionReach, SeatReach, SittingReach, Unreached

#: Regions of one sitting that are listed one by one.
_MOST_REGIONS = 8


def region_rows(each: SittingReach) -> list[tuple[str, Moment, list[str]]]:
    """Each region with its time and the posts reached; many regions are counted by their clock."""
    if len(each.regions) <= _MOST_REGIONS:
        return [
            (region.region, _when(each, region.zone), [seat.seat.title for seat in _reached(region)])
            for region in each.regions
        ]
    clocks: dict[ZoneInfo, list[RegionReach]] = {}
    for region in each.regions:
        clocks.setdefault(region.zone, []).append(region)
    return [
        (f"{len(regions)} daerah {zone_label(zone)}", _when(each, zone), [_reached_of(regions)])
        for zone, regions in clocks.items()
    ]


def _when(each: SittingReach, zone: ZoneInfo) -> Moment:
    return both_clocks(each.sitting.starts_at, reader=zone, until=each.sitting.ends_at)


def _reached(region: RegionReach) -> list[SeatReach]:
    return [seat for seat in region.seats if not seat.unreached]


def _reached_of(regions: Sequence[RegionReach]) -> str:
    reached = sum(len(_reached(region)) for region in regions)
    return f"{reached} dari {sum(len(region.seats) for region in regions)} jabatan dapat dihubungi"


def silent_posts(reach: Sequence[SittingReach]) -> list[tuple[str, str, bool]]:
    """(post, its regions, whether nobody holds it) of those who get nothing; many regions are counted."""
    found: dict[tuple[str, bool], dict[str, None]] = {}
    for each in reach:
        for region in each.regions:
            for seat in region.seats:
                if seat.unreached:
                    key = (seat.seat.title, seat.unreached is Unreached.EMPTY)
                    found.setdefault(key, {})[region.region] = None
    return [(title, some_of(tuple(regions)), is_empty) for (title, is_empty), regions in found.items()]
