"""Seats as staff see them: who acts for each, who did before, and whether anybody can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.rules.actors import TenureEnd, TenureKind
from bot.rules.sheets import CoverageState


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who acts for a seat now."""

    tenure_id: int
    contact_id: int
    name: str
    kind: TenureKind
    prefix: str
    started_at: datetime
    until_on: date | None
    state: CoverageState
    unreachable_at: datetime | None
    last_seen_at: datetime | None
    phone: str  #: the own number; not for viewers
    invited_by: int | None = None  #: contact of the holder with whom this person goes


@dataclass(frozen=True, slots=True)
class Past:
    """Somebody who acted for a seat, from when to when, and how it ended."""

    name: str
    kind: TenureKind
    prefix: str
    started_at: datetime
    ended_at: datetime
    reason: TenureEnd | None


@dataclass(frozen=True, slots=True)
class SeatView:
    """One seat, also an empty one, with everybody who acts for it, the holder first."""

    seat_id: int
    region_code: str
    region_name: str
    province: str
    zone: str
    post: str
    title: str
    office_phone: str
    acting: tuple[Acting, ...] = ()

    @property
    def holder(self) -> Acting | None:
        return next((one for one in self.acting if one.kind is TenureKind.HOLDER), None)

    @property
    def others(self) -> tuple[Acting, ...]:
        return tuple(one for one in self.acting if one.kind is not TenureKind.HOLDER)


@dataclass(frozen=True, slots=True)
class SeatDetails:
    """A seat with its history, newest first, and how many codes for it are open."""

    seat: SeatView
    history: tuple[Past, ...]
    open_codes: int


@dataclass(frozen=True, slots=True)
class Reader:
    """What whoever looks at a seat may see and do there."""

    may_edit: bool = False
    may_invite: bool = False
    may_answer: bool = False
    sees_phones: bool = False
