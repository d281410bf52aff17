"""Criterion 8: one officer proposes, another decides. No names and no reasons anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: Nobody decided in this time: the proposal counts for nothing any more.
PROPOSAL_LASTS = timedelta(days=7)
#: Regions on one page of the list, and proposals above them.
PER_PAGE = 8


class Part(StrEnum):
    """What somebody may do about criterion 8 of a region now."""

    PROPOSE = "propose"
    DECIDE = "decide"
    TAKE_BACK = "take_back"  #: the own proposal
    WAIT = "wait"  #: came to the staff after the proposal was made, so he is not the second for it


class Deed(StrEnum):
    """What an officer did, as the receipt says it."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class Ending(StrEnum):
    """How a press on a card ended."""

    DONE = "done"
    OUTDATED = "outdated"  #: somebody was quicker, or it lapsed: the card of now is shown


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands for a region, and who agreed on it."""

    is_met: bool
    decided_at: datetime
    proposed_by: str
    decided_by: str
    decision_id: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one officer proposed and nobody has decided."""

    decision_id: int
    region_code: str
    region_name: str
    is_met: bool
    proposed_at: datetime
    proposed_by: str
    proposer_id: int

    @property
    def lapses_at(self) -> datetime:
        return self.proposed_at + PROPOSAL_LASTS


@dataclass(frozen=True, slots=True)
class CaseCard:
    """Criterion 8 of one region, as it concerns one officer."""

    region_code: str
    region_name: str
    standing: Decided | None
    proposal: Proposal | None
    part: Part
    has_colleague: bool  #: somebody else could be the second


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One region of the list; ``is_met`` is None where nothing stands."""

    region_code: str
    region_name: str
    is_met: bool | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of the list: what waits, the oldest first, and some regions by name."""

    proposals: Sequence[Proposal]
    lines: Sequence[CaseLine]
    number: int  #: from 0
    has_more: bool


def part_of(proposal: Proposal | None, *, staff_id: int, since: datetime | None) -> Part:
    """What this officer may do; ``since`` is when he came to the staff."""
    if proposal is None:
        return Part.PROPOSE
    if proposal.proposer_id == staff_id:
        return Part.TAKE_BACK
    return Part.DECIDE if since is not None and since <= proposal.proposed_at else Part.WAIT
