"""The people behind updates: staff with a role, officials with seats, strangers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


class TenureEnd(StrEnum):
    """Why somebody no longer acts for a seat."""

    HANDED_OVER = "handed_over"  #: staff released the holder for a successor
    REPLACED = "replaced"  #: a successor was approved
    LEFT = "left"  #: /berhenti
    REVOKED = "revoked"  #: the holder, or staff, took the capacity back
    NEW_ACCOUNT = "new_account"  #: goes on under another Telegram account
    ERASED = "erased"


_RANK = {Role.VIEWER: 1, Role.OFFICER: 2, Role.ADMIN: 3}


def rank(role: Role | None) -> int:
    """The higher, the more one may do; 0 without any role."""
    return _RANK[role] if role is not None else 0


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
class Scope:
    """The regions somebody may see: every one, or these. Queries filter by it."""

    everywhere: bool = False
    region_codes: frozenset[str] = frozenset()

    def includes(self, region_code: str) -> bool:
        return self.everywhere or region_code in self.region_codes


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an update: staff, an official, both, or a stranger (neither)."""

    telegram_id: int
    staff_id: int | None = None
    role: Role | None = None
    contact_id: int | None = None
    name: str = ""
    seats: tuple[HeldSeat, ...] = ()
    is_pending: bool = False  #: a request of this person waits for staff

    @property
    def is_staff(self) -> bool:
        return self.role is not None

    @property
    def is_official(self) -> bool:
        return bool(self.seats)

    @property
    def is_stranger(self) -> bool:
        return not self.is_staff and not self.is_official

    @property
    def region_codes(self) -> tuple[str, ...]:
        """Own regions, each once, in the order of the seats."""
        return tuple(dict.fromkeys(seat.region_code for seat in self.seats))

    def at_least(self, role: Role) -> bool:
        return rank(self.role) >= rank(role)
