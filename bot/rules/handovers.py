"""What stays with a seat when its holder changes: sittings, open alerts, promises, and who goes on acting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.rules.action_points import PointView
from bot.rules.answers import Given
from bot.rules.seat_views import Acting
from bot.rules.sittings import MeetingView, SittingView
from bot.rules.status import CriterionLine


@dataclass(frozen=True, slots=True)
class ComingSitting:
    """A sitting ahead to which the seat is invited, and what was answered for its present time."""

    meeting: MeetingView
    sitting: SittingView
    answer: Given | None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An alert of the region that is open, as its value stands today."""

    alert_id: int
    batch: str
    line: CriterionLine


@dataclass(frozen=True, slots=True)
class Promise:
    """What the seat has promised to do about an open alert."""

    criterion: str
    person: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Matters:
    """Everything under way that belongs to the seat and not to its holder."""

    sittings: tuple[ComingSitting, ...] = ()
    cases: tuple[OpenCase, ...] = ()
    promises: tuple[Promise, ...] = ()
    points: tuple[PointView, ...] = ()  #: what was agreed in meetings and is not done

    def __bool__(self) -> bool:
        return bool(self.sittings or self.cases or self.promises or self.points)


def who_leaves(acting: tuple[Acting, ...], holder: Acting) -> tuple[tuple[Acting, ...], tuple[Acting, ...]]:
    """Of those who act beside the holder: whom he invited and who goes with him, and who stays."""
    others = tuple(one for one in acting if one.tenure_id != holder.tenure_id)
    leaving = tuple(one for one in others if one.invited_by == holder.contact_id)
    return leaving, tuple(one for one in others if one not in leaving)
