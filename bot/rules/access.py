"""Who may do what. Read from the database on every update, never from a button or a name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.errors import Forbidden, NotRegistered


class Role(StrEnum):
    """What a member of Dit Permas staff may do; each includes the one before."""

    VIEWER = "viewer"
    OFFICER = "officer"
    ADMIN = "admin"


class TenureKind(StrEnum):
    """In which capacity a person acts for a seat."""

    HOLDER = "holder"
    ASSISTANT = "assistant"
    DELEGATE = "delegate"


_RANK = {Role.VIEWER: 0, Role.OFFICER: 1, Role.ADMIN: 2}


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat somebody acts for, with what texts need to address it."""

    seat_id: int
    region_code: str
    region_name: str
    zone: str  #: IANA name
    post: str  #: key, e.g. "inspektur"
    title: str  #: "Inspektur"
    kind: TenureKind
    prefix: str = ""  #: "Pj.", "Plt.", "Plh." or nothing


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an update: staff, an official, both, or a stranger (neither)."""

    telegram_id: int
    staff_id: int | None = None
    role: Role | None = None
    contact_id: int | None = None
    name: str = ""
    seats: tuple[HeldSeat, ...] = ()

    @property
    def is_staff(self) -> bool:
        return self.role is not None

    @property
    def is_official(self) -> bool:
        return bool(self.seats)

    @property
    def region_codes(self) -> tuple[str, ...]:
        """Own regions, each once, in the order of the seats."""
        return tuple(dict.fromkeys(seat.region_code for seat in self.seats))

    def at_least(self, role: Role) -> bool:
        return self.role is not None and _RANK[self.role] >= _RANK[role]


def require_known(actor: Actor) -> None:
    """Raises NotRegistered for a stranger."""
    if not actor.is_staff and not actor.is_official:
        raise NotRegistered


def require_role(actor: Actor, role: Role) -> None:
    """Raises NotRegistered for a stranger, Forbidden for whoever is known but may not."""
    require_known(actor)
    if not actor.at_least(role):
        raise Forbidden


def require_region(actor: Actor, region_code: str) -> None:
    """Staff see every region, officials their own. Raises NotRegistered or Forbidden."""
    require_known(actor)
    if not actor.is_staff and region_code not in actor.region_codes:
        raise Forbidden


def require_seat(actor: Actor, seat_id: int) -> HeldSeat:
    """The own seat with this id. Raises NotRegistered or Forbidden."""
    require_known(actor)
    for seat in actor.seats:
        if seat.seat_id == seat_id:
            return seat
    raise Forbidden
