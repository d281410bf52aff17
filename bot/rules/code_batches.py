"""Codes for a whole cohort, printed on one sheet: which seats get one, and what is replaced by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.fingerprints import fingerprint
from bot.rules.seat_views import SeatView
from bot.rules.sheets import CoverageState

_NAME = re.compile(r"[0-9]{4}-[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class BatchSeat:
    """A seat of a cohort with what decides whether it gets a code."""

    seat_id: int
    region_code: str
    region_name: str
    zone: str
    post: str
    title: str
    state: CoverageState  #: of its holder
    open_code: int | None = None  #: id of the code of staff that opens it now

    @property
    def is_held(self) -> bool:
        """Somebody in Telegram holds it. Whoever was recorded without Telegram still needs a code."""
        return self.state not in (CoverageState.EMPTY, CoverageState.NO_TELEGRAM)


def batch_seat(view: SeatView, open_code: int | None) -> BatchSeat:
    """The seat as a sheet of codes sees it."""
    return BatchSeat(
        seat_id=view.seat_id,
        region_code=view.region_code,
        region_name=view.region_name,
        zone=view.zone,
        post=view.post,
        title=view.title,
        state=view.holder.state if view.holder else CoverageState.EMPTY,
        open_code=open_code,
    )


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What one sheet would have: the seats of these posts in this cohort, as they are now."""

    cohort: int
    number: int  #: of the sheet within its cohort, from 1
    posts: Mapping[str, str]  #: key and title of every post the cohort has seats of, in the order of lists
    chosen: frozenset[str]
    seats: tuple[BatchSeat, ...]  #: of the chosen posts only

    @property
    def name(self) -> str:
        return batch_name(self.cohort, self.number)

    @property
    def getting(self) -> tuple[BatchSeat, ...]:
        """The seats that get a code, region by region."""
        return tuple(seat for seat in self.seats if not seat.is_held)

    @property
    def replaced(self) -> int:
        """Codes that would open nothing any more."""
        return sum(seat.open_code is not None for seat in self.getting)

    @property
    def regions(self) -> int:
        return len({seat.region_code for seat in self.seats})

    def count(self, state: CoverageState) -> int:
        return sum(seat.state is state for seat in self.seats)

    @property
    def titles(self) -> list[str]:
        return [title for key, title in self.posts.items() if key in self.chosen]

    @property
    def fingerprint(self) -> str:
        """Of everything the card promises: another one means that it would do something else."""
        said = [(seat.seat_id, seat.state.value, seat.open_code) for seat in self.seats]
        return fingerprint(repr((self.name, sorted(self.chosen), said)), length=10)


@dataclass(frozen=True, slots=True)
class Batch:
    """A sheet that was printed, and what has become of its codes."""

    name: str
    made_at: datetime
    made_by: str
    codes: int
    used: int
    open: int  #: still open a seat


def batch_name(cohort: int, number: int) -> str:
    """2026-1: as it stands on the sheet."""
    return f"{cohort}-{number}"


def next_number(names: Sequence[str]) -> int:
    """After the highest there is."""
    return max((int(name.rpartition("-")[2]) for name in names if is_batch_name(name)), default=0) + 1


def is_batch_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def mask_of(chosen: Collection[str], posts: Sequence[str]) -> str:
    """The chosen among all ``posts`` for a button, in hexadecimal; new posts are only added at the end."""
    return f"{sum(1 << at for at, key in enumerate(posts) if key in chosen):x}"


def chosen_by(mask: str, posts: Sequence[str]) -> frozenset[str] | None:
    """The keys a mask stands for; None where it is none of ours."""
    if not re.fullmatch(r"[0-9a-f]{1,12}", mask):
        return None
    bits = int(mask, 16)
    return frozenset(key for at, key in enumerate(posts) if bits >> at & 1)
