"""Whom a meeting reaches, and who gets nothing and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.actors import HeldSeat
from bot.rules.sittings import SittingView


class Unreached(StrEnum):
    """Why a seat gets nothing."""

    EMPTY = "empty"  #: nobody is registered for it
    UNREACHABLE = "unreachable"  #: whoever is registered has blocked the bot or left Telegram


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people are told, and the posts whose people cannot be: somebody has to call them."""

    people: int
    unreached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatReach:
    """A seat and whether a message gets there."""

    seat: HeldSeat
    unreached: Unreached | None = None


@dataclass(frozen=True, slots=True)
class RegionReach:
    """What one region will read of one sitting, and which of its seats it reaches."""

    region: str
    zone: ZoneInfo
    seats: tuple[SeatReach, ...]


@dataclass(frozen=True, slots=True)
class SittingReach:
    """One sitting of a draft with its regions."""

    sitting: SittingView
    regions: tuple[RegionReach, ...]
