"""What a registered official may ask for himself: to be reached at another account, to be named rightly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.actors import TenureKind
from bot.rules.errors import UserMistake
from bot.rules.resemblance import resembles
from bot.rules.sheets import CoverageState


class NameUnchanged(UserMistake):
    """The name that was typed is the one on record."""


class AccountGone(UserMistake):
    """The account to be replaced speaks for this seat no longer; the request can only be refused."""


@dataclass(frozen=True, slots=True)
class Registered:
    """The official as recorded, whose account or name is to change."""

    contact_id: int
    name: str
    telegram_id: int | None
    state: CoverageState
    last_seen_at: datetime | None
    posts: tuple[str, ...]  #: everything that goes along
    is_current: bool  #: acts as was said, with the account that was told of it
    further: tuple[str, ...] = ()  #: what the new account speaks for already


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with an account who acts for a seat."""

    contact_id: int
    telegram_id: int
    name: str
    kind: TenureKind


def who_is_meant(candidates: Sequence[Candidate], *, name: str, kind: TenureKind) -> Candidate | None:
    """Whose account is to be replaced: the only one in this capacity, or the only one of that name."""
    able = [one for one in candidates if one.kind is kind]
    if len(able) == 1:
        return able[0]
    alike = [one for one in able if resembles(one.name, name)]
    return alike[0] if len(alike) == 1 else None
