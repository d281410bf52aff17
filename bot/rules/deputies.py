"""Assistants and delegates of a seat: who acts, who was invited, whether one more may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.errors import UserMistake
from bot.rules.seats import MOST_DEPUTIES

#: In the order in which they are shown and offered.
DEPUTY_KINDS = (TenureKind.ASSISTANT, TenureKind.DELEGATE)


class InviterGone(UserMistake):
    """Staff approve somebody whom a former holder invited."""


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody who acts for a seat beside its holder."""

    tenure_id: int
    kind: TenureKind
    name: str
    since: datetime
    is_reachable: bool


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """A code the holder made, and nobody has used yet."""

    code_id: int
    kind: TenureKind
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who used such a code and waits for staff."""

    kind: TenureKind
    name: str


@dataclass(frozen=True, slots=True)
class SeatDeputies:
    """All of that for one seat. ``version`` grows with every code the holder makes for it."""

    seat: HeldSeat
    people: Sequence[Deputy] = ()
    invitations: Sequence[OpenInvitation] = ()
    applicants: Sequence[Applicant] = ()
    version: int = 0

    def has_room(self, kind: TenureKind) -> bool:
        """Whether one more may be invited: an open invitation may become a person any moment."""
        taken = [each.kind for each in self.people]
        taken += [each.kind for each in self.invitations]
        taken += [each.kind for each in self.applicants]
        return taken.count(kind) < MOST_DEPUTIES

    @property
    def kinds_with_room(self) -> tuple[TenureKind, ...]:
        return tuple(kind for kind in DEPUTY_KINDS if self.has_room(kind))
