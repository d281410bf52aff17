"""Who of a cohort can be reached, what stands in the way, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from bot.rules.errors import UserMistake
from bot.rules.sheets import CoverageLine, CoverageState


class CohortUnknown(UserMistake):
    """No region takes part in such a cohort; lists the ones there are."""

    def __init__(self, typed: str, cohorts: Sequence[int]) -> None:
        super().__init__(typed)
        self.typed = typed[:20]
        self.cohorts = tuple(cohorts)


class NextStep(StrEnum):
    """What staff do next about a seat."""

    NOTHING = "nothing"
    AWAIT_APPROVAL = "await_approval"  #: somebody has asked for the seat; staff decide
    AWAIT_CODE = "await_code"  #: a code is on its way and still valid
    MAKE_CODE = "make_code"
    CALL = "call"
    FIND_PHONE = "find_phone"  #: nobody can be called either


@dataclass(frozen=True, slots=True)
class CoveredSeat:
    """A seat of a cohort with everything that decides what to do about it."""

    line: CoverageLine
    post: str  #: key
    contact_id: int | None = None  #: of the holder
    prefix: str = ""
    office_phone: str = ""
    own_phone: str = ""
    is_asked_for: bool = False  #: a request for this seat waits for staff
    is_unanswered: bool = False  #: a check asked Telegram about the holder, and heard nothing in time

    @property
    def is_reached(self) -> bool:
        """The holder can be written to."""
        return self.line.state is CoverageState.REACHABLE and not self.is_unanswered

    @property
    def is_silent(self) -> bool:
        """Nobody there can be written to; or the holder has no Telegram and is called anyway."""
        return self.line.state is CoverageState.NO_TELEGRAM or not (self.is_reached or self.line.others)

    @property
    def step(self) -> NextStep:
        """What to do next."""
        if self.is_reached:
            return NextStep.NOTHING
        if self.is_asked_for:
            return NextStep.AWAIT_APPROVAL
        if self.line.code_until is not None:
            return NextStep.AWAIT_CODE
        if self.line.state is CoverageState.EMPTY:
            return NextStep.MAKE_CODE
        return NextStep.CALL if self.office_phone or self.own_phone else NextStep.FIND_PHONE


#: The states in a few words, as counted and as said of one seat.
STATES = {
    CoverageState.REACHABLE: "terjangkau",
    CoverageState.BLOCKED: "menghentikan bot",
    CoverageState.DEACTIVATED: "akun tidak aktif",
    CoverageState.NEVER_STARTED: "belum menekan Mulai",
    CoverageState.NO_TELEGRAM: "tanpa Telegram",
    CoverageState.EMPTY: "kosong",
}

#: Worst first. Whoever has a Telegram account that works is nearer than who has none.
_RANK = {
    CoverageState.EMPTY: 0,
    CoverageState.NO_TELEGRAM: 1,
    CoverageState.DEACTIVATED: 2,
    CoverageState.NEVER_STARTED: 3,
    CoverageState.BLOCKED: 4,
    CoverageState.REACHABLE: 5,
}


def state_of(*, is_held: bool, has_telegram: bool, reachability: str) -> CoverageState:
    """The state of a seat by its holder. ``reachability`` is that of the contact, as it is stored."""
    if not is_held:
        return CoverageState.EMPTY
    return CoverageState(reachability) if has_telegram else CoverageState.NO_TELEGRAM


#: Said of a seat where a check heard nothing.
UNANSWERED = "tidak ada jawaban dari pemeriksaan"


def as_checked(
    seat: CoveredSeat, answers: Mapping[int, CoverageState], *, people: Iterable[int] = ()
) -> CoveredSeat:
    """The seat as a check found it, whatever was known before: ``answers`` are by contact.

    ``people`` are the contacts who act for the seat. A holder without Telegram is asked nothing.
    """
    others = sum(
        1 for one in people if one != seat.contact_id and answers.get(one) is CoverageState.REACHABLE
    )
    if seat.line.state in (CoverageState.EMPTY, CoverageState.NO_TELEGRAM) or seat.contact_id is None:
        return replace(seat, line=replace(seat.line, others=others))
    heard = answers.get(seat.contact_id)
    line = replace(seat.line, others=others, state=heard or seat.line.state)
    return replace(seat, line=line, is_unanswered=heard is None)


def worst_first(seats: Iterable[CoveredSeat]) -> list[tuple[str, tuple[CoveredSeat, ...]]]:
    """(region, its seats): regions with most silent seats first, in each the worst seat first."""
    by_code = sorted(seats, key=lambda seat: seat.line.region_code)
    regions = [
        tuple(sorted(of_region, key=lambda seat: (not seat.is_silent, _RANK[seat.line.state])))
        for _, of_region in groupby(by_code, key=lambda seat: seat.line.region_code)
    ]
    regions.sort(
        key=lambda seats: (
            -sum(seat.is_silent for seat in seats),
            -sum(not seat.is_reached for seat in seats),
            seats[0].line.region,
        )
    )
    return [(seats[0].line.region, seats) for seats in regions]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The counts that stand above everything."""

    reached: int
    by_others: int  #: not the holder, but an assistant or delegate
    seats: int
    states: dict[CoverageState, int]


def counted(seats: Sequence[CoveredSeat]) -> Coverage:
    """How many holders can be written to, and what the others lack."""
    states = Counter(seat.line.state for seat in seats)
    return Coverage(
        reached=sum(1 for seat in seats if seat.is_reached),
        by_others=sum(1 for seat in seats if not seat.is_reached and seat.line.others),
        seats=len(seats),
        states={state: states[state] for state in _RANK if states[state]},
    )
